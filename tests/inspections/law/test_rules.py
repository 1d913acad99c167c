"""Knows how a fine band is reckoned for the other kind of subject, and how validity is said."""

from datetime import date

import pytest

from inspections.law import rules


def test_a_postal_decree_prints_the_organisations_band_and_an_individual_pays_half() -> None:
    found = rules.bands("organisation", 7_000_000, 10_000_000)
    assert found == {"organisation": (7_000_000, 10_000_000), "individual": (3_500_000, 5_000_000)}


def test_a_decree_on_secrets_prints_the_individuals_band_and_an_organisation_pays_double() -> None:
    found = rules.bands("individual", 1_000_000, 3_000_000)
    assert found == {"organisation": (2_000_000, 6_000_000), "individual": (1_000_000, 3_000_000)}


@pytest.mark.parametrize("band", [("organisation", None, 5), ("individual", 5, None), (None, 1, 2)])
def test_no_band_is_guessed(band: tuple[str | None, int | None, int | None]) -> None:
    assert rules.bands(*band) == {}


def test_a_band_is_written_as_papers_write_it() -> None:
    assert str(rules.Band(500_000, 1_500_000)) == "500.000 – 1.500.000"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 2, 15), date(2025, 10, 31), "15/02/2022 – 31/10/2025"),
        (date(2025, 11, 1), date.max, "01/11/2025 – nay"),
        (date.min, date.max, "chưa rõ – nay"),
    ],
)
def test_validity_says_what_is_not_known(first: date, last: date, words: str) -> None:
    assert rules.validity_text(first, last) == words
