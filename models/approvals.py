"""Every step that a plan or an inspection took, in the application or recorded from a paper signed elsewhere."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, ForApproval, Instant, Owned, Referenced, now
from models.directory import User

if TYPE_CHECKING:
    from models.inspections import Inspection
    from models.plans import Plan


class Approval(Referenced, ForApproval, Base):
    """One step that a plan or an inspection took; the paper and its file only where it was signed elsewhere.

    ``number`` is the version of the plan that the step belongs to, 1 for an inspection.
    """

    __tablename__ = "approval"
    parents = ("plan", "inspection")

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    step: Mapped[str] = mapped_column(sa.String(30))
    state: Mapped[str] = mapped_column(sa.String(30))
    paper_kind: Mapped[str | None] = mapped_column(sa.String(200))
    paper_number: Mapped[str | None] = mapped_column(sa.String(60))
    paper_on: Mapped[date | None] = mapped_column()
    signer: Mapped[str | None] = mapped_column(sa.String(200))
    file_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    file_name: Mapped[str | None] = mapped_column(sa.String(200))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    plan: Mapped["Plan | None"] = relationship(back_populates="approvals")
    inspection: Mapped["Inspection | None"] = relationship(back_populates="approvals")
    by: Mapped[User] = relationship()

    __table_args__ = (
        *Owned.__table_args__,
        sa.CheckConstraint("(plan_id IS NULL) <> (inspection_id IS NULL)", name="belongs_to_one"),
    )
