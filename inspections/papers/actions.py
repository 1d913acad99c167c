"""Begins papers, changes what is typed in them and takes their steps; whoever calls has looked at the permission."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.directory import queries as directory
from inspections.errors import RuleBroken
from inspections.papers import queries
from inspections.vietnamese import fold
from models.inspections import Visit
from models.papers import Paper

KIND_OF_VISIT = {"inspection": ("minutes", "Biên bản kiểm tra"), "survey": ("survey_minutes", "Biên bản làm việc")}
WITHOUT_MINUTES = frozenset({"planned"})
COPIES = 3
"""One for the body and one for each agency (procedure.md 2.1)."""


def draft_minutes(session: Session, visit: Visit, by: Any) -> Paper:
    """The minutes of a visit; begun now if nobody has, with the place and the number of copies filled in.

    Raises RuleBroken before the decision was announced at the body. Minutes that exist are returned as they are,
    whatever their state: who writes into ``fields`` asks whether it is still ``draft``.
    """
    _lock_visit(session, visit)
    if paper := queries.minutes_of(session, visit):
        return paper
    if visit.state in WITHOUT_MINUTES:
        raise RuleBroken("Chưa công bố quyết định kiểm tra tại đơn vị nên chưa lập biên bản được.")
    kind, title = KIND_OF_VISIT[visit.kind]
    body = directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")
    paper = Paper(
        kind=kind,
        inspection=visit.inspection,
        visit=visit,
        owner=visit.inspection.owner,
        audience=visit.audience,
        title=f"{title} tại {body}",
        fields={"place": f"{body}, {visit.body.place}", "copies": COPIES},
    )
    paper.search_text = fold(paper.title)
    session.add(paper)
    session.flush()
    event_log.record(session, by, "paper:draft", paper, visit=visit.ref, kind=kind)
    return paper


def _lock_visit(session: Session, visit: Visit) -> None:
    """Makes two people who begin the same paper follow each other."""
    session.execute(sa.select(Visit.id).where(Visit.id == visit.id).with_for_update(key_share=True))
