"""Reports that an inspected body sends and an agency receives on paper; what is late follows from two days."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.directory import Body, User
from models.inspections import Visit


class ReceivedReport(Referenced, Owned, Base):
    """One entry of the register of reports received; one that was entered wrongly stays, with the reason.

    ``visit`` is there when the report was asked for before a visit. ``due_on`` is the last day in time as the rule, the
    notice of the visit or the letter that asked for the report had it; whether it was kept follows from the two days.
    """

    __tablename__ = "received_report"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # yearly, self_check, outline
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    visit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    due_on: Mapped[date | None] = mapped_column()
    received_on: Mapped[date] = mapped_column()
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    sha256: Mapped[str | None] = mapped_column(sa.String(64))  # the scan, a file outside the database
    file_name: Mapped[str | None] = mapped_column(sa.String(200))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    withdrawn_reason: Mapped[str | None] = mapped_column(sa.Text)
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit | None] = relationship()
    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])

    __table_args__ = (*Owned.__table_args__, sa.Index("ix_received_report_received_on_ref", "received_on", "ref"))
