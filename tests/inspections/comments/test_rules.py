"""Knows who may read and be mentioned in a comment, and how often one is rewritten; knows no table."""

import pytest

from inspections.comments import rules
from inspections.errors import RuleBroken


def test_a_comment_is_never_more_open_than_what_it_is_about() -> None:
    assert rules.readers("joint", "joint") == "joint"
    assert rules.readers("own", "joint") == rules.readers("own", "own") == "own"
    with pytest.raises(RuleBroken, match="chỉ cơ quan anh, chị được xem"):
        rules.readers("joint", "own")


def test_who_could_not_read_it_is_not_mentioned() -> None:
    both = [("Lê Minh Khôi", "DIC"), ("Võ Quốc Bảo", "POLICE")]
    rules.refuse_strangers("joint", "DIC", both)
    rules.refuse_strangers("own", "DIC", both[:1])
    with pytest.raises(RuleBroken, match="Võ Quốc Bảo không thuộc cơ quan anh, chị"):
        rules.refuse_strangers("own", "DIC", both)


def test_what_stood_there_before_stays_and_not_without_end() -> None:
    first = rules.with_earlier([], "một", "2026-11-22T01:00:00+00:00")
    assert [one["text"] for one in rules.with_earlier(first, "hai", "2026-11-22T02:00:00+00:00")] == ["một", "hai"]
    with pytest.raises(RuleBroken, match="quá nhiều lần"):
        rules.with_earlier(first * 50, "hai", "2026-11-22T02:00:00+00:00")
