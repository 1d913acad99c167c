"""Knows by examples who signs a decision, how long it runs, when an enterprise is inspected again; no database."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from inspections.deciding import deadlines, rules, steps
from inspections.deciding.data import Span
from inspections.errors import RuleBroken


@pytest.mark.parametrize(
    ("agency", "position", "above"),
    [
        ("DIC", "Giám đốc Sở", "GIÁM ĐỐC"),
        ("DIC", "Phó Giám đốc Sở", "KT. GIÁM ĐỐC"),
        ("DIC", "Giám đốc Sở Khoa học và Công nghệ", "GIÁM ĐỐC"),
        ("DIC", "Quyền Giám đốc Sở", "Q. GIÁM ĐỐC"),
        ("DIC", "Phó Giám đốc phụ trách Sở", "KT. GIÁM ĐỐC"),
        ("UBND", "Phó Chủ tịch Thường trực Ủy ban nhân dân tỉnh", "KT. CHỦ TỊCH"),
        ("UBND", "Chủ tịch Ủy ban nhân dân tỉnh", "CHỦ TỊCH"),
        ("UBND", "Phó Chủ tịch Ủy ban nhân dân tỉnh", "KT. CHỦ TỊCH"),
        ("DIC", "Trưởng phòng Bưu chính - Viễn thông", None),
        ("DIC", "Chánh Văn phòng Sở", None),
        ("DIC", "Giám đốc Trung tâm Chuyển đổi số", None),
        ("DIC", "Phó Giám đốc Trung tâm Chuyển đổi số", None),
        ("UBND", "Chủ tịch Hội đồng nhân dân tỉnh", None),
        ("POLICE", "Giám đốc Công an tỉnh", None),
        ("DIC", "Chủ tịch Công đoàn Sở", None),
    ],
)
def test_a_decision_is_signed_by_the_head_or_for_him_by_a_deputy(agency: str, position: str, above: str | None) -> None:
    assert rules.authority(agency, position) == above
    if above is None:
        with pytest.raises(RuleBroken, match="TL"):
            rules.refuse_signer(agency, position)


@pytest.mark.parametrize(
    "signer", ["TL. GIÁM ĐỐC, Dương Tấn Lộc", "Dương Tấn Lộc (tl.)", "Ông Lộc ký thừa lệnh", "TL GIÁM ĐỐC"]
)
def test_no_paper_is_signed_by_order(signer: str) -> None:
    with pytest.raises(RuleBroken, match="thừa lệnh") as refused:
        rules.refuse_by_order(signer)
    assert refused.value.fields == ("signer",)
    rules.refuse_by_order("KT. GIÁM ĐỐC, Bà Phạm Thị Thu Hà, Phó Giám đốc Sở")


def test_a_paper_bears_the_name_that_the_decision_names() -> None:
    rules.refuse_another_signer("Ông trương quang vinh, Giám đốc Sở", "Trương Quang Vinh", "draft")
    with pytest.raises(RuleBroken, match=r"Người ký quyết định là Trương Quang Vinh.*sửa tại nội dung quyết định"):
        rules.refuse_another_signer("Bà Phạm Thị Thu Hà, Phó Giám đốc Sở", "Trương Quang Vinh", "draft")
    with pytest.raises(RuleBroken, match="hủy bỏ quyết định này rồi ra quyết định khác"):
        rules.refuse_another_signer("Bà Lê Anh, Phó Giám đốc Sở", "Lê An", "decided")


def test_a_limit_is_said_with_its_unit_and_no_limit_too() -> None:
    assert deadlines.most_text(5, "ngày làm việc") == "Không quá 05 ngày làm việc."
    assert "ngày; theo quyết định" in deadlines.most_text(None, "ngày")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 5), None, "từ 05/03/2026"),
        (date(2026, 3, 5), date(2026, 3, 9), "từ 05/03/2026 đến hết 09/03/2026"),
        (date(2026, 3, 5), date(2026, 3, 5), "từ 05/03/2026 đến hết 05/03/2026"),
        (date(2026, 3, 5), date(2026, 3, 4), "trong ngày 05/03/2026"),
    ],
)
def test_the_days_without_work_are_said_also_when_it_was_resumed_the_same_day(
    first: date, last: date | None, words: str
) -> None:
    assert deadlines.standstill_text(first, last) == words


@pytest.mark.parametrize(("days", "limit", "fine"), [(1, 10, True), (10, 10, True), (11, 10, False), (0, 10, False)])
def test_the_department_orders_at_most_ten_days(days: int, limit: int, fine: bool) -> None:
    if fine:
        deadlines.refuse_duration(days, limit, "ngày làm việc")
        return
    with pytest.raises(RuleBroken, match="từ 01 đến 10 ngày làm việc"):
        deadlines.refuse_duration(days, limit, "ngày làm việc")


def test_the_chairman_has_no_limit_but_says_a_duration() -> None:
    deadlines.refuse_duration(45, None, "ngày")
    for days in (None, 367):
        with pytest.raises(RuleBroken, match="từ 01 đến 366 ngày"):
            deadlines.refuse_duration(days, None, "ngày")


@pytest.mark.parametrize("days", [None, 0, 6])
def test_an_extension_is_five_days_at_most(days: int | None) -> None:
    assert deadlines.refuse_extension(5, 5, "ngày") == 5
    with pytest.raises(RuleBroken, match="Gia hạn từ 01 đến 05 ngày"):
        deadlines.refuse_extension(days, 5, "ngày")


CLEAR = "Có dấu hiệu vi phạm rõ ràng: đơn của công dân"


@pytest.mark.parametrize(
    ("titles", "reason", "refused"),
    [
        ([], None, False),
        (["Kiểm tra Bưu điện tỉnh"], None, True),
        (["Kiểm tra Bưu điện tỉnh"], "Cần kiểm tra thêm", True),
        (["Kiểm tra Bưu điện tỉnh"], CLEAR, False),
    ],
)
def test_an_enterprise_is_inspected_again_only_for_clear_signs(
    titles: list[str], reason: str | None, refused: bool
) -> None:
    assert bool(rules.repeated(titles, 1, reason)) == refused


def test_the_ground_of_a_repetition_needs_its_facts_and_gives_them_back() -> None:
    assert rules.repeat_text(False, "đơn của công dân") is None
    assert rules.repeat_text(True, " đơn của công dân ") == CLEAR
    assert rules.repeat_facts(CLEAR) == "đơn của công dân"
    with pytest.raises(RuleBroken, match="dấu hiệu vi phạm rõ ràng là gì"):
        rules.repeat_text(True, " ")


def test_spans_meet_when_they_share_a_day() -> None:
    week = Span(date(2026, 11, 9), date(2026, 11, 13))
    assert week.meets(Span(date(2026, 11, 13), date(2026, 11, 20)))
    assert not week.meets(Span(date(2026, 11, 14), date(2026, 11, 20)))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 20), 12, date(2025, 5, 20)),
        (date(2026, 1, 31), 2, date(2025, 11, 28)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert deadlines.month_before(day, months) == before


def member(name: str, role: str = "member", agency: str = "DIC", **fields: Any) -> SimpleNamespace:
    given = {"duty": "Kiểm tra", "no_conflict_at": date(2026, 1, 5), "left_on": None} | fields
    return SimpleNamespace(user=SimpleNamespace(id=name, name=name, agency_code=agency), role=role, **given)


def draft(**fields: Any) -> SimpleNamespace:
    given = {
        "content": "Nội dung",
        "scope": "Phạm vi",
        "period_from": date(2025, 1, 1),
        "period_to": date(2025, 12, 31),
        "duration_days": 10,
        "issuer": "DIC",
        "signer_id": 1,
        "ground": "c",
        "ground_text": None,
        "police_letter_number": None,
        "working_plan": dict.fromkeys(rules.WORKING_PLAN, "Có"),
        "working_plan_number": "01/KH-ĐKT",
    }
    return SimpleNamespace(**(given | fields))


VISITS = [SimpleNamespace(kind="inspection", agreement=None)]
LEADER = member("Hà", "lead")


@pytest.mark.parametrize(
    ("given", "visits", "team", "words"),
    [
        ({}, VISITS, [LEADER], None),
        ({"scope": " "}, VISITS, [LEADER], "phạm vi kiểm tra"),
        ({"period_to": None}, VISITS, [LEADER], "thời kỳ kiểm tra"),
        ({"ground": "a"}, VISITS, [LEADER], "căn cứ"),
        ({}, [], [LEADER], "đơn vị được kiểm tra"),
        ({}, VISITS, [member("Khôi")], "trưởng đoàn"),
        ({}, VISITS, [LEADER, member("Nam", agency="POLICE")], "công văn cử cán bộ"),
        ({}, [SimpleNamespace(kind="survey", agreement="")], [LEADER], "văn bản thống nhất"),
    ],
)
def test_a_decision_says_what_the_decree_asks(given: dict[str, Any], visits: Any, team: Any, words: str | None) -> None:
    found = rules.unready(draft(**given), visits, team)
    assert found is None if words is None else words in (found or "")


def test_a_working_plan_has_nine_items_and_a_duty_for_each_member() -> None:
    assert len(rules.WORKING_PLAN) == 9
    assert rules.plan_unready(draft(), [LEADER]) is None
    assert "Mục tiêu" in (rules.plan_unready(draft(working_plan={}), [LEADER]) or "")
    assert "nhiệm vụ của Khôi" in (rules.plan_unready(draft(), [LEADER, member("Khôi", duty=" ")]) or "")


def test_everybody_who_stays_has_declared() -> None:
    gone = member("Nam", no_conflict_at=None, left_on=date(2026, 2, 1))
    assert rules.undeclared(rules.staying([LEADER, gone])) is None
    assert (
        rules.undeclared([LEADER, member("Khôi", no_conflict_at=None)]) == "Chưa cam kết không xung đột lợi ích: Khôi."
    )


def test_a_team_has_one_leader_and_one_secretary() -> None:
    with pytest.raises(RuleBroken, match="một trưởng đoàn"):
        rules.refuse_places({"a": "lead", "b": "lead"})
    with pytest.raises(RuleBroken, match="một thư ký"):
        rules.refuse_places({"a": "secretary", "b": "secretary"})
    with pytest.raises(RuleBroken, match="phải có trưởng đoàn"):
        rules.refuse_without_leader([member("Khôi")])


def test_there_are_four_grounds_to_stop() -> None:
    assert len(rules.STOP_GROUNDS) == 4


def test_every_paper_of_an_inspection_has_its_name_and_what_ends_it_is_never_one_press() -> None:
    assert set(steps.PAPERS) - set(steps.RECORDED) == {"change_member", "declare"}, "these have pages of their own"
    assert {"decide", *steps.LAST} <= set(steps.CONSEQUENCES) <= set(steps.LABELS)
