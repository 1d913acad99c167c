"""The checklist of a visit as a form to be printed: empty for a visit without a network, or with its answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork import rules
from inspections.fieldwork.item_types import COUNT_LABELS, ITEM_TYPES, RATIO_LABELS, RESULTS, number_label
from models.inspections import Visit


@dataclass(frozen=True)
class Line:
    """One item on paper: what may be ticked, what is to be written, the note."""

    code: str
    question: str
    evidence: str
    results: tuple[tuple[str, bool], ...]
    blanks: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class Part:
    """A section on paper."""

    title: str
    lines: tuple[Line, ...]


def sheet(session: Session, visit: Visit, agency: str, filled: bool) -> list[Part]:
    """The items that an agency answers at a visit, by section; with its answers if ``filled``."""
    titles = {(one.version_id, one.code): f"{one.code}. {one.title}" for one in fieldwork.sections(session, visit)}
    held: dict[tuple[int, str], list[Line]] = {}
    for row in fieldwork.item_rows(session, visit):
        if (agency, "answer") in row.answers:
            held.setdefault((row.item.checklist_version_id, row.item.section_code), []).append(
                _line(row, agency, filled)
            )
    return [Part(titles.get(key, key[1]), tuple(lines)) for key, lines in held.items()]


def _line(row: fieldwork.ItemRow, agency: str, filled: bool) -> Line:
    answer, note = row.answers[(agency, "answer")], row.answers.get((agency, "note"))
    values: dict[str, Any] = answer.values if filled else {}
    return Line(
        code=row.item.code,
        question=row.spec["question"],
        evidence=row.spec.get("evidence") or "",
        results=tuple((RESULTS[one], filled and answer.state == one) for one in rules.offered_results(row.spec)),
        blanks=tuple(_blanks(row, values)),
        note=str(note.values.get("note") or "") if note and filled else "",
    )


def _blanks(row: fieldwork.ItemRow, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is to be written, with what was; the counts of a sample or a ratio each have room of their own."""
    for part, spec in rules.answer_parts(row.spec):
        value = values.get(part)
        labels = {"ratio": RATIO_LABELS, "sample": COUNT_LABELS}.get(spec["type"])
        if labels:
            yield from ((label, str((value or {}).get(key, ""))) for key, label in labels.items())
        else:
            label = number_label(spec) if spec["type"] == "number" else ITEM_TYPES[spec["type"]].label
            yield label, ITEM_TYPES[spec["type"]].show(value, spec)
