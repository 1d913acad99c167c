"""Knows which earlier violations are hinted at, and that the list, its stages and its sums agree; knows no page."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.lists import queries as lists
from inspections.penalties import actions, ledger, listing, queries, rules
from inspections.penalties.listed import VIOLATIONS
from inspections.penalties.listing import Handled
from inspections.penalties.rules import months_after
from models.findings import Finding
from models.law import Act
from models.penalties import Penalty, Receipt
from tests.inspections.inspecting.cases import body, everything, make_visit, person, seen_by
from tests.inspections.penalties.cases import FINE, QUALITY, after, decided, delivered, noted, pay, recorded


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    with everything(each_app) as session:
        yield session


def earlier(session: Session, finding: Finding, day: date, key: str = "bd-co-chien", **fields: Any) -> Finding:
    """A violation of the same clause at another visit."""
    visit = make_visit(session, key=key, state="closed", audience=fields.get("audience", "joint"))
    visit.owner = fields.get("owner", "DIC")
    act = session.scalars(sa.select(Act).where(Act.code == fields.pop("act", QUALITY))).one()
    given = {"owner": "DIC", "text": "Trước đây.", "noted_by": person(session, "dic.inspector")} | fields
    one = Finding(visit=visit, kind="violation", state="confirmed", act=act, detected_on=day, **given)
    session.add(one)
    session.flush()
    return one


def hinted(session: Session, finding: Finding) -> list[str]:
    return [one.ref for one, _name in queries.repeated(session, finding, 12)]


@pytest.mark.parametrize(("months", "days", "seen"), [(12, 0, True), (12, 1, False), (14, 0, False), (1, 0, True)])
def test_the_same_clause_within_twelve_months_is_hinted(session: Session, months: int, days: int, seen: bool) -> None:
    finding = noted(session)
    day = months_after(finding.detected_on, -months)
    one = earlier(session, finding, date.fromordinal(day.toordinal() - days), key=finding.visit.body.key or "")
    assert (one.ref in hinted(session, finding)) is seen


@pytest.mark.parametrize(
    ("fine", "paid", "seen"),
    [(8_500_000, -11, True), (8_500_000, -13, False), (8_500_000, None, True), (None, None, False)],
)
def test_one_of_fourteen_months_ago_is_hinted_while_its_decision_still_counts(
    session: Session, fine: int | None, paid: int | None, seen: bool
) -> None:
    finding = noted(session)
    ago = partial(months_after, finding.detected_on)
    decision = {"decision_number": "1/QĐ", "decision_on": ago(-13), "fine": fine}
    one = earlier(session, finding, ago(-14), key=finding.visit.body.key or "", **decision)
    if paid:
        session.add(Penalty(finding=one, owner=one.owner, paid_on=ago(paid)))
        session.flush()
    assert (one.ref in hinted(session, finding)) is seen


def test_another_office_of_the_enterprise_counts_and_another_clause_or_body_does_not(session: Session) -> None:
    finding = noted(session)
    mine = finding.visit.body
    assert mine.enterprise_of
    sister = session.scalars(
        sa.select(type(mine)).where(type(mine).enterprise_of == mine.enterprise_of, type(mine).id != mine.id)
    ).first()
    stranger = session.scalars(sa.select(type(mine)).where(type(mine).enterprise_of.is_(None))).first()
    assert sister and sister.key and stranger and stranger.key
    day = after(finding, -30)
    same = earlier(session, finding, day, key=sister.key)
    others = [
        earlier(session, finding, day, key=stranger.key),
        earlier(session, finding, day, key=sister.key, act="BC-09.1"),
    ]
    dismissed = earlier(session, finding, day, key=sister.key)
    dismissed.state = "dismissed"
    session.flush()
    found = hinted(session, finding)
    assert same.ref in found and finding.ref not in found
    assert not {one.ref for one in (*others, dismissed)} & set(found)


def test_the_same_clause_is_seen_through_a_change_of_the_decree_and_of_the_catalogue(session: Session) -> None:
    finding = noted(session)
    key, day = finding.visit.body.key or "", after(finding, -30)
    before = earlier(session, finding, day, key=key, act="CU-13.3d")
    act = finding.act
    assert act
    mistaken = Act(code=f"{QUALITY}~1", document=act.document, point="", description="", competence="dic", status="")
    session.add(mistaken)
    session.flush()
    corrected = earlier(session, finding, day, key=key, act=mistaken.code)
    assert {before.ref, corrected.ref} <= set(hinted(session, finding))


def test_what_the_other_agency_keeps_is_never_hinted(each_app: Flask) -> None:
    with everything(each_app) as session:
        finding = noted(session)
        key = finding.visit.body.key or ""
        own = earlier(session, finding, after(finding, -30), key=key, owner="POLICE", audience="own").ref
        shared = earlier(session, finding, after(finding, -40), key=key).ref
        ref = finding.ref
    for agency, wanted in (("DIC", {shared}), ("POLICE", {shared, own})):
        with seen_by(each_app, agency) as session:
            finding = session.scalars(sa.select(Finding).where(Finding.ref == ref)).one()
            assert set(hinted(session, finding)) & {own, shared} == wanted


def violations(session: Session, today: date, **asked: Any) -> list[Handled]:
    """The first page of the list."""
    page = lists.page(session, VIOLATIONS, asked, today, VIOLATIONS.order, ("after", ""))
    return [one.handled for one in page.rows]


def stages(session: Session, today: date, **asked: Any) -> dict[str, str]:
    return {one.finding.ref: one.stage for one in violations(session, today, **asked)}


def test_the_list_says_of_each_violation_what_its_own_page_says(session: Session) -> None:
    finding = delivered(session)
    pay(session, finding, "BL-1", 5, 1_000_000)
    for days in (5, 400):
        today = after(finding, days)
        for ref, stage in stages(session, today).items():
            one = session.scalars(sa.select(Finding).where(Finding.ref == ref)).one()
            stored, rows = queries.penalty_of(session, one), queries.receipts(session, one)
            day = one.detected_on if one.continuing else one.ended_on
            over = day is not None and day < rules.first_in_time(today)
            assert rules.stage(queries.stage_facts(session, one, stored, rows, over)) == stage


def test_a_violation_moves_through_the_stages_of_the_list(session: Session) -> None:
    finding = recorded(session)
    today = finding.detected_on
    assert stages(session, today)[finding.ref] == "recorded"
    session.rollback()
    finding = decided(session)
    assert stages(session, today)[finding.ref] == "decided"
    actions.deliver(session, finding, person(session, "clerk"), today, today, finding.version, today)
    assert stages(session, today)[finding.ref] == "sent"
    pay(session, finding, "BL-1", 0, 1, today=0)
    assert stages(session, today)[finding.ref] == "part_paid"
    pay(session, finding, "BL-2", 0, FINE - 1, today=0)
    assert stages(session, today)[finding.ref] == "paid"
    assert finding.ref in stages(session, today, stage="paid") and finding.ref not in stages(
        session, today, stage="sent"
    )
    queries.penalty_of(session, finding).reminded_on = today
    session.flush()
    assert stages(session, today)[finding.ref] == "paid", "a decision says more than a reminder before it"


def test_the_sum_of_the_list_is_that_of_its_rows_and_of_plain_numbers(session: Session) -> None:
    finding = delivered(session)
    pay(session, finding, "BL-1", 5, 3_000_000)
    pay(session, finding, "BL-2", 6, 500_000)
    wrong = queries.receipts(session, finding)[1].ref
    by, today = person(session, "clerk"), after(finding, 30)
    actions.void(session, finding, by, wrong, "Ghi nhầm.", finding.version, today)
    rows = [one.ledger for one in violations(session, today) if one.ledger]
    whole = listing.sums(session, {}, today)
    assert whole == ledger.total(rows)
    assert whole.fine == session.scalar(sa.select(sa.func.sum(Finding.fine)))
    assert whole.paid == session.scalar(sa.select(sa.func.sum(Receipt.amount)).where(Receipt.void_reason.is_(None)))
    assert whole.rest == whole.fine + whole.interest - whole.paid == 5_500_000 + 5_500_000 * 20 * 50 // 100_000


def test_what_the_other_agency_keeps_is_in_no_list_and_no_sum(each_app: Flask) -> None:
    with everything(each_app) as session:
        finding = noted(session)
        own = earlier(session, finding, finding.detected_on, owner="POLICE", audience="own")
        own.record_number, own.decision_number, own.decision_on, own.fine = "1", "2", own.detected_on, 9_000_000
        session.add(Penalty(finding=own, owner="POLICE", audience="own"))
        ref, today = own.ref, finding.detected_on
    with seen_by(each_app, "POLICE") as session:
        assert ref in stages(session, today)
        with_own = listing.sums(session, {}, today).fine
    with seen_by(each_app, "DIC") as session:
        assert ref not in stages(session, today)
        assert listing.sums(session, {}, today).fine == with_own - 9_000_000


def test_the_next_duty_is_the_first_that_is_not_done(session: Session) -> None:
    finding = recorded(session)
    rows = violations(session, finding.detected_on)
    (due,) = [one.due for one in rows if one.finding.ref == finding.ref]
    assert due and due.step == "decide"


def test_a_body_is_found_by_its_name_in_the_list(session: Session) -> None:
    finding = noted(session)
    assert body(session, finding.visit.body.key or "").id == finding.visit.body_id
    assert finding.ref in stages(session, finding.detected_on, q=finding.text[:20])
    assert not stages(session, finding.detected_on, q="khongco")
