"""Knows that every figure of a report equals its own plain SQL, as of the last day, whoever asks; knows no paper."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.reporting import counts, queries, rules
from inspections.reporting.rules import Figures, Period
from inspections.visible import Viewer, see_as
from models.base import Instant, db
from models.directory import Body
from models.findings import DueExtension, Finding, FindingStep, Remedy, RemedyStep
from models.inspections import InspectionLine, Visit
from models.plans import Plan, PlanVersion
from models.reports import ReceivedReport
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.reporting.cases import Dated

TODAY, ZONE = date(2026, 11, 22), ZoneInfo("Asia/Ho_Chi_Minh")
AT_ONCE = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = [
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2026, 10, 1), date(2026, 11, 10)),
]
PIECES = {
    "@of_visit": "SELECT v.owner, v.body_id, count(*)",
    "@of_row": "SELECT x.owner, v.body_id, count(*)",
    "@visited": "FROM visit v WHERE v.audience = 'joint' AND v.announced_on BETWEEN :first AND :last",
    "@finding": "FROM finding x JOIN visit v ON v.id = x.visit_id AND v.audience = 'joint' WHERE x.audience = 'joint'",
    "@detected": "x.detected_on BETWEEN :first AND :last",
    "@stands": """'dismissed' <> CASE
        WHEN NOT EXISTS (SELECT 1 FROM finding_step s WHERE s.finding_id = x.id) THEN x.state
        WHEN NOT EXISTS (SELECT 1 FROM finding_step s WHERE s.finding_id = x.id AND s.at < :until) THEN 'noted'
        ELSE (SELECT s.state FROM finding_step s WHERE s.id = (
            SELECT max(n.id) FROM finding_step n WHERE n.finding_id = x.id AND n.at < :until)) END""",
    "@decided": "x.kind = 'violation' AND x.decision_on BETWEEN :first AND :last",
    "@remedy": """FROM (SELECT r.*, (SELECT min(s.happened_on) FROM remedy_step s
            WHERE s.remedy_id = r.id AND s.step = 'send') AS sent_on,
        coalesce((SELECT e.from_on FROM due_extension e WHERE e.id = (SELECT min(n.id) FROM due_extension n
            WHERE n.remedy_id = r.id AND n.granted AND n.decided_at >= :until)), r.due_on) AS due,
        (SELECT s.state FROM remedy_step s WHERE s.id = (SELECT max(n.id) FROM remedy_step n
            WHERE n.remedy_id = r.id AND n.happened_on <= :last)) AS kept,
        EXISTS (SELECT 1 FROM remedy_step s WHERE s.remedy_id = r.id) AS moved,
        (SELECT max(CASE WHEN s.on_behalf AND s.paper_on IS NOT NULL THEN s.paper_on ELSE s.happened_on END)
            FROM remedy_step s WHERE s.remedy_id = r.id AND s.step = 'report' AND s.happened_on <= :last
            AND s.id > coalesce((SELECT max(n.id) FROM remedy_step n WHERE n.remedy_id = r.id AND n.happened_on <= :last
                AND n.step IN ('return', 'ineffective', 'recheck_failed')), 0)) AS reported,
        (SELECT min(s.happened_on) FROM remedy_step s WHERE s.remedy_id = r.id AND s.happened_on <= :last
            AND s.state IN ('verified', 'effective')) AS checked
        FROM remedy r WHERE r.audience = 'joint') x
        JOIN visit v ON v.id = x.visit_id AND v.audience = 'joint' WHERE 1 = 1""",
    "@done": "coalesce(x.kept, CASE WHEN x.moved THEN 'open' ELSE x.state END) IN ('verified', 'effective')",
    "@due": "x.sent_on <= :last AND x.due BETWEEN :first AND :last",
    "@early": "coalesce(x.reported, x.checked, x.closed_on, '9999-12-31') <= x.due",
    "@report": """FROM (SELECT owner, body_id, received_on, due_on FROM received_report
            WHERE audience = 'joint' AND withdrawn_on IS NULL
        UNION ALL SELECT i.owner, v.body_id, i.answered_on, i.due_on FROM inquiry i JOIN visit v ON v.id = i.visit_id
            WHERE i.audience = 'joint' AND v.audience = 'joint' AND i.kind = 'self_check' AND i.state = 'answered') x
        WHERE x.received_on BETWEEN :first AND :last""",
}
"""Pieces of the plain SQL; that a report shows only what both agencies share is written out by hand."""

PLAIN = {
    "decisions": """SELECT x.owner, NULL, count(*) FROM inspection x WHERE x.audience = 'joint' AND x.state <> 'draft'
        AND x.decided_on BETWEEN :first AND :last GROUP BY 1""",
    "unscheduled": """SELECT x.owner, NULL, count(*) FROM inspection x WHERE x.audience = 'joint'
        AND x.ground IN ('a', 'b') AND x.state <> 'draft' AND x.decided_on BETWEEN :first AND :last GROUP BY 1""",
    "visits": "@of_visit @visited GROUP BY 1, 2",
    "surveys": "@of_visit @visited AND v.kind = 'survey' GROUP BY 1, 2",
    "unscheduled_visits": """@of_visit @visited AND v.inspection_id IN (
        SELECT id FROM inspection WHERE ground <> 'c' AND audience = 'joint') GROUP BY 1, 2""",
    "minutes": """@of_visit FROM visit v WHERE v.audience = 'joint' AND v.minutes_on BETWEEN :first AND :last
        GROUP BY 1, 2""",
    "shortcomings": "@of_row @finding AND x.kind = 'shortcoming' AND @detected AND @stands GROUP BY 1, 2",
    "violations": "@of_row @finding AND x.kind = 'violation' AND @detected AND @stands GROUP BY 1, 2",
    "good_practices": "@of_row @finding AND x.kind = 'good_practice' AND @detected AND @stands GROUP BY 1, 2",
    "records": "@of_row @finding AND x.kind = 'violation' AND x.record_on BETWEEN :first AND :last GROUP BY 1, 2",
    "fines": "SELECT x.owner, v.body_id, sum(x.fine) @finding AND @decided GROUP BY 1, 2",
    "penalty_decisions": """SELECT owner, body, count(*) FROM (SELECT x.owner, min(v.body_id) AS body @finding
        AND @decided GROUP BY x.owner, x.decision_number, x.decision_on) d GROUP BY 1, 2""",
    "paid": """SELECT p.owner, v.body_id, sum(p.amount) FROM receipt p JOIN finding x ON x.id = p.finding_id
        JOIN visit v ON v.id = x.visit_id WHERE p.audience = 'joint' AND x.audience = 'joint' AND v.audience = 'joint'
        AND p.void_reason IS NULL AND p.day BETWEEN :first AND :last GROUP BY 1, 2""",
    "sent": "@of_row @remedy AND x.sent_on BETWEEN :first AND :last GROUP BY 1, 2",
    "due": "@of_row @remedy AND @due GROUP BY 1, 2",
    "in_time": "@of_row @remedy AND @due AND @done AND @early GROUP BY 1, 2",
    "met_late": "@of_row @remedy AND @due AND @done AND NOT @early GROUP BY 1, 2",
    "overdue": "@of_row @remedy AND x.sent_on <= :last AND NOT @done AND x.due < :last GROUP BY 1, 2",
    "reports": "SELECT x.owner, x.body_id, count(*) @report GROUP BY 1, 2",
    "reports_in_time": "SELECT x.owner, x.body_id, count(*) @report AND x.received_on <= x.due_on GROUP BY 1, 2",
    "reports_late": "SELECT x.owner, x.body_id, count(*) @report AND x.received_on > x.due_on GROUP BY 1, 2",
}


@pytest.fixture(params=[("app", 0), ("postgres_app", 2)], ids=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest) -> Flask:
    name, seed = request.param
    app: Flask = request.getfixturevalue(name)
    with everything(app) as session:
        Dated(session, seed, TODAY).fill()
    return app


def rows(statement: str, period: Period) -> list[tuple[Any, ...]]:
    """The rows of a statement past every filter of ours; its words with @ stand for the pieces above."""
    for word, piece in PIECES.items():
        statement = statement.replace(word, piece)
    if db.engine.dialect.name == "postgresql":
        statement = statement.replace("'9999-12-31'", "date '9999-12-31'")
    kinds = {"first": sa.Date(), "last": sa.Date(), "until": Instant()}
    named = [one for one in kinds if f":{one}" in statement]
    text = sa.text(statement).bindparams(*(sa.bindparam(one, getattr(period, one), kinds[one]) for one in named))
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text)]


def counted(app: Flask, viewer: str = "DIC", days: Any = DAYS) -> Iterator[tuple[Figures, Period]]:
    """The figures of every period, as this agency's user is told them."""
    with app.app_context():
        for first, last in days:
            period = rules.period(first, last, ZONE)
            with Session(db.engine) as session:
                see_as(session, Viewer("agency", agency=viewer))
                yield queries.figures(session, period), period


def table(names: dict[Any, str], found: dict[str, list[tuple[Any, ...]]], place: int, keys: tuple[str, ...]) -> Any:
    """The table of agencies (place 0) or bodies (place 1) as plain rows give it."""
    sums: dict[Any, Counter[str]] = {}
    for key in keys:
        for row in found[key]:
            sums.setdefault(row[place], Counter())[key] += int(row[2])
    return {names[value]: dict.fromkeys(keys, 0) | dict(numbers) for value, numbers in sums.items()}


def test_every_figure_is_that_of_its_own_plain_sql(filled: Flask) -> None:
    assert set(PLAIN) | set(PLANNED) == set(counts.MEASURES)
    seen: Counter[str] = Counter()
    for found, period in counted(filled):
        plain = {key: rows(statement, period) for key, statement in PLAIN.items()}
        totals = {key: sum(int(row[2]) for row in each) for key, each in plain.items()}
        assert {key: found.number(key) for key in PLAIN} == totals
        names = dict(
            rows("SELECT body_id, name FROM body_name WHERE valid_from <= :last AND valid_to >= :last", period)
        )
        agencies = dict(rows("SELECT agency_code, name FROM agency_name WHERE valid_to >= :last", period))
        held = {one.name: one.numbers for one in found.agencies}
        assert held == table(agencies, plain, 0, rules.OF_AGENCY)
        assert {one.name: one.numbers for one in found.bodies} == table(names, plain, 1, rules.OF_BODY)
        covered = rows("SELECT count(DISTINCT v.body_id) @visited", period)[0][0]
        assert (found.number("covered"), found.number("bodies")) == (covered, len(names))
        seen.update(totals)
    assert not {key for key, number in seen.items() if not number}


PLANNED = ("planned", "planned_begun", "planned_units")
ISSUED = """SELECT p.year, w.content FROM plan_version w JOIN plan p ON p.id = w.plan_id WHERE w.number = (
    SELECT max(o.number) FROM plan_version o WHERE o.plan_id = p.id AND o.issued_on <= :last)"""
BEGUN = """SELECT l.ref FROM plan_line l JOIN inspection_line c ON c.plan_line_id = l.id AND c.audience = 'joint'
    JOIN visit v ON v.inspection_id = c.inspection_id AND v.audience = 'joint' WHERE v.announced_on <= :last"""
MISSING = """SELECT count(*) FROM body b WHERE b.kind = 'provider' AND b.level = 'province'
    AND b.enterprise_of IS NOT NULL AND b.id NOT IN (SELECT x.body_id FROM received_report x WHERE x.kind = 'yearly'
        AND x.audience = 'joint' AND x.withdrawn_on IS NULL AND x.received_on <= :last AND x.year = """
QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
PARTS = [*DAYS, (date(2026, 1, 1), date(2026, 9, 30)), (date(2026, 4, 1), date(2026, 6, 30))]


def plan_anew(session: Session) -> None:
    """Another version of the plan, issued in the year, half of it never begun; more bodies that report once a year."""
    random = Random(7)
    plan = session.scalars(sa.select(Plan).where(Plan.year == TODAY.year)).one()
    newest = plan.versions[-1]
    changed = [
        line | {"quarter": random.randrange(1, 5), "dropped": random.random() < 0.3} for line in newest.content["lines"]
    ]
    given = {"number": newest.number + 1, "content": {"lines": changed}, "issued_on": date(2026, 10, 3)}
    session.add(PlanVersion(plan=plan, sha256="0" * 64, owner=plan.owner, audience=plan.audience, **given))
    session.execute(sa.delete(InspectionLine).where(InspectionLine.plan_line_id % 2 == 0))
    visited = sa.select(Visit.body_id).where(Visit.audience == "joint")
    report = {
        "kind": "provider",
        "level": "province",
        "enterprise_of": sa.select(sa.func.max(Body.id)).scalar_subquery(),
    }
    session.execute(sa.update(Body).where(Body.id.in_(visited)).values(report))


def test_the_plan_and_the_reports_that_are_missing_are_those_of_their_own_plain_sql(filled: Flask) -> None:
    with everything(filled) as session:
        plan_anew(session)
    seen: Counter[str] = Counter()
    for found, period in counted(filled, days=PARTS):
        begun = {row[0] for row in rows(BEGUN, period)}
        lines = [
            line
            for year, content in rows(ISSUED, period)
            for line in (json.loads(content) if isinstance(content, str) else content)["lines"]
            if not line["dropped"] and period.first <= date(year, *QUARTER_ENDS[line["quarter"]]) <= period.last
        ]
        plain = [len(lines), sum(one["key"] in begun for one in lines), sum(len(one["bodies"]) for one in lines)]
        assert [found.number(key) for key in PLANNED] == plain
        due = [year for year in (2025, 2026) if period.first <= date(year, 12, 9) <= period.last]
        missing = sum(rows(f"{MISSING}{year})", period)[0][0] for year in due)
        assert found.number("yearly_missing") == missing
        seen.update(dict(zip((*PLANNED, "missing"), (*plain, missing), strict=True)))
    assert seen["planned"] > seen["planned_begun"] > 0 and seen["planned_units"] and seen["missing"], seen


def test_groups_count_what_rests_on_each_checklist_and_on_none(filled: Flask) -> None:
    for found, period in counted(filled):
        grouped = rows(
            """SELECT c.code, count(DISTINCT f.finding_id) FROM finding_item f
            JOIN visit_item i ON i.id = f.visit_item_id AND i.audience = 'joint'
            JOIN checklist_version w ON w.id = i.checklist_version_id JOIN checklist c ON c.id = w.checklist_id
            WHERE f.audience = 'joint' AND f.finding_id IN (SELECT x.id @finding AND @detected AND @stands
                AND x.kind <> 'good_practice') GROUP BY 1""",
            period,
        )
        loose = rows(
            """SELECT count(*) @finding AND @detected AND @stands AND x.kind <> 'good_practice'
            AND NOT EXISTS (SELECT 1 FROM finding_item f WHERE f.finding_id = x.id AND f.audience = 'joint')""",
            period,
        )[0][0]
        counts = sorted([row[1] for row in grouped] + [loose] * bool(loose))
        assert sorted(count for _title, count in found.groups) == counts


def test_both_agencies_are_told_the_same_and_neither_its_own(filled: Flask) -> None:
    assert [one for one, _period in counted(filled, "DIC")] == [one for one, _period in counted(filled, "POLICE")]


def test_the_last_day_ends_at_midnight_of_the_province() -> None:
    period = rules.period(date(2026, 1, 1), date(2026, 12, 31), ZONE)
    assert period.until.astimezone(UTC).isoformat() == "2026-12-31T17:00:00+00:00"
    assert [period.quarter_ends(2026, one) for one in (1, 2, 3, 4)] == [True] * 4 and not period.quarter_ends(2025, 4)


def test_january_says_of_the_year_what_its_last_day_said(app: Flask) -> None:
    period, later = rules.period(date(2026, 1, 1), date(2026, 12, 31), ZONE), date(2027, 1, 8)
    with everything(app) as session:
        Dated(session, 3, TODAY).fill()
        session.flush()
        before = queries.figures(session, period)
        happen_later(session, later)
        assert queries.figures(session, period) == before
        january = queries.figures(session, rules.period(date(2026, 1, 1), later, ZONE))
        assert january.number("overdue") < before.number("overdue")
        assert january.number("shortcomings") < before.number("shortcomings")


def happen_later(session: Session, day: date) -> None:
    """On a day after the year: findings are dismissed, requirements put right or prolonged, visits, fines, reports."""
    by, at = person(session, "dic.inspector").id, datetime.combine(day, time(8), ZONE)
    for finding in session.scalars(sa.select(Finding)).all():
        side = {"owner": finding.owner, "audience": finding.audience, "by_id": by}
        if not finding.steps:
            session.add(FindingStep(finding=finding, step="x", state=finding.state, at=AT_ONCE, **side))
        session.flush()
        session.add(FindingStep(finding=finding, step="dismiss", state="dismissed", at=at, **side))
        finding.state = "dismissed"
        if finding.kind == "violation" and not finding.decision_on:
            finding.record_on = finding.record_on or day
            finding.decision_on, finding.fine, finding.decision_number = day, 9_000_000, "9/QĐ-XPHC"
    for place, remedy in enumerate(session.scalars(sa.select(Remedy)).all()):
        side = {"owner": remedy.owner, "audience": remedy.audience}
        if place % 2:
            asked = {"reason": "x", "asked_by_id": by, "granted": True, "decided_at": at}
            to_on = remedy.due_on + timedelta(days=90)
            session.add(DueExtension(remedy=remedy, from_on=remedy.due_on, to_on=to_on, **asked, **side))
            remedy.due_on = to_on
        for step, state in (("report", "reported"), ("verify", "verified")):
            session.add(RemedyStep(remedy=remedy, step=step, state=state, happened_on=day, by_id=by, **side))
        remedy.state, remedy.closed_on = "verified", remedy.closed_on or day
    for visit in session.scalars(sa.select(Visit).where(Visit.announced_on.is_(None))):
        visit.announced_on = visit.minutes_on = day
        said = {"kind": "outline", "year": 2026, "received_on": day, "due_on": visit.day, "by_id": by}
        session.add(
            ReceivedReport(visit=visit, body_id=visit.body_id, owner=visit.owner, audience=visit.audience, **said)
        )
    session.flush()
