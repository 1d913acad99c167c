"""Commands for the people who run the application: prepare, init, look at the log, list the routes; no rule."""

import os
import smtplib
from datetime import datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import Migrate, upgrade
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.accounts import actions as accounts
from inspections.demonstration import PASSWORD, loading
from inspections.directory import loading as directory
from inspections.directory.shipped import CatalogueError
from inspections.errors import RuleBroken
from inspections.keys import NAMES, make_keys
from inspections.law import actions as law_actions
from inspections.law import catalogue as law
from inspections.reminders import actions as reminders
from inspections.reminders import relay
from inspections.visible import reading_session, system_session
from models import db
from models.base import now, take_turn
from models.directory import User

REMINDING = 0x4B5432
"""The lock that lets one process at a time remind people on PostgreSQL."""
IMPORTING = 0x4B5433
"""The same for bringing in an edition of the law."""
MIGRATIONS = Path(__file__).parent.parent / "models" / "migrations"


def init_app(app: Flask) -> None:
    """Registers the commands and the migrations' folder."""
    Migrate(app, db, directory=str(MIGRATIONS))
    for command in (prepare, init, import_law, remind, verify_log, log_head, routes_snapshot):
        app.cli.add_command(command)


def _make_ready() -> None:
    """Makes the keys that the environment does not give, goes on with them, and brings the tables up to date."""
    begun_with = {name: current_app.config[name] for name in NAMES if not os.environ.get(name)}
    current_app.config.update(make_keys(Path(current_app.instance_path), begun_with))
    upgrade()


def _log_first(session: Session, user: User) -> None:
    """The first row of a new log: nobody's act, so the auditor reads it."""
    entry = event_log.Entry(
        "user:create", None, loading.SYSTEM, None, subject="User", subject_ref=user.ref, content={"role": user.role}
    )
    event_log.append(session, _log_key(), [entry])


def _log_key() -> bytes:
    key: str = current_app.config["LOG_KEY"]
    return key.encode()


@click.command()
@with_appcontext
def prepare() -> None:
    """Makes the keys, migrates, and fills an empty database with the demonstration province unless DEMONSTRATION=0."""
    make_ready_and_say()


def make_ready_and_say() -> None:
    """What ``prepare`` does, within an application's context; prints the address and the demonstration accounts."""
    _make_ready()
    with system_session(db.engine) as session:
        if directory.is_empty(session) and os.environ.get("DEMONSTRATION") != "0":
            click.echo("Loading the demonstration province ...")
            loading.load(session, Path(current_app.config["EVIDENCE_DIR"]), _log_key())
        elif not directory.is_empty(session):
            _import_law_if_readable(session)
        logins = loading.accounts(session)
    if os.environ.get("PORT"):
        click.echo(f"Address: http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ['PORT']}")
    if logins:
        click.echo(f"Demonstration accounts, all with the password {PASSWORD}")
    for login, words in logins:
        click.echo(f"  {login:<18} {words}")


@click.command()
@click.option("--login", prompt="Login of the first administrator")
@click.option("--name", prompt="Full name")
@click.password_option(prompt="Password (at least 10 characters)")
@with_appcontext
def init(login: str, name: str, password: str) -> None:
    """Makes the keys, the reference data and the first administrator, without demonstration data."""
    _make_ready()
    with system_session(db.engine) as session:
        if not directory.is_empty(session):
            raise click.ClickException("This database is in use already; nothing was changed.")
        directory.load_reference(session)
        try:
            user = accounts.create_first_administrator(session, login, name, password)
        except RuleBroken as error:
            raise click.ClickException(error.message) from error
        _log_first(session, user)
    click.echo("Ready. Start the application and sign in.")


def _import_law(session: Session) -> bool:
    """Follows the shipped edition of the law, or that of LAW_DIR; says in numbers and in the log what it did.

    Two of these at once follow each other, and the second finds nothing left to do.
    """
    take_turn(session, IMPORTING)
    folder = Path(os.environ.get("LAW_DIR") or law.FOLDER)
    done = law_actions.bring_in(session, now().astimezone(current_app.config["TIME_ZONE"]).date(), folder)
    numbers = {name: done[name] for name in law_actions.DONE}
    if any(numbers.values()):
        click.echo("Law: " + ", ".join(f"{number} {name}" for name, number in numbers.items()))
        event_log.append(
            session, _log_key(), [event_log.Entry("law:import", None, loading.SYSTEM, None, content=numbers)]
        )
    return any(numbers.values())


def _import_law_if_readable(session: Session) -> None:
    """A mistake in an edition stops no start: what is stored stays in force. All is read before anything is written."""
    try:
        _import_law(session)
    except (CatalogueError, OSError) as error:
        click.echo(f"Law: not read, the stored edition stays: {error}", err=True)


@click.command("import-law")
@with_appcontext
def import_law() -> None:
    """Follows the shipped edition of the law, or that of LAW_DIR: rows are added, replaced, marked; never deleted."""
    try:
        with system_session(db.engine) as session:
            if not _import_law(session):
                click.echo("Law: nothing new")
    except (CatalogueError, OSError) as error:
        raise click.ClickException(str(error)) from error


@click.command()
@with_appcontext
def remind() -> None:
    """Tells people of the deadlines that have come, and writes each the one e-mail of his morning if MAIL_RELAY is set.

    Run it every hour; what has been said is not said again, and what a standstill swallowed is said once, late.
    """
    at = now()
    try:
        click.echo(f"{remind_at(at)} notifications")
        if address := os.environ.get("MAIL_RELAY"):
            post = relay.relay_of(address, os.environ.get("MAIL_FROM", ""))
            click.echo(f"{write_letters(post, at, os.environ.get('PUBLIC_URL', ''))} e-mails")
    except relay.RelayFailed as failure:
        raise click.ClickException(str(failure)) from failure


def remind_at(at: datetime) -> int:
    """Tells everybody of what has come by this moment, all of it or nothing; returns how many notifications it made.

    Two of these at once follow each other, and the second finds nothing left to say.
    """
    today = at.astimezone(current_app.config["TIME_ZONE"]).date()
    with reading_session(db.engine) as session:
        if not reminders.anything_due(session, today):
            return 0
    with system_session(db.engine) as session:
        take_turn(session, REMINDING)
        made = reminders.remind(session, today, at)
        if made:
            entry = event_log.Entry("remind", None, loading.SYSTEM, None, content={"made": made})
            event_log.append(session, _log_key(), [entry])
    return made


def write_letters(post: relay.Relay, at: datetime, public_url: str) -> int:
    """Hands in the e-mail of everybody's morning that is to go out at this moment; returns how many were taken.

    The relay is asked first: while it cannot be used nothing is claimed, and the next run tries again. Raises
    RelayFailed.
    """
    if not public_url:
        raise relay.RelayFailed("PUBLIC_URL is the address of the application, which stands in every e-mail.")
    local = at.astimezone(current_app.config["TIME_ZONE"])
    with reading_session(db.engine) as session:
        people = reminders.to_write_to(session, local)
    if not people:
        return 0
    page = f"{public_url.rstrip('/')}/notifications"
    with relay.connected(post) as server:
        return sum(_write_letter(server, post, person, local, page) for person in people)


def _write_letter(server: smtplib.SMTP, post: relay.Relay, person: User, at: datetime, page: str) -> bool:
    """Claims one e-mail, hands it in and keeps that it was taken: each in a transaction of its own, in this order."""
    with system_session(db.engine) as session:
        take_turn(session, REMINDING)
        letter = reminders.claim_letter(session, person, at, page)
        if letter is None:
            return False
        entry = event_log.Entry("digest:send", None, loading.SYSTEM, None, subject="User", subject_ref=person.ref)
        event_log.append(session, _log_key(), [entry])
    mark = f"kt1-{at.date().isoformat()}-{person.ref}"
    taken = relay.hand_in(server, post, person.email or "", letter.subject, letter.body, mark)
    if taken:
        with system_session(db.engine) as session:
            reminders.keep_sent(session, person, at.date(), now())
    return taken


@click.command("verify-log")
@click.option("--anchor", help="NUMBER:HASH as printed on a paper; finds a log that was cut off since.")
@with_appcontext
def verify_log(anchor: str | None) -> None:
    """Recomputes the chained log; names every row that was changed, removed or forged, and exits 1 if there is one."""
    with reading_session(db.engine) as session:
        verdict = event_log.verify(session, _log_key(), _anchor(anchor))
    for fault in verdict.faults:
        click.echo(fault)
    click.echo(f"{verdict.rows} rows, head {verdict.rows}:{verdict.head}")
    if verdict.faults:
        raise SystemExit(1)


def _anchor(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    number, _, hash_ = text.partition(":")
    if not number.isdecimal() or not hash_:
        raise click.BadParameter("An anchor is NUMBER:HASH.")
    return int(number), hash_.strip()


@click.command("log-head")
@with_appcontext
def log_head() -> None:
    """Prints the head of the log as NUMBER:HASH, to be kept on paper."""
    with reading_session(db.engine) as session:
        number, hash_ = event_log.head(session)
    click.echo(f"{number}:{hash_}")


@click.command("routes-snapshot")
@with_appcontext
def routes_snapshot() -> None:
    """Writes tests/routes.txt: every route, its methods and its permission, to be reviewed as a diff."""
    lines = sorted(
        f"{rule.rule}  {','.join(sorted(set(rule.methods or ()) - {'HEAD', 'OPTIONS'}))}  "
        f"{getattr(current_app.view_functions[rule.endpoint], 'permission', 'NONE')}"
        for rule in current_app.url_map.iter_rules()
        if rule.endpoint != "static"
    )
    Path(current_app.root_path, "tests", "routes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
