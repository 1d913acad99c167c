"""What is made up for a visit that is over is a complete answer to every item that the project ships."""

from datetime import date

import pytest

from inspections.checklists import catalogue
from inspections.demonstration.answers import made_up
from inspections.fieldwork import rules
from inspections.law import catalogue as law

DAY = date(2026, 8, 10)
LIMITS = law.standards()[-1]["limits"]
ITEMS = {item["code"]: item for checklist in catalogue.shipped() for item in catalogue.items_of(checklist)}


@pytest.mark.parametrize("code", ITEMS)
def test_an_item_where_all_was_well_is_passed_or_recorded_and_complete(code: str) -> None:
    values = made_up(ITEMS[code], DAY, LIMITS, fails=False)
    state = rules.verdict(ITEMS[code], values, LIMITS)
    assert state == ("recorded" if ITEMS[code]["pass_if"] == "recorded" else "pass")
    assert rules.gaps(ITEMS[code], values, None, state) == []
    assert all(rules.fits(ITEMS[code], part, value) for part, value in values.items())


@pytest.mark.parametrize("code", [code for code, item in ITEMS.items() if item["pass_if"] != "recorded"])
def test_an_item_that_a_finding_names_has_failed_and_wants_no_more_than_its_note(code: str) -> None:
    values = made_up(ITEMS[code], DAY, LIMITS, fails=True)
    assert rules.verdict(ITEMS[code], values, LIMITS) == "fail"
    assert rules.gaps(ITEMS[code], values, "Ghi chú", "fail") == []
    assert all(rules.fits(ITEMS[code], part, value) for part, value in values.items())
