"""The demonstration province is whole: people can sign in, what is over is complete, nothing lies in the future."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session, joinedload

from inspections import event_log
from inspections.accounts import passwords
from inspections.accounts.rules import ROLES
from inspections.checklists import queries as checklists
from inspections.demonstration import PASSWORD, loading
from inspections.evidence import photos
from inspections.fieldwork import queries, rules
from inspections.fieldwork.merge import merged
from inspections.law.queries import standards
from inspections.planning import queries as planning
from inspections.vietnamese import fold
from inspections.visible import AGENCY_ROLES, see_as, system_session, viewer_of
from models import db
from models.checklists import Answer, ChecklistVersion, Evidence, Operation, VisitItem
from models.directory import Body, BodyName, Setting, User
from models.events import Event
from models.inspections import Inspection, Visit, VisitPart
from models.plans import Plan
from tests.support.application import opened

OVER = {"fieldwork_done", "minutes_signed", "results_notified", "following_up", "closed"}


@pytest.fixture
def province(each_app: Flask) -> Iterator[Session]:
    """A session that sees the whole province, on each database in turn."""
    with each_app.app_context(), system_session(db.engine) as session:
        yield session


def visit_in_progress(session: Session) -> Visit:
    """The one visit that is going on."""
    return session.scalars(sa.select(Visit).where(Visit.state == "announced")).one()


def test_every_role_has_an_account_and_all_have_the_one_password(province: Session) -> None:
    users = province.scalars(sa.select(User).where(User.login.is_not(None))).all()
    assert {user.role for user in users} == set(ROLES)
    assert len({user.password_hash for user in users}) == 1
    assert passwords.matches(users[0].password_hash, PASSWORD)
    assert all(user.demonstration and not user.must_change_password for user in users)


def test_who_cannot_sign_in_is_in_a_team_or_signs_a_decision(province: Session) -> None:
    named = {member.user_id for inspection in province.scalars(sa.select(Inspection)) for member in inspection.members}
    named |= set(province.scalars(sa.select(Inspection.signer_id)))
    for user in province.scalars(sa.select(User).where(User.login.is_(None))):
        assert user.id in named
        assert user.role is None
        assert user.password_hash is None


def test_the_accounts_are_named_only_where_the_database_is_marked(system: Session) -> None:
    assert len(loading.accounts(system)) == 9
    system.execute(sa.update(Setting).where(Setting.key == loading.MARK).values(value=False))
    assert loading.accounts(system) == []
    system.rollback()


def test_a_body_is_found_by_every_name_it_had_and_by_its_place(province: Session) -> None:
    bodies = {body.id: body for body in province.scalars(sa.select(Body))}
    assert len(bodies) == 43
    assert all(fold(body.place) in body.search_text and body.sort_key for body in bodies.values())
    for name in province.scalars(sa.select(BodyName)):
        assert fold(name.name) in bodies[name.body_id].search_text


def test_every_visit_has_items_and_a_part_for_each_agency_that_answers(province: Session) -> None:
    for visit in province.scalars(sa.select(Visit)):
        asked = set(province.scalars(sa.select(Answer.owner).where(Answer.visit_id == visit.id)))
        assert asked
        assert {part.owner for part in visit.parts} == asked


def test_the_file_s_own_choice_of_items_is_kept(province: Session) -> None:
    unplanned = province.scalars(sa.select(Inspection).where(Inspection.key == "KT-6")).one()
    [visit] = unplanned.visits
    assert {row.item.code for row in queries.item_rows(province, visit)} == {"CL-09", "CL-24", "CL-31", "CL-40"}


def test_what_is_over_is_complete_and_signed_off_by_both(province: Session) -> None:
    over = [visit for visit in province.scalars(sa.select(Visit)) if visit.state in OVER]
    assert {visit.state for visit in over} == OVER
    for visit in over:
        progress = queries.progress_of(province, [visit.id])[visit.id]
        assert all(one.complete for one in progress.values())
        assert {part.state for part in visit.parts} == {"signed_off"}
        for part in visit.parts:
            assert part.signed_off_by.agency_code == part.owner
            assert queries.gaps(province, visit, part.owner) == []


def test_the_visit_of_today_is_half_done_by_both_and_in_conflict_once(province: Session) -> None:
    visit = visit_in_progress(province)
    progress = queries.progress_of(province, [visit.id])[visit.id]
    assert all(0 < one.done < one.total for one in progress.values())
    answers = province.scalars(sa.select(Answer).where(Answer.visit_id == visit.id)).all()
    disputed = [(answer.visit_item.code, answer.kind) for answer in answers if answer.state == "conflict"]
    assert disputed == [("CL-10", "answer")]


def test_an_item_of_both_agencies_waits_for_the_leader(province: Session) -> None:
    rows = {row.item.code: row for row in queries.item_rows(province, visit_in_progress(province))}
    assert rules.differs(rows["AN-36"].state("DIC"), rows["AN-36"].state("POLICE"))


def test_every_answer_is_what_its_operations_come_to(province: Session) -> None:
    """Holds what is stored past the action that people use against the rules that the action follows."""
    written = defaultdict(list)
    for operation in province.scalars(sa.select(Operation)):
        kind = rules.KIND_OF_PART[operation.part]
        written[operation.visit_item_id, operation.owner, kind].append(operation)
    for answer in province.scalars(sa.select(Answer).options(joinedload(Answer.visit_item))):
        rows = written.pop((answer.visit_item_id, answer.owner, answer.kind), [])
        by_part = {part: [queries.as_op(row) for row in rows if row.part == part] for part in {r.part for r in rows}}
        found = {part: merged(ops) for part, ops in by_part.items()}
        assert answer.values == {part: one.value for part, one in found.items() if one.value is not None}
        assert answer.heads == {part: [head.op_id for head in one.heads] for part, one in found.items()}
        assert {row.audience for row in rows} <= {answer.audience}
    assert not written


def test_every_state_is_the_verdict_of_its_values(province: Session) -> None:
    versions = checklists.versions(province, province.scalars(sa.select(ChecklistVersion.id)))
    limits = {visit.id: standards(province, visit.day) for visit in province.scalars(sa.select(Visit))}
    for answer in province.scalars(
        sa.select(Answer).options(joinedload(Answer.visit_item)).where(Answer.kind == "answer")
    ):
        spec = versions[answer.visit_item.checklist_version_id].items[answer.visit_item.code]
        if answer.state != "conflict":
            assert answer.state == rules.verdict(spec, answer.values, limits[answer.visit_id])


def test_no_operation_came_late_or_is_kept_aside(province: Session) -> None:
    assert province.scalars(sa.select(Operation).where(sa.or_(Operation.late, Operation.aside))).all() == []


def test_what_one_agency_keeps_to_itself_the_other_does_not_meet(province: Session) -> None:
    own = set(province.scalars(sa.select(VisitItem.id).where(VisitItem.audience == "own")))
    notes = set(province.scalars(sa.select(Answer.id).where(Answer.kind == "note", Answer.owner == "POLICE")))
    assert own
    assert notes
    inspector = province.scalars(sa.select(User).where(User.login == "dic.inspector")).one()
    with Session(db.engine) as session:
        see_as(session, viewer_of(inspector))
        assert not own & set(session.scalars(sa.select(VisitItem.id)))
        assert not own & set(session.scalars(sa.select(Answer.visit_item_id)))
        assert not own & set(session.scalars(sa.select(Operation.visit_item_id)))
        assert not notes & set(session.scalars(sa.select(Answer.id)))


def test_a_body_s_account_meets_the_visit_of_its_body_alone(province: Session) -> None:
    person = province.scalars(sa.select(User).where(User.role == "body")).one()
    with Session(db.engine) as session:
        see_as(session, viewer_of(person))
        assert set(session.scalars(sa.select(Visit.body_id))) == {person.body_id}


def test_the_photos_lie_where_their_rows_say(each_app: Flask, province: Session) -> None:
    rows = province.scalars(sa.select(Evidence)).all()
    assert Counter(row.visit_item.code for row in rows) == {"CL-33": 2, "CL-34": 2}
    for row in rows:
        assert photos.path_of(each_app.config["EVIDENCE_DIR"], row.sha256).stat().st_size == row.size
        assert photos.path_of(each_app.config["EVIDENCE_DIR"], row.sha256, "thumb").exists()
        assert row.caption


def test_every_planned_inspection_stands_in_a_plan_that_was_issued(province: Session) -> None:
    plans = province.scalars(sa.select(Plan)).all()
    assert plans and {plan.state for plan in plans} == {"sent"}
    planned = province.scalars(sa.select(Inspection).where(Inspection.ground == "c"))
    for visit in (visit for inspection in planned for visit in inspection.visits):
        decided = visit.inspection.decided_on or visit.day
        assert planning.covers(province, visit.body, min(decided, visit.day), visit.day), visit.body.key


def test_the_log_holds_one_row_for_each_inspection(province: Session) -> None:
    rows = province.scalars(sa.select(Event)).all()
    inspections = {one.ref: one for one in province.scalars(sa.select(Inspection))}
    assert {row.subject_ref for row in rows} == set(inspections)
    assert len(rows) == len(inspections)
    assert all(row.owner == inspections[row.subject_ref].owner for row in rows)


def test_who_works_on_cases_belongs_to_one_of_the_two_agencies(province: Session) -> None:
    for user in province.scalars(sa.select(User).where(User.role.in_(AGENCY_ROLES))):
        assert user.agency_code in {"DIC", "POLICE"}


MOMENTS = {
    "early on a Monday": "2026-11-23T07:05:00+07:00",
    "just after midnight": "2026-11-24T00:10:00+07:00",
    "in the days of Tết": "2026-02-18T09:00:00+07:00",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_nothing_but_what_is_planned_lies_in_the_future(tmp_path: Path, moment: str) -> None:
    at = datetime.fromisoformat(moment)
    with opened(tmp_path) as app, app.app_context():
        upgrade()
        with system_session(db.engine) as session:
            loading.load(session, tmp_path / "evidence", b"key", at)
            written = [Operation.device_at, VisitPart.signed_off_at, Evidence.added_at]
            latest = [session.scalar(sa.select(sa.func.max(column))) for column in written]
            latest.append(session.scalar(sa.select(sa.func.max(Answer.updated_at)).where(Answer.version > 0)))
            days = [session.scalar(sa.select(sa.func.max(one))) for one in (Visit.announced_on, Visit.minutes_on)]
            days += [session.scalar(sa.select(sa.func.max(Inspection.decided_on)))]
            planned = session.scalars(sa.select(Visit.day).where(Visit.state == "planned")).all()
            assert event_log.verify(session, b"key").faults == ()
    assert max(latest) <= at
    assert max(days) <= at.date() < min(planned)
