"""The command as a timer runs it: two at once, killed between sending and keeping, without and with a relay."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections import commands
from inspections.notifications.actions import notify
from inspections.reminders import actions, queries
from inspections.reminders.relay import RelayFailed, relay_of
from inspections.visible import seen_by, viewer_of
from models.base import now
from models.directory import User
from models.findings import Remedy
from models.notifications import Notification
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.remedies.cases import DUE, make_finding
from tests.inspections.reminders import cases
from tests.support.mail import Post, post_office

ROOT = Path(__file__).parents[3]
PEOPLE = ("dic.inspector", "dic.manager", "body")


@pytest.fixture
def post() -> Iterator[Post]:
    """A relay."""
    with post_office() as post:
        yield post


@pytest.fixture
def fresh(app: Flask) -> Flask:
    """A province in which nobody was told of anything, some have an address, and every hour will do."""
    with everything(app) as session:
        cases.give_addresses(session, PEOPLE)
        cases.at_any_hour(session)
        cases.made(session, DUE).due_on = now().date() - timedelta(days=40)
        cases.forget(session)
    return app


def start(app: Flask, post: Post | None = None) -> "subprocess.Popen[str]":
    """The command in a process of its own."""
    settings = {"INSTANCE": app.instance_path, "PUBLIC_URL": "https://kiemtra.lan", "MAIL_FROM": "kt1@kiemtra.example"}
    settings |= {"MAIL_RELAY": post.address} if post else {}
    words = [sys.executable, "-m", "flask", "--app", "app", "remind"]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, cwd=ROOT, env=os.environ | settings, stdout=pipe, stderr=pipe, text=True)


def rows(app: Flask, query: str) -> list[tuple]:
    with closing(sqlite3.connect(Path(app.instance_path, "kt1.db"))) as connection:
        return connection.execute(query).fetchall()


STAGES = "SELECT user_id, news, subject_ref, due_on, days FROM notification ORDER BY 1, 2, 3, 4, 5"


def test_two_at_once_say_and_write_everything_once(fresh: Flask, post: Post) -> None:
    both = [start(fresh, post) for _ in range(2)]
    outcomes = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], outcomes
    found = rows(fresh, STAGES)
    assert found and len(found) == len(set(found))
    assert sorted(one["To"] for one in post.letters) == sorted(f"{login}@kiemtra.example" for login in PEOPLE)
    said = sum(int(out.split()[0]) for out, _error in outcomes)
    assert said == len(found)


def test_killed_while_the_relay_answers_it_writes_no_second_time_that_day(fresh: Flask, post: Post) -> None:
    process = start(fresh, post)
    post.first = lambda: os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL and len(post.letters) == 1
    assert rows(fresh, "SELECT count(*), count(sent_at) FROM digest") == [(1, 0)]
    post.first = lambda: None
    again = start(fresh, post)
    _out, error = again.communicate()
    assert again.returncode == 0, error
    assert len(post.letters) == len({one["To"] for one in post.letters}) == len(PEOPLE)
    assert rows(fresh, "SELECT count(*), count(sent_at) FROM digest") == [(len(PEOPLE), len(PEOPLE) - 1)]


def test_without_a_relay_everything_is_said_inside_alone_and_with_a_dead_one_nothing_is_claimed(fresh: Flask) -> None:
    quiet = fresh.test_cli_runner().invoke(commands.remind)
    assert quiet.exit_code == 0 and "e-mails" not in quiet.output
    assert rows(fresh, "SELECT count(*) FROM notification")[0][0] > 0
    environment = {"MAIL_RELAY": "smtp://127.0.0.1:9", "MAIL_FROM": "a@b", "PUBLIC_URL": "https://kiemtra.lan"}
    dead = fresh.test_cli_runner().invoke(commands.remind, env=environment)
    assert dead.exit_code == 1 and "cannot be used" in dead.output
    assert rows(fresh, "SELECT count(*) FROM digest") == [(0,)]


def test_an_address_that_is_refused_keeps_nobody_else_from_his_letter(fresh: Flask, post: Post) -> None:
    post.refused = {"dic.inspector@kiemtra.example"}
    environment = {"MAIL_RELAY": post.address, "MAIL_FROM": "kt1@kiemtra.example", "PUBLIC_URL": "https://kiemtra.lan"}
    outcome = fresh.test_cli_runner().invoke(commands.remind, env=environment, catch_exceptions=False)
    assert outcome.exit_code == 0 and f"{len(PEOPLE) - 1} e-mails" in outcome.output
    assert len(post.letters) == len(PEOPLE) - 1


def test_what_was_closed_to_a_reader_since_is_not_counted_in_his_letter(fresh: Flask) -> None:
    with everything(fresh) as session:
        actions.remind(session, DUE)
        manager = person(session, "dic.manager")
        (remedy,) = session.scalars(sa.select(Remedy).where(Remedy.due_on == now().date() - timedelta(days=40)))
        before = unread(session, manager)
        remedy.owner, remedy.audience, remedy.for_body_id = "POLICE", "own", None
        remedy.finding.owner, remedy.finding.audience = "POLICE", "own"
        session.flush()
        assert unread(session, manager) == before - 1
        session.rollback()


def unread(session: Session, who: User) -> int:
    """What the e-mail of this person would count now."""
    with seen_by(session, viewer_of(who)) as reader:
        return queries.waiting_news(session, reader, who, DUE)[0]


def test_what_was_said_in_quiet_hours_goes_out_once_when_they_are_over(app: Flask) -> None:
    """With the hours as they are shipped: from Friday evening to Monday morning nothing goes out."""
    with everything(app) as session:
        cases.forget(session)
        cases.give_addresses(session, PEOPLE[:1])
        (told,) = notify(session, [person(session, PEOPLE[0])], "mentioned", make_finding(session))
        friday = datetime(2027, 3, 5, 21, tzinfo=app.config["TIME_ZONE"])
        session.execute(sa.update(Notification).values(at=friday))
        quiet = [friday + timedelta(hours=hours) for hours in (0, 2, 8, 13, 37, 56)]
        assert not [at for at in quiet if actions.to_write_to(session, at)], (
            "the application says it at once all the same"
        )
        monday = friday + timedelta(hours=57)
        assert (monday.weekday(), monday.hour) == (0, 6) and actions.to_write_to(session, monday) == [told]
        assert actions.claim_letter(session, told, monday, "https://kiemtra.lan/notifications")
        actions.keep_sent(session, told, monday.date(), monday)
        later = [monday + timedelta(hours=hours) for hours in (1, 8, 24, 48)]
        assert not [at for at in later if actions.to_write_to(session, at)]


@pytest.mark.parametrize(
    ("address", "sender"), [("http://mail.lan", "a@b"), ("smtp://", "a@b"), ("smtp://mail.lan", "nobody")]
)
def test_a_relay_that_is_none_is_refused(address: str, sender: str) -> None:
    with pytest.raises(RelayFailed):
        relay_of(address, sender)


def test_a_password_may_hold_any_letter_and_every_way_has_its_port() -> None:
    relay = relay_of("smtp+starttls://kt1:p%40ss%3A@mail.lan", "KT1 <kt1@mail.lan>")
    assert (relay.user, relay.password, relay.host, relay.port) == ("kt1", "p@ss:", "mail.lan", 587)
    assert relay_of("smtps://mail.lan", "a@b").port == 465
