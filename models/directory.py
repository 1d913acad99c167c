"""Who there is: agencies, inspected bodies, people, their sessions, and the province's dated settings."""

import re
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import BEGINNING, OPEN_END, Base, Instant, Referenced, now


class Dated:
    """A row that holds from one day to another, both included."""

    valid_from: Mapped[date] = mapped_column(default=BEGINNING)
    valid_to: Mapped[date] = mapped_column(default=OPEN_END)


class Agency(Base):
    """One of the agencies that plan, order or carry out inspections."""

    __tablename__ = "agency"

    code: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # department, police, chairman
    names: Mapped[list["AgencyName"]] = relationship(order_by="AgencyName.valid_from")


class AgencyName(Dated, Base):
    """What an agency was called between two days."""

    __tablename__ = "agency_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(sa.ForeignKey("agency.code"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    short_name: Mapped[str] = mapped_column(sa.String(60))
    parent: Mapped[str | None] = mapped_column(sa.String(200))
    symbol: Mapped[str | None] = mapped_column(sa.String(20))
    unit_symbol: Mapped[str | None] = mapped_column(sa.String(20))


_COMMUNE = re.compile(r"(?:^|,)\s*((?:xã|phường|thị trấn|đặc khu)\s[^,(]*[^,(\s])", re.IGNORECASE)


def commune_of(place: str) -> str:
    """The commune, ward, township or special zone that an address names; empty where it names none."""
    found = _COMMUNE.search(place)
    return found[1] if found else ""


class Body(Referenced, Base):
    """A unit that is inspected: a provider's office, a transport point, or an agency that uses KT1."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # provider, transport, user_agency
    level: Mapped[str] = mapped_column(sa.String(20))  # province, commune
    group_name: Mapped[str] = mapped_column(sa.String(120))
    place: Mapped[str] = mapped_column(sa.String(200))
    commune: Mapped[str] = mapped_column(
        sa.String(120), default=lambda row: commune_of(row.get_current_parameters()["place"]), index=True
    )
    subject: Mapped[str] = mapped_column(sa.String(20), default="inspection")  # inspection, survey
    enterprise_of: Mapped[str | None] = mapped_column(sa.String(40))
    kt1: Mapped[str | None] = mapped_column(sa.String(20))  # uses, not_yet, unknown
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    sort_key: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"", index=True)
    names: Mapped[list["BodyName"]] = relationship(order_by="BodyName.valid_from")


class BodyName(Dated, Base):
    """What a body was called between two days."""

    __tablename__ = "body_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(250))


class User(Referenced, Base):
    """A person. One without a login is named in teams and papers but cannot sign in."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    title: Mapped[str] = mapped_column(sa.String(10), default="Ông")
    rank: Mapped[str | None] = mapped_column(sa.String(60))
    position: Mapped[str] = mapped_column(sa.String(160), default="")
    role: Mapped[str | None] = mapped_column(sa.String(20))
    agency_code: Mapped[str | None] = mapped_column(sa.ForeignKey("agency.code"))
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"))
    sort_key: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"")
    email: Mapped[str | None] = mapped_column(sa.String(200))  # where the morning's e-mail goes
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    demonstration: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)
    version: Mapped[int] = mapped_column(default=1)


class UserSession(Referenced, Base):
    """One signed-in browser; ended rows stay as history."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    device: Mapped[str] = mapped_column(sa.String(200), default="")
    address: Mapped[str] = mapped_column(sa.String(60), default="")
    idle_minutes: Mapped[int] = mapped_column(default=60)
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)
    active_at: Mapped[datetime] = mapped_column(Instant, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    user: Mapped[User] = relationship()


class Setting(Base):
    """One of the province's settings, holding from a day on."""

    __tablename__ = "setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(60))
    value: Mapped[Any] = mapped_column(sa.JSON)
    valid_from: Mapped[date] = mapped_column(default=BEGINNING)

    __table_args__ = (sa.UniqueConstraint("key", "valid_from"),)


class CalendarDay(Base):
    """A day that differs from the week: a public holiday, or a weekend day worked instead of one."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool] = mapped_column()
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    status: Mapped[str] = mapped_column(sa.String(20), default="unverified")
