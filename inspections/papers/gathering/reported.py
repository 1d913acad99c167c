"""Gathers the facts of a report on a year: who issues it, and the figures of its period; it words nothing."""

from datetime import date, tzinfo

from sqlalchemy.orm import Session

from inspections.papers.composing import report
from inspections.papers.facts.visit import YearFacts
from inspections.papers.gathering import issuing
from inspections.reporting import queries, rules
from models.papers import Paper


def facts_of(session: Session, paper: Paper, zone: tzinfo) -> YearFacts:
    """The facts of a report as of the last day of its period, of the rows that both agencies share."""
    first, last = report.days(paper.year or 0, paper.fields)
    issued = issuing.gather(session, paper.owner or "", None, zone)
    figures = queries.figures(session, rules.period(first, last, zone))
    return YearFacts(figures=figures, number=paper.number or "", typed=dict(paper.fields), **issued)


def standing(paper: Paper, today: date) -> dict[str, bool]:
    """Whether the last day of the period has come (``over``), so that no later figure belongs to it, and ``of_year``:
    whether it is a day of the year that the report is about.
    """
    last = report.days(paper.year or 0, paper.fields)[1]
    return {"over": last <= today, "of_year": last.year == paper.year}
