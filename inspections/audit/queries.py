"""Reads the event log without its contents, and has it verified; it writes nothing."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.audit.rules import day_between
from inspections.directory.queries import Page, Turn, page_of
from inspections.visible import reading_session
from models.events import Event

_WITHOUT_CONTENT = (Event.ref, Event.number, Event.at, Event.actor, Event.action, Event.outcome, Event.subject)


def events(session: Session, asked: Mapping[str, Any], zone: tzinfo, turn: Turn) -> Page:
    """A page of log rows that the viewer may see, newest first, without contents.

    ``asked`` may hold ``on``, a day as the zone's clocks have it, and ``action``. A row has ref, number, at, actor,
    action, outcome and subject.
    """
    query = sa.select(*_WITHOUT_CONTENT)
    if on := asked.get("on"):
        start, end = day_between(on, zone)
        query = query.where(Event.at >= start, Event.at < end)
    if action := asked.get("action"):
        query = query.where(Event.action == action)
    return page_of(session, query, Event, (Event.number,), turn, falling=True)


def check(engine: Engine, key: bytes, anchor: tuple[int, str] | None) -> event_log.Verdict:
    """What a check of the whole log finds; see ``event_log.verify``."""
    with reading_session(engine) as session:
        return event_log.verify(session, key, anchor)
