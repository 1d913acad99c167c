"""Knows where a fine lies inside its band, and which office may fine what; knows no database and no page."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from inspections.errors import RuleBroken
from inspections.findings.rules import limitation_end
from inspections.law.rules import Band, bands
from inspections.law.terms import penalty_terms
from inspections.penalties import rules
from inspections.penalties.queries import held
from inspections.penalties.rules import Case, StageFacts, Term, Terms, fine_range, midpoint, why_not

MILLION = 1_000_000
AGENCIES = {"DIC": "Sở Khoa học và Công nghệ", "POLICE": "Công an tỉnh", "UBND": "Ủy ban nhân dân tỉnh"}
KT1_QUALITY = bands("organisation", 7 * MILLION, 10 * MILLION)
SECRECY = bands("individual", 1 * MILLION, 3 * MILLION)


def shipped() -> Terms:
    """The shipped law as terms."""
    found: dict[str, dict[str, Term]] = {}
    for row in penalty_terms():
        found.setdefault(row["kind"], {})[row["code"]] = Term(row["code"], row["status"], row["source"], row["content"])
    return Terms(**found)


TERMS = shipped()


def on_day(day: date) -> Terms:
    """What of it holds on a day."""
    dated = [
        one | {"valid_from": one["valid_from"] or date.min, "valid_to": one["valid_to"] or date.max}
        for one in penalty_terms()
    ]
    return held([SimpleNamespace(**one, closed_on=None) for one in dated], day)


def case(maximum: int = 10 * MILLION, subject_kind: str = "organisation", **fields: Any) -> Case:
    """An act of the postal decree that both agencies may record."""
    given: dict[str, Any] = {"document": "N174", "document_name": "Nghị định số 174/2026/NĐ-CP"}
    given |= {"point": "điểm b khoản 2 Điều 12", "competence": "either", "band": Band(1, maximum)}
    return Case(**(given | {"subject_kind": subject_kind} | fields))


def weighed(less: int, more: int) -> dict[str, int]:
    return {"mitigating": less, "aggravating": more}


def refusal(code: str, one: Case) -> str:
    with pytest.raises(RuleBroken) as refused:
        rules.refuse_office(code, TERMS, one, AGENCIES)
    return refused.value.message


def may(code: str, one: Case) -> bool:
    return why_not(TERMS.office[code], TERMS, one, AGENCIES) is None


def test_kt1_quality_has_its_midpoint_at_eight_and_a_half_million_and_half_of_it() -> None:
    assert midpoint(KT1_QUALITY["organisation"]) == 8_500_000
    assert midpoint(KT1_QUALITY["individual"]) == 4_250_000


def test_a_secrecy_clause_of_one_to_three_million_is_two_to_six_for_an_organisation() -> None:
    assert SECRECY["individual"] == Band(1 * MILLION, 3 * MILLION)
    assert SECRECY["organisation"] == Band(2 * MILLION, 6 * MILLION)
    assert midpoint(SECRECY["organisation"]) == 4 * MILLION


@pytest.mark.parametrize(
    ("less", "more", "span"),
    [
        (0, 0, Band(8_500_000, 8_500_000)),
        (1, 1, Band(8_500_000, 8_500_000)),
        (3, 3, Band(8_500_000, 8_500_000)),
        (1, 0, Band(7_000_000, 8_500_000)),
        (2, 1, Band(7_000_000, 8_500_000)),
        (0, 1, Band(8_500_000, 10_000_000)),
        (5, 9, Band(8_500_000, 10_000_000)),
    ],
)
def test_what_outweighs_decides_the_half_of_the_band(less: int, more: int, span: Band) -> None:
    assert fine_range(KT1_QUALITY["organisation"], weighed(less, more)) == span


@pytest.mark.parametrize("band", [Band(600_000, 1_000_001), Band(1, 2), Band(5, 5)])
def test_a_range_never_leaves_its_band(band: Band) -> None:
    for less in range(4):
        for more in range(4):
            span = fine_range(band, weighed(less, more))
            assert band.minimum <= span.minimum <= span.maximum <= band.maximum


@pytest.mark.parametrize(
    ("fine", "good"), [(6_999_999, False), (7_000_000, True), (8_500_000, True), (8_500_001, False)]
)
def test_a_proposed_fine_lies_in_the_range(fine: int, good: bool) -> None:
    span = fine_range(KT1_QUALITY["organisation"], weighed(1, 0))
    if good:
        rules.refuse_outside(fine, span)
    else:
        with pytest.raises(RuleBroken, match=r"7\.000\.000 – 8\.500\.000 đồng"):
            rules.refuse_outside(fine, span)


def test_putting_right_on_the_spot_weighs_once_chosen_or_not() -> None:
    known = TERMS.circumstance
    assert rules.effects([], False, known) == weighed(0, 0)
    assert rules.effects([], True, known) == weighed(1, 0)
    assert rules.effects(["G1"], True, known) == weighed(1, 0)
    assert rules.effects(["G1", "G2", "T1"], True, known) == weighed(2, 1)


@pytest.mark.parametrize(
    ("office", "limit"),
    [
        ("dic_director", 64),
        ("police_officer", 8),
        ("police_commune", 40),
        ("police_head", 64),
        ("police_director", 80),
        ("police_inspectorate_team", 40),
        ("police_inspectorate", 64),
        ("commune_chairman", 40),
        ("province_chairman", 80),
    ],
)
def test_an_office_fines_up_to_its_limit_and_half_of_it_for_an_individual(office: str, limit: int) -> None:
    for kind, most in (("organisation", limit * MILLION), ("individual", limit * MILLION // 2)):
        assert may(office, case(most, kind))
        assert "được phạt tiền đến" in refusal(office, case(most + 1, kind))


def test_the_branch_fines_article_fifteen_alone_up_to_forty_million() -> None:
    fifteen = case(40 * MILLION, point="điểm d khoản 3 Điều 15", competence="dic")
    assert may("dic_branch", fifteen)
    assert not may("dic_branch", replace(fifteen, band=Band(1, 40 * MILLION + 1)))
    assert "chỉ có thẩm quyền xử phạt hành vi tại Điều 15" in refusal(
        "dic_branch", replace(fifteen, point="khoản 5 Điều 1")
    )
    assert "Điều 15" in refusal("dic_branch", case())


def test_the_team_leader_never_fines() -> None:
    for one in (case(1), case(1, "individual"), case(1, competence="dic"), case(1, document="N282")):
        assert "Trưởng đoàn kiểm tra không có thẩm quyền xử phạt" in refusal("team_leader", one)


def test_the_team_leader_fines_nothing_even_if_somebody_entered_a_power_for_him() -> None:
    entered = Term(
        "team_leader:N174", "reported", "", {"office": "team_leader", "document": "N174", "maximum": 80 * MILLION}
    )
    wrong = replace(TERMS, power={**TERMS.power, entered.code: entered})
    assert why_not(wrong.office["team_leader"], wrong, case(1), AGENCIES)


def test_a_refusal_names_the_offices_that_may() -> None:
    said = refusal("team_leader", case(64 * MILLION, competence="dic"))
    assert "Người có thẩm quyền: Giám đốc Sở Khoa học và Công nghệ; Chủ tịch Ủy ban nhân dân tỉnh" in said
    assert "Công an" not in said and "cấp xã" not in said
    above = refusal("dic_director", case(64 * MILLION + 1))
    assert above.endswith("Người có thẩm quyền: Giám đốc Công an tỉnh; Chủ tịch Ủy ban nhân dân tỉnh.")


def test_each_agency_fines_what_it_is_competent_for_and_the_chairman_both() -> None:
    assert "không thuộc thẩm quyền xử phạt của Công an tỉnh" in refusal("police_director", case(competence="dic"))
    assert "không thuộc thẩm quyền xử phạt của Sở" in refusal("dic_director", case(competence="police"))
    assert may("province_chairman", case(competence="dic")) and may("province_chairman", case(competence="police"))


def test_a_decree_without_a_power_is_refused_and_named() -> None:
    secret = case(competence="police", document="N282", document_name="Nghị định số 282/2025/NĐ-CP")
    assert "Chưa rõ Trưởng Công an cấp xã có thẩm quyền xử phạt theo Nghị định số 282/2025/NĐ-CP" in refusal(
        "police_commune", secret
    )
    assert may("police_director", secret)
    assert "Giám đốc Công an tỉnh (cần xác minh);" in refusal("dic_director", secret)
    assert rules.competent_names(TERMS, case(), AGENCIES)[0] == "Giám đốc Sở Khoa học và Công nghệ"
    assert all(one.status != "verified" for code, one in TERMS.power.items() if not code.endswith("N174"))


SECRET = {"competence": "police", "document": "N282", "document_name": "Nghị định số 282/2025/NĐ-CP"}
OLD_POST = {"competence": "dic", "document": "N15", "document_name": "Nghị định số 15/2020/NĐ-CP"}


@pytest.mark.parametrize(
    ("office", "fields", "before", "since", "right"),
    [
        ("police_head", SECRET, date(2026, 9, 25), date(2026, 9, 26), "Giám đốc Công an tỉnh (cần xác minh)"),
        ("commune_chairman", SECRET, date(2025, 6, 30), date(2025, 7, 1), "Giám đốc Công an tỉnh (cần xác minh)"),
        ("commune_chairman", OLD_POST, date(2025, 6, 30), date(2025, 7, 1), "Giám đốc Sở Khoa học và Công nghệ (cần"),
        ("dic_branch", OLD_POST, date(2025, 6, 30), date(2025, 7, 1), "Giám đốc Sở Khoa học và Công nghệ (cần"),
    ],
)
def test_an_office_has_its_power_from_its_day_on(
    office: str, fields: dict[str, Any], before: date, since: date, right: str
) -> None:
    one = case(**fields)
    with pytest.raises(RuleBroken, match="Chưa rõ") as refused:
        rules.refuse_office(office, on_day(before), one, AGENCIES)
    assert f"Người có thẩm quyền: {right}" in refused.value.message
    rules.refuse_office(office, on_day(since), one, AGENCIES)


def test_what_is_not_known_of_a_power_is_said() -> None:
    said = rules.doubts(TERMS, case(**SECRET), AGENCIES)
    assert any(one.startswith("Trưởng phòng Công an cấp tỉnh: chưa rõ mức tối đa (Nghị định 311/2026") for one in said)
    assert any(one.startswith("Chủ tịch Ủy ban nhân dân cấp xã: đến 50 % mức tối đa") for one in said)
    assert rules.doubts(TERMS, case(), AGENCIES) == []


def test_an_office_that_nobody_knows_is_refused() -> None:
    assert "không có trong danh mục" in refusal("king", case())


@pytest.mark.parametrize(
    ("days", "words"), [(30, "còn 30 ngày"), (1, "còn 1 ngày"), (0, "hết hôm nay"), (-1, "đã hết ngày")]
)
def test_the_limitation_period_says_how_long_it_lasts(days: int, words: str) -> None:
    today = date(2026, 11, 22)
    assert rules.left_words(today + timedelta(days=days), today).startswith(words)
    assert ("chỉ nhắc nhở" in rules.left_words(today + timedelta(days=days), today)) is (days < 0)


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)])
def test_the_first_day_in_time_is_the_edge_of_the_period(today: date) -> None:
    first = rules.first_in_time(today)
    end, before = limitation_end(False, first, today), limitation_end(False, first - timedelta(days=1), today)
    assert end and end >= today
    assert before and before < today


def test_a_reminder_takes_the_place_of_a_record_only_when_time_is_over() -> None:
    rules.refuse_remind(True, False)
    with pytest.raises(RuleBroken, match="phải lập biên bản"):
        rules.refuse_remind(False, False)
    with pytest.raises(RuleBroken, match="Đã có quyết định"):
        rules.refuse_remind(True, True)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (StageFacts(), "to_record"),
        (StageFacts(over=True), "over"),
        (StageFacts(recorded=True, over=True), "over"),
        (StageFacts(waiting=True), "handed"),
        (StageFacts(recorded=True), "recorded"),
        (StageFacts(recorded=True, transferred=True), "transferred"),
        (StageFacts(recorded=True, decided=True), "warned"),
        (StageFacts(decided=True, fine=1), "decided"),
        (StageFacts(decided=True, fine=1, over=True), "decided"),
        (StageFacts(decided=True, fine=1, sent=True), "sent"),
        (StageFacts(decided=True, fine=1, sent=True, receipts=True), "part_paid"),
        (StageFacts(decided=True, fine=1, sent=True, receipts=True, paid=True), "paid"),
        (StageFacts(over=True, reminded=True), "reminded"),
        (StageFacts(over=True, reminded=True, decided=True, fine=1), "decided"),
    ],
)
def test_a_violation_is_at_one_stage(facts: StageFacts, stage: str) -> None:
    assert rules.stage(facts) == stage and stage in rules.STAGES


def test_months_are_counted_to_the_last_day_of_a_shorter_one() -> None:
    assert rules.months_after(date(2026, 11, 22), -12) == date(2025, 11, 22)
    assert rules.months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert rules.months_after(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert rules.months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
