"""Working days and deadlines around 30 April 2025, when Friday 02/5 was off and Saturday 26/4 was worked for it."""

from datetime import date

import pytest

from inspections.working_days import Calendar, add_working_days, due_on, is_working_day, next_working_day

LIBERATION_DAY, LABOUR_DAY, BRIDGE_DAY = date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)
WORKED_SATURDAY = date(2025, 4, 26)
WITH_SWAP = Calendar(frozenset({LIBERATION_DAY, LABOUR_DAY, BRIDGE_DAY}), frozenset({WORKED_SATURDAY}))
WITHOUT_SWAP = Calendar(frozenset({LIBERATION_DAY, LABOUR_DAY}))
THURSDAY = date(2025, 4, 24)


def test_a_plain_week_is_monday_to_friday():
    week = [date(2025, 4, day) for day in range(14, 21)]
    assert [is_working_day(day, Calendar()) for day in week] == [True] * 5 + [False] * 2


def test_a_holiday_is_off():
    assert not is_working_day(LIBERATION_DAY, WITH_SWAP)


def test_a_swap_has_a_saturday_worked_and_a_friday_off():
    assert is_working_day(WORKED_SATURDAY, WITH_SWAP)
    assert not is_working_day(BRIDGE_DAY, WITH_SWAP)


def test_without_its_two_rows_a_swap_is_undone():
    assert not is_working_day(WORKED_SATURDAY, WITHOUT_SWAP)
    assert is_working_day(BRIDGE_DAY, WITHOUT_SWAP)


def test_five_working_days_from_thursday_end_on_29_april_when_the_saturday_is_worked():
    assert due_on(THURSDAY, 5, "working", WITH_SWAP) == date(2025, 4, 29)


def test_five_working_days_from_thursday_end_on_2_may_without_the_swap():
    assert due_on(THURSDAY, 5, "working", WITHOUT_SWAP) == date(2025, 5, 2)


def test_a_suspension_of_three_working_days_moves_the_end_by_three():
    end = due_on(THURSDAY, 5, "working", WITH_SWAP)
    assert add_working_days(end, 3, WITH_SWAP) == due_on(THURSDAY, 8, "working", WITH_SWAP) == date(2025, 5, 7)


def test_an_inspection_that_stood_still_for_three_working_days_ends_three_working_days_later():
    stood_still = [(date(2025, 4, 25), date(2025, 4, 28))]  # Friday, the worked Saturday, a Sunday, Monday
    assert due_on(THURSDAY, 5, "working", WITH_SWAP, stood_still) == date(2025, 5, 7)
    assert due_on(THURSDAY, 5, "working", WITHOUT_SWAP, [(date(2025, 4, 28), date(2025, 4, 30))]) == date(2025, 5, 6)


def test_in_calendar_days_every_day_that_it_stood_still_moves_the_end():
    assert due_on(THURSDAY, 10, "calendar", WITH_SWAP, [(date(2025, 4, 26), date(2025, 4, 28))]) == date(2025, 5, 6)


def test_standing_still_after_the_end_or_for_no_day_moves_nothing():
    end = due_on(THURSDAY, 5, "working", WITH_SWAP)
    for stood_still in ((date(2025, 5, 20), date(2025, 5, 22)), (date(2025, 4, 26), date(2025, 4, 25))):
        assert due_on(THURSDAY, 5, "working", WITH_SWAP, [stood_still]) == end


def test_a_day_on_which_two_suspensions_meet_is_left_out_once():
    twice = [(date(2025, 4, 25), date(2025, 4, 26)), (date(2025, 4, 26), date(2025, 4, 28))]
    assert due_on(THURSDAY, 5, "working", WITH_SWAP, twice) == date(2025, 5, 7)


TET = Calendar(frozenset(date(2026, 2, day) for day in range(16, 21)))
"""Monday to Friday off: nine days without work, weekends included."""


def test_ten_working_days_go_around_tet_and_ten_calendar_days_go_through_it():
    assert due_on(date(2026, 2, 9), 10, "working", TET) == date(2026, 2, 27)
    assert due_on(date(2026, 2, 9), 10, "calendar", TET) == date(2026, 2, 18)


def test_a_standstill_over_tet_moves_the_end_only_by_its_working_days():
    stood_still = [(date(2026, 2, 13), date(2026, 2, 23))]  # the Friday before Tết to the Monday after it
    assert due_on(date(2026, 2, 9), 10, "working", TET, stood_still) == date(2026, 3, 3)
    assert due_on(date(2026, 2, 9), 10, "calendar", TET, stood_still) == date(2026, 3, 1)


def test_an_extension_over_tet_ends_after_it_in_working_days_and_within_it_in_calendar_days():
    assert due_on(date(2026, 2, 5), 5 + 5, "working", TET) == date(2026, 2, 25)
    assert due_on(date(2026, 2, 5), 5 + 5, "calendar", TET) == date(2026, 2, 14)


def test_an_announcement_on_the_eve_of_tet_leaves_the_second_day_to_the_first_worked_one():
    assert due_on(date(2026, 2, 13), 2, "working", TET) == date(2026, 2, 23)


def test_visits_that_follow_each_other_are_put_on_worked_days_alone():
    assert next_working_day(date(2026, 2, 14), TET) == date(2026, 2, 23)
    assert next_working_day(date(2025, 5, 2), WITH_SWAP) == date(2025, 5, 5)
    assert next_working_day(date(2025, 5, 2), WITHOUT_SWAP) == date(2025, 5, 2)


def test_an_extension_counts_on_from_the_last_day():
    assert due_on(date(2026, 2, 9), 10 + 5, "working", TET) == add_working_days(date(2026, 2, 27), 5, TET)


def test_the_start_is_day_one_of_a_duration():
    assert due_on(THURSDAY, 1, "working", WITH_SWAP) == due_on(THURSDAY, 1, "calendar", WITH_SWAP) == THURSDAY


def test_ten_calendar_days_count_every_day():
    assert due_on(THURSDAY, 10, "calendar", WITH_SWAP) == date(2025, 5, 3)


def test_a_duration_that_starts_on_a_sunday_counts_from_monday():
    assert due_on(date(2025, 4, 27), 2, "working", WITH_SWAP) == date(2025, 4, 29)


def test_a_deadline_does_not_count_the_day_of_its_event():
    assert add_working_days(THURSDAY, 1, WITH_SWAP) == date(2025, 4, 25)


def test_a_deadline_jumps_over_days_off():
    assert add_working_days(date(2025, 4, 29), 1, WITH_SWAP) == date(2025, 5, 5)


def test_no_working_days_change_nothing():
    assert add_working_days(LABOUR_DAY, 0, WITH_SWAP) == LABOUR_DAY


def test_a_worked_day_is_its_own_next_working_day():
    assert next_working_day(WORKED_SATURDAY, WITH_SWAP) == WORKED_SATURDAY


def test_a_day_off_moves_to_the_next_worked_day():
    assert next_working_day(LIBERATION_DAY, WITH_SWAP) == date(2025, 5, 5)


def test_an_unknown_unit_is_an_error():
    with pytest.raises(KeyError):
        due_on(THURSDAY, 5, "days", WITH_SWAP)


def test_a_duration_without_days_is_an_error():
    with pytest.raises(ValueError, match="0 days"):
        due_on(THURSDAY, 0, "working", WITH_SWAP)


def test_counting_backwards_is_an_error():
    with pytest.raises(ValueError, match="-1 working days"):
        add_working_days(THURSDAY, -1, WITH_SWAP)
