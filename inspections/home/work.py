"""Reads what waits for a person at the desk: findings, remedies, declarations, decisions, papers; it writes nothing."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.deciding.steps import BEFORE_IT_BEGINS, BEGUN
from inspections.directory import queries as directory
from inspections.handing_over import queries as handing_over
from inspections.home import rules
from inspections.home.queries import teams_of
from inspections.home.rules import READ, Entry
from inspections.papers.rules import KINDS as PAPER_KINDS
from inspections.papers.rules import OF_TEAM, UNNUMBERED
from inspections.rechecking.rules import LOOKED_AT
from inspections.remedies import conditions
from inspections.remedies import queries as remedies
from inspections.remedies.rules import latest_text
from inspections.search.rules import shortened
from inspections.vietnamese import format_date
from models.base import BEGINNING
from models.findings import DueExtension, Finding, Remedy, RemedyStep
from models.inspections import Inspection, TeamMember, Visit
from models.measures import Recheck
from models.papers import Paper

_BODY = directory.name_on(Visit.body_id, Visit.day).label("body")


def _mine(user: Any, follower: Any = None) -> Any:
    """What of an agency's cases concerns a person: a manager all, anyone else his teams' and what he follows."""
    if user.role == "manager":
        return sa.true()
    own = Visit.inspection_id.in_(teams_of(user))
    return own if follower is None else sa.or_(own, follower == user.id)


def findings_to_confirm(session: Session, user: Any) -> list[Entry]:
    """What the agency's people noted and nobody confirmed or dismissed yet, oldest first."""
    rows = session.execute(
        sa.select(Finding.ref, Finding.text, Finding.detected_on, _BODY)
        .join(Visit, Finding.visit_id == Visit.id)
        .where(Finding.state == "noted", Finding.owner == user.agency_code, _mine(user))
        .order_by(Finding.detected_on, Finding.id)
        .limit(READ)
    )
    return [
        Entry(
            "Thống nhất nội dung ghi nhận",
            row.body,
            "findings.finding",
            row.ref,
            row.detected_on,
            detail=shortened(row.text),
        )
        for row in rows
    ]


def hand_overs_to_answer(session: Session, user: Any) -> list[Entry]:
    """What the other agency asks to be taken over, oldest first."""
    return [
        Entry(
            "Tiếp nhận hoặc trả lại phát hiện được chuyển",
            body,
            "handing_over.hand_over",
            one.ref,
            one.sent_on,
            detail=shortened(one.facts),
        )
        for one, body in handing_over.to_answer(session, user.agency_code, READ)
    ]


def remedies_to_verify(session: Session, user: Any) -> list[Entry]:
    """What bodies reported as put right and somebody else than the reporter verifies, oldest report first."""
    reports = sa.select(RemedyStep).where(RemedyStep.remedy_id == Remedy.id, RemedyStep.state == "reported")
    newest = reports.order_by(RemedyStep.id.desc()).limit(1)
    reported_on = newest.with_only_columns(RemedyStep.happened_on).scalar_subquery()
    rows = session.execute(
        sa.select(Remedy.ref, Remedy.requirement, Remedy.due_on, _BODY, reported_on.label("reported_on"))
        .join(Visit, Remedy.visit_id == Visit.id)
        .where(
            Remedy.state == "reported",
            Remedy.owner == user.agency_code,
            ~remedies.own_work(user),
            _mine(user, Remedy.follower_id),
        )
        .order_by(sa.func.coalesce(reported_on, BEGINNING), Remedy.id)
        .limit(READ)
    )
    return [
        Entry(
            "Kiểm tra, xác nhận kết quả khắc phục",
            row.body,
            "remedies.remedy",
            row.ref,
            row.reported_on,
            row.due_on,
            shortened(row.requirement),
        )
        for row in rows
    ]


def remedies_overdue(session: Session, user: Any, today: date) -> list[Entry]:
    """What is past its day and neither verified nor reported, the longest overdue first."""
    late = (conditions.late(today), Remedy.state != "reported")
    return _required(session, user, "Đôn đốc khắc phục quá hạn", Remedy.due_on, *late)


def remedies_to_send(session: Session, user: Any) -> list[Entry]:
    """What was drawn up and never sent to its body, what is due first before; nothing of it is overdue."""
    found = _required(session, user, "Gửi yêu cầu khắc phục cho đơn vị", Remedy.due_on, conditions.to_send())
    return [replace(one, due=None, detail=f"{one.detail}; {latest_text(one.due)}") for one in found if one.due]


def effects_to_judge(session: Session, user: Any, today: date) -> list[Entry]:
    """What was verified and whose effect is to be judged by now, by somebody else than who did it, oldest day first."""
    judged = (conditions.effect_late(today), ~remedies.own_work(user))
    return _required(session, user, "Đánh giá hiệu quả khắc phục", Remedy.effect_due_on, *judged)


def _required(session: Session, user: Any, what: str, day: Any, *asked: Any) -> list[Entry]:
    """The requirements of his agency that concern a person and are as asked, by a day of theirs, oldest first."""
    rows = session.execute(
        sa.select(Remedy.ref, Remedy.requirement, day.label("day"), _BODY)
        .join(Visit, Remedy.visit_id == Visit.id)
        .where(Remedy.owner == user.agency_code, _mine(user, Remedy.follower_id), *asked)
        .order_by(day, Remedy.id)
        .limit(READ)
    )
    return [
        Entry(what, row.body, "remedies.remedy", row.ref, due=row.day, detail=shortened(row.requirement))
        for row in rows
    ]


def rechecks_to_settle(session: Session, user: Any) -> list[Entry]:
    """What was looked at again on site and what that came to is not recorded yet, the oldest visit first."""
    rows = session.execute(
        sa.select(Recheck.ref, Finding.text, Visit.day, _BODY)
        .join(Visit, Recheck.visit_id == Visit.id)
        .join(Finding, Recheck.finding_id == Finding.id)
        .where(Recheck.outcome.is_(None), Visit.state.in_(LOOKED_AT), Recheck.owner == user.agency_code, _mine(user))
        .order_by(Visit.day, Recheck.id)
        .limit(READ)
    )
    return [
        Entry(
            "Ghi nhận kết quả kiểm tra lại",
            row.body,
            "rechecking.recheck",
            row.ref,
            row.day,
            detail=shortened(row.text),
        )
        for row in rows
    ]


def extensions_to_decide(session: Session, user: Any, zone: tzinfo) -> list[Entry]:
    """The extensions that bodies asked of a manager's agency and nobody decided, oldest first."""
    rows = session.execute(
        sa.select(Remedy.ref, DueExtension.to_on, DueExtension.reason, DueExtension.asked_at, Remedy.due_on, _BODY)
        .join(Remedy, DueExtension.remedy_id == Remedy.id)
        .join(Visit, Remedy.visit_id == Visit.id)
        .where(DueExtension.granted.is_(None), Remedy.owner == user.agency_code)
        .order_by(DueExtension.asked_at, DueExtension.id)
        .limit(READ)
    )
    return [
        Entry(
            f"Quyết định việc gia hạn khắc phục đến ngày {format_date(row.to_on)}",
            row.body,
            "remedies.remedy",
            row.ref,
            row.asked_at.astimezone(zone).date(),
            row.due_on,
            shortened(row.reason),
        )
        for row in rows
    ]


def declarations_to_make(session: Session, user: Any) -> list[Entry]:
    """The decided inspections whose team waits for his declaration of no conflict of interest, oldest first."""
    rows = session.execute(
        sa.select(Inspection.ref, Inspection.title, Inspection.decided_on)
        .join(TeamMember, TeamMember.inspection_id == Inspection.id)
        .where(TeamMember.user_id == user.id, TeamMember.left_on.is_(None), TeamMember.no_conflict_at.is_(None))
        .where(Inspection.state.in_(BEFORE_IT_BEGINS | BEGUN))
        .order_by(Inspection.decided_on, Inspection.id)
        .limit(READ)
    )
    what = "Cam kết không xung đột lợi ích"
    return [Entry(what, row.title, "deciding.decision", row.ref, row.decided_on) for row in rows]


def inspections_waiting(session: Session, user: Any) -> list[Entry]:
    """The inspections that wait for a paper or a number: of the agency that leads them.

    Of the Chairman, whom the approver is, those that he signs: a working plan once its decision has its number.
    """
    chairman = sa.and_(
        Inspection.issuer == rules.CHAIRMAN,
        Inspection.state.in_(rules.APPROVED_BY_CHAIRMAN),
        sa.or_(Inspection.state == "draft", Inspection.decision_number.is_not(None)),
    )
    mine = chairman if user.role == "approver" else Inspection.owner == user.agency_code
    rows = session.scalars(
        sa.select(Inspection)
        .where(Inspection.state.in_(rules.INSPECTION_WAITS), mine)
        .order_by(sa.func.coalesce(Inspection.decided_on, BEGINNING), Inspection.id)
        .limit(READ)
    )
    return [
        Entry(
            rules.inspection_waits_for(row.state, row.decision_number is not None, user.role == "clerk"),
            row.title,
            "deciding.decision",
            row.ref,
            row.finished_on or row.decided_on,
        )
        for row in rows
    ]


_OF_AGENCY = Paper.kind.not_in(OF_TEAM | UNNUMBERED)
_PAPERS = {
    rules.NUMBER_BY_TEAM: (Paper.kind.in_(OF_TEAM), Paper.state == "draft", Paper.number.is_(None)),
    rules.RECORD_SIGNED: (~_OF_AGENCY, Paper.state == "locked"),
    rules.ISSUE: (_OF_AGENCY, Paper.state == "locked"),
    rules.SEND: (_OF_AGENCY, Paper.state == "signed"),
}
"""What is done next → the papers that wait for it: minutes are numbered by the team before they are signed, what an
agency issues gets its number after it."""


def papers_waiting(session: Session, user: Any, steps: Collection[str], zone: tzinfo) -> dict[str, list[Entry]]:
    """Step → the agency's papers that wait for it, oldest first: a clerk has all, anyone else those of his teams.

    One query has them, of every step as many as a card reads.
    """
    mine = sa.true() if user.role == "clerk" else Paper.inspection_id.in_(teams_of(user))
    first = [
        sa.select(
            Paper.id,
            Paper.ref,
            Paper.kind,
            Paper.title,
            Paper.signed_on,
            Paper.locked_at,
            sa.literal(step).label("step"),
        )
        .where(Paper.owner == user.agency_code, mine, *_PAPERS[step])
        .order_by(Paper.id)
        .limit(READ)
        .subquery()
        for step in steps
    ]
    found: dict[str, list[Entry]] = {step: [] for step in steps}
    for row in session.execute(sa.union_all(*map(sa.select, first)).order_by("id")):
        since = row.signed_on or (row.locked_at.astimezone(zone).date() if row.locked_at else None)
        found[row.step].append(Entry(row.title, PAPER_KINDS[row.kind], "papers.paper", row.ref, since))
    return found
