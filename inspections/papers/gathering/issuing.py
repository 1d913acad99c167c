"""Gathers what every paper says of who issues it, as of a day; it knows no visit and words nothing."""

from datetime import date, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.papers.facts import visit as plain
from models.base import now
from models.directory import AgencyName, Setting


def gather(session: Session, owner: str, on: date | None, zone: tzinfo) -> dict[str, Any]:
    """The fields of ``facts.Facts`` without ``number`` and ``typed``: names as they are on ``on``, or today."""
    today = now().astimezone(zone).date()
    settings = _settings(session, on or today)
    return {
        "today": today,
        "province": str(settings.get("province") or ""),
        "city": str(settings.get("place") or ""),
        "owner": owner,
        "agencies": agencies(session, on or today),
    }


def agencies(session: Session, on: date) -> dict[str, plain.Agency]:
    """Every agency as it was called on a day, by code."""
    rows = session.scalars(sa.select(AgencyName).where(AgencyName.valid_from <= on, AgencyName.valid_to >= on))
    return {
        row.agency_code: plain.Agency(row.name, row.parent or "", row.symbol or "", row.unit_symbol or "")
        for row in rows
    }


def _settings(session: Session, on: date) -> dict[str, Any]:
    """The names of the province and of its capital on a day, in one query."""
    rows = session.execute(
        sa.select(Setting.key, Setting.value)
        .where(Setting.key.in_(("place", "province")), Setting.valid_from <= on)
        .order_by(Setting.valid_from)
    )
    return {row.key: row.value for row in rows}
