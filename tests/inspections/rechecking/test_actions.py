"""Knows how what is open is looked at again, and how that ends it or opens it anew, on both databases."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.checklists import catalogue
from inspections.directory.loading import publish
from inspections.errors import RuleBroken
from inspections.rechecking import actions, queries
from inspections.visible import Viewer, see_as
from models.checklists import Answer, ChecklistVersion, VisitItem
from models.inspections import Visit, VisitPart
from models.measures import Recheck
from tests.inspections.inspecting.cases import body, person
from tests.inspections.rechecking.cases import (
    BODY,
    GROUND,
    again,
    answer,
    finding_on,
    item,
    looked_at,
    recheck_of,
    settle,
)
from tests.inspections.remedies.cases import make_finding, make_remedy, plan, take


def codes_of(session: Session, visit: Visit) -> list[str]:
    return sorted(session.scalars(sa.select(VisitItem.code).where(VisitItem.visit_id == visit.id)))


def next_version(session: Session, version: ChecklistVersion) -> ChecklistVersion:
    """A newer version of a checklist with the same items."""
    content: dict[str, Any] = version.content | {"version": version.number + 1}
    publish(session, [content])
    newest = sa.select(ChecklistVersion).where(ChecklistVersion.checklist_id == version.checklist_id)
    return session.scalars(newest.order_by(ChecklistVersion.number.desc()).limit(1)).one()


def test_it_has_exactly_the_failed_items_of_the_chosen_findings(session: Session) -> None:
    old = looked_at(session)
    first, second = finding_on(session, old, "CL-01", "CL-02"), finding_on(session, old, "AN-04", owner="POLICE")
    finding_on(session, old, "CL-09")
    visit = again(session, [first, second])
    assert codes_of(session, visit) == ["AN-04", "CL-01", "CL-02"]
    assert (visit.state, visit.inspection.state, visit.body_id) == ("planned", "draft", old.body_id)
    assert (visit.inspection.ground, visit.inspection.title) == ("b", GROUND["title"])


def test_it_is_linked_both_ways_and_as_open_as_its_finding(session: Session) -> None:
    finding = finding_on(session, looked_at(session), "AN-04", owner="POLICE")
    visit = again(session, [finding])
    assert [one.visit for one in queries.of_finding(session, finding).rows] == [visit]
    [recheck] = queries.of_visit(session, visit).rows
    assert (recheck.finding, recheck.codes) == (finding, ["AN-04"])
    assert (recheck.owner, recheck.audience) == ("POLICE", "joint")


def test_items_stay_in_the_version_in_which_they_were_asked(session: Session) -> None:
    old = looked_at(session)
    finding = finding_on(session, old, "CL-01")
    pinned = item(session, old, "CL-01").checklist_version
    newest = next_version(session, pinned)
    assert item(session, again(session, [finding]), "CL-01").checklist_version_id == pinned.id
    later = looked_at(session)
    assert item(session, later, "CL-02").checklist_version_id == newest.id
    both = again(session, [finding_on(session, old, "CL-05"), finding_on(session, later, "CL-02")])
    assert {item(session, both, code).checklist_version_id for code in ("CL-05", "CL-02")} == {newest.id}
    assert catalogue.digest(newest.content) == newest.sha256


def test_only_what_is_open_rests_on_items_and_is_not_looked_at_already_is_offered(session: Session) -> None:
    old = looked_at(session)
    wanted = [
        finding_on(session, old, "CL-01", state=state) for state in ("confirmed", "recorded", "decided", "remedying")
    ]
    for state in ("noted", "dismissed", "transferred", "closed"):
        finding_on(session, old, "CL-01", state=state)
    make_finding(session, visit=old)
    finding_on(session, old, "CL-01", kind="good_practice")
    finding_on(session, looked_at(session, "bd-co-chien"), "CL-01")

    def offered() -> list[int]:
        mine = queries.open_findings(session, body(session, BODY))
        return [one.id for one in mine if one.visit_id == old.id]

    assert offered() == [one.id for one in wanted]
    visit = again(session, wanted[:1])
    assert offered() == [one.id for one in wanted[1:]]
    with pytest.raises(RuleBroken, match="không còn chọn được"):
        again(session, wanted[:1])
    visit.inspection.state = "cancelled"
    assert offered() == [one.id for one in wanted]


def test_nothing_chosen_or_another_body_s_finding_is_refused(session: Session) -> None:
    with pytest.raises(RuleBroken, match="ít nhất một phát hiện"):
        again(session, [])
    with pytest.raises(RuleBroken, match="không còn chọn được"):
        again(session, [finding_on(session, looked_at(session, "bd-co-chien"), "CL-01")])


def test_what_an_agency_keeps_is_asked_by_it_alone(session: Session) -> None:
    old = looked_at(session)
    own = finding_on(session, old, "CL-01", audience="own")
    visit = again(session, [own])
    session.flush()
    see_as(session, Viewer("agency", agency="POLICE"))
    assert not codes_of(session, visit) and not queries.of_visit(session, visit).rows
    assert own.id not in [one.id for one in queries.open_findings(session, body(session, BODY))]
    see_as(session, Viewer("agency", agency="DIC"))
    assert codes_of(session, visit) == ["CL-01"]


def test_what_passes_ends_the_requirements_and_the_finding(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01", "CL-02")
    remedy = make_remedy(session, folder, "in_progress", finding)
    visit = again(session, [finding])
    answer(session, visit)
    recheck = settle(session, finding)
    assert (finding.state, remedy.state, remedy.times_ineffective) == ("closed", "effective", 0)
    assert (recheck.outcome, recheck.visit, recheck.settled_by_id) == (
        "passed",
        visit,
        person(session, "dic.manager").id,
    )
    with pytest.raises(RuleBroken, match="đã được ghi nhận"):
        settle(session, finding)


def test_a_finding_for_which_nothing_was_required_ends_too(session: Session) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    answer(session, again(session, [finding]))
    settle(session, finding)
    assert finding.state == "closed"


@pytest.mark.parametrize("state", ["reported", "verified", "effective"])
def test_what_fails_again_is_opened_again_and_counted(session: Session, folder: Path, state: str) -> None:
    finding = finding_on(session, looked_at(session), "CL-01", "CL-02")
    remedy = make_remedy(session, folder, state, finding)
    for times in (1, 2):
        answer(session, again(session, [finding]), CL_02="fail")
        assert settle(session, finding).outcome == "failed"
        assert (remedy.state, remedy.times_ineffective, finding.state) == ("in_progress", times, "remedying")
        remedy.state = "verified"
    assert queries.of_finding(session, finding).rows[0].outcome == "failed"


def test_what_was_never_said_to_be_put_right_is_not_counted(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    remedy = make_remedy(session, folder, "in_progress", finding)
    answer(session, again(session, [finding]), CL_01="not_produced")
    settle(session, finding)
    assert (remedy.state, remedy.times_ineffective) == ("in_progress", 0)


@pytest.mark.parametrize(
    ("state", "result", "sentence"),
    [
        ("announced", "pass", "Chưa kiểm tra xong"),
        ("fieldwork_done", "not_checked", "chưa kết luận được"),
        ("fieldwork_done", "not_applicable", "chưa kết luận được"),
    ],
)
def test_nothing_is_recorded_before_the_visit_says_it(
    session: Session, folder: Path, state: str, result: str, sentence: str
) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    remedy = make_remedy(session, folder, "verified", finding)
    answer(session, again(session, [finding]), state, CL_01=result)
    with pytest.raises(RuleBroken, match=sentence):
        settle(session, finding)
    assert (remedy.state, finding.state) == ("verified", "remedying")


def test_nothing_ends_while_a_measure_is_open_or_without_words(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    remedy = make_remedy(session, folder, "in_progress", finding)
    measure = plan(session, remedy, "open")
    answer(session, again(session, [finding]))
    with pytest.raises(RuleBroken, match="nhận xét"):
        settle(session, finding, said=" ")
    with pytest.raises(RuleBroken, match="Còn 01 việc phải làm"):
        settle(session, finding)
    measure.state = "done"
    settle(session, finding)
    assert finding.state == "closed"


def test_who_reported_does_not_end_it_on_site_either(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    remedy = make_remedy(session, folder, "reported", finding)
    remedy.steps[-1].by_id = person(session, "dic.manager").id
    answer(session, again(session, [finding]))
    with pytest.raises(RuleBroken, match="phải là người khác"):
        settle(session, finding)
    settle(session, finding, "dic.inspector")
    assert remedy.state == "effective"


def test_a_violation_whose_record_waits_for_its_outcome_stays_open(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01", state="recorded", record_number="01/BB-VPHC")
    remedy = make_remedy(session, folder, "verified", finding)
    answer(session, again(session, [finding]))
    settle(session, finding)
    assert (remedy.state, finding.state) == ("effective", "remedying")


def test_the_second_of_two_who_record_at_once_is_refused(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    answer(session, again(session, [finding]))
    seen = recheck_of(session, finding)
    seen.version += 1
    session.flush()
    with pytest.raises(RuleBroken, match="người khác thay đổi"):
        actions.settle(session, seen, person(session, "dic.manager"), "Đạt", seen.visit.day, seen.version - 1)


def test_taking_the_visit_out_of_the_draft_takes_the_link_with_it(session: Session) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    visit = again(session, [finding])
    key = recheck_of(session, finding).id
    for model in (Answer, VisitItem, VisitPart):
        session.execute(sa.delete(model).where(model.visit_id == visit.id))
    session.execute(sa.delete(Visit).where(Visit.id == visit.id))
    session.expire_all()
    assert session.get(Recheck, key) is None
    assert finding.id in [one.id for one in queries.open_findings(session, body(session, BODY))]


def test_a_remedy_ended_on_site_is_not_judged_again(session: Session, folder: Path) -> None:
    finding = finding_on(session, looked_at(session), "CL-01")
    remedy = make_remedy(session, folder, "reported", finding)
    answer(session, again(session, [finding]))
    settle(session, finding)
    with pytest.raises(RuleBroken, match="không còn phù hợp"):
        take(session, remedy, "verify", "dic.inspector")
