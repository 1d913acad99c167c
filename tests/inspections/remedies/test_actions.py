"""Knows how a requirement is made, sent, reported, judged, extended and ended, on both databases."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.evidence import photos
from inspections.findings import actions as findings
from inspections.remedies import actions, queries
from inspections.remedies.rules import Account
from inspections.visible import Viewer, see_as
from models.findings import DueExtension, Finding, Remedy, RemedyFile, RemedyStep
from tests.inspections.inspecting.cases import person
from tests.inspections.remedies.cases import (
    LETTER,
    PDF,
    TODAY,
    make_finding,
    make_own,
    make_remedy,
    report,
    requirement,
    shown,
    take,
)


def create(session: Session, finding: Finding, **fields: Any) -> Remedy:
    return actions.create(session, finding, person(session, "dic.inspector"), requirement(session, **fields), TODAY)


def seen_by_body(session: Session, remedy: Remedy) -> dict[str, int]:
    """How many rows of each table the body of a requirement sees."""
    session.flush()
    see_as(session, Viewer("body", body_id=remedy.visit.body_id))
    rows = {
        Finding: Finding.id == remedy.finding_id,
        Remedy: Remedy.id == remedy.id,
        RemedyStep: RemedyStep.remedy_id == remedy.id,
        DueExtension: DueExtension.remedy_id == remedy.id,
    }
    return {
        model.__name__: session.scalar(sa.select(sa.func.count()).select_from(model).where(where)) or 0
        for model, where in rows.items()
    }


def test_a_requirement_is_as_open_as_its_finding(session: Session, folder: Path) -> None:
    joint, own = make_remedy(session, folder, sent=False), make_remedy(session, folder, finding=make_own(session))
    assert (joint.owner, joint.audience, joint.for_body_id) == ("DIC", "joint", None)
    assert (own.owner, own.audience, own.for_body_id) == ("POLICE", "own", None)


@pytest.mark.parametrize("state", ["noted", "dismissed", "transferred", "closed"])
def test_nothing_is_required_for_a_finding_that_is_not_settled(session: Session, state: str) -> None:
    with pytest.raises(RuleBroken, match="đã thống nhất"):
        create(session, make_finding(session, state))


@pytest.mark.parametrize("ground", ["điểm a khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP", "khoản 1 điều 5 về xử phạt"])
def test_the_clause_that_fines_is_refused_as_a_ground(session: Session, folder: Path, ground: str) -> None:
    finding = make_finding(session, "recorded")
    with pytest.raises(RuleBroken, match="không phải điều, khoản xử phạt"):
        create(session, finding, ground=ground)
    remedy = make_remedy(session, folder, finding=finding, sent=False)
    by = person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match="không phải điều, khoản xử phạt"):
        actions.edit(session, remedy, by, requirement(session, ground=ground), TODAY, remedy.version)


def test_every_decree_that_fines_is_known_by_its_number(session: Session) -> None:
    assert any(number.startswith("174/2026") for number in queries.decrees(session))


def test_the_severity_proposes_the_due_day(session: Session) -> None:
    days = {
        one: queries.proposed_due(session, make_finding(session, severity=one), TODAY) for one in ("minor", "serious")
    }
    assert days == {"minor": TODAY + timedelta(days=30), "serious": TODAY + timedelta(days=15)}


def test_only_a_colleague_of_its_agency_follows_it(session: Session) -> None:
    with pytest.raises(RuleBroken, match="Người theo dõi"):
        create(session, make_finding(session), follower=person(session, "police.inspector").ref)


def test_what_looks_like_a_secret_is_refused(session: Session) -> None:
    with pytest.raises(RuleBroken, match="mật"):
        create(session, make_finding(session), requirement="Thu hồi văn bản số 12/M-UBND (mật)")


def test_the_body_sees_nothing_before_it_is_sent(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, sent=False)
    assert set(seen_by_body(session, remedy).values()) == {0}


def test_sending_opens_requirement_finding_and_steps_to_the_body(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    assert (remedy.finding.state, remedy.visit.state) == ("remedying", "following_up")
    assert seen_by_body(session, remedy) == {"Finding": 1, "Remedy": 1, "RemedyStep": 2, "DueExtension": 0}


def test_it_is_sent_once_and_not_changed_afterwards(session: Session, folder: Path) -> None:
    remedy, by = make_remedy(session, folder), person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match="đã gửi"):
        actions.send(session, remedy, by, TODAY)
    with pytest.raises(RuleBroken, match="đã gửi"):
        actions.edit(session, remedy, by, requirement(session), TODAY, remedy.version)


def test_two_who_edit_at_once_do_not_overwrite_each_other(session: Session, folder: Path) -> None:
    remedy, by = make_remedy(session, folder, sent=False), person(session, "dic.inspector")
    seen = remedy.version
    actions.edit(session, remedy, by, requirement(session, requirement="Một"), TODAY, seen)
    with pytest.raises(RuleBroken, match="người khác thay đổi"):
        actions.edit(session, remedy, by, requirement(session, requirement="Hai"), TODAY, seen)
    assert remedy.requirement == "Một"


def test_what_the_police_keep_goes_by_letter_and_leaves_no_trace_on_the_visit(session: Session, folder: Path) -> None:
    remedy, by = (
        make_remedy(session, folder, finding=make_own(session), sent=False),
        person(session, "police.inspector"),
    )
    with pytest.raises(RuleBroken, match="Cần ghi số"):
        actions.send(session, remedy, by, TODAY)
    actions.send(session, remedy, by, TODAY, LETTER)
    assert remedy.visit.state == "results_notified"
    assert set(seen_by_body(session, remedy).values()) == {0}


def test_it_goes_its_whole_way_and_every_step_is_kept(session: Session, folder: Path) -> None:
    session.info.pop("events", None)
    remedy = make_remedy(session, folder, "effective")
    steps = [(one.step, one.by.login) for one in queries.history(session, remedy)]
    assert steps == [
        ("create", "dic.inspector"),
        ("send", "dic.inspector"),
        ("start", "body"),
        ("report", "body"),
        ("verify", "dic.inspector"),
        ("effective", "dic.inspector"),
    ]
    assert remedy.closed_on == TODAY
    actions_logged = [entry.action for entry in session.info["events"] if entry.action.startswith("remedy:")]
    assert actions_logged == [f"remedy:{step}" for step, _by in steps]


def test_nothing_begins_before_it_is_sent(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, sent=False)
    with pytest.raises(RuleBroken, match="chưa gửi đơn vị"):
        take(session, remedy, "start", "dic.inspector")
    with pytest.raises(RuleBroken, match="chưa gửi đơn vị"):
        report(session, remedy, folder, "dic.inspector", LETTER)


def test_a_report_keeps_photos_and_papers_each_once(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "in_progress")
    report(session, remedy, folder, evidence=[*shown(), *shown(), *shown(PDF)])
    [row] = [one for one in queries.history(session, remedy) if one.step == "report"]
    assert sorted(one.kind for one in row.files) == ["jpg", "pdf"]
    for file in row.files:
        assert photos.path_of(folder, file.sha256, file.kind).stat().st_size == file.size
        assert (file.owner, file.audience, file.for_body_id) == ("DIC", "joint", remedy.for_body_id)


def test_a_refused_report_leaves_no_file(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "reported")
    kept = set(folder.rglob("*"))
    with pytest.raises(RuleBroken, match="không còn phù hợp"):
        report(session, remedy, folder, evidence=shown(PDF))
    assert set(folder.rglob("*")) == kept


def test_a_body_shows_evidence_and_an_agency_the_body_s_letter(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    with pytest.raises(RuleBroken, match="ít nhất một ảnh"):
        report(session, remedy, folder, evidence=[])
    with pytest.raises(RuleBroken, match="Cần ghi số"):
        report(session, remedy, folder, "dic.inspector")
    report(session, remedy, folder, "dic.inspector", LETTER, evidence=[])
    row = queries.history(session, remedy)[-1]
    assert (row.on_behalf, row.paper_number, row.paper_on) == (True, LETTER.number, LETTER.day)
    assert remedy.state == "reported"


def test_whoever_entered_the_report_does_not_verify_it(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    report(session, remedy, folder, "dic.inspector", LETTER)
    with pytest.raises(RuleBroken, match="phải là người khác"):
        take(session, remedy, "verify", "dic.inspector")
    assert take(session, remedy, "verify", "dic.manager").state == "verified"


@pytest.mark.parametrize("step", ["verify", "return"])
def test_a_judgement_needs_its_reason(session: Session, folder: Path, step: str) -> None:
    remedy = make_remedy(session, folder, "reported")
    with pytest.raises(RuleBroken, match="Cần ghi lý do"):
        take(session, remedy, step, "dic.inspector", note=" ")


def test_a_returned_report_is_made_again(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "reported")
    take(session, remedy, "return", "dic.manager", "Ảnh không rõ ngày")
    assert remedy.state == "returned"
    assert report(session, remedy, folder).state == "reported"
    assert take(session, remedy, "verify", "dic.inspector").state == "verified"


def test_what_has_no_effect_is_open_again_and_counted(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "verified")
    by = person(session, "dic.manager")
    findings.close(session, remedy.finding, by, TODAY)
    actions.close_visit(session, remedy.visit, by)
    take(session, remedy, "ineffective", "dic.inspector", "Vẫn còn phiếu không đóng dấu")
    assert (remedy.state, remedy.times_ineffective, remedy.closed_on) == ("in_progress", 1, None)
    assert (remedy.finding.state, remedy.visit.state) == ("remedying", "following_up")


def test_the_body_reads_the_files_of_its_own_report(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "reported")
    session.flush()
    files = sa.select(sa.func.count()).select_from(RemedyFile).join(RemedyFile.step)
    counted = {}
    for name, body_id in (("own", remedy.visit.body_id), ("other", remedy.visit.body_id + 1)):
        see_as(session, Viewer("body", body_id=body_id))
        counted[name] = session.scalar(files.where(RemedyStep.remedy_id == remedy.id))
    assert counted == {"own": 1, "other": 0}


def test_progress_is_told_before_the_result_and_begins_the_work(session: Session, folder: Path) -> None:
    remedy, body = make_remedy(session, folder), person(session, "body")
    said = Account("Đã xong một nửa.", shown())
    actions.progress(session, remedy, body, TODAY, said, folder)
    assert remedy.state == "in_progress"
    actions.progress(session, remedy, body, TODAY, Account("Còn một việc."), folder)
    told = [step for step in queries.history(session, remedy) if step.step == "progress"]
    assert [(step.text, len(step.files)) for step in told] == [("Đã xong một nửa.", 1), ("Còn một việc.", 0)]
    assert {step.for_body_id for step in told} == {body.body_id}
    report(session, remedy, folder)
    with pytest.raises(RuleBroken, match="chưa báo cáo kết quả"):
        actions.progress(session, remedy, body, TODAY, said, folder)


def test_progress_needs_a_measure_and_for_the_body_a_letter(session: Session, folder: Path) -> None:
    with pytest.raises(RuleBroken, match="Chưa có việc phải làm"):
        unplanned = make_remedy(session, folder, planned=False)
        actions.progress(session, unplanned, person(session, "body"), TODAY, Account("Đang làm."), folder)
    remedy, inspector = make_remedy(session, folder), person(session, "dic.inspector")
    with pytest.raises(RuleBroken, match="số, ký hiệu và ngày"):
        actions.progress(session, remedy, inspector, TODAY, Account("Đang làm."), folder)
    actions.progress(session, remedy, inspector, TODAY, Account("Đang làm.", letter=LETTER), folder)
    assert queries.history(session, remedy)[-1].on_behalf
