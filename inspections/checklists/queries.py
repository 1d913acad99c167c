"""Reads checklists; a frozen version never changes, so its content is kept in memory under its sha256."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, undefer

from inspections.law import queries as law
from inspections.law.citations import ground_text
from models.checklists import Checklist, ChecklistVersion

Content = Mapping[str, Any]
Rows = sa.Select[*tuple[Any, ...]]


class FrozenItem(dict[str, Any]):
    """An item of a frozen version: it never changes, so what follows from it may be kept under the item itself."""

    __hash__ = object.__hash__  # type: ignore[assignment]


class Version:
    """A frozen version with its sections and items by code, ready to look up.

    An item's ``grounds`` are its legal basis in words, pairs of (text, status); ``names`` are those of the documents.
    """

    def __init__(self, row: ChecklistVersion, code: str, names: Mapping[str, str]) -> None:
        self.title, self.number, self.code, self.content = row.title, row.number, code, row.content
        self.sections: dict[str, str] = {section["code"]: section["title"] for section in self.content["sections"]}
        self.items: dict[str, Content] = {
            item["code"]: FrozenItem(item | {"grounds": _grounds(item, names)})
            for section in self.content["sections"]
            for item in section["items"]
        }
        self.controllers = {item["only_if"]["code"] for item in self.items.values() if item.get("only_if")}


def _grounds(item: Content, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((ground_text(one, names), one["status"]) for one in item["legal_basis"])


_READ: dict[str, Version] = {}
_WHOLE = sa.select(ChecklistVersion).options(joinedload(ChecklistVersion.checklist), undefer(ChecklistVersion.content))


def version(session: Session, key: int, sha256: str) -> Version:
    """The version with this key and sha256; one that was read before costs no query."""
    if sha256 not in _READ:
        found = session.scalars(_WHOLE.where(ChecklistVersion.id == key)).one()
        _READ[sha256] = Version(found, found.checklist.code, law.document_names(session))
    return _READ[sha256]


def versions(session: Session, ids: Iterable[int]) -> dict[int, Version]:
    """The versions with these keys, by key; a version read before costs only the look at its sha256."""
    wanted = set(ids)
    rows = session.execute(
        sa.select(ChecklistVersion.id, ChecklistVersion.sha256).where(ChecklistVersion.id.in_(wanted))
    ).all()
    return {row.id: version(session, row.id, row.sha256) for row in rows}


def _newest(query: Rows) -> Rows:
    """The query of versions narrowed to the newest of every checklist, in the order of their codes."""
    newest = (
        sa.select(ChecklistVersion.checklist_id, sa.func.max(ChecklistVersion.number).label("number"))
        .group_by(ChecklistVersion.checklist_id)
        .subquery()
    )
    same = sa.and_(newest.c.checklist_id == ChecklistVersion.checklist_id, newest.c.number == ChecklistVersion.number)
    return query.join(Checklist).join(newest, same).order_by(Checklist.code)


def current_versions(session: Session) -> Sequence[ChecklistVersion]:
    """The newest version of every checklist, in the order of their codes."""
    return session.scalars(_newest(_WHOLE)).all()


def current_of_kind(session: Session, inspected_kind: str) -> dict[int, int]:
    """For bodies of a kind: checklist key → key of its newest version, in the order of the checklists' codes."""
    query = _newest(sa.select(ChecklistVersion.checklist_id, ChecklistVersion.id))
    rows = session.execute(query.where(Checklist.inspected_kind == inspected_kind))
    return {row.checklist_id: row.id for row in rows}


def ranks(session: Session) -> dict[str, int]:
    """Checklist code → its place among all checklists, from 0."""
    codes = session.scalars(sa.select(Checklist.code).order_by(Checklist.code))
    return {code: rank for rank, code in enumerate(codes)}
