"""What people are told: notifications inside the application, and which morning's e-mail went to whom."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, ForApproval, Instant, Owned, Referenced, now
from models.directory import User


class Notification(Referenced, ForApproval, Base):
    """One thing that one person is told about a record; it holds no typed text, only what happened and to what.

    Owner and audience are those of the record when it was written. ``due_on`` and ``days`` are those of a reminder:
    the last day that it reminds of, and the stage, so many days after that day.
    """

    __tablename__ = "notification"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    news: Mapped[str] = mapped_column(sa.String(30))
    subject: Mapped[str] = mapped_column(sa.String(40))  # the kind of record, by the name of its class
    subject_ref: Mapped[str] = mapped_column(sa.String(10))
    due_on: Mapped[date | None] = mapped_column()
    days: Mapped[int | None] = mapped_column()
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    read_with: Mapped[str | None] = mapped_column(sa.String(10))  # what was marked by one press is taken back by one
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    by: Mapped[User | None] = relationship(foreign_keys=[by_id])

    __table_args__ = (
        *Owned.__table_args__,
        sa.UniqueConstraint("user_id", "news", "subject_ref", "due_on", "days", name="uq_notification_stage"),
        sa.Index("ix_notification_user_id_read_at", "user_id", "read_at"),
        sa.Index("ix_notification_user_id_at_id", "user_id", "at", "id"),
    )


class Digest(Base):
    """The one e-mail of a person's morning: claimed before it is sent, so that none goes out twice."""

    __tablename__ = "digest"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    day: Mapped[date] = mapped_column()
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)  # the relay took it

    __table_args__ = (sa.UniqueConstraint("user_id", "day"),)
