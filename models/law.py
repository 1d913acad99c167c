"""Law as dated rows: documents, acts that may be recorded, and service standards."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.directory import Dated


class Catalogued:
    """A row of the law's catalogue: never deleted, but closed when an import replaced it or did not have it any more.

    A row that was replaced bears its code with ~ and a number (``law.rules.base_code``); one that was dropped keeps it.
    """

    closed_on: Mapped[date | None] = mapped_column()


class LegalDocument(Catalogued, Dated, Base):
    """A legal document and the days between which it applied."""

    __tablename__ = "legal_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(20), unique=True)
    number: Mapped[str | None] = mapped_column(sa.String(60))
    kind: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.Text)
    title_status: Mapped[str] = mapped_column(sa.String(20))
    issuer: Mapped[str] = mapped_column(sa.String(200))
    issued_on: Mapped[date | None] = mapped_column()
    replaced_by: Mapped[str | None] = mapped_column(sa.String(20))
    amended_by: Mapped[str | None] = mapped_column(sa.Text)
    base_subject: Mapped[str | None] = mapped_column(sa.String(20))  # organisation, individual
    status: Mapped[str] = mapped_column(sa.String(20))
    note: Mapped[str | None] = mapped_column(sa.Text)
    search_text: Mapped[str] = mapped_column(sa.Text, default="")


class Act(Catalogued, Base):
    """An act that a decree fines, with the band in đồng printed for the decree's base subject."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("legal_document.id"), index=True)
    point: Mapped[str] = mapped_column(sa.String(120))
    description: Mapped[str] = mapped_column(sa.Text)
    minimum: Mapped[int | None] = mapped_column(sa.BigInteger)
    maximum: Mapped[int | None] = mapped_column(sa.BigInteger)
    competence: Mapped[str] = mapped_column(sa.String(20))  # dic, police, either
    status: Mapped[str] = mapped_column(sa.String(20))
    details: Mapped[Any] = mapped_column(sa.JSON, default=dict)
    document: Mapped[LegalDocument] = relationship()


class ServiceStandard(Catalogued, Dated, Base):
    """The KT1 limits that held between two days, as the circular gives them."""

    __tablename__ = "service_standard"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(20))
    status: Mapped[str] = mapped_column(sa.String(20))
    limits: Mapped[Any] = mapped_column(sa.JSON)
