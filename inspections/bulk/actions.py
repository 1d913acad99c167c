"""Does one thing to many requirements, each by the action that does it to one, and takes the whole of it back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.bulk import queries, rules
from inspections.bulk.rules import ACTS, BulkData
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.permissions import may
from inspections.remedies import actions as remedies
from inspections.remedies.keeping import CHANGED, note
from inspections.remedies.rules import Letter
from models.base import now
from models.findings import DueExtension, Remedy, RemedyStep
from models.measures import BulkChange, BulkRow

Made = DueExtension | RemedyStep | None


def _urge(session: Session, remedy: Remedy, by: Any, data: BulkData, today: date) -> Made:
    letter = Letter(data.number, data.day) if data.number and data.day else None
    remedies.urge(session, remedy, by, today, letter, data.note)
    return queries.last_step(session, remedy)


def _start(session: Session, remedy: Remedy, by: Any, _data: BulkData, today: date) -> Made:
    remedies.take_step(session, remedy, by, "start", today)
    return queries.last_step(session, remedy)


def _assign(session: Session, remedy: Remedy, by: Any, data: BulkData, today: date) -> Made:
    remedies.assign(session, remedy, by, data.follower, today)
    return queries.last_step(session, remedy)


def _ask(session: Session, remedy: Remedy, by: Any, data: BulkData, today: date) -> Made:
    return remedies.ask_extension(session, remedy, by, today, data.to_on or today, data.reason)


def _grant(session: Session, remedy: Remedy, by: Any, data: BulkData, _today: date) -> Made:
    return remedies.decide_extension(session, remedy, by, True, data.answer)


DO = {"urge": _urge, "start": _start, "assign": _assign, "ask": _ask, "grant": _grant}
"""How an act is done to one requirement; it returns the row that it made or decided."""


def change_many(
    session: Session, by: Any, act: str, chosen: Mapping[str, int], data: BulkData, today: date
) -> BulkChange:
    """Does the act to each chosen requirement: reference → the version that the person saw.

    Each is done or refused for itself, with the reason. What the person may not see is not there: it is neither touched
    nor counted. Raises RuleBroken for no requirement or too many.
    """
    found = [row[0] for row in queries.chosen(session, chosen, today)]
    rules.refuse_count(len(found))
    own: dict[str, Any] = {"owner": by.agency_code, "audience": "own"}
    change = BulkChange(act=act, by_id=by.id, **own)
    session.add(change)
    done = 0
    for remedy in found:
        before = {"state": remedy.state, "due_on": remedy.due_on.isoformat(), "follower": remedy.follower_id}
        made, reason = _try(session, remedy, by, act, data, today, chosen[remedy.ref])
        done += not reason
        kept = before | {"made": made}
        session.add(
            BulkRow(
                change=change, remedy=remedy, done=not reason, reason=reason, before=kept, left_at=remedy.version, **own
            )
        )
    session.flush()
    event_log.record(session, by, "remedy:change_many", change, act=act, chosen=len(found), done=done)
    return change


def _try(
    session: Session, remedy: Remedy, by: Any, act: str, data: BulkData, today: date, seen: int
) -> tuple[int | None, str]:
    """(key of the row that was made, "") or (None, why not); what is refused leaves nothing, in the log neither."""
    try:
        with event_log.savepoint(session):
            _refuse(remedy, by, act, seen)
            made = DO[act](session, remedy, by, data, today)
            session.flush()
            return (made.id if made else None), ""
    except RuleBroken as refused:
        return None, refused.message


def _refuse(remedy: Remedy, by: Any, act: str, seen: int) -> None:
    if remedy.owner != by.agency_code:
        raise RuleBroken(rules.NOT_YOURS)
    if not may(by, ACTS[act].permission, remedy):
        raise RuleBroken(rules.NOT_ALLOWED)
    if remedy.version != seen:
        raise RuleBroken(CHANGED)


def undo(session: Session, change: BulkChange, by: Any, today: date) -> BulkChange:
    """Takes a whole change back; raises RuleBroken once one of its requirements was changed again."""
    claim(session, change, change.version, CHANGED)
    rows = queries.done_rows(session, change)
    rules.refuse_undone(change.undone_at is not None, len(rows))
    if not all(may(by, ACTS[change.act].permission, row.remedy) for row in rows):
        raise RuleBroken("Anh, chị không có quyền hoàn tác lần thay đổi này.")
    rules.refuse_later([row.remedy.requirement for row in rows if row.remedy.version != row.left_at])
    for row in rows:
        claim(session, row.remedy, row.left_at, CHANGED)
        _take_back(session, row, change.act)
        note(session, row.remedy, by, "undo", today, ACTS[change.act].label)
        event_log.record(session, by, "remedy:undo_many", row.remedy, act=change.act)
    change.undone_at, change.undone_by_id = now(), by.id
    event_log.record(session, by, "remedy:undo_many", change, act=change.act, done=len(rows))
    return change


def _take_back(session: Session, row: BulkRow, act: str) -> None:
    """Puts a requirement back as it was, without the row that the change made for it."""
    before, remedy = row.before, row.remedy
    remedy.state, remedy.follower_id = before["state"], before["follower"]
    remedy.due_on = date.fromisoformat(before["due_on"])
    made = session.get(DueExtension if act in ("ask", "grant") else RemedyStep, before["made"])
    if isinstance(made, DueExtension) and act == "grant":
        made.granted = made.decided_by_id = made.decided_at = None
        made.answer = ""
    elif made is not None:
        session.delete(made)
    session.flush()
