"""Knows how long case files are kept, when they are due, how they stand, how files are named; knows no row."""

from datetime import date, timedelta

import pytest

from inspections.archive import rules
from inspections.archive.classes import SHIPPED, shipped
from inspections.archive.rules import Term
from inspections.directory.shipped import CatalogueError
from inspections.errors import RuleBroken

TODAY = date(2026, 11, 23)
TERM = Term(1, 30, "Luật", "reported", date(2025, 7, 1))


def test_the_shipped_classes_propose_one_for_a_violation_and_one_for_the_rest_each_with_its_source() -> None:
    classes, terms = shipped()
    of_missions = rules.of_missions(rules.in_force(classes, TODAY))
    found = {violation: rules.proposed(of_missions, violation) for violation in (True, False)}
    assert found[True] is not None and found[True].period == "Vĩnh viễn" and found[True].until(TODAY) == ""
    assert found[False] is not None and found[False].period == "20 năm"
    assert found[False].until(date(2026, 3, 1)) == "hết năm 2046"
    assert all(one.source and one.status != "verified" for one in (*classes, *terms)), "nobody has read these texts"
    assert {one.of for one in classes} == {"mission", "plan", "letters"}
    assert rules.in_force(classes, date(2025, 1, 1)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("years: 20", "years: -1"),
        ("of: plan", "of: other"),
        ("status: reported", "status: sure"),
        ("  - code: mission\n", "  - code: letters\n"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused(old: str, new: str) -> None:
    with pytest.raises(CatalogueError):
        shipped(SHIPPED.read_text(encoding="utf-8").replace(old, new, 1))


def test_a_chosen_class_holds_and_one_that_is_unknown_falls_back_to_the_proposal() -> None:
    known = rules.of_missions(shipped()[0])
    assert rules.held(known, "mission", violation=True) == known[2]
    assert rules.held(known, "gone", violation=True) == known[0]


@pytest.mark.parametrize(
    ("ended", "handed_on", "wanted"),
    [
        (None, None, "unfinished"),
        (date(2026, 11, 1), None, "waiting"),
        (date(2025, 12, 24), None, "waiting"),
        (date(2025, 12, 23), None, "soon"),
        (date(2025, 11, 23), None, "soon"),
        (date(2025, 11, 22), None, "late"),
        (date(2025, 11, 22), date(2026, 11, 20), "handed"),
    ],
)
def test_a_file_is_announced_thirty_days_ahead_and_is_late_the_day_after(
    ended: date | None, handed_on: date | None, wanted: str
) -> None:
    assert rules.stand(ended, handed_on, TODAY, TERM) == wanted


def test_the_last_end_is_the_due_day_read_backwards_leap_days_too() -> None:
    for days in range(1500):
        due = date(2027, 1, 1) + timedelta(days=days)
        end = rules.last_end(due, TERM)
        after = rules.due_on(end + timedelta(days=1), TERM)
        assert rules.due_on(end, TERM) is not None and rules.due_on(end, TERM) <= due, due  # type: ignore[operator]
        assert after is not None and after > due, due


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("02/BB-ĐKT", "02-BB-DKT"),
        ("Biên bản kiểm tra", "Bien-ban-kiem-tra"),
        ("../../etc/passwd", "etc-passwd"),
        ("Đơn vị: Bưu cục…", "Don-vi-Buu-cuc"),
        ("…", ""),
    ],
)
def test_a_name_has_letters_that_every_system_can_unpack(text: str, wanted: str) -> None:
    assert rules.plain(text) == wanted
    assert rules.plain(text).isascii()


@pytest.mark.parametrize(
    ("day", "ended"), [(TODAY, None), (date(2026, 1, 1), date(2026, 1, 2)), (date(2026, 11, 24), date(2026, 1, 2))]
)
def test_a_hand_over_is_refused_while_the_work_goes_on_before_its_end_and_in_the_future(
    day: date, ended: date | None
) -> None:
    with pytest.raises(RuleBroken):
        rules.refuse_hand_over(day, ended, TODAY)
