"""Gathers the facts that a paper is composed from, whatever it is about; it words nothing."""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from sqlalchemy.orm import Session

from inspections.papers import gathering, reported
from inspections.papers.facts import Facts
from inspections.papers.registry import KINDS
from models.papers import Paper

_FACTS: Mapping[str, Callable[[Session, Paper, tzinfo], Facts]] = {
    "visit": gathering.facts_of,
    "year": reported.facts_of,
}
"""``registry.Kind.of`` → who gathers."""


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> Facts:
    """The facts of a paper: of its visit, its inspection, its plan or its year."""
    return _FACTS[KINDS[paper.kind].of](session, paper, zone)
