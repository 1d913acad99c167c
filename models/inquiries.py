"""What a team asks of a body in writing, line by line: a self-check before a visit, an opinion on what was found."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.directory import User
from models.inspections import Visit


class Inquiry(Referenced, Owned, Base):
    """One sheet that was sent to a body; its lines are frozen when it is sent, only the answers are written later.

    ``visit`` may be hidden from the body (before its announcement), so the sheet says by itself what the body needs.
    """

    __tablename__ = "inquiry"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # self_check, opinion
    state: Mapped[str] = mapped_column(sa.String(10), default="open")  # open, answered, withdrawn
    due_on: Mapped[date] = mapped_column()
    note: Mapped[str] = mapped_column(sa.Text, default="")  # what the team says with it
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    sent_at: Mapped[datetime] = mapped_column(Instant, default=now)
    text: Mapped[str] = mapped_column(sa.Text, default="")  # what the body says beside the lines
    on_behalf: Mapped[bool] = mapped_column(default=False)  # typed by the team from the body's paper
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_on: Mapped[date | None] = mapped_column()
    returned_reason: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit | None] = relationship()
    sent_by: Mapped[User] = relationship(foreign_keys=[sent_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
    lines: Mapped[list["InquiryLine"]] = relationship(back_populates="inquiry", order_by="InquiryLine.position")

    __table_args__ = (*Owned.__table_args__, sa.Index("ix_inquiry_for_body_id_state", "for_body_id", "state"))


class InquiryLine(Owned, Base):
    """One line of a sheet: what is asked, as it was when it was sent, and what the body says to it."""

    __tablename__ = "inquiry_line"
    parents = ("inquiry",)

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiry.id"))
    position: Mapped[int] = mapped_column()
    key: Mapped[str] = mapped_column(sa.String(20), index=True)  # the code of an item, the reference of a finding
    heading: Mapped[str] = mapped_column(sa.String(200))
    question: Mapped[str] = mapped_column(sa.Text)
    detail: Mapped[str] = mapped_column(sa.Text, default="")
    choice: Mapped[str] = mapped_column(sa.String(20), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    inquiry: Mapped[Inquiry] = relationship(back_populates="lines")

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("inquiry_id", "position"))
