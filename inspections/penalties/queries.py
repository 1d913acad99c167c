"""Reads how one violation is handled: terms of the law, circumstances, days, receipts, repetition; writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from inspections.directory import queries as directory
from inspections.findings import rules as findings
from inspections.handing_over import queries as handing_over
from inspections.law import queries as law_queries
from inspections.law import rules as law
from inspections.law.rules import Band
from inspections.penalties import deadlines, ledger, rules
from inspections.penalties.deadlines import Course, Due
from inspections.penalties.ledger import Ledger, Paid
from inspections.penalties.rules import Case, StageFacts, Term, Terms
from models.directory import Body
from models.findings import Finding
from models.inspections import Visit
from models.penalties import HandOver, Penalty, PenaltyCircumstance, PenaltyFile, PenaltyTerm, Receipt


def term_rows(session: Session) -> Sequence[Any]:
    """Everything that the law on penalties ever said, in its order; a page asks several times, so it is read once."""
    if "penalty_terms" not in session.info:
        columns = (PenaltyTerm.kind, PenaltyTerm.code, PenaltyTerm.status, PenaltyTerm.source, PenaltyTerm.content)
        dated = sa.select(*columns, PenaltyTerm.valid_from, PenaltyTerm.valid_to, PenaltyTerm.closed_on)
        session.info["penalty_terms"] = session.execute(dated.order_by(PenaltyTerm.id)).all()
    found: Sequence[Any] = session.info["penalty_terms"]
    return found


def held(rows: Iterable[Any], on: date) -> Terms:
    """What of it holds on a day: neither what a later edition replaced, nor from its day on what it does not have."""
    found: dict[str, dict[str, Term]] = defaultdict(dict)
    for row in rows:
        dropped = row.closed_on is not None and on >= row.closed_on
        if row.valid_from <= on <= row.valid_to and not dropped and row.code == law.base_code(row.code):
            found[row.kind][row.code] = Term(row.code, row.status, row.source, row.content)
    return Terms(**found)


def terms(session: Session, on: date) -> Terms:
    """What the law on penalties says on a day."""
    return held(term_rows(session), on)


def offices(session: Session, on: date) -> list[tuple[str, str]]:
    """(code, name) of every office that a violation may be brought to on a day, also of those that may not fine it."""
    names = directory.agency_names(session, on)
    return [(one.code, rules.office_name(one, names)) for one in terms(session, on).office.values()]


def penalty_of(session: Session, finding: Finding) -> Penalty:
    """How far a violation is handled; a new one that is not stored where nothing was entered yet."""
    stored = session.scalar(sa.select(Penalty).where(Penalty.finding_id == finding.id))
    return stored or blank(finding)


def blank(finding: Finding) -> Penalty:
    """What is known of the handling of a violation before anything was entered; not stored."""
    return Penalty(finding_id=finding.id, pace="plain", complicated=False, reminder="", owner=finding.owner)


def circumstances(session: Session, finding: Finding) -> Sequence[PenaltyCircumstance]:
    """The circumstances that were chosen, as they were."""
    query = sa.select(PenaltyCircumstance).options(joinedload(PenaltyCircumstance.by))
    return session.scalars(
        query.where(PenaltyCircumstance.finding_id == finding.id).order_by(PenaltyCircumstance.id)
    ).all()


def receipts(session: Session, finding: Finding) -> Sequence[Receipt]:
    """The receipts of a fine by day, also those that do not count."""
    query = sa.select(Receipt).options(joinedload(Receipt.by)).where(Receipt.finding_id == finding.id)
    return session.scalars(query.order_by(Receipt.day, Receipt.id)).all()


def files(session: Session, finding: Finding) -> Sequence[PenaltyFile]:
    """The scanned decision and receipts of a violation, as they were kept."""
    query = sa.select(PenaltyFile).options(joinedload(PenaltyFile.receipt), joinedload(PenaltyFile.by))
    return session.scalars(query.where(PenaltyFile.finding_id == finding.id).order_by(PenaltyFile.id)).all()


def weighed(session: Session, finding: Finding, known: Terms) -> dict[str, int]:
    """How many circumstances of a violation weigh to each side."""
    codes = [one.code for one in circumstances(session, finding)]
    return rules.effects(codes, finding.put_right_on is not None, known.circumstance)


def range_of(session: Session, finding: Finding) -> Band | None:
    """Where inside its band the fine of a violation lies; None for an act without a band."""
    band = findings.fine_band(finding.act, finding.subject_kind)
    return rules.fine_range(band, weighed(session, finding, terms(session, finding.detected_on))) if band else None


def case_of(finding: Finding) -> Case:
    """What decides who may fine the act of a finding."""
    act: Any = finding.act
    return Case(
        law.base_code(act.document.key),
        findings.document_name(act.document),
        act.point,
        act.competence,
        findings.fine_band(act, finding.subject_kind),
        finding.subject_kind,
    )


def course_of(finding: Finding, penalty: Penalty, known: Terms) -> Course:
    """The days of a violation's handling."""
    band = findings.fine_band(finding.act, finding.subject_kind) if finding.act else None
    own = (
        "complicated",
        "expertise_on",
        "explain_way",
        "explain_asked_on",
        "pace",
        "sent_on",
        "received_on",
        "paid_on",
    )
    return Course(
        detected_on=finding.detected_on,
        record_on=finding.record_on,
        transferred_on=finding.transferred_on,
        explains=deadlines.explains(band, finding.subject_kind, known),
        decision_on=finding.decision_on,
        fine=finding.fine,
        **{name: getattr(penalty, name) for name in own},
    )


def dues(session: Session, finding: Finding, penalty: Penalty, known: Terms) -> list[Due]:
    """The steps of a violation's handling whose last day is known."""
    return deadlines.dues(course_of(finding, penalty, known), known.deadline, directory.calendar(session))


def counting(rows: Iterable[Receipt]) -> list[Paid]:
    """The receipts that count."""
    return [Paid(row.day, row.amount) for row in rows if row.void_reason is None]


def ledger_of(finding: Finding, by: date | None, rows: Iterable[Receipt], known: Terms, today: date) -> Ledger | None:
    """What is paid and owed on the fine of a violation that is to be paid by a day; None without a fine."""
    if not finding.fine:
        return None
    return ledger.ledger(finding.fine, by, counting(rows), known.value("late_interest"), today)


_carried_out = sa.case((Finding.fine.is_(None), Finding.decision_on), else_=Penalty.paid_on)
"""The day on which a decision is carried out: a warning when it is decided, a fine when nothing is left to pay."""
_unpaid = sa.and_(Finding.fine.is_not(None), Finding.decision_number.is_not(None), Penalty.paid_on.is_(None))


def repeated(session: Session, finding: Finding, months: int) -> list[tuple[Finding, str]]:
    """Earlier violations of the same clause by the same enterprise, or the same body, newest first, with its name.

    Also under an earlier decree that had the clause. Those at another visit that the viewer may see, that nobody
    dismissed, and that were detected within so many months before the detection, or whose decision is carried out no
    longer than that, or not at all.
    """
    if finding.act is None:
        return []
    body = session.get_one(Body, finding.visit.body_id)
    same = Body.enterprise_of == body.enterprise_of if body.enterprise_of else Body.id == body.id
    since = rules.months_after(finding.detected_on, -months)
    rows = session.execute(
        sa.select(Finding, directory.name_on(Visit.body_id, Visit.day))
        .join(Visit, Finding.visit_id == Visit.id)
        .join(Body, Visit.body_id == Body.id)
        .outerjoin(Penalty, Penalty.finding_id == Finding.id)
        .where(
            same,
            Finding.act_id.in_(law_queries.of_same_clause(session, finding.act)),
            Finding.visit_id != finding.visit_id,
        )
        .where(Finding.state != "dismissed", Finding.detected_on <= finding.detected_on)
        .where(sa.or_(Finding.detected_on >= since, _carried_out >= since, _unpaid))
        .order_by(Finding.detected_on.desc(), Finding.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


_paid_in = sa.select(Receipt.id).where(Receipt.finding_id == Finding.id, Receipt.void_reason.is_(None)).exists()
_waiting = sa.select(HandOver.id).where(HandOver.finding_id == Finding.id, HandOver.state == "waiting").exists()


def stage_column(today: date) -> Any:
    """The stage of a violation as a column; ``rules.stage`` says the same of its facts."""
    day = sa.case((Finding.continuing, Finding.detected_on), else_=Finding.ended_on)
    decided = Finding.decision_number.is_not(None)
    return sa.case(
        (decided & Finding.fine.is_(None), "warned"),
        (decided & Penalty.paid_on.is_not(None), "paid"),
        (decided & _paid_in, "part_paid"),
        (decided & Penalty.sent_on.is_not(None), "sent"),
        (decided, "decided"),
        (Penalty.reminded_on.is_not(None), "reminded"),
        (day < rules.first_in_time(today), "over"),
        (Finding.transferred_to.is_not(None), "transferred"),
        (Finding.record_number.is_not(None), "recorded"),
        (_waiting, "handed"),
        else_="to_record",
    )


def stage_facts(
    session: Session, finding: Finding, penalty: Penalty, rows: Iterable[Receipt], over: bool
) -> StageFacts:
    """The facts that decide the stage of one violation."""
    return StageFacts(
        recorded=finding.record_number is not None,
        transferred=finding.transferred_to is not None,
        decided=finding.decision_number is not None,
        fine=finding.fine,
        sent=penalty.sent_on is not None,
        receipts=bool(counting(rows)),
        paid=penalty.paid_on is not None,
        reminded=penalty.reminded_on is not None,
        waiting=handing_over.waiting(session, finding) is not None,
        over=over,
    )
