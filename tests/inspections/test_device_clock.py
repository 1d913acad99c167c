"""A wrong clock is corrected where a time is shown, and the correction is said."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from inspections.device_clock import BEYOND, LARGEST, corrected, note, offset, said

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("slow", "seconds"), [(0, 0), (119, 0), (-119, 0), (120, 120), (-120, -120), (10_800.4, 10_800), (-86_400, -86_400)]
)
def test_a_clock_is_wrong_from_two_minutes_on(slow: float, seconds: int) -> None:
    assert offset(NOW, NOW - timedelta(seconds=slow)) == seconds


@pytest.mark.parametrize(("year", "seconds"), [(1970, None), (2090, None), (2095, -LARGEST), (2099, -LARGEST)])
def test_no_error_is_larger_than_the_database_keeps(year: int, seconds: int | None) -> None:
    wrong = datetime(year, 1, 1, tzinfo=UTC)
    assert offset(NOW, wrong) == (seconds or (NOW - wrong).total_seconds())
    row = SimpleNamespace(device_at=wrong, received_at=NOW, clock_offset=offset(NOW, wrong))
    assert corrected(row) == NOW and (note(row.clock_offset) == BEYOND) is (seconds is not None)


WORDS = [
    (None, ""),
    (0, ""),
    (10_800, "(đồng hồ máy bảng chậm 3 giờ, đã chỉnh)"),
    (10_811, "(đồng hồ máy bảng chậm 3 giờ, đã chỉnh)"),
    (-130, "(đồng hồ máy bảng nhanh 2 phút, đã chỉnh)"),
    (3_600 * 25 + 90, "(đồng hồ máy bảng chậm 1 ngày 1 giờ, đã chỉnh)"),
]


@pytest.mark.parametrize(("seconds", "words"), WORDS)
def test_the_correction_is_said_in_words(seconds: int | None, words: str) -> None:
    assert note(seconds) == words


def test_what_no_tablet_timed_is_shown_by_the_servers_clock() -> None:
    row = SimpleNamespace(device_at=None, received_at=NOW, clock_offset=None)
    assert corrected(row) == NOW and said(row, str) == str(NOW)
    row = SimpleNamespace(device_at=NOW - timedelta(hours=3), received_at=NOW, clock_offset=10_800)
    assert said(row, str) == f"{NOW} (đồng hồ máy bảng chậm 3 giờ, đã chỉnh)"
