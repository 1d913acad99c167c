"""Knows that the requirements of the demonstration stand as its file says, and that everything about them is past."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.checklists import queries as checklists
from inspections.demonstration import reading
from inspections.demonstration.cases import Province
from inspections.demonstration.remedies import add_remedies
from inspections.directory import queries as directory
from inspections.evidence import photos
from inspections.remedies import rules
from inspections.visible import SYSTEM, see_as
from models import db
from models.base import begin_write, now
from models.directory import Body, User
from models.findings import Finding, Remedy
from models.inspections import Inspection, Visit


@dataclass
class Loaded:
    """The rows of the file with a requirement by key, the requirements stored for them, and the province."""

    rows: dict[str, Any]
    remedies: dict[str, Remedy]
    province: Province


@pytest.fixture
def loaded(each_app: Flask) -> Iterator[Loaded]:
    """Findings of the test's own for every row that has a requirement, with what is required; nothing is kept."""
    with each_app.app_context(), Session(db.engine) as session:
        see_as(session, SYSTEM)
        begin_write(session)
        province = _province(session, each_app)
        today = province.at.astimezone(reading.VIETNAM).date()
        inspections = reading.read(today, directory.calendar(session))["inspections"]
        rows = {one["key"]: (row, one) for row in inspections for one in row["findings"] if one["remedy"]}
        findings = {key: _finding(session, province, *pair) for key, pair in rows.items()}
        add_remedies(session, province, inspections, findings)
        session.expire_all()
        stored = {key: session.scalars(_newest(finding)).one() for key, finding in findings.items()}
        yield Loaded({key: one for key, (_row, one) in rows.items()}, stored, province)
        session.rollback()


def _newest(finding: Finding) -> Any:
    return sa.select(Remedy).where(Remedy.finding_id == finding.id)


def _province(session: Session, app: Flask) -> Province:
    people = {user.login or user.name: user for user in session.scalars(sa.select(User))}
    people |= {"sec": people["Ngô Thị Bích Trâm"]}
    bodies = {body.key or "": body for body in session.scalars(sa.select(Body))}
    versions = {version.checklist.code: version for version in checklists.current_versions(session)}
    return Province(people, bodies, versions, app.config["EVIDENCE_DIR"], now())


def _finding(session: Session, province: Province, inspection: Any, row: Any) -> Finding:
    of_case = sa.select(Visit).join(Visit.inspection).join(Visit.body)
    visit = session.scalars(of_case.where(Inspection.key == inspection["key"], Body.key == row["body"])).one()
    finding = Finding(
        **{name: row[name] for name in ("kind", "owner", "audience", "state", "text")},
        visit=visit,
        duty=row["duty"] or "",
        requirement=row["requirement"],
        detected_on=visit.day,
        noted_by=province.people["dic.inspector"],
    )
    session.add(finding)
    session.flush()
    return finding


def test_every_requirement_finding_and_visit_stands_as_the_file_says(loaded: Loaded) -> None:
    assert len(loaded.remedies) == 9
    for key, row in loaded.rows.items():
        remedy = loaded.remedies[key]
        assert (remedy.state, remedy.finding.state) == (row["remedy"]["state"], row["state"]), key
        assert (remedy.owner, remedy.audience, remedy.for_body_id) == ("DIC", "joint", remedy.visit.body_id), key
    assert {one.visit.state for one in loaded.remedies.values()} == {"closed", "following_up", "results_notified"}


def test_a_ground_is_always_a_duty(loaded: Loaded) -> None:
    for remedy in loaded.remedies.values():
        assert remedy.ground
        rules.refuse_fining_ground(remedy.ground, ["174/2026/NĐ-CP"])


def test_nothing_lies_in_the_future_and_nobody_verifies_his_own_report(loaded: Loaded) -> None:
    for remedy in loaded.remedies.values():
        by = {step.step: step.by_id for step in remedy.steps}
        assert all(step.at <= loaded.province.at for step in remedy.steps)
        assert all(one.asked_at <= loaded.province.at for one in remedy.extensions)
        assert "verify" not in by or by["verify"] != by["report"]


def test_one_is_late_after_more_time_and_a_letter_and_one_waits_for_more_time(loaded: Loaded) -> None:
    today = loaded.province.at.astimezone(reading.VIETNAM).date()
    late, waiting = loaded.remedies["F-2-1"], loaded.remedies["F-3-2"]
    assert rules.overdue(late.state, late.due_on, today, late.sent)
    [more] = late.extensions
    assert (more.from_on, more.to_on, more.granted) == (loaded.rows["F-2-1"]["due_on"], late.due_on, True)
    assert late.steps[-1].step == "urge" and late.steps[-1].paper_number == "1874/SKHCN-BCVT"
    assert [one.granted for one in waiting.extensions] == [None]
    assert waiting.due_on == loaded.rows["F-3-2"]["due_on"]


def test_the_body_with_an_account_reports_itself_with_a_photo(loaded: Loaded) -> None:
    [step] = [one for one in loaded.remedies["F-1-4"].steps if one.step == "report"]
    assert step.by.login == "body" and not step.on_behalf
    [file] = step.files
    assert photos.path_of(loaded.province.evidence_dir, file.sha256).exists()
