"""Draws up the signed minutes of the inspection in progress, and leaves those of its last finished visit as a draft."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.demonstration import pictures
from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.papers import actions, begin_actions, rendering
from inspections.papers.rendering import Place
from inspections.papers.rules import Signing, serial_of
from inspections.signatures import actions as signatures
from inspections.signatures import ink
from inspections.signatures import rules as signing
from models.inspections import Inspection, TeamMember, Visit
from models.papers import Paper

TIMES = {"began_at": "08:00", "ended_at": "16:45"}
OPINION = "Đơn vị thống nhất với kết quả kiểm tra và sẽ khắc phục các tồn tại, hạn chế theo thời hạn được yêu cầu."
BEGUN = ("minutes_signed", "fieldwork_done")
"""Visits whose minutes are drawn up; those of finished inspections lie in the agencies' own archives."""


def add_papers(session: Session, province: Province, inspections: Iterable[Inspection]) -> None:
    """The minutes of every visit that stands at its minutes: signed under their number, or a draft."""
    place = Place(province.evidence_dir, VIETNAM, demonstration=True)
    for inspection in inspections:
        query = sa.select(Visit).where(Visit.inspection_id == inspection.id, Visit.state.in_(BEGUN))
        for visit in session.scalars(query.order_by(Visit.id)):
            _add(session, visit, inspection.members, place)
    session.info.pop("events", None)


def _add(session: Session, visit: Visit, members: list[TeamMember], place: Place) -> None:
    by, signed = members[0].user, visit.state == "minutes_signed"
    visit.state = "fieldwork_done"
    paper = begin_actions.draft_minutes(session, visit, by)
    paper.fields = {**paper.fields, **TIMES, "opinion": OPINION}
    if signed and visit.minutes_on:
        _sign(session, paper, by, visit.minutes_on, serial_of(visit.minutes_number), place)


def _sign(session: Session, paper: Paper, by: Any, on: date, serial: int, place: Place) -> None:
    """Numbers, locks and signs the minutes as people do; the leader also signs on the tablet."""
    session.flush()
    actions.number(session, paper, by, serial, paper.version)
    made = rendering.make(session, paper, place, draft=False)
    actions.keep_files(made, place.folder)
    actions.take_step(session, paper, by, "lock", paper.version, on, made=made, place=place)
    for one in signing.places(paper.content):
        if one.name == by.name:
            drawn, seen = ink.read(pictures.scribble()), str(paper.sha256)
            signatures.draw(session, paper, by, one.number, seen, drawn, place.folder)
    actions.take_step(session, paper, by, "sign", paper.version, on, Signing(day=on, signer=by.name))
