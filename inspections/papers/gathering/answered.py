"""Gathers what was answered at a visit as the facts that papers print; it asks for no row that it was not given."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from inspections.checklists.queries import Version
from inspections.fieldwork import entries, rules
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.item_types import ITEM_TYPES
from inspections.papers.facts import visit as plain
from models.findings import Finding


def chapters(
    session: Session,
    rows: Sequence[fieldwork.ItemRow],
    numbers: dict[int, int],
    findings: Sequence[Finding],
) -> Iterator[plain.Chapter]:
    """The checklists with their sections in the order of the visit; a checklist stands once."""
    breached = [one for one in findings if one.duty and one.kind != "good_practice"]
    duties = {item.visit_item_id: one.duty for one in breached for item in one.items}
    held: dict[int, dict[str, list[plain.Item]]] = {}
    leads: dict[int, list[str]] = {}
    versions: dict[int, Version] = {}
    for row in rows:
        key = row.item.checklist_version_id
        if key not in versions:
            versions[key] = fieldwork.version_of(session, row.item)
        held.setdefault(key, {}).setdefault(row.item.section_code, []).append(_item(row, numbers, duties))
        leads.setdefault(key, []).append(row.item.lead.upper())
    for key, sections in held.items():
        lead, version = max(("DIC", "POLICE"), key=leads[key].count), versions[key]
        parts = tuple(plain.Section(version.sections[code], tuple(items)) for code, items in sections.items())
        yield plain.Chapter(_short(version.title), lead, parts)


def _short(title: str) -> str:
    """What a checklist is about, without what every checklist is called and without whose it is."""
    return title.partition(": ")[2].rpartition(" – ")[2] or title


def _item(row: fieldwork.ItemRow, numbers: dict[int, int], duties: dict[int, str]) -> plain.Item:
    concluded = [held for (_, kind), held in row.answers.items() if kind == "conclusion"]
    return plain.Item(
        code=row.item.code,
        question=row.spec["question"],
        results=tuple(_result(row, agency) for agency in row.sides),
        conclusion=_conclusion(concluded[0].values.get("conclusion")) if concluded else "",
        photos=tuple(numbers[photo.id] for photo in row.photos),
        duty=duties.get(row.item.id, ""),
    )


def _conclusion(value: Any) -> str:
    if not value:
        return ""
    return f"Trưởng đoàn kết luận: {rules.STATES.get(value['result'], value['result'])}. Lý do: {value['reason']}"


def _result(row: fieldwork.ItemRow, agency: str) -> plain.Result:
    answer, note = row.answers[(agency, "answer")], row.answers.get((agency, "note"))
    shown = [
        ITEM_TYPES[spec["type"]].show(answer.values.get(part), spec) for part, spec in rules.answer_parts(row.spec)
    ]
    return plain.Result(
        agency=agency,
        state=answer.state,
        word=rules.STATES[answer.state],
        seen="; ".join(filter(None, shown)),
        note=str(note.values.get("note") or "") if note else "",
        reason=str(answer.values.get("reason") or "") if answer.state == "not_checked" else "",
        entries=tuple(entries.lines(answer.values)),
    )
