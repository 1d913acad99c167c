"""The year's plan of thematic inspections, its lines, and its frozen versions."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.approvals import Approval
from models.base import Base, ForApproval, Owned, Referenced
from models.directory import Body


class Plan(Referenced, ForApproval, Base):
    """The plan of a year (kế hoạch kiểm tra chuyên đề); ``number`` is the version that its lines now make."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(30), default="draft")
    number: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    lines: Mapped[list["PlanLine"]] = relationship(back_populates="plan", order_by="PlanLine.number")
    versions: Mapped[list["PlanVersion"]] = relationship(back_populates="plan", order_by="PlanVersion.number")
    approvals: Mapped[list["Approval"]] = relationship(back_populates="plan", order_by=Approval.id)


class PlanLine(Referenced, ForApproval, Base):
    """One intended inspection or survey of one or several bodies; ``dropped_reason`` says why it was dropped."""

    __tablename__ = "plan_line"
    parents = ("plan",)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    number: Mapped[int] = mapped_column()
    content: Mapped[str] = mapped_column(sa.Text)
    checklists: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    quarter: Mapped[int] = mapped_column()
    month: Mapped[int | None] = mapped_column()
    lead: Mapped[str] = mapped_column(sa.ForeignKey("agency.code"))
    form: Mapped[str] = mapped_column(sa.String(20), default="on_site")  # on_site, remote
    note: Mapped[str] = mapped_column(sa.Text, default="")
    dropped_reason: Mapped[str | None] = mapped_column(sa.Text)
    plan: Mapped[Plan] = relationship(back_populates="lines")
    bodies: Mapped[list["PlanLineBody"]] = relationship(
        back_populates="line", order_by="PlanLineBody.id", cascade="all, delete-orphan"
    )


class PlanLineBody(ForApproval, Base):
    """A body that a line of a plan names."""

    __tablename__ = "plan_line_body"
    parents = ("line",)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_line.id"))
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    line: Mapped[PlanLine] = relationship(back_populates="bodies")
    body: Mapped[Body] = relationship(foreign_keys=[body_id])

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("line_id", "body_id"))


class PlanVersion(ForApproval, Base):
    """The lines of a plan as they were when it was issued, frozen as JSON with the sha256 of its canonical text."""

    __tablename__ = "plan_version"
    parents = ("plan",)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"))
    number: Mapped[int] = mapped_column()
    content: Mapped[Any] = mapped_column(sa.JSON)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    issued_on: Mapped[date] = mapped_column()
    plan: Mapped[Plan] = relationship(back_populates="versions")

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("plan_id", "number"))
