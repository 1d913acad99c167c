"""Knows how to plant what one agency keeps to itself into every kind of row that holds typed text; knows no page."""

import secrets
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from models.approvals import Approval
from models.base import new_ref, now
from models.checklists import Answer, ChecklistVersion, Evidence, Operation, VisitItem
from models.directory import User
from models.findings import Finding, FindingItem
from models.inspections import Attendee, Inspection, Reopening, Suspension, TeamMember, Visit, VisitPart
from models.papers import Paper, PaperFile, PaperSignature, SuppliedDocument
from tests.house import secrets_filters, secrets_findings, secrets_told
from tests.house.planted import OWN, Planted
from tests.house.secrets_asked import sheet


def plant(session: Session, folder: Path, log_key: bytes) -> Planted:
    """Plants in every table that an agency may keep to itself; nothing joint changes by it."""
    planted = Planted()
    by = session.scalars(sa.select(User).where(User.login == "police.inspector")).one()
    visit = session.scalars(sa.select(Visit).where(Visit.state == "announced")).one()
    _notes(session, planted, by)
    for one in (
        visit,
        session.scalars(sa.select(Visit).where(Visit.state == "planned").order_by(Visit.id.desc())).first(),
    ):
        _item(session, planted, one, by)
    _hidden_item(session, planted, visit, by)
    _earlier(session, planted, visit, by)
    _photo(session, planted, visit, by, folder)
    _visits(session, planted, visit.inspection, by)
    secrets_findings.findings(session, planted, visit, by)
    for state in ("open", "reported", "verified"):
        secrets_findings.remedy(session, planted, visit, by, folder, state)
    secrets_findings.follow_up(session, visit, planted.word, by)
    _papers(session, planted, visit, by, folder)
    planted.hide(sheet(session, visit, by.id, planted.word, OWN))
    planted.hide(secrets_filters.kept(session, by, planted.word))
    secrets_told.said(session, planted, visit, by)
    secrets_told.told(session, planted, by)
    session.flush()
    _log(session, planted, by, log_key)
    return planted


def _notes(session: Session, planted: Planted, by: User) -> None:
    """A note on an item that the police lead and on one that both lead, both written on before and without a note."""
    noted = sa.select(Answer.visit_item_id).where(Answer.kind == "note", Answer.owner == "POLICE")
    for lead in ("police", "both"):
        query = sa.select(VisitItem).join(Visit).order_by(Visit.state != "announced", VisitItem.id)
        written = (VisitItem.lead == lead, VisitItem.version > 1, VisitItem.audience == "joint")
        item = session.scalars(query.where(*written, VisitItem.id.not_in(noted))).first()
        assert item is not None, f"no item led by {lead} to plant a note on"
        _write(session, item, by, "note", "note", {"note": planted.word})


def _write(session: Session, item: VisitItem, by: User, kind: str, part: str, values: dict[str, Any]) -> None:
    operation = Operation(op_id=new_ref(), visit_item=item, part=part, value=values[part], by_id=by.id, **OWN)
    heads = {part: [operation.op_id]}
    state = values.get("result", "recorded")
    slot = {"visit_item": item, "visit_id": item.visit_id, "kind": kind, "state": state, "version": 1}
    session.add_all([operation, Answer(**slot, values=values, heads=heads, updated_by_id=by.id, **OWN)])


def _item(session: Session, planted: Planted, visit: Visit | None, by: User) -> None:
    """An item of the police's own, answered as failed with a reason and noted; one that the visit did not have."""
    assert visit is not None
    present = set(session.scalars(sa.select(VisitItem.code).where(VisitItem.visit_id == visit.id)))
    for version in session.scalars(sa.select(ChecklistVersion).order_by(ChecklistVersion.id)):
        for section in version.content["sections"]:
            for spec in section["items"]:
                if spec["lead"] == "police" and spec["code"] not in present:
                    item = VisitItem(
                        visit=visit,
                        checklist_version_id=version.id,
                        section_code=section["code"],
                        code=spec["code"],
                        position=1,
                        lead="police",
                        version=2,
                        **OWN,
                    )
                    session.add(item)
                    session.flush()
                    _write(session, item, by, "answer", "reason", {"result": "fail", "reason": planted.word})
                    _write(session, item, by, "note", "note", {"note": planted.word})
                    planted.hide(item)
                    return


def _hidden_item(session: Session, planted: Planted, visit: Visit, by: User) -> None:
    """An item of the police's own that a number hides, whose sample is listed one by one, each entry with the word."""
    like = session.scalars(sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.code == "AN-34")).one()
    present = set(session.scalars(sa.select(VisitItem.code).where(VisitItem.visit_id == visit.id)))
    version = session.get_one(ChecklistVersion, like.checklist_version_id)
    offered = [item["code"] for section in version.content["sections"] for item in section["items"]]
    code = next(code for code in offered if code not in present)
    place = {"section_code": like.section_code, "code": code, "position": 1, "lead": "police", "version": 2}
    item = VisitItem(visit=visit, checklist_version_id=version.id, active=False, **place, **OWN)
    session.add(item)
    session.flush()
    _list(session, item, by, planted.word)
    planted.hide(item)


def _list(session: Session, item: VisitItem, by: User, word: str) -> None:
    key, entry = secrets.token_hex(8), {"name": word, "result": "fail", "note": word}
    written = {"op_id": new_ref(), "part": "entry", "repeat": key, "value": entry}
    operation = Operation(visit_item=item, by_id=by.id, **written, **OWN)
    values = {"answer1": {"seen": 1, "passed": 0, "failed": 1, "excluded": 0}, "entries": [{"key": key, **entry}]}
    slot = {"visit_item": item, "visit_id": item.visit_id, "kind": "answer", "state": "fail", "version": 1}
    heads = {f"entry:{key}": [operation.op_id]}
    session.add_all([operation, Answer(**slot, values=values, heads=heads, updated_by_id=by.id, **OWN)])


def _earlier(session: Session, planted: Planted, visit: Visit, by: User) -> None:
    """At an earlier visit to the same body an item of the police's own, failed, noted, with an open finding."""
    past = session.scalars(
        sa.select(Visit).where(Visit.body_id == visit.body_id, Visit.day < visit.day).order_by(Visit.day.desc())
    ).first()
    assert past is not None
    there = sa.select(VisitItem.code).where(VisitItem.visit_id == past.id)
    here = sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.code.not_in(there), VisitItem.active)
    same = session.scalars(here.where(VisitItem.lead != "dic", VisitItem.audience == "joint")).first()
    assert same is not None
    place = {"section_code": same.section_code, "code": same.code, "position": 1, "lead": "police", "version": 2}
    item = VisitItem(visit=past, checklist_version_id=same.checklist_version_id, **place, **OWN)
    session.add(item)
    session.flush()
    _write(session, item, by, "answer", "reason", {"result": "fail", "reason": planted.word})
    _write(session, item, by, "note", "note", {"note": planted.word})
    said = {"text": planted.word, "detected_on": past.day, "noted_by_id": by.id, "search_text": planted.word}
    finding = Finding(visit=past, kind="shortcoming", state="remedying", **said, **OWN)
    session.add_all([finding, FindingItem(finding=finding, visit_item=item, **OWN)])
    session.flush()
    planted.hide(item, finding)


def _photo(session: Session, planted: Planted, visit: Visit, by: User, folder: Path) -> None:
    """A photo on a joint item: its name, its caption and its bytes carry the word."""
    item = session.scalars(
        sa.select(VisitItem).where(VisitItem.visit_id == visit.id, VisitItem.lead == "police")
    ).first()
    digest = secrets.token_hex(32)
    for kind in ("jpg", "thumb"):
        path = folder / digest[:2] / f"{digest}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(planted.word)
    named = {"name": f"{planted.word}.jpg", "caption": planted.word, "sha256": digest, "by_id": by.id}
    photo = Evidence(visit_item=item, visit_id=visit.id, size=14, width=1, height=1, **named, **OWN)
    session.add(photo)
    session.flush()
    planted.hide(photo)


def _visits(session: Session, planted: Planted, joint: Inspection, by: User) -> None:
    """An inspection of the police's own with all that belongs to it, and a visit of their own under a joint one."""
    word = planted.word
    decided = {"decision_number": word, "decided_on": date(2019, 3, 4), "ground_text": word, "state": "in_progress"}
    decided["search_text"] = word
    said = {"scope": word, "content": word, "repeat_reason": word, "working_plan": {"goal": word}}
    own = Inspection(title=word, issuer="POLICE", ground="a", duration_days=5, **decided, **said, **OWN)
    session.add_all([own, TeamMember(inspection=own, user=by, role="lead", **OWN)])
    session.add(TeamMember(inspection=joint, user=by, role="deputy", position=9, **OWN))
    for inspection in (own, joint):
        days = {"day": date(2019, 3, 5), "announced_on": date(2019, 3, 5), "minutes_number": word}
        visit = Visit(inspection=inspection, body_id=1, state="announced", **days, **OWN)
        part = VisitPart(visit=visit, **OWN)
        reopening = Reopening(part=part, by_id=by.id, reason=word, **OWN)
        person = Attendee(visit=visit, name=word, position=word, authority=word, **OWN)
        paper = SuppliedDocument(visit=visit, name=word, number=word, note=word, overruled=word, **OWN)
        session.add_all([visit, part, reopening, person, paper])
        session.flush()
        planted.hide(visit, part, person, paper)
        named = {"paper_kind": word, "paper_number": word, "paper_on": date(2019, 3, 1), "signer": word, "reason": word}
        kept = {"file_sha256": secrets.token_hex(32), "file_name": f"{word}.pdf", "by_id": by.id}
        approval = Approval(inspection=inspection, step="letter", state="in_progress", **named, **kept, **OWN)
        session.add_all([approval, Suspension(inspection=inspection, from_on=date(2019, 3, 6), **OWN)])
        session.flush()
        planted.hide(approval)
    planted.hide(own)


def _papers(session: Session, planted: Planted, visit: Visit, by: User, folder: Path) -> None:
    """A paper of the police's own with a kept file, which the joint pages of the visit could list."""
    word, digest = planted.word, secrets.token_hex(32)
    fields = {"kind": "annex", "inspection": visit.inspection, "visit": visit, "title": word, "search_text": word}
    signed = {"number": word, "signer": word, "not_signed_reason": word, "witness": word, "state": "signed"}
    paper = Paper(**fields, **signed, fields={"reason": word, "changes": word}, **OWN)
    file = PaperFile(paper=paper, kind="scan", sha256=digest, name=f"{word}.pdf", size=1, by_id=by.id, **OWN)
    signed = PaperFile(paper=paper, kind="signed", sha256=digest, name=f"{word}.pdf", size=1, by_id=by.id, **OWN)
    told = {"at": None, "timed": "", "valid_then": None, "chain": "no_roots"}
    signed.signers = [dict.fromkeys(("name", "organisation", "issuer"), word) | told]
    hashes = {"content_sha256": digest, "sha256": digest, "width": 1, "height": 1}
    drawn = PaperSignature(paper=paper, name=word, capacity=word, removed_reason=word, by_id=by.id, **hashes, **OWN)
    session.add_all([paper, file, signed, drawn])
    path = folder / digest[:2] / f"{digest}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(word)
    session.flush()
    planted.hide(paper, file, signed, drawn)
    for kind in ("visit_notice", "announcement_minutes", "urging_letter"):
        said = dict.fromkeys(("programme", "opinion", "prepare", "contact", "recipients", "signer"), word)
        draft = Paper(**fields | {"kind": kind}, fields=said, **OWN)
        session.add(draft)
        session.flush()
        planted.hide(draft)


def _log(session: Session, planted: Planted, by: User, log_key: bytes) -> None:
    """Two rows: one whose content carries the word, one whose actor carries the word that the auditor may read."""
    content = {"planted": planted.word, "at": now().isoformat()}
    named = event_log.Entry("answer", by.id, by.name, "POLICE", subject="VisitItem", content=content)
    acted = event_log.Entry(planted.actor, None, planted.actor, "POLICE", subject="VisitItem")
    event_log.append(session, log_key, [named, acted])
