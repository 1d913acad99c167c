"""Knows what is owed and paid on a fine to the last đồng, and that every sum agrees; knows no database."""

from datetime import date, timedelta

import pytest

from inspections.penalties.ledger import Ledger, Paid, ledger, settled_on, total
from tests.inspections.penalties.test_rules import TERMS

FINE = 8_500_000
BY = date(2026, 11, 30)
RATE = TERMS.value("late_interest")


def after(days: int) -> date:
    return BY + timedelta(days=days)


def state(*paid: tuple[int, int], today: int = 0, by: date | None = BY) -> Ledger:
    return ledger(FINE, by, [Paid(after(day), amount) for day, amount in paid], RATE, after(today))


def test_the_rate_is_five_hundredths_of_a_percent_and_marked_to_be_verified() -> None:
    assert 1_000_000 * RATE // 100_000 == 500
    assert TERMS.amount["late_interest"].status == "unverified"


@pytest.mark.parametrize(("today", "interest"), [(-5, 0), (0, 0), (1, 4_250), (2, 8_500), (100, 425_000)])
def test_interest_begins_on_the_day_after_the_last(today: int, interest: int) -> None:
    found = state(today=today)
    assert (found.interest, found.days_late) == (interest, max(0, today))
    assert found.rest == FINE + interest


def test_without_a_day_of_receipt_nothing_is_late() -> None:
    assert state(today=400, by=None) == Ledger(FINE, 0, 0, 0)


def test_paid_in_time_in_parts_shows_the_rest() -> None:
    assert state((-3, 3_000_000)).rest == 5_500_000
    assert state((-3, 3_000_000), (0, 5_500_000), today=90) == Ledger(FINE, 0, FINE, 0)


def test_interest_is_added_to_what_was_not_paid_alone() -> None:
    found = state((-1, 4_500_000), (10, 2_000_000), today=30)
    assert found.interest == (4_000_000 * 10 + 2_000_000 * 20) * RATE // 100_000
    assert found.rest == FINE + found.interest - 6_500_000
    assert found.days_late == 30


def test_interest_is_rounded_down_to_whole_dong() -> None:
    assert ledger(999_999, BY, [], RATE, after(1)).interest == 499


def test_more_than_the_fine_earns_no_interest_back() -> None:
    assert state((10, FINE + 1_000_000), today=40).interest == 42_500


def test_interest_stops_when_the_fine_is_paid_and_is_owed_still() -> None:
    first, later = state((10, FINE), today=10), state((10, FINE), today=500)
    assert first == later
    assert first.rest == first.interest == 42_500


def test_the_order_of_entry_does_not_matter() -> None:
    parts = [(10, 2_000_000), (-1, 4_500_000), (20, 1_000_000)]
    assert state(*parts, today=30) == state(*reversed(parts), today=30)


def test_a_fine_is_settled_by_the_receipt_that_leaves_nothing() -> None:
    late = [Paid(after(10), FINE), Paid(after(12), 42_500)]
    assert settled_on(FINE, BY, late[:1], RATE) is None
    assert settled_on(FINE, BY, late, RATE) == after(12)
    assert settled_on(FINE, BY, [Paid(after(0), FINE - 1)], RATE) is None
    assert settled_on(FINE, BY, [Paid(after(0), FINE)], RATE) == BY


def test_the_sum_is_that_of_its_rows() -> None:
    rows = [state(), state((10, 2_000_000), today=30), state((0, FINE), today=30)]
    whole = total(rows)
    assert whole.rest == sum(one.rest for one in rows) == whole.owed - whole.paid
    assert whole.days_late == 30
    assert total([]) == Ledger(0, 0, 0, 0)
