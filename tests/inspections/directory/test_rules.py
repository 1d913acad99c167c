"""Knows how what is asked of a list is read."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from inspections.directory import rules
from inspections.directory.forms import BodyFilter


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Điện  Sông ", ["dien", "song"]),
        ("die\u0323\u0302n", ["dien"]),
        ("", []),
        ("\0a\0", ["a"]),
        (" ".join("abcdefghij"), list("abcdefgh")),
    ],
)
def test_a_search_compares_folded_words(typed: str, words: list[str]) -> None:
    assert rules.words(typed) == words


def test_a_long_search_counts_with_its_beginning() -> None:
    assert rules.words("a" * 10_000) == ["a" * rules.LONGEST_SEARCH]


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (None, None, ("after", "")),
        (None, "abcdefghjk", ("after", "abcdefghjk")),
        ("abcdefghjk", None, ("before", "abcdefghjk")),
        (None, "x" * 99, ("after", "")),
        ("'; drop", None, ("before", "")),
        (None, "abcdefghjk\n", ("after", "")),
    ],
)
def test_a_page_is_asked_for_by_a_reference(before: str | None, after: str | None, turn: tuple[str, str]) -> None:
    assert rules.turn(before, after) == turn


def test_a_choice_that_does_not_exist_is_forgotten() -> None:
    form = BodyFilter(MultiDict({"kind": "palace", "level": "commune", "q": "a"}), groups=["Bưu điện"])
    assert rules.given(form) == {"level": "commune", "q": "a"}
    assert not form.errors


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 9, 1), date.max, "từ 01/09/2025"),
        (date.min, date(2025, 8, 31), "đến 31/08/2025"),
        (date(2025, 9, 1), date(2026, 1, 2), "từ 01/09/2025 đến 02/01/2026"),
        (date.min, date.max, "không giới hạn thời gian"),
    ],
)
def test_days_of_validity_are_said_without_the_ends_of_time(first: date, last: date, words: str) -> None:
    assert rules.days_text(first, last) == words
