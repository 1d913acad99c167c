"""What follows a violation: what the law says on penalties, circumstances, receipts, and findings handed over."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.directory import Dated, User
from models.findings import Finding
from models.inspections import Visit
from models.law import Catalogued


class PenaltyTerm(Catalogued, Dated, Base):
    """One thing that the law on penalties says between two days: an office, its power, a circumstance, a deadline."""

    __tablename__ = "penalty_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # office, power, circumstance, deadline, amount, form
    code: Mapped[str] = mapped_column(sa.String(60))
    status: Mapped[str] = mapped_column(sa.String(20))
    source: Mapped[str] = mapped_column(sa.Text)
    content: Mapped[Any] = mapped_column(sa.JSON)

    __table_args__ = (sa.UniqueConstraint("kind", "code", "valid_from"),)


class Penalty(Owned, Base):
    """How far the handling of one violation is, beside what its finding holds; changed only with its finding."""

    __tablename__ = "penalty"
    parents = ("finding",)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), unique=True)
    complicated: Mapped[bool] = mapped_column(default=False)  # complex or wide: more days for the record
    expertise_on: Mapped[date | None] = mapped_column()  # the result of an expertise or verification
    explain_way: Mapped[str | None] = mapped_column(sa.String(10))  # direct, written
    explain_asked_on: Mapped[date | None] = mapped_column()
    pace: Mapped[str] = mapped_column(sa.String(20), default="plain")  # which time limit the decision has
    office: Mapped[str | None] = mapped_column(sa.String(60))  # code of an office among the penalty terms
    proposed_fine: Mapped[int | None] = mapped_column(sa.BigInteger)
    sent_on: Mapped[date | None] = mapped_column()
    received_on: Mapped[date | None] = mapped_column()
    paid_on: Mapped[date | None] = mapped_column()  # the fine and its interest are paid in full
    reminded_on: Mapped[date | None] = mapped_column()  # limitation over: a reminder in place of a penalty
    reminder: Mapped[str] = mapped_column(sa.Text, default="")
    finding: Mapped[Finding] = relationship()


class PenaltyCircumstance(Owned, Base):
    """A mitigating or aggravating circumstance of a violation, with what it rests on."""

    __tablename__ = "penalty_circumstance"
    parents = ("finding",)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"))
    code: Mapped[str] = mapped_column(sa.String(60))
    note: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    finding: Mapped[Finding] = relationship()
    by: Mapped[User] = relationship()

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("finding_id", "code"))


class Receipt(Referenced, Owned, Base):
    """Money that was paid on a fine; one that was entered wrongly stays, with the reason why it does not count."""

    __tablename__ = "receipt"
    parents = ("finding",)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(60))
    day: Mapped[date] = mapped_column()
    amount: Mapped[int] = mapped_column(sa.BigInteger)
    void_reason: Mapped[str | None] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    finding: Mapped[Finding] = relationship()
    by: Mapped[User] = relationship()


class PenaltyFile(Referenced, Owned, Base):
    """The scanned decision on a violation, or the scanned receipt; the file is named by its sha256, not stored here."""

    __tablename__ = "penalty_file"
    parents = ("finding", "receipt")

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    receipt_id: Mapped[int | None] = mapped_column(sa.ForeignKey("receipt.id"))  # None: the decision
    sha256: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(200))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    finding: Mapped[Finding] = relationship()
    receipt: Mapped[Receipt | None] = relationship()
    by: Mapped[User] = relationship()


class HandOver(Referenced, Owned, Base):
    """A finding that one agency hands to the other, which is asked to take it over; ``owner`` is who is asked.

    It belongs to the visit and not to the finding, to which it only points: who handed over goes on seeing its state
    when the finding is the other agency's own. ``handing_over.queries.shown_finding`` reads the finding.
    """

    __tablename__ = "hand_over"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    from_agency: Mapped[str] = mapped_column(sa.ForeignKey("agency.code"))
    state: Mapped[str] = mapped_column(sa.String(20), default="waiting", index=True)  # waiting, taken, returned
    facts: Mapped[str] = mapped_column(sa.Text)
    sent_on: Mapped[date] = mapped_column()
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_on: Mapped[date | None] = mapped_column()
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit] = relationship()
    sent_by: Mapped[User] = relationship(foreign_keys=[sent_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])

    __table_args__ = (*Owned.__table_args__, sa.Index("ix_hand_over_sent_on_id", "sent_on", "id"))
