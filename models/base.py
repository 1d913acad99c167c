"""What every table shares: the database object, names of constraints, time, public references and ownership."""

import secrets
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

BEGINNING = date(1, 1, 1)
"""A validity that has no first day."""
OPEN_END = date(9999, 12, 31)
"""A validity that has no last day."""

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
REF_LENGTH = 10

OPEN_TABLES: dict[str, str] = {
    "agency": "which agencies exist is public",
    "agency_name": "names of agencies are public",
    "body": "which bodies exist is public",
    "body_name": "names of bodies are public",
    "user": "colleagues are named in teams and logs; pages about accounts need a permission",
    "user_session": "read only by its own person and by an administrator, through queries that name the person",
    "setting": "settings are printed on papers",
    "checklist": "checklists are the same for every agency",
    "checklist_version": "checklists are the same for every agency",
    "legal_document": "law is public",
    "act": "law is public",
    "penalty_term": "law is public",
    "service_standard": "law is public",
    "calendar_day": "public holidays are public",
    "digest": "says on which mornings a person was written to, and is read by the system alone",
}
"""Tables that everybody may read, each with the reason; every other table is Owned."""


JOINT: sa.ColumnClause[Any] = sa.literal_column("'joint'")
"""The audience of both agencies as a constant of SQL: it stands in every query, where a parameter costs a tenth."""


class Base(DeclarativeBase):
    """Declarative base with stable constraint names, which migrations need."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class Instant(sa.TypeDecorator[datetime]):
    """A moment in UTC; refuses a time without a zone, returns one with UTC on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """The current instant in UTC."""
    return datetime.now(UTC)


def new_ref() -> str:
    """A random public reference of 10 letters and digits, so that gaps between references tell nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REF_LENGTH))


class Referenced:
    """A row that has its own address: a random public reference beside its key."""

    ref: Mapped[str] = mapped_column(sa.String(REF_LENGTH), unique=True, default=new_ref)


class Owned:
    """A row that belongs to one agency (owner) and is read by both (joint) or by its owner alone (own).

    ``for_body_id`` marks a joint row that the accounts of that inspected body may read too.
    ``parents`` names the relationships that a row may never be more open than.
    """

    parents: ClassVar[tuple[str, ...]] = ()

    audience: Mapped[str] = mapped_column(sa.String(5), default="joint")

    @declared_attr
    def owner(cls) -> Mapped[str | None]:
        return mapped_column(sa.ForeignKey("agency.code"), nullable=False)

    @declared_attr
    def for_body_id(cls) -> Mapped[int | None]:
        return mapped_column(sa.ForeignKey("body.id"), nullable=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (sa.CheckConstraint("audience IN ('joint', 'own')", name="audience"),)


class ForApproval(Owned):
    """An owned row that the approver reads too, once it was sent for his approval."""

    for_approval: Mapped[bool] = mapped_column(default=False)


def _more_open(child: Owned, parent: Owned) -> bool:
    return parent.audience == "own" and (child.audience != "own" or child.owner != parent.owner)


@event.listens_for(Session, "before_flush")
def refuse_more_open_children(session: Session, _context: Any, _instances: Any) -> None:
    """Refuses to store a row that more people could read than the row it belongs to."""
    for row in session.new | session.dirty:
        for name in row.parents if isinstance(row, Owned) else ():
            parent = getattr(row, name)
            if parent is not None and _more_open(row, parent):
                raise ValueError(f"{type(row).__name__} would be more open than its {name}.")


@event.listens_for(Engine, "connect")
def set_up_sqlite(connection: Any, _record: Any) -> None:
    """Durable, concurrent SQLite: nothing acknowledged is lost by a power cut, writers wait for each other."""
    if type(connection).__module__ != "sqlite3":
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the write lock at once, or two of them could each lose the other's work."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def begin_write(session: Session) -> None:
    """Starts the session's transaction as a writing one; call before the first query of a POST."""
    session.connection(execution_options={"writes": True})


def read_one_state(session: Session) -> None:
    """Starts a transaction that reads one state to its end, whatever others write; call before its first query.

    On SQLite every transaction does.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def take_turn(session: Session, lock: int) -> None:
    """Lets one transaction at a time go on with the work that this number stands for, until it ends.

    On SQLite a writing transaction already is the only one.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))
