"""Knows when a requirement is late, what it may rest on and who may not decide; knows no database."""

from datetime import date, timedelta
from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.remedies import rules
from inspections.remedies.rules import Letter

TODAY = date(2026, 11, 22)
STATES = ("open", "in_progress", "reported", "verified", "effective", "returned")
DECREES = ["174/2026/NĐ-CP", "15/2020/NĐ-CP"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_late_is_what_is_not_met_after_its_last_day(state: str, days: int) -> None:
    late = days < 0 and state not in {"verified", "effective"}
    assert rules.overdue(state, TODAY + timedelta(days=days), TODAY, sent=True) is late
    assert not rules.overdue(state, TODAY + timedelta(days=days), TODAY, sent=False)


@pytest.mark.parametrize(
    ("days", "words", "look"),
    [
        (-12, "Quá hạn 12 ngày", "chip-bad"),
        (-1, "Quá hạn 01 ngày", "chip-bad"),
        (0, "Hôm nay là ngày cuối", "chip-warning"),
        (7, "Còn 07 ngày", "chip-warning"),
        (8, "Còn 08 ngày", ""),
        (30, "Còn 30 ngày", ""),
    ],
)
def test_the_due_day_is_said_in_days(days: int, words: str, look: str) -> None:
    mark = rules.due_mark("in_progress", TODAY + timedelta(days=days), TODAY, sent=True)
    assert mark is not None and mark[1:] == (words, look)


def test_what_is_met_has_no_due_day_any_more() -> None:
    assert {
        rules.due_mark(state, TODAY - timedelta(days=5), TODAY, sent) for state in rules.DONE for sent in (True, False)
    } == {None}


def test_what_was_never_sent_is_said_to_be_that_and_not_to_be_late() -> None:
    mark = rules.due_mark("open", TODAY - timedelta(days=12), TODAY, sent=False)
    assert mark == ("!", "Chưa gửi đơn vị", "chip-warning")


def test_before_a_day_leaves_the_day_before_as_the_last_in_time() -> None:
    last = date(2026, 12, 21)
    assert rules.before_text(last) == "trước ngày 22/12/2026"
    assert rules.latest_text(last) == "chậm nhất ngày 21/12/2026"
    assert not rules.overdue("open", last, date(2026, 12, 21), sent=True)
    assert rules.overdue("open", last, date(2026, 12, 22), sent=True)
    assert rules.before_text(date(2026, 12, 31)) == "trước ngày 01/01/2027"


@pytest.mark.parametrize(
    ("severity", "due"),
    [("minor", date(2026, 12, 22)), ("serious", date(2026, 12, 7)), (None, date(2026, 12, 22))],
)
def test_the_due_day_is_proposed_by_severity(severity: str | None, due: date) -> None:
    assert rules.proposed_due(TODAY, severity, {"minor": 30, "moderate": 30, "serious": 15}) == due


def test_a_setting_without_the_number_proposes_nothing() -> None:
    assert rules.proposed_due(TODAY, "minor", {}) is None


@pytest.mark.parametrize(
    "ground",
    [
        "khoản 2 Điều 8 Luật Bưu chính",
        "điểm d khoản 3 Điều 28 Luật Bưu chính",
        "điểm c khoản 5 Chỉ thị số 09/CT-UBND",
        "Điều 6 Thông tư số 1174/2026/TT-BKHCN",
    ],
)
def test_a_duty_is_a_ground(ground: str) -> None:
    rules.refuse_fining_ground(ground, DECREES)


@pytest.mark.parametrize(
    "ground",
    [
        "điểm a khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP",
        "Nghị định số 174/2026",
        "NĐ 15/2020",
        "Điều 9 Nghị định quy định xử phạt vi phạm hành chính",
        "XỬ PHẠT theo Điều 9",
        "mức phạt tiền từ 3 triệu đồng",
    ],
)
def test_a_clause_that_fines_is_no_ground(ground: str) -> None:
    with pytest.raises(RuleBroken, match="quy định nghĩa vụ"):
        rules.refuse_fining_ground(ground, DECREES)


OLD, COMING = Letter("1/UBND", TODAY), Letter("1/UBND", TODAY + timedelta(days=1))

REFUSED: list[tuple[Any, tuple[Any, ...], str]] = [
    (rules.refuse_finding, ("good_practice", "confirmed"), "Ưu điểm"),
    (rules.refuse_finding, ("shortcoming", "noted"), "đã thống nhất"),
    (rules.refuse_finding, ("shortcoming", "closed"), "đã thống nhất"),
    (rules.refuse_due, (TODAY - timedelta(days=1), TODAY), "không được trước hôm nay"),
    (rules.refuse_sent, (True,), "đã gửi đơn vị"),
    (rules.refuse_letter, (None, TODAY, True), "Cần ghi số"),
    (rules.refuse_letter, (COMING, TODAY, False), "không được sau hôm nay"),
    (rules.refuse_bare, ([], False), "ít nhất một ảnh"),
    (rules.refuse_extension, ("open", False, False, TODAY, TODAY, TODAY), "đã gửi đơn vị"),
    (rules.refuse_extension, ("reported", True, False, TODAY, TODAY, TODAY), "chưa báo cáo"),
    (rules.refuse_extension, ("open", True, True, TODAY, TODAY, TODAY), "chờ quyết định"),
    (rules.refuse_extension, ("open", True, False, TODAY, TODAY, TODAY), "phải sau thời hạn"),
    (rules.refuse_extension, ("open", True, False, TODAY, TODAY - timedelta(9), TODAY + timedelta(1)), "trước hôm nay"),
    (rules.refuse_own_asking, (4, 4), "người khác"),
]

ALLOWED: list[tuple[Any, tuple[Any, ...]]] = [
    *((rules.refuse_finding, ("violation", state)) for state in rules.REMEDIABLE),
    (rules.refuse_due, (TODAY, TODAY)),
    (rules.refuse_sent, (False,)),
    (rules.refuse_letter, (None, TODAY, False)),
    (rules.refuse_letter, (OLD, TODAY, True)),
    (rules.refuse_bare, ([], True)),
    (rules.refuse_extension, ("returned", True, False, TODAY + timedelta(1), TODAY, TODAY)),
    (rules.refuse_own_asking, (4, 5)),
]


@pytest.mark.parametrize(("rule", "given", "words"), REFUSED)
def test_a_refusal_says_why(rule: Any, given: tuple[Any, ...], words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        rule(*given)


@pytest.mark.parametrize(("rule", "given"), ALLOWED)
def test_what_is_in_order_is_let_through(rule: Any, given: tuple[Any, ...]) -> None:
    rule(*given)


def test_a_file_of_a_report_is_called_by_its_requirement_its_report_and_its_place() -> None:
    assert (
        rules.file_name("abcdefghjk", 2, 1, "Sổ giao nhận (01).PDF", "pdf") == "KP-abcdefghjk_02_01_so-giao-nhan-01.pdf"
    )
    assert rules.file_name("abcdefghjk", 1, 12, "…", "jpg") == "KP-abcdefghjk_01_12.jpg"
    assert len(rules.file_name("abcdefghjk", 1, 1, "a" * 190, "jpg")) < 100
