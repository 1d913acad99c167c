"""Knows which faults of items, findings and visits are told, each by its own words; knows no table."""

from dataclasses import replace
from datetime import date

import pytest

from inspections.law.rules import Band
from inspections.reviewing.rules import FindingFacts, ItemFacts, VisitFacts, of_finding, of_item, of_visit

DECIDED, DAY = date(2026, 10, 1), date(2026, 10, 12)
ITEM = ItemFacts("aaaaaaaaaa", "CL-09", states={"DIC": "fail"}, findings=1)
FINDING = FindingFacts(
    "bbbbbbbbbb", "violation", "confirmed", "Chậm phát.", "khoản 1 Điều 9", "minor", True,
    Band(3_000_000, 5_000_000), (4_000_000,), DAY, DAY, ("CL-09",),
)  # fmt: skip
VISIT = VisitFacts("cccccccccc", DAY, DECIDED, DAY, 2, True, (("aaaaaaaaaa", "CL-09", DAY),))

ITEMS = [
    ({"missing": ("chưa có ảnh",)}, "chưa có ảnh"),
    ({"differs": True, "states": {"DIC": "fail", "POLICE": "pass"}}, "trưởng đoàn chưa kết luận"),
    ({"findings": 0}, "chưa ghi nhận tồn tại"),
]
FINDINGS = [
    ({"passing": ("CL-09",)}, "dựa vào nội dung không có kết quả chưa đạt: CL-09"),
    ({"items": ()}, "không có nội dung hay ảnh làm căn cứ"),
    ({"duty": " "}, "chưa ghi quy định về nghĩa vụ"),
    ({"severity": None}, "chưa chọn mức độ"),
    ({"act": False, "band": None}, "chưa chọn hành vi vi phạm"),
    ({"fines": (4_000_000, 6_000_000)}, "mức phạt 6.000.000 đồng nằm ngoài khung 3.000.000 – 5.000.000 đồng"),
    ({"ended_on": date(2026, 10, 13)}, "chấm dứt ngày 13/10/2026, sau ngày phát hiện 12/10/2026"),
    ({"detected_on": date(2026, 9, 30), "ended_on": None}, "trước ngày quyết định kiểm tra 01/10/2026"),
    ({"state": "noted"}, "chưa được trưởng đoàn xác nhận"),
]
VISITS = [
    ({"decided_on": None}, "chưa ghi số, ngày quyết định"),
    ({"day": date(2026, 9, 30), "announced_on": None, "photos": ()}, "trước ngày quyết định 01/10/2026"),
    ({"people": 0, "signer": False}, "chưa có người của đơn vị"),
    ({"signer": False}, "chưa chọn người ký biên bản"),
    ({"photos": (("aaaaaaaaaa", "CL-09", date(2026, 10, 11)),)}, "ảnh chụp ngày 11/10/2026, trước ngày công bố"),
]


def test_where_nothing_is_wrong_nothing_is_told() -> None:
    assert not [*of_item(ITEM), *of_finding(FINDING, DECIDED), *of_visit(VISIT)]


@pytest.mark.parametrize(("wrong", "words"), ITEMS, ids=[words for _wrong, words in ITEMS])
def test_each_fault_of_an_item_is_one_line(wrong: dict, words: str) -> None:
    (fault,) = of_item(replace(ITEM, **wrong))
    assert words in fault.words and (fault.kind, fault.ref, fault.subject) == ("item", ITEM.ref, "CL-09")


@pytest.mark.parametrize(("wrong", "words"), FINDINGS, ids=[words for _wrong, words in FINDINGS])
def test_each_fault_of_a_finding_is_one_line(wrong: dict, words: str) -> None:
    (fault,) = of_finding(replace(FINDING, **wrong), DECIDED)
    assert words in fault.words and (fault.kind, fault.ref) == ("finding", FINDING.ref)


@pytest.mark.parametrize(("wrong", "words"), VISITS, ids=[words for _wrong, words in VISITS])
def test_each_fault_of_a_visit_is_one_line(wrong: dict, words: str) -> None:
    (fault,) = of_visit(replace(VISIT, **wrong))
    assert words in fault.words


def test_what_the_leader_concluded_decides_whether_an_item_fails() -> None:
    states = {"DIC": "fail", "POLICE": "pass"}
    assert not [*of_item(replace(ITEM, states=states, differs=True, conclusion="pass", findings=0))]
    assert [*of_item(replace(ITEM, states=states, differs=True, conclusion="fail", findings=0))]


def test_what_was_dismissed_and_a_good_practice_lack_nothing() -> None:
    bare = replace(FINDING, duty="", severity=None, act=False, band=None, fines=(), items=())
    assert not [*of_finding(replace(bare, state="dismissed"), DECIDED)]
    assert not [*of_finding(replace(bare, kind="good_practice"), DECIDED)]
