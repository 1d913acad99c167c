"""Knows that the answers follow from the set of operations alone, whatever order they arrive in; knows no page."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.fieldwork import actions, queries, rules
from inspections.fieldwork.actions import Write
from inspections.fieldwork.merge import merged
from inspections.visible import system_session
from models import db
from models.base import new_ref
from models.checklists import Answer, Operation, VisitItem
from models.directory import User
from models.inspections import Visit

SETS = {"sqlite": 500, "postgresql": 50}
ORDERS = 5
DEVICES = {"tablet-1": "dic.inspector", "tablet-2": "dic.manager", "tablet-3": "police.inspector"}
CODE = "AN-17"
"""An item of both agencies with a sample, a verdict, a reason and a note."""
MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
VALUES: dict[str, list[Any]] = {
    "result": ["pass", "fail", "not_checked", None, "no_such_option"],
    "reason": ["Trời mưa", None],
    "answer1": [{"seen": 7, "passed": 6, "failed": 1, "excluded": 0}, {"seen": 7}, None, {"seen": "many"}],
    "note": ["Xem toàn bộ.", "Thiếu hai bưu gửi.", "Xem toàn bộ.\nThiếu hai bưu gửi.", "Xem lại.\nĐủ sổ.", None],
}

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Sent:
    """An operation with the person who sends it."""

    login: str
    write: Write


def operations_of(chance: random.Random) -> list[Sent]:
    """What three tablets write: each builds on what it wrote and on what it happened to hear of its agency's other."""
    made: list[Sent] = []
    heard: dict[str, list[Write]] = {device: [] for device in DEVICES}
    for number in range(chance.randint(3, 8)):
        device = chance.choice(list(DEVICES))
        part = chance.choice(list(VALUES))
        if chance.random() < 0.3:
            heard[device] = [one.write for one in made if DEVICES[device][:3] == one.login[:3]]
        bases = tuple(write.op_id for write in heard[device] if write.part == part)[-chance.choice((1, 1, 2, 4)) :]
        at = MORNING + timedelta(minutes=chance.randint(0, 600))
        write = Write(f"op-{number:05}", part, chance.choice(VALUES[part]), bases, device, at, number)
        heard[device].append(write)
        made.append(Sent(DEVICES[device], write))
    return made


def arrivals(chance: random.Random, sent: list[Sent]) -> Iterator[tuple[str, list[Write]]]:
    """One order of arrival: mixed, some of it twice, in the batches of each person."""
    mixed = [*sent, *chance.sample(sent, chance.randint(0, len(sent)))]
    chance.shuffle(mixed)
    cuts = sorted(chance.sample(range(1, len(mixed)), chance.choice((0, 0, 0, 0, 0, 1, 2))))
    for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True):
        for login in dict.fromkeys(one.login for one in mixed[start:end]):
            yield login, [one.write for one in mixed[start:end] if one.login == login]


def renamed(write: Write, mark: str) -> Write:
    """The same operation for another item: a number is used once in a database."""
    return replace(write, op_id=f"{mark}-{write.op_id}", bases=tuple(f"{mark}-{base}" for base in write.bases))


class Bench:
    """A session in which nothing is kept, with fresh items of one checklist, each at a visit of its own."""

    def __init__(self, session: Session, size: int) -> None:
        self.session = session
        logins = sa.select(User).where(User.login.in_(DEVICES.values()))
        self.people = {
            user.login: SimpleNamespace(id=user.id, name=user.name, agency_code=user.agency_code)
            for user in session.scalars(logins)
        }
        self.model: VisitItem = session.scalars(sa.select(VisitItem).where(VisitItem.code == CODE).limit(1)).one()
        self.items = self._items(size)

    def _items(self, size: int) -> Iterator[VisitItem]:
        inspection, body = self.session.execute(sa.select(Visit.inspection_id, Visit.body_id)).first()  # type: ignore[misc]
        first = self.session.scalars(sa.select(sa.func.max(Visit.id))).one() + 1
        common = {"owner": "DIC", "audience": "joint"}
        fixed = {"inspection_id": inspection, "body_id": body, "day": date(2026, 11, 20), "state": "announced"} | common
        ids = range(first, first + size)
        self.session.execute(sa.insert(Visit), [{"id": n, "ref": new_ref()} | fixed for n in ids])
        names = ("checklist_version_id", "section_code", "code", "position", "lead")
        model = {name: getattr(self.model, name) for name in names} | common
        start = self.session.scalars(sa.select(sa.func.max(VisitItem.id))).one() + 1
        rows = [{"id": start + n, "ref": new_ref(), "visit_id": visit} | model for n, visit in enumerate(ids)]
        self.session.execute(sa.insert(VisitItem), rows)
        answers = [
            {"visit_item_id": row["id"], "visit_id": row["visit_id"], "owner": agency, "kind": "answer"}
            for row in rows
            for agency in ("DIC", "POLICE")
        ]
        self.session.execute(sa.insert(Answer), answers)
        found = self.session.scalars(sa.select(VisitItem).where(VisitItem.id >= start).order_by(VisitItem.id))
        return iter(found.all())

    def apply(self, batches: Iterable[tuple[str, list[Write]]], mark: str) -> VisitItem:
        """Writes these batches to a fresh item."""
        item = next(self.items)
        for login, writes in batches:
            actions.write(self.session, item, self.people[login], [renamed(write, mark) for write in writes])
        self.session.info.pop("events", None)
        return item

    def answers(self, item: VisitItem, mark: str) -> Rows:
        """The answers of an item, without the mark of its operations."""
        columns = (Answer.owner, Answer.kind, Answer.state, Answer.values, Answer.heads)
        rows = self.session.execute(sa.select(*columns).where(Answer.visit_item_id == item.id))
        return sorted(
            (owner, kind, state, repr(values), _bare(heads, mark)) for owner, kind, state, values, heads in rows
        )

    def history(self, item: VisitItem, mark: str) -> list[str]:
        """The numbers of every operation of an item, without their mark."""
        rows = self.session.scalars(sa.select(Operation.op_id).where(Operation.visit_item_id == item.id))
        return sorted(op_id.removeprefix(f"{mark}-") for op_id in rows)


def _bare(heads: dict[str, list[str]], mark: str) -> str:
    return repr(heads).replace(f"{mark}-", "")


def rebuilt(spec: Any, rows: Sequence[Operation], mark: str) -> Rows:
    """The answers of an item worked out from its stored operations and from nothing else."""
    slots = {(owner, "answer") for owner in ("DIC", "POLICE")}
    slots |= {(row.owner or "", rules.KIND_OF_PART[row.part]) for row in rows}
    found = []
    for owner, kind in slots:
        ops = [queries.as_op(row) for row in rows if (row.owner, rules.KIND_OF_PART[row.part]) == (owner, kind)]
        parts = {part: merged(op for op in ops if op.part == part) for part in sorted({op.part for op in ops})}
        values = {part: one.value for part, one in parts.items() if one.value is not None}
        heads = {part: [head.op_id for head in one.heads] for part, one in parts.items() if one.heads}
        state = rules.verdict(spec, values, {}) if kind == "answer" else "recorded" if values else "unchecked"
        state = "conflict" if any(one.conflict for one in parts.values()) else state
        found.append((owner, kind, state, repr(values), _bare(heads, mark)))
    return sorted(found)


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    """A session that sees everything and keeps nothing."""
    with each_app.app_context(), system_session(db.engine) as session:
        yield session
        session.rollback()


def test_the_answers_never_depend_on_the_order_in_which_operations_arrive(session: Session) -> None:
    size = SETS[session.get_bind().dialect.name]
    chance, marks, bench = random.Random(20261120), count(), Bench(session, size * ORDERS)
    spec = queries.version_of(session, bench.model).items[CODE]
    seen: set[str] = set()
    for _ in range(size):
        sent, outcomes = operations_of(chance), []
        for _ in range(ORDERS):
            mark = f"{next(marks):05}"
            item = bench.apply(arrivals(chance, sent), mark)
            outcomes.append(bench.answers(item, mark))
            assert bench.history(item, mark) == [one.write.op_id for one in sent]
        assert outcomes == [outcomes[0]] * ORDERS
        assert rebuilt(spec, queries.history(session, item), mark) == outcomes[0]
        seen |= {state for _, _, state, _, _ in outcomes[0]}
    assert seen == {"unchecked", "pass", "fail", "not_checked", "recorded", "conflict"}
