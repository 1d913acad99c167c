"""How a body puts things right: measures that serve requirements, changes of many at once, looking again on site."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.directory import Body, User
from models.findings import Finding, Remedy
from models.inspections import Visit


class Measure(Referenced, Owned, Base):
    """One thing that a body does (việc phải làm); it may serve several requirements of the body and is done once."""

    __tablename__ = "measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # immediate, corrective, preventive
    state: Mapped[str] = mapped_column(sa.String(10), default="open")  # open, done
    text: Mapped[str] = mapped_column(sa.Text)
    responsible: Mapped[str] = mapped_column(sa.String(120), default="")  # a person of the body
    position: Mapped[str] = mapped_column(sa.String(200), default="")
    due_on: Mapped[date] = mapped_column()
    evidence: Mapped[str] = mapped_column(sa.Text, default="")  # what is asked for as proof
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Instant, default=now)
    done_on: Mapped[date | None] = mapped_column()
    done_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    done_by: Mapped[User | None] = relationship(foreign_keys=[done_by_id])
    uses: Mapped[list["RemedyMeasure"]] = relationship(back_populates="measure", order_by="RemedyMeasure.id")


class RemedyMeasure(Owned, Base):
    """That a measure serves a requirement, and in which of its attempts it was written there first."""

    __tablename__ = "remedy_measure"
    parents = ("remedy", "measure")

    id: Mapped[int] = mapped_column(primary_key=True)
    remedy_id: Mapped[int] = mapped_column(sa.ForeignKey("remedy.id"))
    measure_id: Mapped[int] = mapped_column(sa.ForeignKey("measure.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=0)  # how often the requirement had had no effect by then
    remedy: Mapped[Remedy] = relationship()
    measure: Mapped[Measure] = relationship(back_populates="uses")

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("remedy_id", "measure_id"))


class BulkChange(Referenced, Owned, Base):
    """One thing that a person did to many requirements at once; it belongs to his agency alone."""

    __tablename__ = "bulk_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(sa.String(20))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    undone_by: Mapped[User | None] = relationship(foreign_keys=[undone_by_id])
    rows: Mapped[list["BulkRow"]] = relationship(back_populates="change", order_by="BulkRow.id")


class BulkRow(Owned, Base):
    """What a change of many came to for one requirement: done, with what it was before, or not, with the reason."""

    __tablename__ = "bulk_row"
    parents = ("change", "remedy")

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(sa.ForeignKey("bulk_change.id"), index=True)
    remedy_id: Mapped[int] = mapped_column(sa.ForeignKey("remedy.id"), index=True)
    done: Mapped[bool] = mapped_column()
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    left_at: Mapped[int] = mapped_column(default=0)  # the version of the requirement that the change left behind
    change: Mapped[BulkChange] = relationship(back_populates="rows")
    remedy: Mapped[Remedy] = relationship()


class Recheck(Referenced, Owned, Base):
    """That a finding is looked at again at a later visit, by which of its items, and what that came to."""

    __tablename__ = "recheck"
    parents = ("finding", "visit")

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    codes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    outcome: Mapped[str | None] = mapped_column(sa.String(10))  # passed, failed
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    finding: Mapped[Finding] = relationship()
    visit: Mapped[Visit] = relationship()
    settled_by: Mapped[User | None] = relationship()

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("finding_id", "visit_id"))
