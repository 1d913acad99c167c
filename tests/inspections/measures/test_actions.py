"""Knows how causes and measures are written, shared, done once and opened again, on both databases."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.measures import actions, queries
from inspections.measures.rules import MeasureData
from inspections.remedies import actions as remedies
from inspections.visible import Viewer, see_as
from models.findings import Remedy
from models.measures import Measure
from tests.inspections.inspecting.cases import make_visit, person
from tests.inspections.remedies.cases import (
    BODY,
    DUE,
    LETTER,
    TODAY,
    make_finding,
    make_own,
    make_remedy,
    report,
    take,
)

DATA = MeasureData(
    "preventive", "Tập huấn lại cho giao dịch viên", "Lê Thị Hoa", "Trưởng bưu cục", DUE, "Ảnh buổi tập huấn"
)


def bare(session: Session, folder: Path, **fields: Any) -> Remedy:
    """A requirement that was sent and has no measure."""
    return make_remedy(session, folder, planned=False, **fields)


def add(session: Session, remedy: Remedy, by: str = "body", **fields: Any) -> Measure:
    return actions.add(session, remedy, person(session, by), replace(DATA, **fields), TODAY)


def finish(session: Session, measure: Measure, by: str = "body") -> Measure:
    return actions.take_step(session, measure, person(session, by), "finish", TODAY, measure.version)


def reopen(session: Session, measure: Measure, reason: str = "Ảnh không đúng chỗ.") -> Measure:
    by = person(session, "dic.inspector")
    return actions.take_step(session, measure, by, "reopen", TODAY, measure.version, reason)


def two(session: Session, folder: Path) -> tuple[Remedy, Remedy]:
    """Two requirements of two findings at one body."""
    visit = make_visit(session, key=BODY, state="results_notified")
    found = [make_finding(session, visit=visit) for _ in range(2)]
    first, second = (bare(session, folder, finding=one) for one in found)
    return first, second


@pytest.mark.parametrize("step", ["start", "report"])
def test_nothing_begins_without_the_text_of_a_measure(session: Session, folder: Path, step: str) -> None:
    remedy = bare(session, folder)

    def go() -> Remedy:
        return take(session, remedy, step) if step == "start" else report(session, remedy, folder)

    with pytest.raises(RuleBroken, match="Chưa có việc phải làm"):
        go()
    measure = add(session, remedy)
    measure.text = "  "
    with pytest.raises(RuleBroken, match="Chưa có việc phải làm"):
        go()
    measure.text = "Tập huấn"
    assert go().state in {"in_progress", "reported"}


def test_a_measure_is_as_open_as_its_requirement(session: Session, folder: Path) -> None:
    joint, own = add(session, bare(session, folder)), add(session, bare(session, folder, finding=make_own(session)))
    assert (joint.owner, joint.audience, joint.for_body_id) == ("DIC", "joint", joint.body_id)
    assert (own.owner, own.audience, own.for_body_id) == ("POLICE", "own", None)
    session.flush()
    for viewer, seen in ((Viewer("agency", agency="DIC"), None), (Viewer("body", body_id=own.body_id), None)):
        session.expire_all()
        see_as(session, viewer)
        assert session.get(Measure, own.id, populate_existing=True) is seen


def test_the_body_reads_measures_once_their_requirement_is_sent(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, sent=False)
    [shown] = queries.of_remedy(session, remedy)
    assert shown.measure.for_body_id is None
    remedies.send(session, remedy, person(session, "dic.inspector"), TODAY, LETTER)
    assert shown.measure.for_body_id == shown.measure.uses[0].for_body_id == remedy.visit.body_id


def test_one_measure_serves_two_findings_is_shown_at_each_and_done_once(session: Session, folder: Path) -> None:
    first, second = two(session, folder)
    measure = add(session, first)
    actions.share(session, second, person(session, "body"), measure.ref, TODAY)
    for one, other in ((first, second), (second, first)):
        [shown] = queries.of_remedy(session, one)
        assert (shown.measure, shown.others) == (measure, [other])
    finish(session, measure)
    by = person(session, "dic.inspector")
    assert [queries.doing(session, one, by).unfinished for one in (first, second)] == [0, 0]
    with pytest.raises(RuleBroken, match="không còn phù hợp"):
        finish(session, measure)


def test_only_an_open_measure_of_the_same_body_and_agency_is_shared(session: Session, folder: Path) -> None:
    remedy = bare(session, folder)
    elsewhere = bare(session, folder, finding=make_finding(session, key="bd-co-chien"))
    other = add(session, elsewhere, "dic.inspector")
    own = add(session, bare(session, folder, finding=make_own(session)), "police.inspector")
    done = finish(session, add(session, bare(session, folder)))
    later = add(session, bare(session, folder, due_on=DUE + timedelta(days=9)), due_on=DUE + timedelta(days=1))
    here = add(session, remedy)
    for one in (other, own, done, later, here):
        with pytest.raises(RuleBroken, match="không dùng chung được"):
            actions.share(session, remedy, person(session, "body"), one.ref, TODAY)


def test_a_measure_must_end_within_every_requirement_that_it_serves(session: Session, folder: Path) -> None:
    first, second = two(session, folder)
    measure = add(session, first)
    actions.share(session, second, person(session, "body"), measure.ref, TODAY)
    first.due_on = DUE + timedelta(days=20)
    late = replace(DATA, due_on=DUE + timedelta(days=1))
    with pytest.raises(RuleBroken, match="16/12/2026"):
        actions.edit(session, measure, person(session, "body"), late, TODAY, measure.version)
    actions.edit(
        session, measure, person(session, "body"), replace(DATA, text="Tập huấn hai buổi"), TODAY, measure.version
    )
    assert measure.text == "Tập huấn hai buổi"


def test_two_who_change_a_measure_at_once_follow_each_other(session: Session, folder: Path) -> None:
    measure = add(session, bare(session, folder))
    seen = measure.version
    actions.take_step(session, measure, person(session, "body"), "finish", TODAY, seen)
    with pytest.raises(RuleBroken, match="người khác thay đổi"):
        actions.edit(session, measure, person(session, "dic.inspector"), DATA, TODAY, seen)
    with pytest.raises(RuleBroken, match="làm xong nên không sửa"):
        actions.edit(session, measure, person(session, "dic.inspector"), DATA, TODAY, measure.version)


def test_nothing_is_verified_while_one_measure_is_open(session: Session, folder: Path) -> None:
    remedy = bare(session, folder)
    first, second = add(session, remedy), add(session, remedy, text="Mua dấu mới")
    report(session, remedy, folder, finished=[first.ref])
    assert (first.state, second.state) == ("done", "open")
    with pytest.raises(RuleBroken, match="Còn 01 việc phải làm chưa xong"):
        take(session, remedy, "verify")
    finish(session, second)
    assert take(session, remedy, "verify").state == "verified"


def test_a_report_finishes_only_what_its_own_requirement_has(session: Session, folder: Path) -> None:
    remedy, other = two(session, folder)
    mine, foreign = add(session, remedy), add(session, other)
    report(session, remedy, folder, finished=[mine.ref, foreign.ref, "zzzzzzzzzz"])
    assert (mine.state, foreign.state) == ("done", "open")


@pytest.mark.parametrize("how", ["reported", "said that it is done", "is named"])
@pytest.mark.parametrize("step", ["verify", "effective"])
def test_who_reported_or_owns_a_measure_never_judges(session: Session, folder: Path, how: str, step: str) -> None:
    remedy = bare(session, folder)
    manager = person(session, "dic.manager")
    measure = add(session, remedy, responsible=manager.name.upper() if how == "is named" else "Lê Thị Hoa")
    finish(session, measure, "dic.manager" if how.startswith("said") else "body")
    report(session, remedy, folder, "dic.manager" if how == "reported" else "body", LETTER)
    if step == "effective":
        take(session, remedy, "verify")
    with pytest.raises(RuleBroken, match="phải là người khác"):
        take(session, remedy, step, "dic.manager")
    assert take(session, remedy, step, "dic.inspector").state in {"verified", "effective"}


def test_whoever_reported_once_does_not_judge_a_later_report_either(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder)
    report(session, remedy, folder, "dic.manager", LETTER)
    take(session, remedy, "return", "dic.inspector")
    report(session, remedy, folder)
    with pytest.raises(RuleBroken, match="phải là người khác"):
        take(session, remedy, "verify", "dic.manager")


def test_what_had_no_effect_needs_a_new_measure_and_is_counted(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "verified")
    for times in (1, 2):
        take(session, remedy, "ineffective", "dic.inspector")
        assert (remedy.state, remedy.times_ineffective, remedy.effect_due_on) == ("in_progress", times, None)
        with pytest.raises(RuleBroken, match="ghi việc phải làm mới"):
            report(session, remedy, folder)
        finish(session, add(session, remedy, text=f"Lần {times + 1}"))
        report(session, remedy, folder)
        take(session, remedy, "verify")
    shown = queries.of_remedy(session, remedy)
    assert [one.attempt for one in shown] == [2, 1, 0]


def test_a_measure_that_is_opened_again_counts_for_the_new_attempt(session: Session, folder: Path) -> None:
    remedy = make_remedy(session, folder, "verified")
    take(session, remedy, "ineffective", "dic.inspector")
    [shown] = queries.of_remedy(session, remedy)
    reopen(session, shown.measure)
    report(session, remedy, folder, finished=[shown.measure.ref])
    assert take(session, remedy, "verify").state == "verified"


def test_what_is_still_open_of_an_attempt_before_goes_on(session: Session, folder: Path) -> None:
    remedy = bare(session, folder)
    measure = add(session, remedy)
    remedy.times_ineffective = 1
    by = person(session, "dic.inspector")
    assert queries.doing(session, remedy, by).planned == 1
    finish(session, measure)
    assert queries.doing(session, remedy, by).planned == 0


def test_what_led_to_something_verified_is_not_opened_again(session: Session, folder: Path) -> None:
    first, second = two(session, folder)
    measure = add(session, first)
    actions.share(session, second, person(session, "body"), measure.ref, TODAY)
    report(session, first, folder, finished=[measure.ref])
    take(session, first, "verify")
    with pytest.raises(RuleBroken, match="đã được xác nhận"):
        reopen(session, measure)
    with pytest.raises(RuleBroken, match="đã được xác nhận"):
        add(session, first)


def test_opening_again_needs_its_reason(session: Session, folder: Path) -> None:
    measure = finish(session, add(session, bare(session, folder)))
    with pytest.raises(RuleBroken, match="Cần ghi lý do"):
        reopen(session, measure, " ")
    reopen(session, measure)
    assert (measure.state, measure.done_on, measure.done_by_id) == ("open", None, None)


def test_a_measure_is_not_done_before_its_requirement_is_sent(session: Session, folder: Path) -> None:
    remedy = bare(session, folder, sent=False)
    with pytest.raises(RuleBroken, match="chưa gửi đơn vị"):
        finish(session, add(session, remedy, "dic.inspector"))


def test_a_cause_is_one_of_the_list_and_words(session: Session, folder: Path) -> None:
    remedy, by = bare(session, folder), person(session, "body")
    actions.set_cause(session, remedy, by, "training", "Người mới vào làm", TODAY, remedy.version)
    assert (remedy.cause, remedy.cause_text) == ("training", "Người mới vào làm")
    with pytest.raises(RuleBroken, match="không có trong danh mục"):
        actions.set_cause(session, remedy, by, "weather", "", TODAY, remedy.version)
    with pytest.raises(RuleBroken, match="người khác thay đổi"):
        actions.set_cause(session, remedy, by, "staff", "", TODAY, remedy.version - 1)


def test_what_looks_like_a_secret_is_refused(session: Session, folder: Path) -> None:
    with pytest.raises(RuleBroken, match="mật"):
        add(session, bare(session, folder), evidence="Văn bản số 12/M-UBND (mật)")


def test_the_log_says_what_was_done_without_what_was_typed(session: Session, folder: Path) -> None:
    remedy = bare(session, folder)
    session.info["events"] = []
    reopen(session, finish(session, add(session, remedy)))
    logged = session.info["events"]
    assert [one.action for one in logged] == ["measure:add", "measure:finish", "measure:reopen"]
    assert not any(word in str(one.content) for one in logged for word in (DATA.text, DATA.responsible, "Ảnh"))
