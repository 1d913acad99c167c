"""The words of notifications: how near a last day was, and that every deadline that is watched has its news."""

from datetime import date

import pytest

from inspections.notifications import queries, rules
from inspections.reminders.queries import SOURCES

DUE = date(2026, 12, 21)


@pytest.mark.parametrize(
    ("on", "sign", "words", "look"),
    [
        (date(2026, 12, 14), "◐", "Còn 07 ngày", "chip-warning"),
        (date(2026, 12, 21), "◐", "Là ngày cuối", "chip-warning"),
        (date(2026, 12, 24), "!", "Quá hạn 03 ngày", "chip-bad"),
    ],
)
def test_a_reminder_says_how_near_the_last_day_was(on: date, sign: str, words: str, look: str) -> None:
    assert rules.due_mark(DUE, on) == (sign, words, look)
    assert rules.reminder_text(DUE, on).startswith("Thời hạn 21/12/2026; tính đến ngày ")


def test_there_is_one_news_for_each_source_of_deadlines() -> None:
    assert len(SOURCES) == sum(news.reminds for news in rules.NEWS.values())
    assert len({news.label for news in rules.NEWS.values()}) == len(rules.NEWS)


def test_every_kind_of_record_is_named_and_opened() -> None:
    assert all(one.model.__name__ == name and one.endpoint for name, one in queries.SUBJECTS.items())
