"""Half a year of reminders in a real database with a real SMTP server, day by day, with two outages."""

import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import commands
from inspections.reminders.relay import relay_of
from models.notifications import Notification
from tests.inspections.inspecting.cases import everything
from tests.inspections.reminders import cases
from tests.support.application import opened
from tests.support.mail import Post, post_office, text_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST, DUE = date(2027, 1, 1), date(2027, 3, 31)
"""The last day is a Wednesday."""
OFF = ((date(2027, 3, 24), date(2027, 3, 27)), (date(2027, 4, 2), date(2027, 5, 3)))
"""Days on which the machine stood still: over the first stage, and over everything above the responsible person."""
PEOPLE = ("dic.inspector", "dic.manager", "police.inspector", "police.manager", "body")
NIGHT, MORNING = time(5, 15), time(7, 15)


@dataclass
class HalfYear:
    """What happened: the application, the references of the two requirements, the e-mails with their days."""

    app: Flask
    joint: str
    own: str
    word: str
    post: Post
    days: list[tuple[date, int]] = field(default_factory=list)


@pytest.fixture(scope="module")
def half_year(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HalfYear]:
    folder = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("half-year") / "instance"))
    word = f"qz{secrets.token_hex(6)}"
    with opened(folder) as app, post_office() as post, app.app_context():
        with everything(app) as session:
            cases.forget(session)
            cases.give_addresses(session, PEOPLE)
            joint, own = cases.made(session, DUE), cases.made_own(session, DUE, word)
            found = HalfYear(app, joint.ref, own.ref, word, post)
        for number in range(181):
            day = FIRST + timedelta(days=number)
            if not any(first <= day <= last for first, last in OFF):
                live(found, day)
        yield found


def live(half: HalfYear, day: date) -> None:
    """One day: the timer runs before dawn and in the morning, and in the morning once more."""
    relay = relay_of(half.post.address, "kt1@kiemtra.example")
    commands.remind_at(moment(day, NIGHT))
    assert commands.write_letters(relay, moment(day, NIGHT), "https://kiemtra.lan") == 0
    before = len(half.post.letters)
    commands.write_letters(relay, moment(day, MORNING), "https://kiemtra.lan")
    assert commands.write_letters(relay, moment(day, MORNING), "https://kiemtra.lan") == 0
    half.days += [(day, number) for number in range(before, len(half.post.letters))]


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)


def said(half: HalfYear, ref: str) -> dict[str, list[tuple[int, int]]]:
    """Login → (days after the last day, stage) of what he was told about a requirement."""
    found: dict[str, list[tuple[int, int]]] = {}
    with everything(half.app) as session:
        about = sa.select(Notification).where(Notification.subject_ref == ref, Notification.days.is_not(None))
        for one in session.scalars(about.order_by(Notification.at, Notification.id)):
            on = one.at.astimezone(ZONE).date()
            found.setdefault(one.user.login or "", []).append(((on - DUE).days, one.days or 0))
    return found


def test_each_hears_each_stage_once_late_after_an_outage_and_never_before(half_year: HalfYear) -> None:
    assert said(half_year, half_year.joint) == {
        "dic.inspector": [(-3, -7), (-1, -1), (0, 0)],
        "body": [(-3, -7), (-1, -1), (0, 0)],
        "dic.manager": [(34, 30)],
        "police.manager": [(34, 30)],
    }


def test_what_the_police_keep_to_themselves_is_said_to_the_police_alone(half_year: HalfYear) -> None:
    assert said(half_year, half_year.own) == {
        "police.inspector": [(-3, -7), (-1, -1), (0, 0)],
        "police.manager": [(34, 30)],
    }


def test_nothing_of_the_whole_house_is_said_twice(half_year: HalfYear) -> None:
    with everything(half_year.app) as session:
        stage = (Notification.due_on, Notification.days)
        rows = session.execute(
            sa.select(Notification.user_id, Notification.news, Notification.subject_ref, *stage)
        ).all()
    assert len(rows) > 10
    assert max(Counter(map(tuple, rows)).values()) == 1


def test_there_is_at_most_one_letter_a_day_on_working_days_when_there_is_news(half_year: HalfYear) -> None:
    letters = half_year.post.letters
    sent = [(letters[number]["To"], day) for day, number in half_year.days]
    assert len(sent) == len(letters) > 5
    assert max(Counter(sent).values()) == 1
    assert all(day.weekday() < 5 for _to, day in sent)
    inspector = [day for to, day in sent if to.startswith("dic.inspector") and abs((day - DUE).days) < 8]
    assert inspector == [date(2027, 3, 29), date(2027, 3, 30), DUE]


def test_a_letter_carries_counts_and_a_link_and_nothing_of_a_case(half_year: HalfYear) -> None:
    with everything(half_year.app) as session:
        texts = {one.requirement for one in session.scalars(sa.select(cases.Remedy))}
    for letter in half_year.post.letters:
        text = text_of(letter)
        assert "https://kiemtra.lan/notifications" in text and "thông báo chưa đọc" in text
        assert letter["Auto-Submitted"] == "auto-generated"
        assert half_year.word not in text and not [one for one in texts if one in text]
