"""Gathers the facts that a paper is composed from, whatever it is about; it words nothing."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from sqlalchemy.orm import Session

from inspections.papers import case_facts, gathering, index_gathering, plan_facts, reported, violation_gathering
from inspections.papers.registry import KINDS
from models.papers import Paper

_FACTS: Mapping[str, Callable[[Session, Paper, tzinfo], Any]] = {
    "visit": gathering.facts_of,
    "case_index": index_gathering.facts_of,
    "inspection": case_facts.facts_of,
    "plan": plan_facts.facts_of,
    "year": reported.facts_of,
    "violation_record": violation_gathering.gather,
    "file_transfer": violation_gathering.gather,
}
"""``registry.Kind.code`` where a kind needs facts of its own, else ``Kind.of`` → who gathers."""


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> Any:
    """The facts of a paper: of its visit, its inspection, its plan or its year."""
    gather = _FACTS.get(paper.kind) or _FACTS[KINDS[paper.kind].of]
    return gather(session, paper, zone)
