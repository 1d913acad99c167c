"""Knows what choosing items leaves in the database, on both databases."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.fieldwork import actions as fieldwork
from inspections.fieldwork import queries as fieldwork_queries
from inspections.inspecting import actions, queries
from inspections.inspecting.rules import Ticks
from models.checklists import Answer, VisitItem
from models.inspections import Visit, VisitPart
from tests.inspections.inspecting.cases import (
    DAY,
    DIC_LEADS,
    codes,
    everything,
    found,
    make_inspection,
    make_visit,
    person,
    seen_by,
)

BOTH = "CL-42"
"""An item that both agencies answer."""


def _answers(session: Session, visit: Visit) -> set[tuple[str, str | None, str, str]]:
    rows = session.scalars(sa.select(Answer).where(Answer.visit_id == visit.id))
    return {(row.visit_item.code, row.owner, row.audience, row.state) for row in rows}


def _parts(session: Session, visit: Visit) -> set[str | None]:
    return set(session.scalars(sa.select(VisitPart.owner).where(VisitPart.visit_id == visit.id)))


def _choose(
    session: Session, visit: Visit, login: str = "dic.manager", own: tuple[str, ...] = (), **by: tuple[str, ...]
) -> None:
    actions.choose_items(session, visit, person(session, login), codes(session, **by), own)


def _announced(session: Session, visit: Visit) -> None:
    actions.announce(session, visit, person(session, "dic.manager"), DAY)


def _note(session: Session, visit: Visit, code: str, login: str = "police.inspector") -> None:
    item = queries.chosen(session, visit)[code]
    write = fieldwork.Write(f"op-{item.ref}", "note", "Riêng của Công an.")
    fieldwork.write(session, item, person(session, login), [write])


def test_each_agency_that_answers_an_item_gets_an_unchecked_answer_and_a_part(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, quality=("CL-01", BOTH), security=("AN-01",))
        assert _answers(session, visit) == {
            ("CL-01", "DIC", "joint", "unchecked"),
            ("AN-01", "POLICE", "joint", "unchecked"),
            (BOTH, "DIC", "joint", "unchecked"),
            (BOTH, "POLICE", "joint", "unchecked"),
        }
        assert _parts(session, visit) == {"DIC", "POLICE"}


def test_items_stand_in_the_order_of_their_checklists_whatever_was_chosen_first(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, security=("AN-01",))
        _choose(session, visit, security=("AN-01",), quality=("CL-09", "CL-01"))
        assert list(queries.chosen(session, visit)) == ["CL-01", "CL-09", "AN-01"]


def test_an_item_that_depends_on_a_number_waits_for_it(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, security=("AN-32", "AN-33"))
        active = {code: item.active for code, item in queries.chosen(session, visit).items()}
        assert active == {"AN-32": True, "AN-33": False}


def test_an_item_whose_number_is_not_asked_is_shown(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, security=("AN-32", "AN-33"))
        _choose(session, visit, security=("AN-33",))
        assert queries.chosen(session, visit)["AN-33"].active


def test_what_is_no_longer_chosen_goes_with_its_answers_and_its_part(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session, make_inspection(session, DIC_LEADS))
        _choose(session, visit, quality=("CL-01",), security=("AN-01",))
        _choose(session, visit, quality=("CL-01",))
        assert _answers(session, visit) == {("CL-01", "DIC", "joint", "unchecked")}
        assert _parts(session, visit) == {"DIC"}


@pytest.mark.parametrize("wanted", [{"quality": ("CL-02",)}, {"quality": ("CL-01", "CL-02"), "own": ("CL-01",)}])
def test_from_the_announcement_on_no_item_is_taken_back_or_hidden(
    each_app: Flask, wanted: dict[str, tuple[str, ...]]
) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, quality=("CL-01", "CL-02"))
        _announced(session, visit)
        with pytest.raises(RuleBroken, match="không bỏ, không đổi người xem được nữa"):
            _choose(session, visit, **wanted)
        _choose(session, visit, quality=("CL-01", "CL-02", "CL-03"))
        assert list(queries.chosen(session, visit)) == ["CL-01", "CL-02", "CL-03"]


def test_what_an_agency_keeps_to_itself_changes_nothing_that_the_other_may_choose(each_app: Flask) -> None:
    answers = {}
    for written in (False, True):
        with everything(each_app) as session:
            visit = make_visit(session, make_inspection(session, DIC_LEADS))
            _choose(session, visit, quality=(BOTH,), security=("AN-01",))
            _announced(session, visit)
            for code in (BOTH, "AN-01") if written else ():
                _note(session, visit, code)
            ref = visit.ref
        with seen_by(each_app, "DIC") as session:
            visit, by = found(session, ref), person(session, "dic.manager")
            offered = [(row.code, row.item is None) for offer in queries.offers(session, visit) for row in offer.rows]
            actions.save_choice(session, visit, by, Ticks(codes={"CL-01"}, seen=visit.version))
            with pytest.raises(RuleBroken) as refused:
                _choose(session, visit, quality=("CL-01",))
            answers[written] = (offered, list(queries.chosen(session, visit)), refused.value.message)
    assert answers[False] == answers[True]


def test_an_agency_opens_and_closes_an_item_that_nobody_wrote_on(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, own=("CL-01",), quality=("CL-01",))
        assert _answers(session, visit) == {("CL-01", "DIC", "own", "unchecked")}
        _choose(session, visit, quality=("CL-01",))
        session.expire_all()
        assert _answers(session, visit) == {("CL-01", "DIC", "joint", "unchecked")}


def test_what_an_agency_keeps_to_itself_the_other_cannot_even_count(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        _choose(session, visit, own=("AN-01",), security=("AN-01", "AN-03"))
        ref = visit.ref
    with seen_by(each_app, "DIC") as session:
        visit = found(session, ref)
        assert list(queries.chosen(session, visit)) == ["AN-03"]
        assert fieldwork_queries.progress_of(session, [visit.id])[visit.id]["POLICE"].total == 1


def test_an_item_of_both_agencies_is_nobodys_own(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        with pytest.raises(RuleBroken, match="cả hai cùng xem"):
            _choose(session, visit, own=(BOTH,), quality=(BOTH,))


@pytest.mark.parametrize("code", ["CL-99", "AN-01", "<script>"])
def test_a_code_that_the_checklist_does_not_have_is_refused(app: Flask, code: str) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        with pytest.raises(RuleBroken, match="không thuộc mẫu phiếu"):
            _choose(session, visit, quality=(code,))


def test_a_retired_item_is_not_chosen_any_more(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        with pytest.raises(RuleBroken, match="thôi áp dụng"):
            _choose(session, visit, security=("AN-02",))


def test_items_of_a_part_that_was_checked_do_not_change(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        _choose(session, visit, quality=("CL-01",))
        session.scalars(sa.select(VisitPart).where(VisitPart.visit_id == visit.id)).one().state = "checked"
        with pytest.raises(RuleBroken, match="mở lại phần đó"):
            _choose(session, visit, quality=("CL-01", "CL-02"))


def test_items_are_not_chosen_after_the_fieldwork(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session, state="fieldwork_done")
        with pytest.raises(RuleBroken, match="Đã kiểm tra xong"):
            _choose(session, visit, quality=("CL-01",))


def _saved(app: Flask, ref: str, login: str, **ticks: object) -> None:
    agency = "DIC" if login.startswith("dic") else "POLICE"
    with seen_by(app, agency) as session:
        visit = found(session, ref)
        actions.save_choice(session, visit, person(session, login), Ticks(seen=visit.version, **ticks))  # type: ignore[arg-type]


def _chosen(app: Flask, ref: str) -> dict[str, str]:
    with everything(app) as session:
        return {code: item.audience for code, item in queries.chosen(session, found(session, ref)).items()}


def _planned(app: Flask, make: Callable[[Session], Visit] = make_visit) -> str:
    with everything(app) as session:
        return make(session).ref


def test_a_leader_does_not_touch_what_the_other_agencys_leader_chose(each_app: Flask) -> None:
    ref = _planned(each_app)
    _saved(each_app, ref, "police.manager", codes={"AN-01", "AN-03"}, own={"AN-01"})
    _saved(each_app, ref, "dic.manager", codes={"CL-01"})
    _saved(each_app, ref, "dic.manager", codes={"CL-01", "AN-01"})
    assert _chosen(each_app, ref) == {"CL-01": "joint", "AN-01": "own", "AN-03": "joint"}
    with everything(each_app) as session:
        assert _parts(session, found(session, ref)) == {"DIC", "POLICE"}


def test_where_the_other_agency_does_not_lead_the_leader_chooses_for_both(each_app: Flask) -> None:
    ref = _planned(each_app, lambda session: make_visit(session, make_inspection(session, DIC_LEADS)))
    _saved(each_app, ref, "dic.manager", codes={"CL-01", "AN-01"}, own={"AN-01", "CL-01"})
    assert _chosen(each_app, ref) == {"CL-01": "own", "AN-01": "joint"}


def test_an_item_that_is_there_but_not_seen_is_met_without_a_word_about_it(each_app: Flask) -> None:
    ref = _planned(each_app, lambda session: make_visit(session, make_inspection(session, DIC_LEADS)))
    with everything(each_app) as session:
        _choose(session, found(session, ref), own=("AN-01",), security=("AN-01",))
    with pytest.raises(RuleBroken) as refused:
        _saved(each_app, ref, "dic.manager", codes={"AN-01"})
    assert refused.value.message == actions.CHANGED


def test_an_older_page_does_not_undo_what_another_leader_saved(app: Flask) -> None:
    ref = _planned(app)
    with everything(app) as session:
        seen = found(session, ref).version
    _saved(app, ref, "dic.manager", codes={"CL-01"})
    with seen_by(app, "DIC") as session, pytest.raises(RuleBroken, match="vừa được người khác thay đổi"):
        actions.save_choice(session, found(session, ref), person(session, "dic.manager"), Ticks(codes=(), seen=seen))


def test_a_whole_section_is_taken_without_ticking_its_items(app: Flask) -> None:
    ref = _planned(app)
    _saved(app, ref, "dic.manager", codes={"CL-08"}, pick="provider-quality:A1")
    chosen = _chosen(app, ref)
    assert {"CL-01", "CL-02", "CL-03", "CL-05", "CL-43"} <= set(chosen)
    assert "CL-04" not in chosen, "it is meant for bodies of the province alone"


def test_the_log_tells_of_joint_and_own_items_apart(app: Flask) -> None:
    with everything(app) as session:
        session.info.pop("events", None)
        visit = make_visit(session)
        _choose(session, visit, own=("AN-01",), quality=("CL-01",), security=("AN-01", "AN-03"))
        rows = {(entry.owner, entry.audience): entry.content["added"] for entry in session.info.pop("events")}
        assert rows == {("DIC", "joint"): 2, ("POLICE", "own"): 1}


def test_the_items_of_a_visit_know_their_section_and_their_time(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        _choose(session, visit, quality=("CL-08",))
        item: VisitItem = queries.chosen(session, visit)["CL-08"]
        assert (item.section_code, item.deferred, item.owner) == ("A2", "out_of_hours", "DIC")
