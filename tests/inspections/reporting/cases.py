"""Knows how to fill the tables at random with the days that a report is reckoned by; knows no figure."""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from models.findings import DueExtension, Finding, FindingStep, Remedy, RemedyStep
from models.inquiries import Inquiry
from models.inspections import Inspection, Visit
from models.penalties import Receipt
from models.reports import ReceivedReport
from tests.inspections.inspecting.cases import person
from tests.inspections.overview.cases import Builder


class Dated(Builder):
    """The rows of the overview's tests, with what became of each on which day."""

    def fill(self, inspections: int = 40) -> None:
        """Everything of two years."""
        super().fill(inspections)
        self.by = person(self.session, "dic.inspector").id
        for inspection in self.session.scalars(sa.select(Inspection).order_by(Inspection.id)):
            inspection.ground = self.random.choice("abc")
        for visit in self.session.scalars(sa.select(Visit).order_by(Visit.id)):
            self._visited(visit)
        for finding in self.session.scalars(sa.select(Finding).order_by(Finding.id)):
            self._handled(finding)
        for remedy in self.session.scalars(sa.select(Remedy).order_by(Remedy.id)):
            self._moved(remedy)
        self.session.flush()

    def later(self, day: date, most: int = 90) -> date:
        """Some days after a day."""
        return day + timedelta(days=self.random.randrange(most))

    def at(self, day: date) -> datetime:
        """Some hour of a day, also around the hour at which it ends in the province."""
        return datetime.combine(day, time(self.random.choice((3, 16, 17, 18))), UTC)

    def _visited(self, visit: Visit) -> None:
        visit.kind = self.random.choice(("inspection", "inspection", "survey"))
        visit.announced_on = visit.day if self.random.random() < 0.8 else None
        visit.minutes_on = self.later(visit.day, 20) if visit.announced_on else None
        side = {"owner": visit.owner, "audience": visit.audience}
        for kind in ("yearly", "outline", "self_check"):
            due = self.later(visit.day, 20)
            one = {"kind": kind, "year": visit.day.year, "due_on": due if self.random.random() < 0.8 else None}
            one |= {"received_on": self.later(visit.day, 40), "body_id": visit.body_id, "by_id": self.by}
            gone = {"withdrawn_on": self.today} if self.random.random() < 0.2 else {}
            self.session.add(ReceivedReport(visit=None if kind == "yearly" else visit, **one, **gone, **side))
        state = self.random.choice(("open", "answered", "withdrawn"))
        answered = self.later(visit.day) if state == "answered" else None
        sheet = {"kind": self.random.choice(("self_check", "opinion")), "due_on": self.later(visit.day)}
        self.session.add(Inquiry(visit=visit, state=state, answered_on=answered, sent_by_id=self.by, **sheet, **side))

    def _handled(self, finding: Finding) -> None:
        side = {"owner": finding.owner, "audience": finding.audience}
        for _ in range(self.random.randrange(3)):
            state = self.random.choice(("confirmed", "dismissed", "noted"))
            at = self.at(self.later(finding.detected_on))
            self.session.add(FindingStep(finding=finding, step="x", state=state, by_id=self.by, at=at, **side))
        if finding.kind == "violation":
            finding.record_on = self.later(finding.detected_on) if self.random.random() < 0.7 else None
            if finding.decision_on is None and self.random.random() < 0.7:
                finding.decision_on, finding.fine = self.later(finding.detected_on, 30), 2_000_000
            finding.decision_number = f"{self.random.randrange(4)}/QĐ-XPHC" if finding.decision_on else None
        if finding.decision_on:
            for _ in range(self.random.randrange(1, 4)):
                paid = {"number": "1", "day": self.later(finding.decision_on), "amount": 500_000, "by_id": self.by}
                void = self.random.choice((None, None, "nhầm"))
                self.session.add(Receipt(finding=finding, void_reason=void, **paid, **side))

    def _moved(self, remedy: Remedy) -> None:
        side = {"owner": remedy.owner, "audience": remedy.audience}
        for state in self.random.choice(
            ((), ("verified",), ("verified",), ("verified", "in_progress"), ("verified", "effective"))
        ):
            day = remedy.due_on + timedelta(days=self.random.randrange(-30, 60))
            step = "ineffective" if state == "in_progress" else state
            self.session.add(RemedyStep(remedy=remedy, step=step, state=state, happened_on=day, by_id=self.by, **side))
        for more in self.session.scalars(sa.select(DueExtension).where(DueExtension.remedy_id == remedy.id)):
            more.decided_at = self.at(more.from_on) if more.granted is not None else None
