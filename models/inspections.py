"""An inspection as one decision orders it, its team, its visits, and each agency's part of a visit."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.approvals import Approval
from models.base import Base, ForApproval, Instant, Owned, Referenced, now
from models.directory import Body, User
from models.plans import PlanLine


class Inspection(Referenced, ForApproval, Base):
    """What one decision orders (cuộc kiểm tra); ``owner`` is the agency that leads it."""

    __tablename__ = "inspection"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    title: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(30), default="draft", index=True)
    issuer: Mapped[str] = mapped_column(sa.ForeignKey("agency.code"))
    ground: Mapped[str] = mapped_column(sa.String(10))  # a, b, c: article 11.2 of Decree 217/2025
    ground_text: Mapped[str | None] = mapped_column(sa.Text)
    ground_paper: Mapped[str | None] = mapped_column(sa.String(200))
    repeat_reason: Mapped[str | None] = mapped_column(sa.Text)  # why an enterprise is inspected twice in a year
    explained_overlaps: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # keys of those gone on with
    scope: Mapped[str] = mapped_column(sa.Text, default="")
    content: Mapped[str] = mapped_column(sa.Text, default="")
    form: Mapped[str] = mapped_column(sa.String(20), default="on_site")  # on_site, remote
    decision_number: Mapped[str | None] = mapped_column(sa.String(60))
    decided_on: Mapped[date | None] = mapped_column()
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    signer_authority: Mapped[str | None] = mapped_column(sa.String(60))
    police_letter_number: Mapped[str | None] = mapped_column(sa.String(60))
    police_letter_on: Mapped[date | None] = mapped_column()
    working_plan: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    working_plan_number: Mapped[str | None] = mapped_column(sa.String(60))
    working_plan_on: Mapped[date | None] = mapped_column()
    working_plan_approval: Mapped[str | None] = mapped_column(sa.String(60))
    working_plan_approved_on: Mapped[date | None] = mapped_column()
    period_from: Mapped[date | None] = mapped_column()
    period_to: Mapped[date | None] = mapped_column()
    duration_days: Mapped[int | None] = mapped_column()
    extension_days: Mapped[int] = mapped_column(default=0)
    days_unit: Mapped[str] = mapped_column(sa.String(10), default="calendar")  # calendar, working
    finished_on: Mapped[date | None] = mapped_column()
    report_number: Mapped[str | None] = mapped_column(sa.String(60))
    report_on: Mapped[date | None] = mapped_column()
    retention_class: Mapped[str | None] = mapped_column(sa.String(60))  # chosen by a person; None: as proposed
    retention_reason: Mapped[str | None] = mapped_column(sa.Text)
    archived_on: Mapped[date | None] = mapped_column()  # handed over to the archive
    archive_receipt: Mapped[str | None] = mapped_column(sa.String(60))
    archive_receiver: Mapped[str | None] = mapped_column(sa.String(200))
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    signer: Mapped[User | None] = relationship()
    members: Mapped[list["TeamMember"]] = relationship(back_populates="inspection", order_by="TeamMember.position")
    visits: Mapped[list["Visit"]] = relationship(back_populates="inspection", order_by="Visit.day")
    lines: Mapped[list["InspectionLine"]] = relationship(back_populates="inspection", order_by="InspectionLine.id")
    approvals: Mapped[list[Approval]] = relationship(back_populates="inspection", order_by=Approval.id)
    suspensions: Mapped[list["Suspension"]] = relationship(back_populates="inspection", order_by="Suspension.id")


class InspectionLine(ForApproval, Base):
    """A line of the plan of the year that an inspection carries out."""

    __tablename__ = "inspection_line"
    parents = ("inspection", "plan_line")

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"))
    plan_line_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_line.id"), index=True)
    inspection: Mapped[Inspection] = relationship(back_populates="lines")
    plan_line: Mapped[PlanLine] = relationship()

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("inspection_id", "plan_line_id"))


class Suspension(Owned, Base):
    """Days on which an inspection stood still (tạm dừng); the last one is open while ``to_on`` is empty."""

    __tablename__ = "suspension"
    parents = ("inspection",)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    from_on: Mapped[date] = mapped_column()
    to_on: Mapped[date | None] = mapped_column()
    inspection: Mapped[Inspection] = relationship(back_populates="suspensions")


class TeamMember(Referenced, ForApproval, Base):
    """A person's place in the team of an inspection."""

    __tablename__ = "team_member"
    parents = ("inspection",)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))  # lead, deputy, secretary, member
    position: Mapped[int] = mapped_column(default=0)
    duty: Mapped[str] = mapped_column(sa.Text, default="")
    no_conflict_at: Mapped[datetime | None] = mapped_column(Instant)  # declared: no conflict of interest
    left_on: Mapped[date | None] = mapped_column()
    inspection: Mapped[Inspection] = relationship(back_populates="members")
    user: Mapped[User] = relationship(lazy="joined")


class Visit(Referenced, ForApproval, Base):
    """One body under an inspection (kiểm tra tại đơn vị), or a survey of it (khảo sát)."""

    __tablename__ = "visit"
    parents = ("inspection",)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20), default="inspection")  # inspection, survey
    state: Mapped[str] = mapped_column(sa.String(30), default="planned")
    day: Mapped[date] = mapped_column()
    announced_on: Mapped[date | None] = mapped_column()
    agreement: Mapped[str | None] = mapped_column(sa.String(200))  # the letter by which a surveyed body agreed
    minutes_number: Mapped[str | None] = mapped_column(sa.String(60))
    minutes_on: Mapped[date | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    inspection: Mapped[Inspection] = relationship(back_populates="visits")
    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    parts: Mapped[list["VisitPart"]] = relationship(back_populates="visit", order_by="VisitPart.owner")
    attendees: Mapped[list["Attendee"]] = relationship(
        back_populates="visit",
        order_by="Attendee.id",
        primaryjoin="and_(Visit.id == Attendee.visit_id, Attendee.removed_at.is_(None))",
    )

    __table_args__ = (*Owned.__table_args__, sa.Index("ix_visit_day_id", "day", "id"))


class Attendee(Referenced, Owned, Base):
    """A person of the body, of another party, or a witness, who is named in the minutes of a visit."""

    __tablename__ = "attendee"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    side: Mapped[str] = mapped_column(sa.String(10), default="body")  # body, other, witness
    name: Mapped[str] = mapped_column(sa.String(120))
    title: Mapped[str] = mapped_column(sa.String(10), default="Ông")
    position: Mapped[str] = mapped_column(sa.String(200), default="")
    authority: Mapped[str | None] = mapped_column(sa.String(200))
    address: Mapped[str | None] = mapped_column(sa.String(200))  # of a witness
    signs: Mapped[bool] = mapped_column(default=False)  # signs the minutes for the body
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    visit: Mapped[Visit] = relationship(back_populates="attendees")


class VisitPart(Referenced, Owned, Base):
    """One agency's part of a visit; ``owner`` is that agency."""

    __tablename__ = "visit_part"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default="open")  # open, checked, signed_off
    checked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    signed_off_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    signed_off_at: Mapped[datetime | None] = mapped_column(Instant)
    late_seen_at: Mapped[datetime | None] = mapped_column(Instant)  # up to when late operations were looked at
    late_seen_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now)
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit] = relationship(back_populates="parts")
    checked_by: Mapped[User | None] = relationship(foreign_keys=[checked_by_id])
    signed_off_by: Mapped[User | None] = relationship(foreign_keys=[signed_off_by_id])
    late_seen_by: Mapped[User | None] = relationship(foreign_keys=[late_seen_by_id])

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("visit_id", "owner"))


class Reopening(Owned, Base):
    """Why an agency opened its part of a visit again, who did and when; never changed."""

    __tablename__ = "reopening"
    parents = ("part",)

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_part.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    reason: Mapped[str] = mapped_column(sa.Text)
    part: Mapped[VisitPart] = relationship()
    by: Mapped[User] = relationship()
