"""Texts of several people are merged line by line without loss; who changed the same line differently is asked."""

from random import Random

import pytest

from inspections.fieldwork.texts import MOST_LINES, joined, three_way

MERGES = [
    ("Sổ cũ", "Sổ cũ", "Sổ mới", "Sổ mới"),
    ("", "Một", "Hai", "Một\nHai"),
    ("", "Một\nHai", "Một\nBa", "Một\nHai\nBa"),
    ("Sổ", "Sổ\nMột", "Sổ\nHai", "Sổ\nMột\nHai"),
    ("Sổ", "Một\nSổ", "Sổ\nHai", "Một\nSổ\nHai"),
    ("a\nb\nc", "a\nb", "a\nb\nc\nd", None),
    ("a\nb\nc", "x\nb\nc", "a\nb\ny", "x\nb\ny"),
    ("a\nb", "x\nb", "y\nb", None),
    ("a\nb", "x\nb", "x\nb", "x\nb"),
    ("a\nb", "b", "a\nb\nc", "b\nc"),
    ("a", "", "a\nb", None),
]


@pytest.mark.parametrize(("base", "one", "other", "merged"), MERGES)
def test_lines_are_merged_as_they_were_meant(base: str, one: str, other: str, merged: str | None) -> None:
    assert three_way(base, one, other) == merged


def test_no_added_line_is_lost_and_none_comes_twice_in_500_random_pairs() -> None:
    for trial in range(500):
        chance = Random(trial)
        base = [f"dòng {n}" for n in range(chance.randrange(6))]
        texts = []
        for who in "ab":
            text = list(base)
            for n in range(chance.randrange(1, 4)):
                text.insert(chance.randrange(len(text) + 1), f"{who}{n}")
            texts.append(text)
        found = (three_way("\n".join(base), *map("\n".join, texts)) or "").split("\n")
        assert sorted(found) == sorted(base + [line for text in texts for line in text if line not in base]), trial
        for text in (base, *texts):
            assert [line for line in found if line in text] == text, trial


@pytest.mark.parametrize("longest", range(3))
def test_a_text_of_very_many_lines_is_left_to_a_person(longest: int) -> None:
    texts = ["a", "a\nb", "a\nc"]
    texts[longest] += "\na" * (MOST_LINES - len(texts[longest].split("\n")))
    three_way(*texts)
    texts[longest] += "\na"
    assert three_way(*texts) is None


def test_the_longest_texts_that_are_merged_keep_every_line() -> None:
    half = MOST_LINES // 2
    one, other = ("\n".join(f"{who}{n}" for n in range(half)) for who in "ab")
    assert three_way("", one, other) == f"{one}\n{other}"


def test_texts_stand_one_below_the_other() -> None:
    assert joined(["a\nb", "c", "a\nb"]) == "a\nb\nc"
