"""Checklists with frozen versions, the items chosen for a visit, every operation, the answers and the evidence."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant, Owned, Referenced, now
from models.directory import User
from models.inspections import Visit


class Checklist(Referenced, Base):
    """A checklist (mẫu phiếu kiểm tra) under its stable code."""

    __tablename__ = "checklist"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    inspected_kind: Mapped[str] = mapped_column(sa.String(20))
    versions: Mapped[list["ChecklistVersion"]] = relationship(
        back_populates="checklist", order_by="ChecklistVersion.number"
    )


class ChecklistVersion(Referenced, Base):
    """One frozen version: the whole content as JSON, with the sha256 of its canonical text."""

    __tablename__ = "checklist_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    checklist_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist.id"))
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[Any] = mapped_column(sa.JSON, deferred=True)  # long, and kept in memory once it was read
    sha256: Mapped[str] = mapped_column(sa.String(64))
    published_at: Mapped[datetime] = mapped_column(Instant, default=now)
    checklist: Mapped[Checklist] = relationship(back_populates="versions")

    __table_args__ = (sa.UniqueConstraint("checklist_id", "number"),)


class VisitItem(Referenced, Owned, Base):
    """An item chosen for a visit, pinned to the version it was chosen from."""

    __tablename__ = "visit_item"
    parents = ("visit",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"))
    checklist_version_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_version.id"))
    section_code: Mapped[str] = mapped_column(sa.String(10))
    code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int] = mapped_column()
    lead: Mapped[str] = mapped_column(sa.String(10))  # dic, police, both
    deferred: Mapped[str | None] = mapped_column(sa.String(20))  # out_of_hours, before_and_after, shift
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit] = relationship()
    checklist_version: Mapped[ChecklistVersion] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        *Owned.__table_args__,
        sa.UniqueConstraint("visit_id", "code"),
        sa.Index("ix_visit_item_visit_id_position", "visit_id", "position"),
    )


class Operation(Owned, Base):
    """One change of one part of an answer as it was made; never changed, never deleted (lần ghi)."""

    __tablename__ = "operation"
    parents = ("visit_item",)

    id: Mapped[int] = mapped_column(primary_key=True)
    op_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    visit_item_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_item.id"))
    repeat: Mapped[str] = mapped_column(sa.String(40), default="")
    part: Mapped[str] = mapped_column(sa.String(20))
    value: Mapped[Any | None] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    cleared: Mapped[bool] = mapped_column(default=False)
    bases: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    device: Mapped[str] = mapped_column(sa.String(64), default="")
    device_at: Mapped[datetime | None] = mapped_column(Instant)
    counter: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    clock_offset: Mapped[int | None] = mapped_column()  # seconds to add to device_at; None without a tablet's clock
    received_at: Mapped[datetime] = mapped_column(Instant, default=now)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    observed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))  # wrote it on paper; by_id typed it in
    reason: Mapped[str | None] = mapped_column(sa.Text)
    late: Mapped[bool] = mapped_column(default=False)
    aside: Mapped[bool] = mapped_column(default=False)
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    observed_by: Mapped[User | None] = relationship(foreign_keys=[observed_by_id])
    visit_item: Mapped[VisitItem] = relationship()

    __table_args__ = (
        *Owned.__table_args__,
        sa.Index("ix_operation_visit_item_id_owner_part", "visit_item_id", "owner", "part"),
    )


class Answer(Owned, Base):
    """What the operations of one slot come to; a cache that can be rebuilt from them."""

    __tablename__ = "answer"
    parents = ("visit_item",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_item_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_item.id"))
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"))
    kind: Mapped[str] = mapped_column(sa.String(10))  # answer, note, conclusion
    repeat: Mapped[str] = mapped_column(sa.String(40), default="")
    state: Mapped[str] = mapped_column(sa.String(20), default="unchecked")
    values: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    heads: Mapped[dict[str, list[str]]] = mapped_column(sa.JSON, default=dict)
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now)
    updated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=0)
    visit_item: Mapped[VisitItem] = relationship()
    updated_by: Mapped[User | None] = relationship()

    __table_args__ = (
        *Owned.__table_args__,
        sa.UniqueConstraint("visit_item_id", "owner", "kind", "repeat"),
        sa.Index("ix_answer_visit_id_kind", "visit_id", "kind"),
    )


class Evidence(Referenced, Owned, Base):
    """A photo of an item; the file is named by its sha256 and lies outside the database."""

    __tablename__ = "evidence"
    parents = ("visit_item",)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    visit_item_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_item.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(200))
    caption: Mapped[str] = mapped_column(sa.String(300), default="")
    size: Mapped[int] = mapped_column()
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(Instant, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    op_id: Mapped[str | None] = mapped_column(sa.String(64), unique=True)  # minted on the tablet; sent twice, kept once
    taken_at: Mapped[datetime | None] = mapped_column(Instant)  # by the tablet's clock
    clock_offset: Mapped[int | None] = mapped_column()  # seconds to add to taken_at
    visit_item: Mapped[VisitItem] = relationship()
    by: Mapped[User] = relationship()
