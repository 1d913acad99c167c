"""Fills a prepared database with many visits and answers, quickly and plausibly; knows no page."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists.catalogue import digest
from models.base import new_ref
from models.checklists import Answer, Checklist, ChecklistVersion, Operation, VisitItem
from models.directory import Body, User
from models.findings import Finding, FindingItem, Remedy, RemedyStep
from models.inspections import Inspection, TeamMember, Visit, VisitPart

ITEMS = 40


def _checklist() -> dict[str, Any]:
    """A checklist with one section of forty items, as long as real ones."""
    items = [
        {
            "code": f"BM-{n:02}",
            "question": f"Nội dung kiểm tra số {n} có đủ hồ sơ, sổ sách và được thực hiện đúng quy định hiện hành",
            "gloss": "bench",
            "answers": [{"type": "pass_fail"}] if n % 3 else [{"type": "sample", "minimum": 10}],
            "lead": "dic",
            "legal_basis": [{"cite": "LBC Đ8.2", "status": "verified"}],
            "severity": "moderate",
            "evidence": "Hồ sơ lưu tại đơn vị; sổ theo dõi",
            "remedy_days": 10,
            "pass_if": "judged",
        }
        for n in range(1, ITEMS + 1)
    ]
    return {
        "code": "bench",
        "inspected_kind": "provider",
        "version": 1,
        "title": "Mẫu phiếu đo tốc độ",
        "sections": [{"code": "Z1", "title": "Phần đo tốc độ", "items": items}],
    }


def fill(session: Session, visits: int) -> str:
    """Adds this many visits of forty answered items to one inspection led by dic.inspector; the newest visit's ref."""
    inspector = session.scalars(sa.select(User).where(User.login == "dic.inspector")).one()
    bodies = list(session.scalars(sa.select(Body.id)))
    content = _checklist()
    version = ChecklistVersion(number=1, title=content["title"], content=content, sha256=digest(content))
    version.checklist = Checklist(code="bench", inspected_kind="provider")
    inspection = Inspection(
        title="Cuộc kiểm tra đo tốc độ", state="in_progress", issuer="DIC", ground="c", owner="DIC", audience="joint"
    )
    session.add_all([version, inspection])
    session.flush()
    session.add(TeamMember(inspection=inspection, user=inspector, role="lead", owner="DIC", audience="joint"))
    session.flush()
    first = (session.scalar(sa.select(sa.func.max(Visit.id))) or 0) + 1
    _insert_visits(session, inspection.id, bodies, first, visits)
    _insert_items(session, version, content, first, visits, inspector.id)
    _insert_findings(session, first, visits, inspector.id)
    return str(session.scalar(sa.select(Visit.ref).where(Visit.id == first + visits - 1)))


def _common() -> dict[str, Any]:
    return {"owner": "DIC", "audience": "joint"}


def _insert_visits(session: Session, inspection_id: int, bodies: list[int], first: int, visits: int) -> None:
    rows = [
        {
            "id": first + n,
            "ref": new_ref(),
            "inspection_id": inspection_id,
            "body_id": bodies[n % len(bodies)],
            "day": date(2030, 1, 1) - timedelta(days=visits - n),
            "state": "announced" if n == visits - 1 else "closed",
            "kind": "inspection",
        }
        | _common()
        for n in range(visits)
    ]
    session.execute(sa.insert(Visit), rows)
    session.execute(
        sa.insert(VisitPart),
        [{"ref": new_ref(), "visit_id": first + n, "state": "open"} | _common() for n in range(visits)],
    )


def _insert_items(
    session: Session, version: ChecklistVersion, content: dict[str, Any], first: int, visits: int, by: int
) -> None:
    start = (session.scalar(sa.select(sa.func.max(VisitItem.id))) or 0) + 1
    codes = [item["code"] for item in content["sections"][0]["items"]]
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    for n in range(visits):
        ids = range(start + n * ITEMS, start + (n + 1) * ITEMS)
        items = [
            {
                "id": id_,
                "ref": new_ref(),
                "visit_id": first + n,
                "checklist_version_id": version.id,
                "section_code": "Z1",
                "code": code,
                "position": place,
                "lead": "dic",
                "active": True,
            }
            | _common()
            for place, (id_, code) in enumerate(zip(ids, codes, strict=True))
        ]
        session.execute(sa.insert(VisitItem), items)
        session.execute(sa.insert(Operation), [_operation(id_, by, at) for id_ in ids])
        session.execute(sa.insert(Answer), [_answer(id_, first + n, by, at) for id_ in ids])


def _insert_findings(session: Session, first: int, visits: int, by: int) -> None:
    """One shortcoming for every visit, resting on one of its items, and what is required; one in twenty stays open."""
    start = (session.scalar(sa.select(sa.func.max(Finding.id))) or 0) + 1
    remedies = (session.scalar(sa.select(sa.func.max(Remedy.id))) or 0) + 1
    chosen = sa.select(VisitItem.visit_id, sa.func.min(VisitItem.id)).where(VisitItem.visit_id >= first)
    items = {row[0]: row[1] for row in session.execute(chosen.group_by(VisitItem.visit_id))}
    findings, rests, required, steps = [], [], [], []
    for n in range(visits):
        day, met = date(2030, 1, 1) - timedelta(days=visits - n), bool(n % 20)
        keys = {"id": start + n, "ref": new_ref(), "visit_id": first + n} | _common()
        said = {"kind": "shortcoming", "state": "remedying", "text": "Thiếu sổ", "duty": f"Điều {n % 30 + 1}"}
        findings.append(keys | said | {"detected_on": day, "noted_by_id": by})
        rests.append({"finding_id": start + n, "visit_item_id": items[first + n] + n % ITEMS} | _common())
        keys = {"id": remedies + n, "ref": new_ref(), "visit_id": first + n, "finding_id": start + n} | _common()
        due = {"due_on": day + timedelta(days=30), "closed_on": day + timedelta(days=25) if met else None}
        required.append(keys | due | {"requirement": "Bổ sung sổ", "state": "effective" if met else "in_progress"})
        report = {"step": "report", "state": "reported", "happened_on": day + timedelta(days=20 + n % 15)}
        if met:
            steps.append({"remedy_id": remedies + n, "ref": new_ref(), "by_id": by} | report | _common())
    for model, rows in ((Finding, findings), (FindingItem, rests), (Remedy, required), (RemedyStep, steps)):
        session.execute(sa.insert(model), rows)


def _operation(item_id: int, by: int, at: datetime) -> dict[str, Any]:
    row = {"op_id": f"bench-{item_id}", "visit_item_id": item_id, "part": "result", "value": "pass", "by_id": by}
    return row | {"bases": [], "received_at": at} | _common()


def _answer(item_id: int, visit_id: int, by: int, at: datetime) -> dict[str, Any]:
    row = {"visit_item_id": item_id, "visit_id": visit_id, "kind": "answer", "state": "pass", "version": 1}
    heads = {"heads": {"result": [f"bench-{item_id}"]}, "values": {"result": "pass"}}
    return row | heads | {"updated_by_id": by, "updated_at": at} | _common()
