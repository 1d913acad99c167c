"""Knows what each role finds on its first page."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.inspecting import actions
from models.checklists import Answer
from models.findings import Remedy
from models.inquiries import Inquiry
from models.inspections import Visit
from tests.inspections.inspecting.cases import body, codes, everything, make_inspection, make_visit, person
from tests.support.client import Client, counted

SignIn = Callable[[str], Client]


def _begun(app: Flask, done: bool = False, team: dict[str, str] | None = None) -> str:
    with everything(app) as session:
        visit = make_visit(session, make_inspection(session, team) if team else None)
        actions.choose_items(session, visit, person(session, "dic.manager"), codes(session, ("CL-01", "CL-08")))
        visit.state = "announced"
        if done:
            answers = sa.update(Answer).where(Answer.visit_id == visit.id)
            on_time = Answer.visit_item_id.in_(sa.select(Answer.visit_item_id).where(Answer.visit_id == visit.id))
            session.execute(answers.where(on_time).values(state="pass"))
        return visit.ref


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("dic.inspector", "Đang kiểm tra"),
        ("police.manager", "Chờ soát lại, xác nhận"),
        ("clerk", "Mở sổ số văn bản"),
        ("approver", "trình phê duyệt sẽ có ở đây"),
        ("body", "Kiểm tra tại đơn vị của tôi"),
        ("auditor", "Kiểm chứng nhật ký"),
        ("admin", "tài khoản đang dùng"),
    ],
)
def test_every_role_has_its_own_first_page(sign_in: SignIn, login: str, words: str) -> None:
    page = sign_in(login).get("/")
    assert words in page.text
    assert len([one for one in page.tree.iter("a") if "btn-primary" in one.get("class", "")]) <= 1


def test_a_visit_that_has_begun_leads_to_the_tablets_page(app: Flask, sign_in: SignIn) -> None:
    ref = _begun(app)
    page = sign_in("dic.inspector").get("/")
    assert f"/visits/{ref}/fieldwork" in page.links()
    assert "0/2 nội dung" in page.text


def test_who_is_not_in_the_team_is_not_sent_there(app: Flask, sign_in: SignIn) -> None:
    ref = _begun(app, team={"dic.manager": "lead"})
    assert f"/visits/{ref}/fieldwork" not in sign_in("dic.inspector").get("/").links()


def test_a_planned_visit_is_among_those_that_come(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_visit(session).ref
    assert f"/visits/{ref}" in sign_in("police.inspector").get("/").links()


def test_a_part_waits_for_confirmation_once_everything_in_it_is_answered(app: Flask, sign_in: SignIn) -> None:
    waiting, unfinished = _begun(app, done=True), _begun(app)
    with everything(app) as session:
        refs = {
            visit.ref: visit.parts[0].ref
            for visit in session.scalars(sa.select(Visit).where(Visit.ref.in_((waiting, unfinished))))
        }
    links = sign_in("dic.inspector").get("/").links()
    assert f"/parts/{refs[waiting]}" in links
    assert f"/parts/{refs[unfinished]}" not in links


def test_a_manager_sees_the_waiting_parts_of_teams_he_is_not_in(app: Flask, sign_in: SignIn) -> None:
    ref = _begun(app, done=True, team={"dic.inspector": "lead"})
    with everything(app) as session:
        part = session.scalars(sa.select(Visit).where(Visit.ref == ref)).one().parts[0].ref
    assert f"/parts/{part}" in sign_in("dic.manager").get("/").links()
    assert f"/parts/{part}" not in sign_in("police.manager").get("/").links()


def test_a_body_sees_no_visit_but_what_is_marked_for_it(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        own = body(session, "bd-song-mang")
        make_visit(session, key="bd-song-mang", day=make_inspection(session).decided_on.replace(year=2021))
        make_visit(session, key="bd-co-chien", for_body_id=None)
        marked = make_visit(session, for_body_id=own.id, key="bd-song-mang", kind="survey")
        assert marked.day.year == 2026
    text = sign_in("body").get("/").text
    assert "Khảo sát ngày 16/03/2026" in text
    assert "2021" not in text
    assert "Cổ Chiên" not in text


def test_a_body_that_is_only_surveyed_reads_of_surveys_alone(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("body")
    with everything(app) as session:
        own = body(session, "bd-song-mang")
        own.subject = "survey"
        make_visit(session, for_body_id=own.id, key="bd-song-mang", kind="survey")
    page = client.get("/")
    assert "Khảo sát tại đơn vị của tôi" in page.text and "theo văn bản hai bên đã thống nhất" in page.text
    assert "Kiểm tra tại đơn vị của tôi" not in page.text
    with everything(app) as session:
        for visit in session.scalars(sa.select(Visit)):
            visit.for_body_id = None
        session.execute(sa.update(Remedy).values(for_body_id=None))
        session.execute(sa.update(Inquiry).values(for_body_id=None))
    assert "Chưa có buổi khảo sát nào gửi đến đơn vị." in client.get("/").text


def test_the_first_page_costs_the_same_however_much_waits(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    client.get("/")
    with counted(app) as few:
        client.get("/")
    for _ in range(4):
        _begun(app, done=True)
    with counted(app) as many:
        client.get("/")
    assert len(many) == len(few)


def test_an_administrator_counts_accounts_and_sees_no_case(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        person(session, "clerk").disabled_at = sa.func.now()
    page = sign_in("admin").get("/")
    assert "8 tài khoản đang dùng" in page.text
    assert "1 tài khoản đã ngừng" in page.text
    assert "Sông Măng" not in page.text
