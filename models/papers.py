"""Papers that the application makes: drafts, locked contents, files, signatures; and what a body handed over."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, ForApproval, Instant, Owned, Referenced, now
from models.directory import User
from models.inspections import Inspection, Visit
from models.plans import Plan


class Paper(Referenced, ForApproval, Base):
    """One paper (biên bản, thông báo …). ``fields`` is what is typed; ``content`` is frozen when it is locked.

    It belongs to an inspection, and there perhaps to one visit, or to a plan, or to a year on which it reports.
    ``edition`` counts the versions of one paper; ``corrects`` is the signed paper that an annex or a new version
    corrects. The number of a team's paper is its own series and given before it is signed; an agency's paper gets its
    number from the clerk afterwards. The log's head at the moment of locking is printed in the footer.
    """

    __tablename__ = "paper"
    parents = ("inspection", "visit", "plan", "corrects")

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(30), index=True)
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    year: Mapped[int | None] = mapped_column(index=True)
    corrects_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paper.id"))
    edition: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(sa.String(20), default="draft", index=True)
    title: Mapped[str] = mapped_column(sa.Text)
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    content: Mapped[Any | None] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    log_number: Mapped[int | None] = mapped_column()
    log_hash: Mapped[str | None] = mapped_column(sa.String(64))
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    locked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    series: Mapped[str | None] = mapped_column(sa.String(60))
    serial: Mapped[int | None] = mapped_column()
    number: Mapped[str | None] = mapped_column(sa.String(60))
    numbered_on: Mapped[date | None] = mapped_column()
    signed_on: Mapped[date | None] = mapped_column()
    signer: Mapped[str | None] = mapped_column(sa.String(200))
    not_signed_reason: Mapped[str | None] = mapped_column(sa.Text)
    witness: Mapped[str | None] = mapped_column(sa.Text)
    sent_on: Mapped[date | None] = mapped_column()
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)
    version: Mapped[int] = mapped_column(default=1)
    inspection: Mapped[Inspection | None] = relationship()
    visit: Mapped[Visit | None] = relationship()
    plan: Mapped[Plan | None] = relationship()
    corrects: Mapped["Paper | None"] = relationship(remote_side=[id])
    locked_by: Mapped[User | None] = relationship()
    files: Mapped[list["PaperFile"]] = relationship(back_populates="paper", order_by="PaperFile.id")

    __table_args__ = (
        *Owned.__table_args__,
        sa.UniqueConstraint("series", "serial"),
        sa.CheckConstraint("inspection_id IS NOT NULL OR plan_id IS NOT NULL OR year IS NOT NULL", name="belongs"),
    )


class PaperFile(Referenced, ForApproval, Base):
    """A rendered, scanned or digitally signed file of a paper; ``reader`` says whose copy it is (joint, DIC, POLICE,
    body). ``signers`` is what was found of each digital signature when the file came.
    """

    __tablename__ = "paper_file"
    parents = ("paper",)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))  # docx, pdf, scan, signed
    reader: Mapped[str] = mapped_column(sa.String(10), default="joint")
    edition: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int] = mapped_column()
    signers: Mapped[Any | None] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(Instant, default=now)
    paper: Mapped[Paper] = relationship(back_populates="files")
    by: Mapped[User] = relationship()


class PaperSignature(Referenced, Owned, Base):
    """A signature drawn on a tablet by somebody whom a locked paper names: its picture, and what was signed.

    ``name`` and ``capacity`` are as printed, ``content_sha256`` is that of the content that was signed, ``sha256``
    names the picture's file, ``by`` held the tablet. One that was removed stays with its reason.
    """

    __tablename__ = "paper_signature"
    parents = ("paper",)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    capacity: Mapped[str] = mapped_column(sa.String(300))
    content_sha256: Mapped[str] = mapped_column(sa.String(64))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    drawn_at: Mapped[datetime] = mapped_column(Instant, default=now)
    removed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_reason: Mapped[str] = mapped_column(sa.Text, default="")
    paper: Mapped[Paper] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])


class SuppliedDocument(Referenced, Owned, Base):
    """A paper that the body handed over during a visit; it is named in the annex of the minutes."""

    __tablename__ = "supplied_document"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(300))
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    dated_on: Mapped[date | None] = mapped_column()
    original: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    overruled: Mapped[str | None] = mapped_column(sa.Text)  # why a hint at a secret was set aside
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    visit: Mapped[Visit] = relationship()
