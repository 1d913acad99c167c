"""What was found at a visit, and the remedies that follow it to their end."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.checklists import Evidence, VisitItem
from models.directory import User
from models.inspections import Visit
from models.law import Act


class Finding(Referenced, Owned, Base):
    """A shortcoming, an act with signs of violation, or a good practice; ``owner`` is the agency that leads it."""

    __tablename__ = "finding"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # shortcoming, violation, good_practice
    state: Mapped[str] = mapped_column(sa.String(20), default="noted", index=True)
    severity: Mapped[str | None] = mapped_column(sa.String(10))  # minor, moderate, serious
    text: Mapped[str] = mapped_column(sa.Text)
    duty: Mapped[str] = mapped_column(sa.Text, default="")  # the clause of the duty, never of the fine
    requirement: Mapped[str] = mapped_column(sa.Text, default="")
    act_id: Mapped[int | None] = mapped_column(sa.ForeignKey("act.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(sa.String(20), default="organisation")  # organisation, individual
    subject: Mapped[str] = mapped_column(sa.Text, default="")
    ended_on: Mapped[date | None] = mapped_column()
    continuing: Mapped[bool] = mapped_column(default=False)
    detected_on: Mapped[date] = mapped_column()
    put_right_on: Mapped[date | None] = mapped_column()  # put right on the spot: mitigating
    dismissed_reason: Mapped[str | None] = mapped_column(sa.Text)
    record_number: Mapped[str | None] = mapped_column(sa.String(60))
    record_on: Mapped[date | None] = mapped_column()
    writer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    transferred_to: Mapped[str | None] = mapped_column(sa.String(200))
    transferred_on: Mapped[date | None] = mapped_column()
    decision_number: Mapped[str | None] = mapped_column(sa.String(60))
    decision_on: Mapped[date | None] = mapped_column()
    fine: Mapped[int | None] = mapped_column(sa.BigInteger)
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    noted_at: Mapped[datetime] = mapped_column(Instant, default=now)
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit] = relationship()
    act: Mapped[Act | None] = relationship()
    noted_by: Mapped[User] = relationship(foreign_keys=[noted_by_id])
    writer: Mapped[User | None] = relationship(foreign_keys=[writer_id])
    items: Mapped[list["FindingItem"]] = relationship(back_populates="finding", order_by="FindingItem.id")
    photos: Mapped[list["FindingPhoto"]] = relationship(back_populates="finding", order_by="FindingPhoto.id")
    steps: Mapped[list["FindingStep"]] = relationship(back_populates="finding", order_by="FindingStep.id")
    remedies: Mapped[list["Remedy"]] = relationship(back_populates="finding", order_by="Remedy.id")

    __table_args__ = (*Owned.__table_args__, sa.Index("ix_finding_detected_on_id", "detected_on", "id"))


class FindingStep(Owned, Base):
    """One step that a finding took: who, when, and the reason where one was asked for."""

    __tablename__ = "finding_step"
    parents = ("finding",)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    step: Mapped[str] = mapped_column(sa.String(30))
    state: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    finding: Mapped[Finding] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class FindingItem(Owned, Base):
    """An item of the checklist that a finding rests on."""

    __tablename__ = "finding_item"
    parents = ("finding", "visit_item")

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"))
    visit_item_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_item.id"), index=True)
    finding: Mapped[Finding] = relationship(back_populates="items")
    visit_item: Mapped[VisitItem] = relationship()

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("finding_id", "visit_item_id"))


class FindingPhoto(Owned, Base):
    """A photo that a finding shows."""

    __tablename__ = "finding_photo"
    parents = ("finding", "evidence")

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"))
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    finding: Mapped[Finding] = relationship(back_populates="photos")
    evidence: Mapped[Evidence] = relationship()

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("finding_id", "evidence_id"))


class RemedyStep(Referenced, Owned, Base):
    """One step that a remedy took: who, when, what was said, and the letter it came by."""

    __tablename__ = "remedy_step"
    parents = ("remedy",)

    id: Mapped[int] = mapped_column(primary_key=True)
    remedy_id: Mapped[int] = mapped_column(sa.ForeignKey("remedy.id"), index=True)
    step: Mapped[str] = mapped_column(sa.String(30))
    state: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    score: Mapped[int | None] = mapped_column()  # how well it worked, 0 to 100
    on_behalf: Mapped[bool] = mapped_column(default=False)  # entered by the agency for the body
    paper_number: Mapped[str | None] = mapped_column(sa.String(60))
    paper_on: Mapped[date | None] = mapped_column()
    happened_on: Mapped[date] = mapped_column()
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    remedy: Mapped["Remedy"] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()
    files: Mapped[list["RemedyFile"]] = relationship(back_populates="step", order_by="RemedyFile.id")


class Remedy(Referenced, Owned, Base):
    """What the body must put right (yêu cầu khắc phục); ``ground`` is the duty, never the clause of the fine.

    ``sent`` is whether the body was ever asked: before that nothing of it can be late.
    """

    __tablename__ = "remedy"
    parents = ("finding", "visit")

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default="open")
    requirement: Mapped[str] = mapped_column(sa.Text)
    ground: Mapped[str] = mapped_column(sa.Text, default="")
    cause: Mapped[str] = mapped_column(sa.String(40), default="")  # one of the setting's list
    cause_text: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date] = mapped_column()
    follower_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    times_ineffective: Mapped[int] = mapped_column(default=0)
    closed_on: Mapped[date | None] = mapped_column()
    effect_due_on: Mapped[date | None] = mapped_column()  # from this day on it is looked at whether it lasts
    version: Mapped[int] = mapped_column(default=1)
    sent: Mapped[bool] = column_property(
        sa.exists().where(RemedyStep.remedy_id == id, RemedyStep.step == "send").correlate_except(RemedyStep)
    )
    finding: Mapped[Finding] = relationship(back_populates="remedies")
    visit: Mapped[Visit] = relationship()
    follower: Mapped[User | None] = relationship()
    steps: Mapped[list[RemedyStep]] = relationship(back_populates="remedy", order_by="RemedyStep.id")
    extensions: Mapped[list["DueExtension"]] = relationship(back_populates="remedy", order_by="DueExtension.id")

    __table_args__ = (*Owned.__table_args__, sa.Index("ix_remedy_state_due_on", "state", "due_on"))


class RemedyFile(Referenced, Owned, Base):
    """A photo or paper that shows what was put right; the file is named by its sha256 outside the database."""

    __tablename__ = "remedy_file"
    parents = ("step",)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(sa.ForeignKey("remedy_step.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))  # jpg, pdf
    sha256: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int] = mapped_column()
    step: Mapped[RemedyStep] = relationship(back_populates="files")


class DueExtension(Referenced, Owned, Base):
    """More time that the body asked for, and what was decided; the day before it is kept."""

    __tablename__ = "due_extension"
    parents = ("remedy",)

    id: Mapped[int] = mapped_column(primary_key=True)
    remedy_id: Mapped[int] = mapped_column(sa.ForeignKey("remedy.id"), index=True)
    from_on: Mapped[date] = mapped_column()
    to_on: Mapped[date] = mapped_column()
    reason: Mapped[str] = mapped_column(sa.Text)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant, default=now)
    on_behalf: Mapped[bool] = mapped_column(default=False)
    granted: Mapped[bool | None] = mapped_column()
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    remedy: Mapped[Remedy] = relationship(back_populates="extensions")
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
