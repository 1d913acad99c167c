"""Writes a case file to disk, and keeps its class and its hand-over; whoever calls has looked at the permission."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import IO, Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.archive import bundle, kept, log_extract, queries, readme, rules, tables
from inspections.claiming import claim
from inspections.directory import queries as directory
from inspections.fieldwork.actions import refuse_secrets
from inspections.inspecting import queries as inspecting
from inspections.vietnamese import format_date
from models.inspections import Inspection

CHANGED = "Cuộc kiểm tra vừa được người khác thay đổi; mời xem lại trang rồi ghi lại."
HEAD = "07-nhat-ky/dong-cuoi-nhat-ky.txt"


@dataclass(frozen=True)
class Place:
    """Where case files are made: the folder of stored files, the province's time, words of states, made-up data."""

    folder: Path
    zone: tzinfo
    states: Mapping[str, Mapping[str, Any]]
    demonstration: bool


@dataclass(frozen=True)
class Written:
    """A case file that was written: the name of the .zip without its ending, the sha256 of its manifest."""

    name: str
    manifest: str


def write(session: Session, inspection: Inspection, by: Any, today: date, place: Place, out: IO[bytes]) -> Written:
    """Writes everything of a case that the session's viewer may see, a piece at a time, as a .zip.

    The transaction must see one state to its end. Raises RuleBroken by its name for a stored file that is missing or
    was changed.
    """
    case = kept.case_of(session, inspection, [tuple(row) for row in inspecting.visits_of(session, inspection)])
    reader = tables.Reader(session, directory.agency_names(session, today, short=True), place.zone)
    entries = [bundle.stored(one, place.folder) for one in kept.every(session, case)]
    made = [*tables.every(reader, case), log_extract.table(reader, case)]
    entries += [bundle.tabulated(one, place.states, today) for one in made]
    number, log_hash = event_log.head(session)
    agency = directory.agency_name(session, by.agency_code, today)
    decision = f"{inspection.decision_number or 'chưa có số'}"
    if inspection.decided_on:
        decision += f" ngày {format_date(inspection.decided_on)}"
    facts = readme.Facts(
        inspection.title, decision, agency, by.name, format_date(today), number, log_hash, place.demonstration
    )
    entries.append(bundle.said(HEAD, "Dòng cuối của nhật ký khi xuất", f"số {number}\nmã {log_hash}\n"))
    entries.append(bundle.said(bundle.README, "Hướng dẫn kiểm tra", readme.text(facts)))
    root = rules.joined("ho so", case.prefix)
    return Written(root, bundle.write(out, root, [*entries, bundle.index(entries, today)]))


def register_export(session: Session, inspection: Inspection, by: Any, written: Written) -> None:
    """Leaves a row in the log for every case file that is taken away: who, which, the sha256 of its manifest."""
    event_log.record(session, by, "archive:export", inspection, manifest=written.manifest)


def classify(session: Session, inspection: Inspection, by: Any, code: str, reason: str, today: date, seen: int) -> None:
    """Keeps the class that a person chose, and why.

    Raises RuleBroken for a class that there is not, after the hand-over, and at what looks like a secret.
    """
    claim(session, inspection, seen, CHANGED)
    rules.refuse_class(rules.of_missions(queries.classes(today)), code, inspection.archived_on)
    refuse_secrets(reason)
    before = inspection.retention_class or ""
    inspection.retention_class, inspection.retention_reason = code, reason
    event_log.record(session, by, "archive:classify", inspection, before=before, after=code)


@dataclass(frozen=True)
class HandOver:
    """What is recorded when a file goes to the archive."""

    day: date
    receipt: str
    receiver: str


def hand_over(session: Session, inspection: Inspection, by: Any, data: HandOver, today: date, seen: int) -> None:
    """Records that a file was handed over to the archive; a second record corrects the first.

    Raises RuleBroken while the work goes on, and for a day before its end or to come.
    """
    claim(session, inspection, seen, CHANGED)
    rules.refuse_hand_over(data.day, queries.case_file(session, inspection, today).ended, today)
    for text in (data.receipt, data.receiver):
        refuse_secrets(text)
    inspection.archived_on = data.day
    inspection.archive_receipt, inspection.archive_receiver = data.receipt, data.receiver
    event_log.record(session, by, "archive:hand_over", inspection)
