"""Loads the demonstration province into an empty database and names its accounts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.accounts.passwords import hash_password
from inspections.accounts.rules import ROLES
from inspections.checklists import queries as checklists
from inspections.demonstration import (
    PASSWORD,
    cases,
    comments,
    decisions,
    findings,
    inquiries,
    papers,
    penalties,
    plans,
    reading,
    remedies,
    reports,
)
from inspections.directory import loading as directory
from inspections.directory import queries
from inspections.reminders import actions as reminders
from inspections.vietnamese import fold, name_sort_key, sort_key
from models.base import BEGINNING, OPEN_END, now
from models.directory import Body, BodyName, Setting, User
from models.findings import Finding
from models.inspections import Inspection
from models.lists import SavedFilter

Row = Mapping[str, Any]

MARK = "demonstration"
"""The setting that marks a database as a demonstration: only there do the accounts of the demonstration open."""
SYSTEM = "Hệ thống"


def load(session: Session, evidence_dir: Path, log_key: bytes, at: datetime | None = None) -> None:
    """Fills an empty database with reference data and the province as it is at that moment (now, unless given).

    Nothing lies in the future but what is planned: when it is still too early for the answers of the visit in progress,
    they are some hours older. Leaves one row in the log for each inspection.
    """
    at = at or now()
    today = at.astimezone(reading.VIETNAM).date()
    directory.load_reference(session)
    session.add(Setting(key=MARK, value=True))
    content = reading.read(today, queries.calendar(session))
    bodies = {row["key"]: _body(row, today) for row in content["bodies"]}
    session.add_all(bodies.values())
    session.flush()
    people = _people(content["people"], bodies)
    session.add_all(people.values())
    session.flush()
    versions = {version.checklist.code: version for version in checklists.current_versions(session)}
    province = cases.Province(people, bodies, versions, evidence_dir, at)
    for row in content["plans"]:
        plans.add_plan(session, province, row)
    _not_in_the_future(content["inspections"], at)
    inspections = [cases.add_inspection(session, province, row) for row in content["inspections"]]
    found: dict[str, Finding] = {}
    for inspection, row in zip(inspections, content["inspections"], strict=True):
        found |= findings.add_findings(session, province, inspection, row)
        decisions.complete(session, province, inspection, row, content["decisions"])
    penalties.add_penalties(session, province, found)
    remedies.add_remedies(session, province, content["inspections"], found)
    _keep_filters(session, people)
    cases.date_answers(session)
    _log(session, log_key, inspections)
    papers.add_papers(session, province, inspections)
    inquiries.add_inquiries(session, province)
    reports.add_reports(session, province)
    comments.add_comments(session, province)
    reminders.remind(session, today, at)


def _body(row: Row, today: date) -> Body:
    fields = ("key", "kind", "level", "group_name", "place", "subject", "enterprise_of", "kt1")
    names = [
        BodyName(name=name["name"], valid_from=name["valid_from"] or BEGINNING, valid_to=name["valid_to"] or OPEN_END)
        for name in row["names"]
    ]
    current = next(name.name for name in names if name.valid_from <= today <= name.valid_to)
    return Body(
        **{field: row[field] for field in fields},
        names=names,
        search_text=fold(" ".join([*(name.name for name in names), row["place"]])),
        sort_key=sort_key(current),
    )


def _people(rows: list[Row], bodies: Mapping[str, Body]) -> dict[str, User]:
    """By key; whoever can sign in does so with the one password, hashed once."""
    hashed = hash_password(PASSWORD)
    return {
        row["key"]: User(
            **{field: row[field] for field in ("login", "name", "title", "rank", "position", "role")},
            agency_code=row["agency"],
            body_id=bodies[row["body"]].id if row["body"] else None,
            sort_key=name_sort_key(row["name"]),
            password_hash=hashed if row["login"] else None,
            must_change_password=False,
            demonstration=True,
        )
        for row in rows
    }


KEPT_FILTERS = (
    ("dic.manager", "remedies", "Quá hạn của Sở", [["overdue", "yes"], ["agency", "DIC"]]),
    ("dic.inspector", "visits", "Đang kiểm tra", [["state", "announced"]]),
    ("police.inspector", "findings", "Công an theo dõi", [["agency", "POLICE"], ["sort", "body"]]),
)
"""What people keep: login, list, name, what is asked."""


def _keep_filters(session: Session, people: Mapping[str, User]) -> None:
    """The filters that some people keep."""
    by_login = {user.login: user for user in people.values()}
    for login, list_name, name, asked in KEPT_FILTERS:
        user = by_login[login]
        kept = {"list_name": list_name, "name": name, "asked": asked, "owner": user.agency_code, "audience": "own"}
        session.add(SavedFilter(user_id=user.id, **kept))


def _not_in_the_future(inspections: list[Row], at: datetime) -> None:
    """Moves the answers of a visit back by whole hours, all alike, until the last of them is past."""
    for visit in (visit for inspection in inspections for visit in inspection["visits"]):
        latest = max((row["at"] for row in visit["answers"]), default=at)
        hours = max(0, -((at - latest) // timedelta(hours=1)))
        for row in visit["answers"]:
            row["at"] -= timedelta(hours=hours)


def _log(session: Session, log_key: bytes, inspections: list[Inspection]) -> None:
    """One row for each inspection; the rows of the actions that stored it were nobody's acts."""
    session.info.pop("events", None)
    entries = [
        event_log.Entry(
            action="demonstration:load",
            actor_id=None,
            actor=SYSTEM,
            owner=inspection.owner,
            audience=inspection.audience,
            subject="Inspection",
            subject_ref=inspection.ref,
            content={"key": inspection.key, "visits": len(inspection.visits)},
        )
        for inspection in inspections
    ]
    event_log.append(session, log_key, entries)


def accounts(session: Session) -> list[tuple[str, str]]:
    """Login, and name with role, of every account of the demonstration; none unless the database is marked as one."""
    if not session.scalar(sa.select(Setting.value).where(Setting.key == MARK)):
        return []
    users = session.scalars(sa.select(User).where(User.demonstration, User.login.is_not(None)).order_by(User.id))
    return [(user.login or "", f"{user.name} – {ROLES[user.role or ''].label}") for user in users]
