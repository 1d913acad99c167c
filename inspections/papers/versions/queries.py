"""Reads which paper replaces which; it writes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.papers.versions import rules
from models.papers import Paper


def replaces(paper: Paper) -> Paper | None:
    """The signed paper in whose place this one is drawn up; an annex corrects one without replacing it."""
    old = paper.corrects
    return old if old is not None and old.kind == paper.kind else None


def successor(session: Session, paper: Paper) -> Paper | None:
    """The new version that was begun of a paper and not dropped, or None."""
    query = sa.select(Paper).where(Paper.corrects_id == paper.id, Paper.kind == paper.kind)
    return session.scalar(query.where(Paper.state != rules.DROPPED).order_by(Paper.id.desc()).limit(1))
