"""What colleagues say to each other about an item or a finding; no paper and no body ever shows it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.checklists import VisitItem
from models.directory import User
from models.findings import Finding
from models.inspections import Visit


class Comment(Referenced, Owned, Base):
    """One remark (ý kiến trao đổi) on an item or on a finding; ``owner`` is the agency of who wrote it."""

    __tablename__ = "comment"
    parents = ("visit", "visit_item", "finding")

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    visit_item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("visit_item.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    earlier: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON, default=list)  # {text, until}, the first one first
    mentioned: Mapped[list[int]] = mapped_column(sa.JSON, default=list)  # keys of people
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    edited_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit] = relationship()
    visit_item: Mapped[VisitItem | None] = relationship()
    finding: Mapped[Finding | None] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    done_by: Mapped[User | None] = relationship(foreign_keys=[done_by_id])

    __table_args__ = (
        *Owned.__table_args__,
        sa.CheckConstraint("(visit_item_id IS NULL) <> (finding_id IS NULL)", name="about_one"),
    )
