"""Who reads a visit's cards: what he may do there, how instants and addresses are written for him; it shows nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import current_app, url_for
from flask_login import current_user

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.fieldwork import queries
from inspections.law.queries import standards
from inspections.permissions import Permission, may
from inspections.vietnamese import format_instant
from models.base import db
from models.checklists import VisitItem
from models.inspections import Visit, VisitPart

OPEN_VISITS = {"announced", "fieldwork_done"}
SAMPLE = "sampleref0"
"""Stands where a reference will."""


@dataclass(frozen=True)
class Reader:
    """Who looks, and what he may do. ``address``: endpoint, reference → URL; ``part``: his agency's of the visit.

    ``standard``: the service standard of the visit's day. ``may_note``: whether he may note a finding from an item.
    """

    agency: str
    names: Mapping[str, str]
    may_answer: Callable[[Any], bool]
    may_conclude: bool
    clock: Callable[[Any], str]
    address: Callable[[str, str], str]
    part: VisitPart | None = None
    standard: Callable[[], Mapping[str, Any]] = dict
    may_note: Callable[[Any], bool] = lambda _item: False


def clock() -> Callable[[Any], str]:
    """Writes an instant as the province's clock shows it: the time alone today, with the day otherwise."""
    zone, day = current_app.config["TIME_ZONE"], today()

    def write(at: Any) -> str:
        local = at.astimezone(zone)
        return f"{local.hour:02}:{local.minute:02}" if local.date() == day else format_instant(at, zone)

    return write


def reader_of(visit: Visit) -> Reader:
    """The present person as a reader of this visit's cards."""
    agency = current_user.agency_code
    part = queries.part_of(db.session(), visit.id, agency)
    signed_off = part is not None and part.state == "signed_off"

    # The items of one visit have one team: what a person may do differs by who leads the item alone.
    allowed: dict[tuple[Permission, str], bool] = {}
    person = current_user._get_current_object()  # asked so often that the way through the proxy would show

    def may_here(permission: Permission, item: VisitItem) -> bool:
        key = (permission, item.lead)
        if key not in allowed:
            allowed[key] = may(person, permission, item)
        return allowed[key]

    return Reader(
        agency=agency,
        names=directory.agency_names(db.session(), visit.day, short=True),
        may_answer=lambda item: may_here(Permission.ITEM_ANSWER, item) and is_open(visit, item, signed_off),
        may_conclude=may(current_user, Permission.ITEM_CONCLUDE, visit),
        clock=clock(),
        address=_addresses(),
        part=part,
        standard=cache(lambda: standards(db.session(), visit.day)),
        may_note=lambda item: may_here(Permission.FINDING_NOTE, item),
    )


def _addresses() -> Callable[[str, str], str]:
    """Builds URLs that differ only in their reference; a section has hundreds, and building each anew is slow."""
    known: dict[str, str] = {}

    def address(endpoint: str, ref: str) -> str:
        if endpoint not in known:
            known[endpoint] = url_for(endpoint, ref=SAMPLE)
        return known[endpoint].replace(SAMPLE, ref)

    return address


def is_open(visit: Visit, item: VisitItem, signed_off: bool) -> bool:
    """Whether an answer still counts; what waits for another time stays open when its part is signed off."""
    return visit.state in OPEN_VISITS and (not signed_off or bool(item.deferred))


def section_url(item: VisitItem) -> str:
    """The item's place on the page of its section."""
    return url_for("fieldwork.fieldwork", ref=item.visit.ref, section=item.section_code, _anchor=f"item-{item.ref}")
