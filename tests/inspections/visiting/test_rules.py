"""Knows when facts of the minutes may be typed, what they lack, who signs and what stands there when nobody does."""

from types import SimpleNamespace
from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.visiting import rules


def person(name: str = "Mai Thanh Phong", **fields: Any) -> SimpleNamespace:
    given = {"title": "Ông", "name": name, "position": "", "address": None, "side": "body", "signs": False}
    return SimpleNamespace(**given | fields)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("08:00", "08:00"),
        ("8h30", "08:30"),
        ("8h", "08:00"),
        ("16 giờ 45 phút", "16:45"),
        ("16g45", "16:45"),
        ("0.05", "00:05"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, time: str) -> None:
    assert rules.clock(typed) == time


@pytest.mark.parametrize("typed", ["", "sáng", "24:00", "8:60", "8:300", "8", "-1:00", "８:00x"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        rules.clock(typed)


@pytest.mark.parametrize("ended", ["08:00", "07:59"])
def test_the_minutes_end_after_they_began(ended: str) -> None:
    with pytest.raises(RuleBroken, match="sau giờ bắt đầu"):
        rules.refuse_end_before_begin({"began_at": "08:00", "ended_at": ended})


def test_a_time_alone_is_no_fault() -> None:
    rules.refuse_end_before_begin({"began_at": "08:00", "ended_at": ""})
    rules.refuse_end_before_begin({"ended_at": "08:00"})


@pytest.mark.parametrize(
    ("visit", "minutes", "sentence"),
    [
        ("planned", None, "Chưa công bố"),
        ("announced", None, None),
        ("fieldwork_done", "draft", None),
        ("fieldwork_done", "locked", "phụ lục"),
        ("minutes_signed", "signed", "phụ lục"),
        ("minutes_signed", "not_signed", "phụ lục"),
        ("minutes_signed", None, "phụ lục"),
        ("closed", None, "phụ lục"),
        ("minutes_signed", "draft", None),
    ],
)
def test_after_the_lock_only_an_annex_or_a_new_edition_changes_anything(
    visit: str, minutes: str | None, sentence: str | None
) -> None:
    if sentence is None:
        rules.refuse_closed(visit, minutes)
        return
    with pytest.raises(RuleBroken, match=sentence):
        rules.refuse_closed(visit, minutes)


@pytest.mark.parametrize("said", ["vắng mặt", "Không nêu lý do"])
def test_who_does_not_sign_has_a_reason_and_somebody_confirms_it(said: str) -> None:
    assert rules.not_signing(True, said, "Bà Lê Thị A", "") == {
        "reason": said,
        "witness": "Bà Lê Thị A",
        "witness_reason": "",
    }
    assert rules.not_signing(False, said, "Bà Lê Thị A", "") is None


@pytest.mark.parametrize(
    ("reason", "witness", "sentence"),
    [("", "Bà Lê Thị A", "lý do đơn vị không ký"), ("vắng mặt", "", "người chứng kiến xác nhận")],
)
def test_no_branch_of_not_signing_is_left_open(reason: str, witness: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        rules.not_signing(True, reason, witness, "")


def test_when_the_witness_does_not_sign_either_that_reason_is_enough() -> None:
    branch = rules.not_signing(True, "vắng mặt", "", "UBND xã không cử người đến")
    assert branch and branch["witness_reason"]


def test_the_signer_stands_first_then_everybody_by_given_name() -> None:
    people = [person("Nguyễn Văn Út"), person("Đỗ Thị Cẩm Tú", signs=True), person("Trần Văn Ánh"), person("Lê An")]
    assert [one.name.split()[-1] for one in rules.in_order(people)] == ["Tú", "An", "Ánh", "Út"]


def test_a_person_is_named_as_minutes_name_him() -> None:
    assert rules.named(person(position="Phó Chủ tịch UBND xã", address="khóm 2")) == (
        "Ông Mai Thanh Phong, Phó Chủ tịch UBND xã, khóm 2"
    )
    assert rules.named(person()) == "Ông Mai Thanh Phong"


def test_each_copy_has_its_keeper_when_there_is_one_for_each() -> None:
    assert rules.holders(3, "Bưu điện", ["Sở", "Công an tỉnh"]) == (
        "Bưu điện giữ 01 bản, Sở giữ 01 bản, Công an tỉnh giữ 01 bản"
    )
    assert rules.holders(4, "Bưu điện", ["Sở", "Công an tỉnh"]) == ""


FULL = {
    "place": "Bưu điện",
    "began_at": "08:00",
    "ended_at": "16:45",
    "method": "Xem hồ sơ.",
    "strengths": "Có.",
    "shortcomings": "Không có.",
    "requirements": "Duy trì.",
    "opinion": rules.NO_OPINION,
    "copies": 3,
    "unit_info": {"representative": "Ông Mai Thanh Phong, Giám đốc", "staff": 0},
}


def test_whole_minutes_lack_nothing_and_each_fact_that_is_gone_is_named_once() -> None:
    people = [person(signs=True)]
    assert rules.missing("inspection", FULL, people) == []
    for key in FULL:
        rest = {name: value for name, value in FULL.items() if name != key}
        assert len(rules.missing("inspection", rest, people)) == 1
    assert rules.missing("inspection", FULL, [person()]) == [("people", "người đại diện đơn vị ký biên bản")]
    assert rules.missing("inspection", FULL, [person(side="witness")]) == [("people", "thành phần làm việc của đơn vị")]


def test_what_the_findings_say_need_not_be_typed_again() -> None:
    given = rules.found([("shortcoming", "Lập lịch trực."), ("violation", "")])
    assert given == {"shortcomings", "requirements"} and rules.found([("good_practice", "")]) == {"strengths"}
    people, rest = [person(signs=True)], FULL | {"shortcomings": "", "requirements": "", "strengths": ""}
    assert rules.missing("inspection", rest, people, given) == [("remarks", "ưu điểm")]


def test_a_survey_asks_and_does_not_demand() -> None:
    said = " ".join(what for _place, what in rules.missing("survey", {}, []))
    assert "đề nghị đối với đơn vị" in said and "yêu cầu" not in said and "kiểm tra" not in said


def test_the_mark_of_what_was_seen_changes_with_it() -> None:
    assert rules.seen({"a": 1, "b": 2}) == rules.seen({"b": 2, "a": 1}) != rules.seen({"a": 1})
