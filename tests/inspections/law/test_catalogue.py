"""The shipped law is in order, a mistake in it is named, and what held on a day is found."""

from datetime import date
from pathlib import Path

import pytest

from inspections.law.catalogue import FOLDER, CatalogueError, acts, documents, in_force, limit, standards

DOCUMENTS = """
- {key: OLD, kind: Luật, title: Luật cũ, title_status: verified, issuer: Quốc hội, issued_on: 2017-12-01,
   valid_from: 2018-01-01, valid_to: 2025-12-31, replaced_by: NEW, status: verified}
- {key: NEW, kind: Luật, title: Luật mới, title_status: verified, issuer: Quốc hội, valid_from: 2026-01-01,
   replaces: OLD, base_subject: organisation, status: reported}
"""
ACTS = """
- {code: X-1, document: NEW, point: khoản 1 Điều 1, description: Hành vi, minimum: 1000000, maximum: 3000000,
   competence: dic, status: verified}
"""


def test_the_shipped_law_is_whole():
    assert len(documents()) == 30
    assert len(acts()) == 38
    assert [standard["source"] for standard in standards()] == ["TT16", "TT15"]


def test_a_field_that_is_not_given_is_none():
    law = next(row for row in documents() if row["key"] == "LBC")
    assert law["valid_from"] == date(2011, 1, 1)
    assert law["valid_to"] is None
    assert law["local"] is False
    assert law["base_subject"] is None


def test_an_act_holds_as_long_as_its_decree():
    days = {row["code"]: (row["valid_from"], row["valid_to"]) for row in acts()}
    assert days["BC-09.2"] == (date(2026, 7, 1), None)
    assert days["CU-13.3d"] == (date(2020, 4, 15), date(2026, 6, 30))


def test_every_decree_that_fines_says_for_whom_its_bands_are_printed():
    base = {row["key"]: row["base_subject"] for row in documents()}
    assert {base[row["document"]] for row in acts()} == {"organisation", "individual"}


def test_the_decree_of_fines_changes_on_its_day():
    keys = [[row["key"] for row in in_force(documents(), on)] for on in (date(2026, 6, 30), date(2026, 7, 1))]
    assert "N15" in keys[0]
    assert "N174" not in keys[0]
    assert "N15" not in keys[1]
    assert "N174" in keys[1]


def test_a_document_without_a_first_day_applies_from_its_issue():
    directive = [row for row in documents() if row["key"] == "CT02"]
    assert in_force(directive, date(2025, 9, 9)) == []
    assert in_force(directive, date(2025, 9, 10)) == directive


def test_the_limits_of_a_day_are_found():
    (now,) = in_force(standards(), date(2026, 11, 22))
    (before,) = in_force(standards(), date(2022, 12, 31))
    assert now["limits"]["deliveries_per_day"] == {"centre": 2, "commune": 1}
    assert now["limits"]["on_time_target_percent"] == 100
    assert limit(now["limits"], "deliveries_per_day.commune") == 1
    assert limit(before["limits"], "deliveries_per_day.commune") is None


def test_before_the_first_standard_there_was_none():
    assert not in_force(standards(), date(2017, 8, 14))


@pytest.mark.parametrize(
    ("row", "field", "good", "bad"),
    [
        ("OLD", "status", "status: verified}", "status: sure}"),
        ("NEW", "replaces", "replaces: OLD", "replaces: GONE"),
        ("OLD", "valid_to", "valid_to: 2025-12-31", "valid_to: 2017-12-31"),
        ("OLD", "valid_from", "issued_on: 2017-12-01", "issued_on: 2018-12-01"),
        ("NEW", "valid_from", "valid_from: 2026-01-01", "valid_from: soon"),
        ("NEW", "base_subject", "base_subject: organisation", "base_subject: shop"),
        ("OLD", "key", "key: NEW", "key: OLD"),
        ("NEW", "colour", "replaces: OLD", "colour: red"),
        ("OLD", "issuer", "issuer: Quốc hội, issued_on", "issued_on"),
    ],
)
def test_a_mistake_in_a_document_is_named(row, field, good, bad):
    assert good in DOCUMENTS
    with pytest.raises(CatalogueError) as refused:
        documents(DOCUMENTS.replace(good, bad, 1))
    assert (refused.value.row, refused.value.field) == (row, field)


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("document", "document: NEW", "document: GONE"),
        ("minimum", "minimum: 1000000", "minimum: 4000000"),
        ("maximum", "maximum: 3000000", "maximum: many"),
        ("competence", "competence: dic", "competence: army"),
        ("status", "status: verified", "status: sure"),
    ],
)
def test_a_mistake_in_an_act_is_named(field, good, bad):
    with pytest.raises(CatalogueError) as refused:
        acts(ACTS.replace(good, bad), documents(DOCUMENTS))
    assert (refused.value.row, refused.value.field) == ("X-1", field)


def test_an_act_is_checked_against_the_documents_given():
    assert acts(ACTS, documents(DOCUMENTS))[0]["valid_from"] == date(2026, 1, 1)
    with pytest.raises(CatalogueError, match="'NEW' is no document"):
        acts(ACTS)


def test_standards_that_overlap_are_refused():
    text = (FOLDER / "service_standards.yaml").read_text(encoding="utf-8")
    with pytest.raises(CatalogueError, match="TT15, valid_from: overlaps TT16"):
        standards(text.replace("valid_to: 2022-12-31", "valid_to: 2023-01-01"))


def test_a_file_that_is_no_list_is_refused(tmp_path: Path):
    (tmp_path / "law.yaml").write_text("key: LBC", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^law\.yaml, "):
        documents(tmp_path / "law.yaml")
