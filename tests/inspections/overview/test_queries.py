"""Knows that every number of the overview equals its own plain SQL, whoever asks; knows no page."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.findings.rules import FAULTS
from inspections.overview import queries, ranking, rules
from inspections.overview.rules import Asked
from inspections.visible import Viewer, see_as
from models.base import db
from models.findings import Remedy
from tests.inspections.inspecting.cases import everything
from tests.inspections.overview.cases import Builder

TODAY = date(2026, 11, 22)
ASKED = [Asked(year, agency) for year in (2025, 2026) for agency in ("", "DIC", "POLICE")]
ASKED += [Asked(2026, quarter="3"), Asked(2026, "DIC", commune="xã Long Hồ"), Asked(2026, body="@body")]
WORDS = {
    "@remedies": "remedy x @with_visit",
    "@findings": "finding x @with_visit",
    "@with_visit": """JOIN visit v ON v.id = x.visit_id AND (v.audience = 'joint' OR v.owner = :viewer)
        JOIN @here ON b.id = v.body_id""",
    "@visits": "visit x JOIN @here ON b.id = x.body_id",
    "@here": "(SELECT * FROM body WHERE :commune IN ('', commune) AND :body IN ('', ref)) b",
    "@visited": "IN ('fieldwork_done', 'minutes_signed', 'results_notified', 'following_up', 'closed')",
    "@resting": """JOIN finding_item f ON f.finding_id = x.id AND (f.audience = 'joint' OR f.owner = :viewer)
        JOIN visit_item i ON i.id = f.visit_item_id AND (i.audience = 'joint' OR i.owner = :viewer)
        JOIN checklist_version w ON w.id = i.checklist_version_id JOIN checklist c ON c.id = w.checklist_id""",
    "@late": "@sent AND x.state NOT IN ('verified', 'effective') AND x.due_on < :today",
    "@sent": "EXISTS (SELECT 1 FROM remedy_step s WHERE s.remedy_id = x.id AND s.step = 'send')",
    "@seen": "(x.audience = 'joint' OR x.owner = :viewer) AND (:agency = '' OR x.owner = :agency)",
    "@year": "BETWEEN :first AND :last",
    "@faults": "x.kind IN ('shortcoming', 'violation') AND x.state <> 'dismissed'",
}
"""Pieces of the plain SQL; what an agency sees is written out by hand."""


@pytest.fixture(params=[("app", 0), ("app", 1), ("postgres_app", 2)], ids=["sqlite", "sqlite again", "postgresql"])
def filled(request: pytest.FixtureRequest) -> Flask:
    name, seed = request.param
    app: Flask = request.getfixturevalue(name)
    with everything(app) as session:
        Builder(session, seed, TODAY).fill()
    return app


QUARTERS = {"": ((1, 1), (12, 31)), "3": ((7, 1), (9, 30))}


class Plain:
    """Plain SQL on behalf of an agency, past every filter of ours."""

    def __init__(self, app: Flask, viewer: str, asked: Asked) -> None:
        self.app, self.values = app, {"viewer": viewer, "agency": asked.agency, "year": asked.year}
        self.values |= {"commune": asked.commune, "body": asked.body, "today": TODAY}
        first, last = QUARTERS[asked.quarter]
        self.values |= {"first": date(asked.year, *first), "last": date(asked.year, *last)}
        self.values |= {"first_before": date(asked.year - 1, *first), "last_before": date(asked.year - 1, *last)}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement; its words with @ stand for the pieces above."""
        for word, piece in WORDS.items():
            statement = statement.replace(word, piece)
        text = sa.text(statement)
        with db.engine.connect() as connection:
            known = {name: value for name, value in self.values.items() if name in text.compile().params}
            return [tuple(row) for row in connection.execute(text, known)]


BUSIEST = "SELECT b.ref FROM body b JOIN visit v ON v.body_id = b.id GROUP BY b.ref ORDER BY count(*) DESC, b.ref"


def asking(app: Flask) -> Iterator[tuple[Session, Plain, Asked]]:
    """A session of each agency's user, its plain SQL, and everything the overview may be asked."""
    with app.app_context():
        for viewer in ("DIC", "POLICE"):
            for asked in ASKED:
                if asked.body:
                    asked = replace(asked, body=Plain(app, viewer, ASKED[0]).rows(BUSIEST)[0][0])
                with Session(db.engine) as session:
                    see_as(session, Viewer("agency", agency=viewer))
                    yield session, Plain(app, viewer, asked), asked


def test_what_is_overdue(filled: Flask) -> None:
    met = 0
    for session, plain, asked in asking(filled):
        rows = plain.rows("""
            SELECT x.owner, b.ref, count(*), min(x.due_on) FROM @remedies
            WHERE @seen AND @late GROUP BY x.owner, b.ref""")
        late = queries.late(session, asked, TODAY)
        assert {(one.agency, one.ref, one.count, str(one.due_on)) for one in late} == {
            (*row[:3], str(row[3])) for row in rows
        }
        assert [one.due_on for one in late] == sorted(one.due_on for one in late)
        each = plain.rows("""
            SELECT x.owner, x.due_on FROM @remedies
            WHERE @seen AND @late ORDER BY x.due_on""")
        for agency, whole in rules.by_agency(late, TODAY).items():
            days = [(TODAY - date.fromisoformat(str(due_on))).days for owner, due_on in each if owner == agency]
            assert (whole.count, whole.longest, whole.middle) == (len(days), days[0], days[(len(days) - 1) // 2])
        assert sum(rules.by_age(late, TODAY).values()) == len(each)
        met += len(late)
    assert met > 10


def test_remedies_visits_and_inspections_by_state(filled: Flask) -> None:
    for session, plain, asked in asking(filled):
        found = queries.figures(session, asked, TODAY)
        remedies = plain.rows("SELECT x.state, count(*) FROM @remedies WHERE @seen AND v.day @year GROUP BY 1")
        visits = plain.rows("SELECT x.state, count(*) FROM @visits WHERE @seen AND x.day @year GROUP BY 1")
        inspections = plain.rows("""
            SELECT x.state, count(*) FROM inspection x WHERE @seen AND x.decided_on @year
            AND (:commune || :body = '' OR EXISTS (SELECT 1 FROM visit v JOIN @here ON b.id = v.body_id
                WHERE v.inspection_id = x.id AND (v.audience = 'joint' OR v.owner = :viewer))) GROUP BY 1""")
        assert (found.remedies, found.visits, found.inspections) == (dict(remedies), dict(visits), dict(inspections))
        assert found.verified == sum(count for state, count in remedies if state in ("verified", "effective"))
        waiting = plain.rows("""
            SELECT count(*) FROM @remedies WHERE @seen AND v.day @year AND NOT @sent
            AND x.state NOT IN ('verified', 'effective')""")
        assert found.to_send == waiting[0][0]
        assert found.late_count == sum(one.count for one in found.late)


TIMING = """
    SELECT x.owner, b.commune, v.day, CASE WHEN NOT @sent THEN 'unsent'
        WHEN x.due_on >= :today THEN CASE WHEN x.state IN ('verified', 'effective') THEN 'met_early' ELSE 'running' END
        WHEN x.state NOT IN ('verified', 'effective') THEN 'yes'
        WHEN coalesce((
            SELECT max(CASE WHEN r.on_behalf AND r.paper_on IS NOT NULL THEN r.paper_on ELSE r.happened_on END)
            FROM remedy_step r
            WHERE r.remedy_id = x.id AND r.step = 'report' AND (r.audience = 'joint' OR r.owner = :viewer)
            AND r.id > coalesce((SELECT max(n.id) FROM remedy_step n WHERE n.remedy_id = x.id
                AND (n.audience = 'joint' OR n.owner = :viewer)
                AND n.step IN ('return', 'ineffective', 'recheck_failed')), 0)
        ), x.closed_on) <= x.due_on THEN 'in_time' ELSE 'met_late' END
    FROM @remedies WHERE @seen AND v.day @year"""
VISITS = "SELECT x.owner, b.commune, x.day, 'visits' FROM @visits WHERE @seen AND x.state @visited AND x.day @year"
STANDING = "SELECT x.owner, b.commune, v.day, 'faults' FROM @findings WHERE @seen AND @faults AND v.day @year"


def test_the_cuts_by_agency_quarter_and_commune_of_this_year_and_the_last(filled: Flask) -> None:
    met: Counter[str] = Counter()
    for session, plain, asked in asking(filled):
        rows = [*plain.rows(TIMING), *plain.rows(VISITS), *plain.rows(STANDING)]
        for statement in (VISITS, STANDING):
            rows += plain.rows(statement.replace("@year", "BETWEEN :first_before AND :last_before"))
        wanted: Counter[tuple[Any, ...]] = Counter()
        for agency, commune, day, what in rows:
            year, month = (int(part) for part in str(day).split("-")[:2])
            wanted[what, year, (month + 2) // 3, agency, commune] += 1
        cells = queries.cells(session, asked, TODAY)
        found = {(cell.what, cell.year, cell.quarter, cell.agency, cell.commune): cell.count for cell in cells}
        assert found == wanted
        met.update({cell.what: cell.count for cell in cells})
    assert set(met) == {"visits", "faults", "in_time", "met_late", "yes", "met_early", "running", "unsent"}


def test_findings_decisions_and_fines(filled: Flask) -> None:
    for session, plain, asked in asking(filled):
        found = queries.findings(session, asked)
        by = plain.rows("SELECT x.kind, x.state, count(*) FROM @findings WHERE @seen AND v.day @year GROUP BY 1, 2")
        fined = plain.rows("""
            SELECT count(*), coalesce(sum(x.fine), 0) FROM @findings
            WHERE @seen AND v.day @year AND x.kind = 'violation' AND x.decision_on IS NOT NULL""")
        own = plain.rows("SELECT count(*) FROM @findings WHERE @seen AND v.day @year AND x.audience = 'own'")
        standing = plain.rows("SELECT count(*) FROM @findings WHERE @seen AND v.day @year AND @faults")
        assert found.by == {row[:2]: row[2] for row in by}
        assert (found.decided, found.fines) == tuple(map(int, fined[0]))
        assert found.own == own[0][0]
        assert sum(found.of_kind(kind) for kind in FAULTS) == standing[0][0]


def test_clauses_sections_and_items(filled: Flask) -> None:
    for session, plain, asked in asking(filled):
        duties = plain.rows("""
            SELECT x.duty, count(*) FROM @findings
            WHERE @seen AND v.day @year AND @faults AND x.duty <> '' GROUP BY 1""")
        sections = plain.rows("""
            SELECT c.code || ':' || i.section_code, count(DISTINCT x.id) FROM @findings @resting
            WHERE @seen AND v.day @year AND @faults GROUP BY 1""")
        items = plain.rows("""
            SELECT i.code, count(DISTINCT x.id) FROM @findings @resting
            WHERE @seen AND v.day @year AND @faults GROUP BY 1""")
        bodies = plain.rows("SELECT b.ref, count(*) FROM @findings WHERE @seen AND v.day @year AND @faults GROUP BY 1")
        places = ranking.places(session, asked)
        for found, wanted in (
            (ranking.bodies(session, asked, TODAY), bodies),
            (ranking.duties(session, asked), duties),
            (places["sections"], sections),
            (places["items"], items),
        ):
            assert {one.key: one.count for one in found}.items() <= dict(wanted).items()
            assert [one.count for one in found] == sorted((row[1] for row in wanted), reverse=True)[: rules.MOST]


VISITED_SEEN = "(x.audience = 'joint' OR x.owner = :viewer) AND x.state @visited AND x.day @year"


def test_beside_a_body_and_an_item_stands_at_how_many_visits_it_was_looked_at(filled: Flask) -> None:
    for session, plain, asked in asking(filled):
        visits = dict(plain.rows(f"SELECT b.ref, count(*) FROM @visits WHERE {VISITED_SEEN} GROUP BY 1"))  # noqa: S608
        items = dict(
            plain.rows(f"""
            SELECT i.code, count(DISTINCT x.id) FROM @visits JOIN visit_item i ON i.visit_id = x.id
            AND (i.audience = 'joint' OR i.owner = :viewer) AND i.active
            WHERE {VISITED_SEEN} GROUP BY 1""")  # noqa: S608
        )
        assert all(one.of == visits.get(one.key, 0) for one in ranking.bodies(session, asked, TODAY))
        assert all(one.of == items.get(one.key, 0) for one in ranking.places(session, asked)["items"])


NEWEST = """
    SELECT w.content FROM plan_version w JOIN plan p ON p.id = w.plan_id
    WHERE p.year = :year AND w.number = (SELECT max(o.number) FROM plan_version o WHERE o.plan_id = p.id)"""
CARRIED = """
    SELECT l.ref FROM plan_line l
    JOIN inspection_line b ON b.plan_line_id = l.id AND (b.audience = 'joint' OR b.owner = :viewer)
    JOIN inspection x ON x.id = b.inspection_id
    WHERE (x.audience = 'joint' OR x.owner = :viewer) AND x.state IN """


def test_the_plan_against_what_was_done(filled: Flask) -> None:
    planned = 0
    for session, plain, asked in asking(filled):
        versions = plain.rows(NEWEST)
        content = versions[0][0] if versions else {"lines": []}
        lines = (json.loads(content) if isinstance(content, str) else content)["lines"]
        here = {row[0] for row in plain.rows("SELECT b.ref FROM @here")}
        standing = {
            one["key"]
            for one in lines
            if not one["dropped"]
            and asked.agency in ("", one["lead"])
            and asked.quarter in ("", str(one["quarter"]))
            and here & {body["ref"] for body in one["bodies"]}
        }
        finished = standing & {row[0] for row in plain.rows(CARRIED + "('finished', 'reported')")}
        begun = standing & {row[0] for row in plain.rows(CARRIED + "('in_progress', 'suspended', 'stopped')")}
        plan = queries.plans(session, asked).get(asked.year)
        counts = [plan.count(stage) for stage in ("", "finished", "begun")] if plan else [0, 0, 0]
        assert counts == [len(standing), len(finished), len(begun - finished)]
        assert plan is None or sum(plan.count(quarter=quarter) for quarter in range(1, 5)) == len(standing)
        planned += len(standing)
    assert planned


def test_who_sees_no_case_counts_nothing(filled: Flask) -> None:
    with filled.app_context():
        for viewer in (Viewer("nobody"), Viewer("auditor"), Viewer("body", body_id=10_000)):
            with Session(db.engine) as session:
                see_as(session, viewer)
                found = queries.figures(session, Asked(2026), TODAY)
                assert not (found.late or found.remedies or found.visits or found.inspections or found.findings.by)
                assert not (found.plans or found.bodies or found.duties or found.sections or found.items)
                assert not queries.cells(session, Asked(2026), TODAY)


def test_an_own_requirement_is_counted_by_its_agency_alone(each_app: Flask) -> None:
    with everything(each_app) as session:
        Builder(session, 5, TODAY).fill()
        remedies = session.scalars(sa.select(Remedy).where(Remedy.audience == "own", Remedy.owner == "POLICE")).all()
        assert remedies
        for remedy in remedies:
            remedy.due_on, remedy.state = date(2026, 1, 2), "open"
    seen = {}
    with each_app.app_context():
        for viewer in ("DIC", "POLICE"):
            with Session(db.engine) as session:
                see_as(session, Viewer("agency", agency=viewer))
                seen[viewer] = {one.due_on for one in queries.late(session, Asked(2026, "POLICE"), TODAY)}
    assert date(2026, 1, 2) in seen["POLICE"] and date(2026, 1, 2) not in seen["DIC"]
