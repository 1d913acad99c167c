"""The append-only, hash-chained log of everything that was done or refused."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from models.base import Base, Instant, Owned, Referenced


class Event(Referenced, Owned, Base):
    """One row of the log. ``number`` counts without gaps; ``hash`` chains it to the row before."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    actor: Mapped[str] = mapped_column(sa.String(200))
    action: Mapped[str] = mapped_column(sa.String(60))
    outcome: Mapped[str] = mapped_column(sa.String(10), default="done")  # done, refused
    subject: Mapped[str] = mapped_column(sa.String(40), default="")
    subject_ref: Mapped[str] = mapped_column(sa.String(10), default="", index=True)
    content: Mapped[Any] = mapped_column(sa.JSON)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    prev_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)

    @declared_attr
    def owner(cls) -> Mapped[str | None]:
        # What nobody's agency did (a body's account, an unknown name at the door) is read by the auditor alone.
        return mapped_column(sa.ForeignKey("agency.code"), nullable=True)
