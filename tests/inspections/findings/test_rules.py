"""Knows which law, band, period and words a finding gets, from values made up here; knows no database."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.findings import rules
from inspections.findings.rules import ActData
from inspections.law.rules import Band

OLD = SimpleNamespace(
    kind="Nghị định",
    number="15/2020/NĐ-CP",
    title="",
    base_subject="organisation",
    valid_from=date(2020, 4, 15),
    valid_to=date(2026, 6, 30),
)
NEW = SimpleNamespace(
    kind="Nghị định",
    number="174/2026/NĐ-CP",
    title="",
    base_subject="organisation",
    valid_from=date(2026, 7, 1),
    valid_to=date.max,
)
SECRECY = SimpleNamespace(
    kind="Nghị định",
    number="282/2025/NĐ-CP",
    title="",
    base_subject="individual",
    valid_from=date(2025, 12, 15),
    valid_to=date.max,
)
NAMES = {"DIC": "Sở KH&CN", "POLICE": "Công an tỉnh"}


def act(document: Any, competence: str = "dic", band: tuple[int, int] = (7_000_000, 10_000_000)) -> Any:
    return SimpleNamespace(document=document, competence=competence, minimum=band[0], maximum=band[1])


def data(ending: str, ended_on: date | None, detected_on: date) -> ActData:
    return ActData("X", ending, ended_on, detected_on)


def refused(owner: str, one: Any, given: ActData) -> str | None:
    try:
        rules.refuse_act(owner, one, given, NAMES)
    except RuleBroken as broken:
        return broken.message
    return None


def test_an_act_that_ended_before_the_new_decree_falls_under_the_old_one() -> None:
    ended = data("ended", date(2026, 6, 30), date(2026, 7, 5))
    assert refused("DIC", act(OLD), ended) is None
    assert refused("DIC", act(NEW), ended) == (
        "Nghị định số 174/2026/NĐ-CP có hiệu lực 01/07/2026 – nay, không áp dụng cho hành vi ngày 30/06/2026."
    )


def test_an_act_that_goes_on_falls_under_the_decree_of_the_day_it_was_detected() -> None:
    going_on = data("continuing", None, date(2026, 7, 5))
    assert refused("DIC", act(NEW), going_on) is None
    assert refused("DIC", act(OLD), going_on) is not None


def test_while_the_day_is_not_known_each_decree_of_the_year_before_may_hold() -> None:
    unknown = data("unknown", None, date(2026, 7, 5))
    assert refused("DIC", act(OLD), unknown) is refused("DIC", act(NEW), unknown) is None
    late = data("unknown", None, date(2027, 7, 5))
    assert "không áp dụng cho hành vi trong thời gian này" in str(refused("DIC", act(OLD), late))


def test_an_act_of_the_police_is_refused_to_the_department_with_the_way_out() -> None:
    given = data("continuing", None, date(2026, 9, 1))
    sentence = "Hành vi này thuộc thẩm quyền của Công an tỉnh; hãy chuyển phát hiện này sang Công an tỉnh."
    assert refused("DIC", act(SECRECY, "police"), given) == sentence
    assert refused("POLICE", act(SECRECY, "police"), given) is None
    assert refused("POLICE", act(NEW, "either"), given) is refused("DIC", act(NEW, "either"), given) is None


def test_the_band_of_the_other_subject_is_half_or_double() -> None:
    assert rules.fine_band(act(NEW), "organisation") == Band(7_000_000, 10_000_000)
    assert rules.fine_band(act(NEW), "individual") == Band(3_500_000, 5_000_000)
    secrecy = act(SECRECY, "police", (1_000_000, 3_000_000))
    assert str(rules.fine_band(secrecy, "organisation")) == "2.000.000 – 6.000.000"
    assert rules.money(3_000_000) == "3.000.000 đồng"


def test_a_fine_stays_within_its_band() -> None:
    band = Band(3_000_000, 5_000_000)
    rules.refuse_fine(4_000_000, band)
    rules.refuse_fine(None, band)
    with pytest.raises(RuleBroken, match="khung tiền phạt"):
        rules.refuse_fine(5_000_001, band)


@pytest.mark.parametrize(
    ("continuing", "ended_on", "detected_on", "last"),
    [
        (False, date(2026, 6, 30), date(2026, 7, 5), date(2027, 6, 30)),
        (True, None, date(2026, 7, 5), date(2027, 7, 5)),
        (False, None, date(2026, 7, 5), None),
        (False, date(2024, 2, 29), date(2024, 3, 5), date(2025, 2, 28)),
    ],
)
def test_the_period_is_one_year_from_the_end_or_from_detection(
    continuing: bool, ended_on: date | None, detected_on: date, last: date | None
) -> None:
    assert rules.limitation_end(continuing, ended_on, detected_on) == last


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (data("ended", None, date(2026, 7, 5)), "Cần ghi ngày hành vi kết thúc, hoặc chọn Chưa rõ."),
        (data("ended", date(2026, 7, 6), date(2026, 7, 5)), "Ngày hành vi kết thúc không được sau ngày phát hiện."),
        (data("unknown", None, date(2026, 8, 1)), "Ngày phát hiện, ngày khắc phục không được sau hôm nay."),
    ],
)
def test_days_that_cannot_be_are_refused(given: ActData, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        rules.refuse_days(given, date(2026, 7, 31))
    assert refusal.value.message == sentence


@pytest.mark.parametrize(
    ("kind", "visit_kind", "state", "begins"),
    [
        ("shortcoming", "survey", "announced", "Khảo sát không ghi nhận tồn tại, vi phạm"),
        ("shortcoming", "inspection", "planned", "Chưa công bố"),
        ("shortcoming", "inspection", "minutes_signed", "Biên bản đã ký"),
        ("good_practice", "survey", "announced", None),
        ("shortcoming", "inspection", "fieldwork_done", None),
    ],
)
def test_where_something_may_be_noted(kind: str, visit_kind: str, state: str, begins: str | None) -> None:
    if begins is None:
        rules.refuse_visit(kind, visit_kind, state)
    else:
        with pytest.raises(RuleBroken, match=begins):
            rules.refuse_visit(kind, visit_kind, state)


def test_only_a_failed_or_so_concluded_item_is_a_ground() -> None:
    rules.refuse_passed(["pass", "not_produced"], None)
    rules.refuse_passed(["pass", "pass"], "fail")
    for states, conclusion in ((["pass"], None), (["fail", "pass"], "pass"), ([], None)):
        with pytest.raises(RuleBroken, match="chưa ghi nhận được"):
            rules.refuse_passed(states, conclusion)


DOCUMENTS = {"LBC": "Luật Bưu chính", "TT16": "Thông tư số 16/2017/TT-BTTTT", "CT09": "Chỉ thị số 09/CT-UBND"}


@pytest.mark.parametrize(
    ("cite", "status", "words"),
    [
        ("LBC Đ8.2", "verified", "khoản 2 Điều 8 Luật Bưu chính"),
        ("LBC Đ11.1.b, Đ30.5", "verified", "điểm b khoản 1 Điều 11, khoản 5 Điều 30 Luật Bưu chính"),
        ("TT16 Đ9.2.a–b", "predecessor", "điểm a–b khoản 2 Điều 9 Thông tư số 16/2017/TT-BTTTT (cần xác minh)"),
        ("TT16: cần xác minh số", "unverified", "Thông tư số 16/2017/TT-BTTTT (cần xác minh số)"),
        ("TT16 (điều: cần xác minh)", "reported", "Thông tư số 16/2017/TT-BTTTT (điều: cần xác minh)"),
        ("TT16 Phụ lục I", "verified", "Phụ lục I Thông tư số 16/2017/TT-BTTTT"),
        ("LBC Đ5.3–5.4", "verified", "Điều 5.3–5.4 Luật Bưu chính"),
        ("CT09 5.đ", "verified", "mục 5.đ Chỉ thị số 09/CT-UBND"),
        ("pháp luật về phòng cháy", "unverified", "pháp luật về phòng cháy (cần xác minh)"),
        ("N174 Đ9.1", "verified", ""),
        (None, "unverified", ""),
    ],
)
def test_a_duty_is_cited_as_papers_do_and_never_by_a_decree_of_fines(cite: str | None, status: str, words: str) -> None:
    assert rules.duty_text([{"cite": cite, "status": status}], DOCUMENTS | {"N174": "Nghị định"}, {"N174"}) == words


def test_what_is_verified_is_cited_first() -> None:
    grounds = [{"cite": "TT16 Đ9.8", "status": "predecessor"}, {"cite": "LBC Đ8.2", "status": "verified"}]
    assert rules.duty_text(grounds, DOCUMENTS, ()).startswith("khoản 2 Điều 8 Luật Bưu chính; ")


LACKING = {"question": "Đã niêm yết giá cước trong mẫu (ghi số điểm)", "answers": [{"type": "pass_fail"}]}
COUNTED = {"question": "Số vụ trong kỳ", "answers": [{"type": "number"}]}


@pytest.mark.parametrize(
    ("specs", "duty", "words"),
    [
        ([LACKING], "điểm d khoản 3 Điều 28 Luật Bưu chính", "Bảo đảm niêm yết giá cước; thực hiện đúng điểm d khoản"),
        ([LACKING, LACKING], "", "Bảo đảm niêm yết giá cước; niêm yết giá cước."),
        ([COUNTED], "Điều 5; Điều 9 (cần xác minh)", "Khắc phục tồn tại: có 02 vụ; thực hiện đúng Điều 5."),
        ([LACKING, COUNTED], "Điều 9 (điều: cần xác minh)", "Khắc phục tồn tại: có 02 vụ."),
        ([], "khoản 2 Điều 8", "Khắc phục tồn tại: có 02 vụ; thực hiện đúng khoản 2 Điều 8."),
    ],
)
def test_a_requirement_begins_with_what_was_lacking_and_the_verified_duty(specs: Any, duty: str, words: str) -> None:
    assert rules.first_requirement(specs, "Có 02 vụ.", duty).startswith(words)


def test_before_a_record_there_are_only_signs_of_a_violation() -> None:
    assert rules.kind_text("violation", recorded=False) == "Hành vi có dấu hiệu vi phạm hành chính"
    assert rules.kind_text("violation", recorded=True) == "Hành vi vi phạm hành chính"
    assert rules.kind_text("shortcoming", recorded=False) == "Tồn tại, hạn chế"


def test_a_count_names_only_the_kinds_that_there_are() -> None:
    assert rules.counted(["shortcoming", "good_practice", "shortcoming"]) == "02 tồn tại, hạn chế; 01 ưu điểm"
    assert rules.counted([]) == ""
