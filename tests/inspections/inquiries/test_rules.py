"""Knows what may be asked of a body and when, what an answer lacks, and what it differs from; knows no database."""

from datetime import date

import pytest

from inspections.errors import RuleBroken
from inspections.inquiries import rules

DAY = date(2026, 3, 10)


def test_a_self_check_goes_out_before_the_visit_and_an_opinion_is_asked_after_it_began() -> None:
    rules.refuse_sending(rules.SELF_CHECK, "planned", "joint", "working_plan_approved")
    rules.refuse_sending(rules.OPINION, "fieldwork_done", "joint", "in_progress")
    rules.refuse_sending(rules.OPINION, "minutes_signed", "joint", "finished")


@pytest.mark.parametrize(
    ("kind", "state", "audience", "inspection", "sentence"),
    [
        (rules.SELF_CHECK, "planned", "own", "in_progress", "chỉ cơ quan anh, chị được xem nên gửi"),
        (rules.SELF_CHECK, "planned", "joint", "draft", "quyết định đã ban hành"),
        (rules.SELF_CHECK, "planned", "joint", "finished", "quyết định đã ban hành"),
        (rules.OPINION, "minutes_signed", "joint", "draft", "quyết định đã ban hành"),
        (rules.SELF_CHECK, "announced", "joint", "in_progress", "trước khi công bố"),
        (rules.OPINION, "planned", "joint", "in_progress", "từ khi công bố"),
        (rules.OPINION, "results_notified", "joint", "in_progress", "từ khi công bố"),
    ],
)
def test_at_any_other_time_it_is_refused(kind: str, state: str, audience: str, inspection: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        rules.refuse_sending(kind, state, audience, inspection)


def test_what_is_missing_in_an_answer_is_said_by_number() -> None:
    typed = [(1, "pass", ""), (2, "", ""), (3, "fail", " "), (4, "fail", "Thiếu sổ."), (12, "", "")]
    assert rules.incomplete(rules.SELF_CHECK, typed) == [
        "Còn 02 nội dung chưa trả lời: 02, 12.",
        "Chọn “Chưa đạt” thì cần ghi rõ: nội dung 03.",
    ]
    assert rules.incomplete(rules.OPINION, [(1, "agree", ""), (2, "disagree", "Sai số liệu.")]) == []


@pytest.mark.parametrize(
    ("choice", "states", "differs"),
    [
        ("pass", ("pass", "unchecked"), False),
        ("pass", ("fail",), True),
        ("fail", ("not_produced",), False),
        ("fail", ("pass",), True),
        ("not_applicable", ("pass",), True),
        ("pass", ("unchecked", "conflict", "not_checked", "recorded"), False),
        ("pass", ("pass", "fail"), True),
        ("", ("fail",), False),
    ],
)
def test_a_self_check_differs_only_from_what_was_judged_otherwise(
    choice: str, states: tuple[str, ...], differs: bool
) -> None:
    assert rules.differs(choice, states) is differs


def test_an_answer_says_how_late_it_came() -> None:
    assert rules.late_text(DAY, DAY) == "" and rules.late_text(DAY, None) == ""
    assert rules.late_text(DAY, date(2026, 3, 12)) == "Trả lời sau thời hạn 02 ngày"


def test_a_surveyed_body_reads_no_word_of_an_inspection() -> None:
    for kind, words in rules.kinds("survey").items():
        said = [one for one in vars(words).values() if isinstance(one, str)]
        assert not [one for one in said if "kiểm tra" in one.lower() or "vi phạm" in one.lower()]
        assert words.choices == rules.kinds("inspection")[kind].choices
    with pytest.raises(RuleBroken, match="phiếu tự rà soát"):
        rules.refuse_sending(rules.SELF_CHECK, "announced", "joint", "in_progress", "survey")
