"""Knows that every number of the overview equals its own plain SQL, whoever asks; knows no page."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.findings.queries import asked_conditions
from inspections.findings.rules import FAULTS
from inspections.overview import queries, rules
from inspections.overview.rules import Asked
from inspections.visible import Viewer, see_as
from models.base import db
from models.findings import Finding, Remedy
from models.inspections import Visit
from tests.inspections.inspecting.cases import everything
from tests.inspections.overview.cases import Builder

TODAY = date(2026, 11, 22)
ASKED = [Asked(year, agency) for year in (2025, 2026) for agency in ("", "DIC", "POLICE")]
WORDS = {
    "@remedies": "remedy x @with_visit",
    "@findings": "finding x @with_visit",
    "@with_visit": "JOIN visit v ON v.id = x.visit_id AND (v.audience = 'joint' OR v.owner = :viewer)",
    "@resting": """JOIN finding_item f ON f.finding_id = x.id AND (f.audience = 'joint' OR f.owner = :viewer)
        JOIN visit_item i ON i.id = f.visit_item_id AND (i.audience = 'joint' OR i.owner = :viewer)
        JOIN checklist_version w ON w.id = i.checklist_version_id JOIN checklist c ON c.id = w.checklist_id""",
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


class Plain:
    """Plain SQL on behalf of an agency, past every filter of ours."""

    def __init__(self, app: Flask, viewer: str, asked: Asked) -> None:
        self.app, self.values = app, {"viewer": viewer, "agency": asked.agency, "year": asked.year}
        self.values |= {"first": date(asked.year, 1, 1), "last": date(asked.year, 12, 31), "today": TODAY}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement; its words with @ stand for the pieces above."""
        for word, piece in WORDS.items():
            statement = statement.replace(word, piece)
        text = sa.text(statement)
        with db.engine.connect() as connection:
            known = {name: value for name, value in self.values.items() if name in text.compile().params}
            return [tuple(row) for row in connection.execute(text, known)]


def asking(app: Flask) -> Iterator[tuple[Session, Plain, Asked]]:
    """A session of each agency's user, its plain SQL, and everything the overview may be asked."""
    with app.app_context():
        for viewer in ("DIC", "POLICE"):
            for asked in ASKED:
                with Session(db.engine) as session:
                    see_as(session, Viewer("agency", agency=viewer))
                    yield session, Plain(app, viewer, asked), asked


def test_what_is_overdue(filled: Flask) -> None:
    met = 0
    for session, plain, asked in asking(filled):
        rows = plain.rows("""
            SELECT x.owner, b.ref, count(*), min(x.due_on) FROM @remedies JOIN body b ON b.id = v.body_id
            WHERE @seen AND x.state NOT IN ('verified', 'effective') AND x.due_on < :today GROUP BY x.owner, b.ref""")
        late = queries.late(session, asked, TODAY)
        assert {(one.agency, one.ref, one.count, str(one.due_on)) for one in late} == {
            (*row[:3], str(row[3])) for row in rows
        }
        assert [one.due_on for one in late] == sorted(one.due_on for one in late)
        met += len(late)
    assert met > 10


def test_remedies_visits_and_inspections_by_state(filled: Flask) -> None:
    for session, plain, asked in asking(filled):
        found = queries.figures(session, asked, TODAY)
        remedies = plain.rows("SELECT x.state, count(*) FROM @remedies WHERE @seen AND v.day @year GROUP BY 1")
        visits = plain.rows("SELECT x.state, count(*) FROM visit x WHERE @seen AND x.day @year GROUP BY 1")
        inspections = plain.rows(
            "SELECT x.state, count(*) FROM inspection x WHERE @seen AND x.decided_on @year GROUP BY 1"
        )
        assert (found.remedies, found.visits, found.inspections) == (dict(remedies), dict(visits), dict(inspections))
        assert found.verified == sum(count for state, count in remedies if state in ("verified", "effective"))
        assert found.late_count == sum(one.count for one in found.late)


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
        for found, wanted in (
            (queries.duties(session, asked), duties),
            (queries.sections(session, asked), sections),
            (queries.items(session, asked), items),
        ):
            assert {one.key: one.count for one in found}.items() <= dict(wanted).items()
            assert [one.count for one in found] == sorted((row[1] for row in wanted), reverse=True)[: rules.MOST]


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
        standing = {one["key"] for one in lines if not one["dropped"] and asked.agency in ("", one["lead"])}
        finished = standing & {row[0] for row in plain.rows(CARRIED + "('finished', 'reported')")}
        begun = standing & {row[0] for row in plain.rows(CARRIED + "('in_progress', 'suspended', 'stopped')")}
        plan = queries.plan(session, asked)
        counts = [plan.count(stage) for stage in ("", "finished", "begun")] if plan else [0, 0, 0]
        assert counts == [len(standing), len(finished), len(begun - finished)]
        assert plan is None or sum(plan.count(quarter=quarter) for quarter in rules.QUARTERS) == len(standing)
        planned += len(standing)
    assert planned


def _of_list(session: Session, name: str, asked: Asked, **more: str) -> int:
    """How many rows the list has that a number opens."""
    _endpoint, values = rules.asked_of(name, asked, **more)
    query = sa.select(sa.func.count(Finding.id)).join(Visit, Finding.visit_id == Visit.id)
    return session.scalar(query.where(*asked_conditions(values))) or 0


def test_a_number_of_findings_is_the_length_of_the_list_it_opens(filled: Flask) -> None:
    for session, _plain, asked in asking(filled):
        found = queries.findings(session, asked)
        for (kind, state), count in found.by.items():
            name = {"shortcoming": "shortcomings", "violation": "violations"}.get(kind)
            assert name is None or count == _of_list(session, name, asked, state=state)
        assert found.of_kind("shortcoming") == _of_list(session, "standing_shortcomings", asked)
        assert found.of_kind("violation") == _of_list(session, "standing_violations", asked)
        assert found.of_kind("good_practice") == _of_list(session, "good_practices", asked)
        assert found.decided == _of_list(session, "fined", asked)
        for name, rows in (
            ("duty", queries.duties(session, asked)),
            ("section", queries.sections(session, asked)),
            ("item", queries.items(session, asked)),
        ):
            assert all(one.count == _of_list(session, "faults", asked, **{name: one.key}) for one in rows)


def test_who_sees_no_case_counts_nothing(filled: Flask) -> None:
    with filled.app_context():
        for viewer in (Viewer("nobody"), Viewer("auditor"), Viewer("body", body_id=10_000)):
            with Session(db.engine) as session:
                see_as(session, viewer)
                found = queries.figures(session, Asked(2026), TODAY)
                assert not (found.late or found.remedies or found.visits or found.inspections or found.findings.by)
                assert not (found.plan or found.duties or found.sections or found.items)


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
