"""Gathers the facts that a paper is composed from, whatever it is about; it words nothing."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from sqlalchemy.orm import Session

from inspections.papers.gathering import case_facts, index_facts, plan_facts, reported, violation_facts, visit_facts
from inspections.papers.registry import KINDS
from models.papers import Paper

_FACTS: Mapping[str, Callable[[Session, Paper, tzinfo], Any]] = {
    "visit": visit_facts.facts_of,
    "case_index": index_facts.facts_of,
    "inspection": case_facts.facts_of,
    "plan": plan_facts.facts_of,
    "year": reported.facts_of,
    "violation_record": violation_facts.gather,
    "file_transfer": violation_facts.gather,
}
"""``registry.Kind.code`` where a kind needs facts of its own, else ``Kind.of`` → who gathers."""


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> Any:
    """The facts of a paper: of its visit, its inspection, its plan or its year."""
    gather = _FACTS.get(paper.kind) or _FACTS[KINDS[paper.kind].of]
    return gather(session, paper, zone)
