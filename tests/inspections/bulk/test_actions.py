"""Knows what comes of one change of many requirements for each of them, and how the whole is taken back."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.bulk import actions, queries, rules
from inspections.bulk.rules import BulkData
from inspections.errors import RuleBroken
from inspections.remedies import actions as remedies
from inspections.remedies import queries as of_remedies
from inspections.visible import SYSTEM, Viewer, see_as
from models.findings import DueExtension, Remedy, RemedyStep
from models.measures import BulkChange, BulkRow
from tests.inspections.inspecting.cases import make_visit, person
from tests.inspections.remedies.cases import BODY, DUE, TODAY, make_finding, make_own, make_remedy, report

LATER = DUE + timedelta(days=20)
DIC = Viewer("agency", agency="DIC")
URGED = {"number": "1874/SKHCN-BCVT", "day": TODAY, "note": "Gửi Bưu điện tỉnh"}


def typed(session: Session, act: str) -> BulkData:
    """What is typed for an act."""
    fields: dict[str, dict[str, Any]] = {
        "urge": URGED,
        "assign": {"follower": person(session, "dic.manager").ref},
        "ask": {"to_on": LATER, "reason": "Lũ lụt"},
        "grant": {"answer": "Đồng ý"},
    }
    return BulkData(**fields.get(act, {}))


def change(session: Session, found: Iterable[Remedy], act: str = "urge", by: str = "dic.manager") -> BulkChange:
    """The act at these requirements as they are now."""
    chosen = {one.ref: one.version for one in found}
    return actions.change_many(session, person(session, by), act, chosen, typed(session, act), TODAY)


def undo(session: Session, made: BulkChange, by: str = "dic.manager") -> BulkChange:
    return actions.undo(session, made, person(session, by), TODAY)


def several(session: Session, folder: Path, count: int, **fields: Any) -> list[Remedy]:
    """Requirements of one finding of the department."""
    finding = make_finding(session, visit=make_visit(session, key=BODY, state="results_notified"))
    return [make_remedy(session, folder, finding=finding, **fields) for _ in range(count)]


def reasons(made: BulkChange) -> dict[int, str]:
    """Why what was refused was refused, by the key of the requirement."""
    return {row.remedy_id: row.reason for row in made.rows if not row.done}


def kept(session: Session, remedy: Remedy) -> tuple[Any, ...]:
    """Everything of a requirement that an act changes, and how many steps and requests it has."""
    count = [
        session.scalar(sa.select(sa.func.count()).select_from(model).where(model.remedy_id == remedy.id, *wanted))
        for model, wanted in ((RemedyStep, (RemedyStep.step != "undo",)), (DueExtension, ()))
    ]
    pending = of_remedies.pending_extension(session, remedy) is not None
    return remedy.state, remedy.due_on, remedy.follower_id, *count, pending


def test_fifty_are_chosen_three_are_not_allowed_and_forty_seven_done(session: Session, folder: Path) -> None:
    found = several(session, folder, 48)
    police = make_remedy(session, folder, finding=make_finding(session, owner="POLICE"))
    told = make_remedy(session, folder, "reported")
    chosen = {one.ref: one.version for one in (*found, police, told)}
    remedies.urge(session, found[0], person(session, "clerk"), TODAY, remedies.Letter("1/SKHCN", TODAY))
    session.info["events"] = []
    made = actions.change_many(session, person(session, "dic.manager"), "urge", chosen, typed(session, "urge"), TODAY)
    assert reasons(made) == {
        found[0].id: "Nội dung này vừa được người khác thay đổi; mời xem lại trang.",
        police.id: rules.NOT_YOURS,
        told.id: "Đơn vị đã báo cáo kết quả nên không còn phải đôn đốc.",
    }
    assert rules.outcome(47, 3) == "Đã chọn 50 yêu cầu: 47 đã thực hiện, 03 không thực hiện được."
    assert sum(row.done for row in made.rows) == 47
    logged = [one.action for one in session.info["events"]]
    assert logged == ["remedy:urge"] * 47 + ["remedy:change_many"]
    undo(session, made)
    assert all(of_remedies.history(session, one)[-1].step == "undo" for one in found[1:])


@pytest.mark.parametrize("act", rules.ACTS)
def test_every_act_is_done_and_taken_back_as_a_whole(session: Session, folder: Path, act: str) -> None:
    found = several(session, folder, 2)
    if act == "grant":
        for one in found:
            remedies.ask_extension(session, one, person(session, "body"), TODAY, LATER, "Chờ mua sắm")
        session.flush()
    before = [kept(session, one) for one in found]
    made = change(session, found, act)
    assert not reasons(made)
    assert all(kept(session, one) != was for one, was in zip(found, before, strict=True))
    undo(session, made)
    assert [kept(session, one) for one in found] == before
    with pytest.raises(RuleBroken, match="đã hoàn tác"):
        undo(session, made)


def test_more_time_for_many_moves_their_due_days_and_takes_two_people(session: Session, folder: Path) -> None:
    found = several(session, folder, 2)
    change(session, found, "ask", by="dic.manager")
    assert set(reasons(change(session, found, "grant")).values()) == {
        "Người quyết định gia hạn phải là người khác, không phải người đã ghi đề nghị."
    }
    undone = several(session, folder, 2)
    change(session, undone, "ask", by="dic.inspector")
    assert not reasons(change(session, undone, "grant"))
    assert [one.due_on for one in (*found, *undone)] == [DUE, DUE, LATER, LATER]


def test_the_way_back_is_kept_until_one_of_the_rows_changes(session: Session, folder: Path) -> None:
    found = several(session, folder, 3)
    made = change(session, found, "assign")
    report(session, found[1], folder)
    with pytest.raises(RuleBroken, match="đã có thay đổi sau đó ở: “Đóng dấu ngày"):
        undo(session, made)
    assert [one.follower_id for one in found] == [person(session, "dic.manager").id] * 3
    assert made.undone_at is None


def test_the_second_of_two_who_take_back_at_once_is_refused(session: Session, folder: Path) -> None:
    made = change(session, several(session, folder, 1))
    undo(session, made)
    with pytest.raises(RuleBroken, match="đã hoàn tác"):
        undo(session, made, "clerk")


@pytest.mark.parametrize(
    ("act", "login"), [("start", "clerk"), ("assign", "clerk"), ("grant", "dic.inspector"), ("ask", "clerk")]
)
def test_who_may_not_do_it_to_one_may_not_do_it_to_many(session: Session, folder: Path, act: str, login: str) -> None:
    found = several(session, folder, 2)
    before = [kept(session, one) for one in found]
    made = change(session, found, act, login)
    assert set(reasons(made).values()) == {rules.NOT_ALLOWED} and len(made.rows) == 2
    assert [kept(session, one) for one in found] == before
    with pytest.raises(RuleBroken, match="Không có thay đổi nào"):
        undo(session, made, login)


def test_who_may_not_do_it_may_not_take_it_back(session: Session, folder: Path) -> None:
    made = change(session, several(session, folder, 1), "start", "dic.inspector")
    with pytest.raises(RuleBroken, match="không có quyền hoàn tác"):
        undo(session, made, "clerk")


def test_what_the_other_agency_keeps_is_neither_touched_nor_counted(session: Session, folder: Path) -> None:
    mine, own = several(session, folder, 1)[0], make_remedy(session, folder, finding=make_own(session))
    before = kept(session, own)
    session.flush()
    see_as(session, DIC)
    made = change(session, [mine, own])
    assert [row.remedy_id for row in made.rows] == [mine.id]
    with pytest.raises(RuleBroken, match="Chưa chọn yêu cầu nào"):
        change(session, [own])
    listed = [row[0].id for row in queries.everything(session, {}, TODAY)]
    assert mine.id in listed and own.id not in listed
    see_as(session, SYSTEM)
    assert kept(session, own) == before


def test_a_change_is_its_agency_s_alone(session: Session, folder: Path) -> None:
    made = change(session, several(session, folder, 1))
    session.flush()
    rows = sa.select(sa.func.count()).select_from(BulkRow).where(BulkRow.change_id == made.id)
    counted = {}
    for name, viewer in {
        "DIC": DIC,
        "POLICE": Viewer("agency", agency="POLICE"),
        "body": Viewer("body", body_id=1),
    }.items():
        see_as(session, viewer)
        counted[name] = session.scalar(rows)
    assert counted == {"DIC": 1, "POLICE": 0, "body": 0}


def test_no_row_and_too_many_are_refused(session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = several(session, folder, 3)
    with pytest.raises(RuleBroken, match="Chưa chọn yêu cầu nào"):
        change(session, [])
    monkeypatch.setattr(rules, "MOST", 2)
    with pytest.raises(RuleBroken, match="nhiều nhất 2"):
        change(session, found)
    assert not reasons(change(session, found[:2]))


@pytest.mark.parametrize(
    ("done", "refused", "sentence"),
    [
        (3, 0, "Đã chọn 03 yêu cầu: 03 đã thực hiện."),
        (0, 2, "Đã chọn 02 yêu cầu: 00 đã thực hiện, 02 không thực hiện được."),
    ],
)
def test_what_came_of_it_is_said_in_words(done: int, refused: int, sentence: str) -> None:
    assert rules.outcome(done, refused) == sentence


def test_what_was_chosen_is_read_from_what_a_page_sends() -> None:
    good, bad = "abcdefghjk.3", ("abcdefghjk", "abcdefghj.3", "abcdefghjk.-1", "abcdefghjk.99999999999", "\0.1", "")
    assert rules.chosen([good, *bad]) == {"abcdefghjk": 3}
    assert date.max > LATER
