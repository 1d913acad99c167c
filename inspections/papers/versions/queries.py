"""Reads which paper replaces which; it writes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.papers.versions import rules
from models.papers import Paper


def replaces(paper: Paper) -> Paper | None:
    """The signed paper in whose place this one is drawn up; an annex corrects one without replacing it."""
    old = paper.corrects
    return old if old is not None and old.kind == paper.kind else None


def outdated(paper: Paper) -> str | None:
    """Why an annex that was locked for minutes which are replaced by now is not signed."""
    corrected = paper.corrects if paper.state == "locked" else None
    return rules.OF_REPLACED if corrected is not None and corrected.state == rules.REPLACED else None


def in_force(session: Session, paper: Paper) -> Paper:
    """What stands in the place of a paper now: itself, or the last of its versions that was signed."""
    new = successor(session, paper) if paper.state == rules.REPLACED else None
    return in_force(session, new) if new else paper


def successor(session: Session, paper: Paper) -> Paper | None:
    """The new version that was begun of a paper and not dropped, or None."""
    query = sa.select(Paper).where(Paper.corrects_id == paper.id, Paper.kind == paper.kind)
    return session.scalar(query.where(Paper.state != rules.DROPPED).order_by(Paper.id.desc()).limit(1))
