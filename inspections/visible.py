"""Which rows a viewer may see: the one filter that every query of the application goes through."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from models.base import JOINT, ForApproval, Owned, begin_write
from models.events import Event

AGENCY_ROLES = frozenset({"inspector", "manager", "clerk"})
"""Roles whose people work on cases for their agency."""


@dataclass(frozen=True)
class Viewer:
    """On whose behalf a session reads: ``kind`` is agency, body, approver, auditor, system or nobody."""

    kind: str
    agency: str | None = None
    body_id: int | None = None


NOBODY = Viewer("nobody")
SYSTEM = Viewer("system")
OF_ROLES = {"auditor": Viewer("auditor"), "approver": Viewer("approver")}
"""Roles that see the same rows whoever has them."""


def viewer_of(user: Any) -> Viewer:
    """The viewer a person is. An auditor sees the log alone (its contents are left out by the queries that read it),
    an approver what was sent for his approval; an administrator sees no row of a case.

    ``user`` has ``role``, ``agency_code`` and ``body_id``.
    """
    if user.role in AGENCY_ROLES and user.agency_code:
        return Viewer("agency", agency=user.agency_code)
    if user.role == "body" and user.body_id:
        return Viewer("body", body_id=user.body_id)
    return OF_ROLES.get(user.role, NOBODY)


def _of_agency(viewer: Viewer) -> list[Any]:
    agency = viewer.agency
    rule = with_loader_criteria(
        Owned,
        lambda cls: sa.or_(cls.audience == JOINT, cls.owner == agency),
        include_aliases=True,
    )
    return [rule]


def _of_body(viewer: Viewer) -> list[Any]:
    body_id = viewer.body_id
    rule = with_loader_criteria(
        Owned,
        lambda cls: sa.and_(cls.audience == JOINT, cls.for_body_id == body_id),
        include_aliases=True,
    )
    return [rule]


def _of_approver(_viewer: Viewer) -> list[Any]:
    sent = with_loader_criteria(
        ForApproval,
        lambda cls: sa.and_(cls.audience == JOINT, cls.for_approval),
        include_aliases=True,
        propagate_to_loaders=False,
    )
    return [sent, *(_hide(model) for model in Owned.__subclasses__() if model is not ForApproval)]


def _of_nobody(_viewer: Viewer) -> list[Any]:
    return [_hide(Owned)]


def _of_auditor(_viewer: Viewer) -> list[Any]:
    return [_hide(model) for model in Owned.__subclasses__() if model is not Event]


def _hide(model: type[Any]) -> Any:
    return with_loader_criteria(model, lambda _cls: sa.false(), include_aliases=True)


CRITERIA: dict[str, Callable[[Viewer], list[Any]]] = {
    "agency": _of_agency,
    "body": _of_body,
    "approver": _of_approver,
    "auditor": _of_auditor,
    "nobody": _of_nobody,
}


@lru_cache(maxsize=1024)
def _criteria(viewer: Viewer) -> tuple[Any, ...]:
    """The options that every statement of this viewer gets; making them anew costs as much as a small query."""
    return tuple(CRITERIA[viewer.kind](viewer))


def see_as(session: Session, viewer: Viewer) -> None:
    """From now on the session returns and changes only what this viewer may see."""
    session.info["viewer"] = viewer


@event.listens_for(Session, "do_orm_execute")
def filter_rows(state: ORMExecuteState) -> None:
    """Adds the viewer's criterion to every ORM select, update and delete; without a viewer there are no rows."""
    viewer: Viewer = state.session.info.get("viewer", NOBODY)
    if viewer is SYSTEM or state.is_column_load:
        return
    if state.is_select or state.is_update or state.is_delete:
        state.statement = state.statement.options(*_criteria(viewer))


@contextmanager
def reading_session(engine: sa.Engine) -> Iterator[Session]:
    """A session of the system's own work that sees every row and only reads, so that it keeps nobody from writing."""
    with Session(engine) as session:
        see_as(session, SYSTEM)
        yield session


@contextmanager
def system_session(engine: sa.Engine) -> Iterator[Session]:
    """A writing session of the system's own work (log check, loading) that sees every row; commits at the end."""
    with Session(engine) as session:
        see_as(session, SYSTEM)
        begin_write(session)
        yield session
        session.commit()


@contextmanager
def seen_by(session: Session, viewer: Viewer) -> Iterator[Session]:
    """A reader in the same transaction that sees only what this viewer may see.

    It is a session of its own, because what the other one has loaded already may be hidden from the viewer.
    """
    session.flush()
    with Session(bind=session.connection()) as reader:
        see_as(reader, viewer)
        yield reader


def shared_rows(session: Session) -> AbstractContextManager[Session]:
    """A reader in the same transaction that sees only what both agencies share: what a paper of both may print."""
    return seen_by(session, Viewer("agency", agency=""))
