"""Makes the copies of minutes: the frozen text under each reader's mark, for an agency with what is its own; it
changes no row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.queries import ItemRow
from inspections.findings import queries as found
from inspections.papers import content as plain
from inspections.papers import rendering
from inspections.papers.copies import by_reader
from inspections.papers.copies.by_reader import BODY, Note, Own
from inspections.papers.gathering import visit_facts
from inspections.papers.gathering.answered import chapters
from inspections.papers.queries import MINUTES
from inspections.papers.rendering import Place
from inspections.visible import Viewer, seen_by
from models.base import now
from models.inspections import Visit
from models.papers import Paper


@dataclass(frozen=True)
class Copy:
    """A rendered copy: the hash of the frozen text that it carries, its name without ending, the bytes by kind."""

    sha256: str
    name: str
    files: Mapping[str, bytes]


def offered(paper: Paper) -> bool:
    """Whether there are copies by reader: of locked minutes that both agencies share."""
    return paper.kind in MINUTES and paper.audience == "joint" and paper.content is not None


def make(session: Session, paper: Paper, place: Place, reader: str) -> Copy:
    """The copy of a reader: BODY or the code of an agency, which then sees its own rows behind the frozen text.

    Raises RuleBroken for a draft and when the file of a photo is missing or was changed.
    """
    if not offered(paper) or paper.sha256 is None or paper.visit_id is None:
        raise RuleBroken("Chỉ lập bản sao theo nơi nhận khi biên bản đã khóa nội dung.")
    content, facts = rendering.compose(session, paper, place.zone), visit_facts.facts_of(session, paper, place.zone)
    stamp = plain.Stamp(
        (by_reader.mark(facts, reader),), rendering.foot(paper.sha256, paper.log_number, paper.log_hash)
    )
    if reader != BODY:
        own = gather(session, paper.visit_id, reader, place.zone, first=len(plain.photos(content)) + 1)
        content = by_reader.with_annex(content, facts, own, paper.sha256, now().astimezone(place.zone))
    name = f"{paper.kind}-{paper.ref}-{paper.edition}-{reader.lower()}"
    return Copy(paper.sha256, name, rendering.files(content, stamp, place))


def gather(session: Session, visit_id: int, agency: str, zone: tzinfo, first: int) -> Own:
    """What this agency keeps to itself of a visit; its photos are numbered from ``first`` on."""
    with seen_by(session, Viewer("agency", agency=agency)) as reader:
        visit = reader.get_one(Visit, visit_id)
        rows = [_own_row(row) for row in fieldwork.item_rows(reader, visit)]
        numbers = {photo.id: n for n, photo in enumerate((one for row in rows for one in row.photos), start=first)}
        findings = [one for one in found.for_minutes(reader, visit) if _is_own(one)]
        remedies = visit_facts.required(reader, visit)
        return Own(
            agency=agency,
            chapters=tuple(chapters(reader, [row for row in rows if _is_own(row.item)], numbers, findings)),
            notes=tuple(_notes(row for row in rows if not _is_own(row.item))),
            findings=tuple(visit_facts.finding(one, remedies) for one in findings),
            pictures=tuple(visit_facts.picture(one, numbers[one.id], row, zone) for row in rows for one in row.photos),
        )


def _is_own(row: Any) -> bool:
    return bool(row.audience == "own")


def _own_row(row: ItemRow) -> ItemRow:
    """An item with what of it is its agency's own."""
    answers = {key: one for key, one in row.answers.items() if _is_own(one)}
    return replace(row, answers=answers, photos=[one for one in row.photos if _is_own(one)])


def _notes(rows: Any) -> Sequence[Note]:
    return [
        Note(row.item.code, row.spec["question"], str(answer.values["note"]))
        for row in rows
        for (_agency, kind), answer in row.answers.items()
        if kind == "note" and answer.values.get("note")
    ]
