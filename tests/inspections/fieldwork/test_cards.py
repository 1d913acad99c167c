"""A card says in words what the operations came to, and carries the bases of the next change and no other."""

from datetime import UTC, datetime
from typing import Any

from inspections import secrecy
from inspections.fieldwork import cards, sides
from inspections.fieldwork.queries import ItemRow
from inspections.fieldwork.readers import Reader
from models.checklists import Answer, Operation, VisitItem
from models.directory import User
from models.inspections import Visit

AT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
SPEC: dict[str, Any] = {
    "code": "T-01",
    "question": "Có đủ sổ không",
    "severity": "moderate",
    "evidence": "Sổ",
    "grounds": (("Điều 3 Thông tư số 16", "verified"),),
    "answers": [{"type": "sample", "minimum": 30, "as_percent": True}],
    "pass_if": "judged",
}


def reader(writes: bool = True, concludes: bool = False) -> Reader:
    """Somebody of the department."""
    return Reader(
        agency="DIC",
        names={"DIC": "Sở", "POLICE": "Công an"},
        may_answer=lambda _item: writes,
        may_conclude=concludes,
        clock=lambda at: at.strftime("%H:%M"),
        address=lambda endpoint, ref: f"/{endpoint}/{ref}",
    )


def row(*answers: Answer, **fields: Any) -> ItemRow:
    """An item with these answers."""
    given = {"ref": "itemref001", "code": "T-01", "lead": "dic", "owner": "DIC", "audience": "joint", "deferred": None}
    found = ItemRow(VisitItem(**{"visit": Visit(ref="visitref01"), "active": True} | given | fields), SPEC)
    found.answers = {(answer.owner or "", answer.kind): answer for answer in answers}
    return found


def answer(
    owner: str = "DIC", state: str = "unchecked", kind: str = "answer", version: int = 1, **values: Any
) -> Answer:
    """What the operations of a slot came to."""
    heads = {part: [f"head-{part}"] for part in values}
    made = Answer(owner=owner, kind=kind, state=state, values=values, heads=heads, version=1, audience="joint")
    made.updated_at = AT
    return made


def bases(show: dict[str, Any]) -> dict[str, str]:
    """The bases that a side carries."""
    return {one["name"]: one["value"] for one in show["saved"]["bases"] if one["name"] != "op_id"}


def test_the_own_side_has_inputs_and_the_bases_of_the_next_change() -> None:
    sample = {"seen": 30, "passed": 29, "failed": 1, "excluded": 0}
    card = cards.card(row(answer(state="fail", result="fail", answer1=sample)), reader())
    [side] = card["sides"]
    assert [one["type"] for one in side["inputs"]] == ["sample", "pass_fail"]
    assert side["inputs"][0]["value"]["passed"] == "29" and side["inputs"][0]["hint"] == "ít nhất 30"
    assert bases(side) == {
        "bases.result": "head-result",
        "bases.reason": "",
        "bases.answer1": "head-answer1",
        "bases.note": "",
    }
    assert side["saved"]["text"] == "Đã lưu trên máy chủ 02:30" and side["saved"]["remark"] == "Tỷ lệ đạt 96,7 %"


def test_what_was_typed_in_a_refused_form_is_shown_instead_of_what_is_stored() -> None:
    typed = {"result": "pass", "answer1-seen": "ba mươi", "note": "Còn đây."}
    [side] = cards.card(row(answer(state="fail", result="fail")), reader(), typed)["sides"]
    assert side["inputs"][0]["value"]["seen"] == "ba mươi"
    assert (side["inputs"][1]["value"], side["note"]["text"]) == ("pass", "Còn đây.")


def in_conflict() -> ItemRow:
    """An item about which two people of the department disagree."""
    disputed = answer(state="conflict")
    disputed.heads = {"result": ["one", "two"], "answer1": ["three"]}
    found = row(disputed)
    found.candidates = [
        Operation(op_id=op_id, part="result", value=value, device_at=AT, received_at=AT, by=User(name="Lê Minh Khôi"))
        for op_id, value in (("one", "pass"), ("two", "fail"))
    ]
    return found


def test_a_part_in_conflict_has_candidates_and_neither_input_nor_base() -> None:
    [side] = cards.card(in_conflict(), reader())["sides"]
    [conflict] = side["conflicts"]
    assert [one["state"] for one in conflict["candidates"]] == ["pass", "fail"]
    assert [one["type"] for one in side["inputs"]] == ["sample"]
    assert "bases.result" not in bases(side) and bases(side)["bases.answer1"] == "three"
    assert (side["saved"]["state"], side["saved"]["review_url"]) == ("conflict", None)


def test_an_autosave_that_meets_a_conflict_leads_to_it_and_carries_no_base_of_it() -> None:
    saved = sides.saved(in_conflict(), "DIC", lambda at: "09:30", "/items/itemref001")
    assert saved["review_url"] == "/items/itemref001"
    assert "bases.result" not in {one["name"] for one in saved["bases"]}


def test_who_may_not_answer_reads_what_was_found() -> None:
    card = cards.card(row(answer(state="not_checked", result="not_checked", reason="Trời mưa")), reader(writes=False))
    [side] = card["sides"]
    assert side["url"] is None and card["photo_url"] is None
    assert side["facts"] == [{"label": "Lý do", "text": "Trời mưa"}]


def test_an_item_of_the_other_agency_says_whose_it_is() -> None:
    card = cards.card(row(answer("POLICE"), lead="police", owner="POLICE"), reader())
    assert (card["agency"], card["police"], card["sides"][0]["url"]) == ("Công an", True, None)


def test_a_difference_is_said_until_the_leader_has_concluded() -> None:
    both = [answer(state="pass", result="pass"), answer("POLICE", "fail", result="fail")]
    assert cards.card(row(*both), reader())["difference"] == {"text": "Sở: đạt; Công an: chưa đạt.", "url": None}
    led = cards.card(row(*both), reader(concludes=True))
    assert led["difference"]["url"] == "/fieldwork.item/itemref001#conclude"
    concluded = answer(kind="conclusion", state="recorded", conclusion={"result": "fail", "reason": "Thiếu số."})
    card = cards.card(row(*both, concluded), reader())
    assert (card["difference"], card["conclusion"]["text"]) == (None, "Chưa đạt: Thiếu số.")


def test_what_a_photo_confirms_comes_with_the_card() -> None:
    card = cards.card(row(answer()), reader())
    assert (card["photo_confirmation"], card["photo_url"]) == (secrecy.PHOTO_CONFIRMATION, "/evidence.add/itemref001")
    assert card["legal_basis"] == SPEC["grounds"]
