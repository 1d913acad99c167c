"""The form of an item reads what the page sent, part by part, and nothing that the page did not show."""

import pytest

from inspections import secrecy
from inspections.errors import RuleBroken
from inspections.fieldwork.forms import AnswerForm

SPEC = {
    "code": "T-01",
    "answers": [{"type": "pass_fail"}, {"type": "number", "unit": "phút"}],
    "pass_if": "judged",
}
BASES = {"bases.result": "op-00000001", "bases.answer2": "", "bases.note": "op-00000002,op-00000003"}


def form(**inputs: str) -> AnswerForm:
    """A form that was checked."""
    made = AnswerForm(BASES | {"op_id": "tablet-0001"} | inputs, SPEC)
    made.validate()
    return made


def test_each_part_is_read_with_what_its_author_had_seen() -> None:
    made = form(result="fail", answer2="24,1", note=" Ghi  chú. ")
    assert made.typed == {"result": "fail", "note": "Ghi chú.", "answer2": "24.1"}
    assert made.bases == {"result": ["op-00000001"], "note": ["op-00000002", "op-00000003"], "answer2": []}
    assert not made.errors


def test_a_part_that_the_page_did_not_show_is_not_touched() -> None:
    made = form(reason="Không có trên trang.", answer1="7")
    assert set(made.typed) == {"result", "note", "answer2"}


def test_a_form_without_a_number_of_its_own_receives_one() -> None:
    made = AnswerForm(BASES | {"result": "pass"}, SPEC)
    assert made.validate() and len(made.op_id) == 20


@pytest.mark.parametrize(
    "inputs",
    [{"op_id": "short"}, {"op_id": "x" * 41}, {"bases.result": "no"}, {"bases.result": "x" * 65}, {"answer2": "x"}],
)
def test_what_cannot_be_read_is_one_sentence(inputs: dict[str, str]) -> None:
    assert len(form(**inputs).errors[None]) == 1


def test_a_changed_value_that_looks_like_a_secret_needs_a_reason() -> None:
    made = form()
    with pytest.raises(RuleBroken, match="Tuyệt mật") as refused:
        made.overruled("Sổ ghi Tuyệt mật số 12")
    assert secrecy.INSTEAD in refused.value.message
    assert made.overruled("Sổ ghi đủ.") is None
    assert form(overrule=" Là mẫu sổ. ").overruled({"excluded_reason": "Tuyệt mật số 12"}) == "Là mẫu sổ."


def test_what_no_page_may_hold_is_not_shown_again() -> None:
    assert form(note="a\0b\x85c\n").shown["note"] == "abc\n"
