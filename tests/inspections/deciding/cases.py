"""Knows how to draw up an inspection of a test's own and to bring it to a state; knows no page."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.deciding import actions, members, moves
from inspections.deciding.data import DraftData, NewData, PlanData, StepData
from inspections.deciding.rules import WORKING_PLAN
from inspections.planning.rules import Paper
from models.directory import Body, User
from models.inspections import Inspection

TODAY, FIRST_DAY = date(2031, 3, 3), date(2031, 3, 17)
TEAM = {"dic.manager": "lead", "dic.inspector": "member", "police.inspector": "deputy"}


def person(session: Session, login: str) -> User:
    """A demonstration account."""
    return session.scalars(sa.select(User).where(User.login == login)).one()


def signer(session: Session, beginning: str = "Giám đốc Sở") -> User:
    """Who signs: somebody whose post begins so."""
    return session.scalars(sa.select(User).where(User.position.startswith(beginning))).one()


def refs(session: Session, *keys: str) -> list[str]:
    """The references of bodies of the demonstration."""
    return list(session.scalars(sa.select(Body.ref).where(Body.key.in_(keys))))


def paper(number: str = "300/QĐ-SKHCN", day: date = TODAY, kind: str = "Quyết định", **more: Any) -> Paper:
    """A paper signed elsewhere."""
    return Paper(kind, number, day, "Ông Trương Quang Vinh, Giám đốc Sở", **more)


def begin(session: Session, *keys: str, ground: str = "b", **fields: Any) -> Inspection:
    """An unplanned draft about these bodies."""
    data = NewData(
        FIRST_DAY,
        bodies=refs(session, *(keys or ("so-noi-vu",))),
        ground=ground,
        ground_text="Theo yêu cầu của Chủ tịch Ủy ban nhân dân tỉnh",
        ground_paper="Công văn số 5/UBND-KGVX",
        title="Kiểm tra thử",
        **fields,
    )
    return actions.create(session, person(session, "dic.inspector"), data, TODAY)


def draft_data(session: Session, **fields: Any) -> DraftData:
    """What a whole draft orders."""
    given = {
        "title": "Kiểm tra việc sử dụng dịch vụ",
        "content": "Việc sử dụng dịch vụ bưu chính KT1",
        "scope": "Tại đơn vị nêu tên",
        "period_from": date(2030, 1, 1),
        "period_to": date(2031, 2, 28),
        "duration_days": 5,
        "form": "on_site",
        "signer": signer(session).ref,
        "ground_text": "Theo yêu cầu",
        "ground_paper": "Công văn số 5/UBND-KGVX",
        "clear_signs": False,
        "repeat_facts": "",
    }
    return DraftData(**(given | fields))


def whole(session: Session, *keys: str, team: dict[str, str] = TEAM, **fields: Any) -> Inspection:
    """A draft that only waits for its signature; the police's letter is there."""
    inspection = begin(session, *keys)
    by = person(session, "dic.inspector")
    actions.save_draft(session, inspection, by, draft_data(session, **fields), TODAY, inspection.version)
    places = {person(session, login).ref: place for login, place in team.items()}
    actions.save_team(session, inspection, by, places, inspection.version)
    letter = paper("12/CAT-PA03", kind="Công văn")
    take(session, inspection, "letter", "clerk", paper=letter)
    return inspection


def take(
    session: Session, inspection: Inspection, name: str, by: str = "dic.manager", on: date = TODAY, **data: Any
) -> Inspection:
    """Takes a step as this person."""
    given = StepData(**data)
    return moves.take(session, inspection, person(session, by), name, on, inspection.version, given)


def decided(session: Session, *keys: str, **fields: Any) -> Inspection:
    """A decided inspection: its signed paper was recorded, under a number of its own."""
    inspection = whole(session, *keys, **fields)
    return take(session, inspection, "decide", "clerk", paper=paper(f"{300 + inspection.id}/QĐ-SKHCN"))


def plan_data(inspection: Inspection, **fields: Any) -> PlanData:
    """A whole working plan."""
    items = dict.fromkeys(WORKING_PLAN, "Theo quyết định")
    duties = {one.ref: "Kiểm tra" for one in inspection.members}
    return PlanData(**({"items": items, "number": "01/KH-ĐKT", "on": TODAY, "duties": duties} | fields))


def declared(session: Session, inspection: Inspection) -> None:
    """Everybody has declared, on paper."""
    silent = [one.ref for one in inspection.members if one.no_conflict_at is None]
    by, signed = person(session, "dic.manager"), paper("", kind="Bản cam kết")
    members.record_declarations(session, inspection, by, silent, signed, TODAY, inspection.version)


def approved(session: Session, *keys: str, **fields: Any) -> Inspection:
    """An inspection whose working plan is approved."""
    inspection = decided(session, *keys, **fields)
    by = person(session, "dic.manager")
    actions.save_working_plan(session, inspection, by, plan_data(inspection), TODAY, inspection.version)
    declared(session, inspection)
    return take(session, inspection, "approve_working_plan", "clerk", paper=paper("301/QĐ-SKHCN"))


def running(session: Session, *keys: str, announced: date = FIRST_DAY, **fields: Any) -> Inspection:
    """An inspection in progress: its first visit was announced on a day."""
    inspection = approved(session, *keys, **fields)
    visit = inspection.visits[0]
    visit.state, visit.announced_on, inspection.state = "announced", announced, "in_progress"
    session.flush()
    return inspection
