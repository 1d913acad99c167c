"""Knows how to fill the tables of cases at random, for both agencies, own and joint; knows no page."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.vietnamese import fold
from models.checklists import ChecklistVersion, VisitItem
from models.directory import Body, User
from models.findings import DueExtension, Finding, FindingItem, Remedy, RemedyStep
from models.inspections import Inspection, InspectionLine, TeamMember, Visit
from models.papers import Paper
from models.plans import Plan, PlanLine

FINDING_STATES = ("noted", "confirmed", "dismissed", "recorded", "transferred", "decided", "remedying", "closed")
REMEDY_STATES = ("open", "in_progress", "reported", "verified", "effective", "returned")
INSPECTION_STATES = ("draft", "decided", "working_plan_approved", "in_progress", "finished", "reported", "cancelled")
VISIT_STATES = ("planned", "announced", "fieldwork_done", "minutes_signed", "following_up", "closed")
PAPER_STATES = ("draft", "locked", "signed", "not_signed", "sent")
DUTIES = ("", "khoản 2 Điều 8 Luật Bưu chính", "Điều 9 Thông tư số 16/2017/TT-BTTTT", "điểm d khoản 3 Điều 5")
SIDES = (("DIC", "joint"), ("POLICE", "joint"), ("DIC", "own"), ("POLICE", "own"))
NAMES = (
    "Thiếu sổ theo dõi bưu gửi",
    "Chưa niêm yết giá cước",
    "Chưa kiểm tra điện chiếu sáng kho",
    "Ca trực thiếu người",
)


class Builder:
    """Rows at random from one seed; nothing of a row is more open than what it belongs to."""

    def __init__(self, session: Session, seed: int, today: date) -> None:
        self.session, self.random, self.today = session, Random(seed), today
        self.chance = Random(seed + 1)
        self.sending = Random(seed + 2)
        self.bodies = session.scalars(sa.select(Body).order_by(Body.id).limit(12)).all()
        self.people = {user.login: user for user in session.scalars(sa.select(User).where(User.login.is_not(None)))}
        self.versions = session.scalars(sa.select(ChecklistVersion).order_by(ChecklistVersion.id)).all()
        self.lines = session.scalars(sa.select(PlanLine).join(Plan).order_by(PlanLine.id)).all()

    def fill(self, inspections: int = 8) -> None:
        """Inspections of this year and the last with all that follows from them."""
        for _ in range(inspections):
            self._inspection()
        self.session.flush()

    def _side(self, parent: Any = None) -> dict[str, str]:
        if parent is not None and parent.audience == "own":
            return {"owner": parent.owner, "audience": "own"}
        owner, audience = self.random.choice(SIDES)
        return {"owner": owner, "audience": audience}

    def _day(self) -> date:
        return self.today - timedelta(days=self.random.randrange(0, 500))

    def _inspection(self) -> None:
        state, day = self.random.choice(INSPECTION_STATES), self._day()
        inspection = Inspection(title=self.random.choice(NAMES), state=state, issuer="DIC", ground="b", **self._side())
        if state != "draft":
            inspection.decision_number, inspection.decided_on = f"{self.random.randrange(900)}/QĐ-SKHCN", day
        inspection.search_text = fold(f"{inspection.title} {inspection.decision_number or ''}")
        self.session.add(inspection)
        for login in ("dic.inspector", "police.inspector"):
            if inspection.audience == "joint":
                self.session.add(
                    TeamMember(inspection=inspection, user=self.people[login], role="member", owner=inspection.owner)
                )
        if self.random.random() < 0.7:
            line = self.random.choice(self.lines)
            side = {"owner": inspection.owner, "audience": inspection.audience}
            self.session.add(InspectionLine(inspection=inspection, plan_line=line, **side))
        for _ in range(self.random.randrange(1, 4)):
            self._visit(inspection, day)

    def _visit(self, inspection: Inspection, day: date) -> None:
        body = self.random.choice(self.bodies)
        state = self.random.choice(VISIT_STATES)
        visit = Visit(inspection=inspection, body=body, day=day, state=state, **self._side(inspection))
        self.session.add(visit)
        self.session.flush()
        items = self._items(visit)
        for _ in range(self.random.randrange(0, 5)):
            self._finding(visit, items)
        for _ in range(self.random.randrange(0, 3)):
            self._paper(visit)

    def _items(self, visit: Visit) -> list[VisitItem]:
        version = self.random.choice(self.versions)
        specs = [(section["code"], spec) for section in version.content["sections"] for spec in section["items"]]
        chosen = self.random.sample(specs, 4)
        items = [
            VisitItem(
                visit=visit,
                checklist_version_id=version.id,
                section_code=section,
                code=spec["code"],
                position=place,
                lead=spec["lead"],
                **self._side(visit),
            )
            for place, (section, spec) in enumerate(chosen)
        ]
        self.session.add_all(items)
        return items

    def _finding(self, visit: Visit, items: list[VisitItem]) -> None:
        kind = self.random.choice(("shortcoming", "shortcoming", "violation", "good_practice"))
        text = f"{self.random.choice(NAMES)} tại {visit.body.place}"
        finding = Finding(
            visit=visit,
            kind=kind,
            state=self.random.choice(FINDING_STATES),
            text=text,
            duty=self.random.choice(DUTIES),
            detected_on=visit.day,
            noted_by=self.people["dic.inspector"],
            search_text=fold(text),
            **self._side(visit),
        )
        if kind == "violation" and self.random.random() < 0.5:
            finding.decision_on, finding.fine = visit.day, self.random.randrange(1, 40) * 500_000
        self.session.add(finding)
        for item in self.random.sample(items, self.random.randrange(0, 3)):
            if item.audience == "joint" or (finding.audience == "own" and finding.owner == item.owner):
                side = {"owner": finding.owner, "audience": finding.audience}
                self.session.add(FindingItem(finding=finding, visit_item=item, **side))
        for _ in range(self.random.randrange(0, 3)):
            self._remedy(visit, finding)

    def _remedy(self, visit: Visit, finding: Finding) -> None:
        side = self._side(finding)
        state = self.random.choice(REMEDY_STATES)
        remedy = Remedy(
            visit=visit,
            finding=finding,
            state=state,
            requirement="Bổ sung sổ theo dõi, báo cáo kết quả kèm tài liệu",
            due_on=self.today + timedelta(days=self.random.randrange(-60, 60)),
            **side,
        )
        self.session.add(remedy)
        if self.sending.random() < 0.85:
            sent = {"step": "send", "state": "open", "happened_on": visit.day, "by": self.people["dic.inspector"]}
            self.session.add(RemedyStep(remedy=remedy, **sent, **side))
        if state == "reported":
            reporter = self.random.choice(("dic.inspector", "dic.manager", "police.inspector", "body"))
            step = {"step": "report", "state": "reported", "happened_on": self.today - timedelta(days=2)}
            self.session.add(RemedyStep(remedy=remedy, by=self.people[reporter], **step, **side))
        if state in ("verified", "effective"):
            self._put_right(remedy, side)
        if self.random.random() < 0.3:
            days = {"from_on": remedy.due_on, "to_on": remedy.due_on + timedelta(days=15)}
            asked = {"asked_by": self.people["body"], "reason": "Chờ kinh phí"}
            granted = self.random.choice((None, True, False))
            self.session.add(DueExtension(remedy=remedy, granted=granted, **days, **asked, **side))

    def _put_right(self, remedy: Remedy, side: dict[str, str]) -> None:
        """Reports around the due day, some of them returned or without effect; some only found right on site."""
        for step in self.chance.choice(
            [(), ("report",), ("report",), ("report", "return", "report"), ("report", "ineffective")]
        ):
            day = remedy.due_on + timedelta(days=self.chance.randrange(-15, 8))
            row = {"step": step, "state": "reported", "happened_on": day, "by": self.people["dic.manager"]}
            if step == "report" and self.chance.random() < 0.3:
                row |= {
                    "paper_on": day - timedelta(days=self.chance.randrange(1, 9)),
                    "on_behalf": self.chance.random() < 0.7,
                }
            self.session.add(RemedyStep(remedy=remedy, **row, **side))
        if self.chance.random() < 0.9:
            remedy.closed_on = remedy.due_on + timedelta(days=self.chance.randrange(-10, 15))

    def _paper(self, visit: Visit) -> None:
        kind, state = self.random.choice(("minutes", "result_notice", "annex")), self.random.choice(PAPER_STATES)
        title = f"Văn bản về việc {self.random.choice(NAMES).lower()}"
        paper = Paper(
            kind=kind,
            inspection=visit.inspection,
            visit=visit,
            state=state,
            title=title,
            search_text=fold(title),
            **self._side(visit),
        )
        if state != "draft":
            paper.locked_at = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
        if state == "sent" or (state != "draft" and self.random.random() < 0.5):
            paper.number, paper.numbered_on, paper.series = (
                f"{self.random.randrange(99):02}/BB-ĐKT",
                visit.day,
                "BB-ĐKT",
            )
            paper.search_text = fold(f"{title} {paper.number}")
        self.session.add(paper)
