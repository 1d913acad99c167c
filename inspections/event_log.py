"""The event log: rows are queued by actions, numbered and chained in one place just before the commit, and verified."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import new_ref, now, take_turn
from models.events import Event

GENESIS = "0" * 64
LOCK = 0x4B5431  # "KT1": the advisory lock that lets one transaction at a time extend the chain on PostgreSQL
CHAINED = (
    *("ref", "at", "actor_id", "actor", "action", "outcome", "subject", "subject_ref", "content_hash"),
    *("owner", "audience", "for_body_id"),
)


@dataclass
class Entry:
    """A row of the log before it has its number."""

    action: str
    actor_id: int | None
    actor: str
    owner: str | None
    audience: str = "own"
    subject: str = ""
    subject_ref: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    outcome: str = "done"
    for_body_id: int | None = None


def record(session: Session, by: Any, action: str, about: Any = None, **content: Any) -> None:
    """Queues the row for something a person did.

    ``about`` is the record it was done to: an Owned record lends the row its owner and audience, so that the log
    tells nobody more than the record does; anything else is seen by the person's own agency. ``content`` must hold
    no typed text, only references, states and counts.
    """
    owned = about is not None and hasattr(about, "audience")
    reader = {"owner": about.owner, "audience": about.audience} if owned else _own(by)
    _queue(session, by, action, about, content, reader)


def record_own(session: Session, by: Any, action: str, about: Any, **content: Any) -> None:
    """The same for what a person's own agency alone may know of, though the record that it was done to is of both."""
    _queue(session, by, action, about, content, _own(by))


def _own(by: Any) -> dict[str, Any]:
    return {"owner": by.agency_code, "audience": "own"}


def _queue(session: Session, by: Any, action: str, about: Any, content: dict[str, Any], reader: dict[str, Any]) -> None:
    session.info.setdefault("events", []).append(
        Entry(
            action=action,
            actor_id=by.id,
            actor=by.name,
            **reader,
            subject=type(about).__name__ if about is not None else "",
            subject_ref=getattr(about, "ref", "") or "",
            content=content,
        )
    )


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Does a part of the work that may be refused for itself: what raises inside leaves nothing, in the log neither."""
    events = session.info.setdefault("events", [])
    kept, done = len(events), False
    try:
        with session.begin_nested():
            yield
            session.flush()
        done = True
    finally:
        if not done:
            del events[kept:]


def refuse(session: Session, entry: Entry) -> None:
    """Queues the row for something that was refused; it is written even though the request is rolled back."""
    entry.outcome = "refused"
    session.info.setdefault("refusals", []).append(entry)


def canonical(content: Any) -> str:
    """The one text of a content: sorted keys, no spaces, letters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: Any) -> str:
    """sha256 of a content's one text."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def link(key: bytes, number: int, prev_hash: str, row: dict[str, Any]) -> str:
    """The keyed hash (HMAC-SHA256) that chains a row to the one before it."""
    at: datetime = row["at"]
    body = {name: row[name] for name in CHAINED} | {"at": at.isoformat(), "number": number, "prev": prev_hash}
    return hmac.new(key, canonical(body).encode(), hashlib.sha256).hexdigest()


def append(session: Session, key: bytes, entries: Iterable[Entry]) -> None:
    """Numbers, chains and inserts the entries; the last thing a transaction does before its commit."""
    entries = list(entries)
    if not entries:
        return
    take_turn(session, LOCK)
    number, previous = head(session)
    rows = []
    for entry in entries:
        number += 1
        row = _row(entry)
        previous_hash, previous = previous, link(key, number, previous, row)
        rows.append(row | {"number": number, "prev_hash": previous_hash, "hash": previous})
    session.execute(sa.insert(Event), rows)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "ref": new_ref(),
        "at": now(),
        "actor_id": entry.actor_id,
        "actor": entry.actor,
        "action": entry.action,
        "outcome": entry.outcome,
        "subject": entry.subject,
        "subject_ref": entry.subject_ref,
        "content": entry.content,
        "content_hash": digest(entry.content),
        "owner": entry.owner,
        "audience": entry.audience,
        "for_body_id": entry.for_body_id,
    }


_TABLE = sa.inspect(Event).local_table
_LAST = sa.select(_TABLE.c.number, _TABLE.c.hash).order_by(_TABLE.c.number.desc()).limit(1)


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the last row, whoever asks: the chain is one, and only a number leaves here."""
    last = session.connection().execute(_LAST).first()
    return (last.number, last.hash) if last else (0, GENESIS)


@dataclass(frozen=True)
class Verdict:
    """What a check of the log found: how many rows, the head, and a Vietnamese sentence for each fault."""

    rows: int
    head: str
    faults: tuple[str, ...]


def verify(session: Session, key: bytes, anchor: tuple[int, str] | None = None) -> Verdict:
    """Recomputes the whole chain; with an ``anchor`` (number, hash printed on a paper) a cut-off end is found too."""
    faults: list[str] = []
    number, previous, anchored = 0, GENESIS, anchor is None
    for event in session.scalars(sa.select(Event).order_by(Event.number).execution_options(yield_per=1000)):
        number += 1
        if event.number != number:
            faults.append(f"Thiếu dòng {number} đến {event.number - 1}: đã bị xóa.")
            number = event.number
        faults += _faults(event, key, previous)
        previous = event.hash
        anchored = anchored or (event.number, event.hash) == anchor
    if not anchored and anchor:
        faults.append(f"Không có dòng {anchor[0]} với mã {anchor[1]}: nhật ký đã bị cắt hoặc viết lại.")
    return Verdict(number, previous, tuple(faults))


def _faults(event: Event, key: bytes, previous: str) -> list[str]:
    found = []
    if event.prev_hash != previous:
        found.append(f"Dòng {event.number}: không nối với dòng trước.")
    if digest(event.content) != event.content_hash:
        found.append(f"Dòng {event.number}: nội dung đã bị sửa.")
    row = {name: getattr(event, name) for name in CHAINED}
    if not hmac.compare_digest(link(key, event.number, event.prev_hash, row), event.hash):
        found.append(f"Dòng {event.number}: dữ liệu đã bị sửa hoặc tính lại không đúng khóa.")
    return found
