"""Knows how to plant into findings and what follows them: penalties, requirements, measures; knows no page."""

import secrets
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.checklists import VisitItem
from models.directory import User
from models.findings import DueExtension, Finding, FindingItem, FindingStep, Remedy, RemedyFile, RemedyStep
from models.inspections import Visit
from models.measures import BulkChange, BulkRow, Measure, Recheck, RemedyMeasure
from models.papers import Paper
from models.penalties import HandOver, Penalty, PenaltyCircumstance, PenaltyFile, Receipt
from tests.house.planted import OWN, Planted


def findings(session: Session, planted: Planted, visit: Visit, by: User) -> None:
    """A finding of the police's own on a joint item, one of a violation, and a good practice, all with the word."""
    word = planted.word
    item = session.scalars(
        sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.lead == "both", VisitItem.version > 1)
    ).first()
    days = {"detected_on": visit.day, "noted_by_id": by.id, "search_text": word}
    papers = {"record_number": word, "transferred_to": word, "decision_number": word, "subject": word}
    for kind, state in (("shortcoming", "noted"), ("violation", "transferred"), ("good_practice", "dismissed")):
        said = {"text": word, "duty": word, "requirement": word, "dismissed_reason": word}
        finding = Finding(visit=visit, kind=kind, state=state, **days, **papers, **said, **OWN)
        session.add_all(
            [finding, FindingStep(finding=finding, step="note", state=state, reason=word, by_id=by.id, **OWN)]
        )
        session.add(FindingItem(finding=finding, visit_item=item, **OWN))
        session.flush()
        planted.hide(finding, *_penalty(session, finding, by, word))


def _penalty(session: Session, finding: Finding, by: User, word: str) -> list[Any]:
    """What follows a finding to its end: circumstances, a reminder, a receipt, and a hand-over."""
    said: dict[str, Any] = {"finding": finding, "by_id": by.id, **OWN}
    receipt = Receipt(number=word, day=finding.detected_on, amount=1, void_reason=word, **said)
    given = {"visit": finding.visit, "finding_id": finding.id, "from_agency": "DIC", "facts": word, "answer": word}
    asked = HandOver(**given, state="returned", sent_on=finding.detected_on, sent_by_id=by.id, **OWN)
    session.add_all([receipt, asked, Penalty(finding=finding, reminder=word, **OWN)])
    file = PenaltyFile(receipt=receipt, sha256=secrets.token_hex(32), name=f"{word}.pdf", **said)
    session.add(file)
    session.add(PenaltyCircumstance(code=f"G{finding.id % 7 + 1}", note=word, **said))
    session.flush()
    return [asked, file]


def remedy(session: Session, planted: Planted, visit: Visit, by: User, folder: Path, state: str) -> None:
    """A finding of the police's own at a joint visit, and what they require for it, with letter, file and more time."""
    word, on, digest = planted.word, date(2019, 3, 6), secrets.token_hex(32)
    path = folder / digest[:2] / f"{digest}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(word)
    said = {"text": word, "duty": word, "requirement": word, "subject": word, "search_text": word}
    finding = Finding(visit=visit, kind="shortcoming", state="remedying", noted_by=by, detected_on=on, **said, **OWN)
    asked = {"requirement": word, "ground": word, "cause_text": word, "due_on": on, "follower_id": by.id}
    remedy = Remedy(finding=finding, visit=visit, state=state, **asked, **OWN)
    session.add_all([finding, remedy])
    for name in ("send", "report"):
        taken = {"step": name, "state": state, "text": word, "paper_number": word, "paper_on": on}
        step = RemedyStep(remedy=remedy, happened_on=on, by_id=by.id, **taken, **OWN)
        session.add(step)
    file = RemedyFile(step=step, kind="pdf", sha256=digest, name=f"{word}.pdf", size=14, **OWN)
    more = {"from_on": on, "to_on": on, "reason": word, "answer": word, "asked_by_id": by.id}
    session.add_all([file, DueExtension(remedy=remedy, **more, **OWN)])
    session.flush()
    planted.hide(finding, remedy, file)
    _measures(session, planted, remedy, by)


def _measures(session: Session, planted: Planted, remedy: Remedy, by: User) -> None:
    """What the body does for a requirement, the requirement among others in a change, and its finding seen again."""
    word, on, visit = planted.word, date(2019, 3, 6), remedy.visit
    said = {"text": word, "responsible": word, "position": word, "evidence": word}
    measure = Measure(body_id=visit.body_id, kind="corrective", due_on=on, made_by_id=by.id, **said, **OWN)
    change = BulkChange(act="urge", by_id=by.id, **OWN)
    row = BulkRow(change=change, remedy=remedy, done=False, reason=word, **OWN)
    recheck = Recheck(finding=remedy.finding, visit=visit, codes=[word], **OWN)
    session.add_all([measure, RemedyMeasure(remedy=remedy, measure=measure, **OWN), change, row, recheck])
    session.flush()
    planted.hide(measure, change, recheck)


def follow_up(session: Session, visit: Visit, word: str, by: User) -> None:
    """A finding with its overdue remedy, and a paper that waits for a number, at a joint visit; all can be searched."""
    text = {"text": word, "duty": word, "search_text": word, "fine": 1_000_000, "decision_on": visit.day}
    finding = Finding(visit=visit, kind="violation", state="noted", detected_on=visit.day, noted_by=by, **text, **OWN)
    late = {"state": "reported", "requirement": word, "due_on": date(2019, 3, 5)}
    remedy = Remedy(visit=visit, finding=finding, **late, **OWN)
    sent = {"step": "send", "state": "open", "happened_on": date(2019, 2, 5), "by": by}
    session.add(RemedyStep(remedy=remedy, text=word, **sent, **OWN))
    asked = {"from_on": date(2019, 3, 5), "to_on": date(2019, 4, 5), "reason": word, "asked_by": by}
    paper = Paper(kind="result_notice", inspection=visit.inspection, visit=visit, title=word, search_text=word, **OWN)
    paper.state, paper.number, paper.series, paper.numbered_on = "locked", word, word, date(2019, 3, 6)
    session.add_all([finding, remedy, DueExtension(remedy=remedy, **asked, **OWN), paper])
