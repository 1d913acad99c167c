"""A person's notifications: who gets which, what he sees of them, reading, taking back, paging; knows no deadline."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from inspections.directory.queries import PAGE_SIZE
from inspections.findings import actions as findings
from inspections.handing_over import actions as handing_over
from inspections.notifications import queries
from inspections.notifications.actions import notify, written
from inspections.remedies import actions as remedies
from inspections.remedies.rules import Account
from models.base import now
from models.directory import User
from models.findings import Finding, Remedy
from models.notifications import Notification
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.notifications.cases import bell, people, told
from tests.inspections.remedies.cases import DUE, PDF, TODAY, make_finding, plan, shown
from tests.inspections.reminders.cases import forget, made, made_own
from tests.support.client import Client, words_of

SignIn = Callable[[str], Client]
PAGE = "/notifications"


def test_the_right_two_people_hear_of_a_report_and_nobody_twice(app: Flask, tmp_path) -> None:
    with everything(app) as session:
        forget(session)
        remedy = made(session, DUE)
        assert told(session, remedy) == {"body": "remedy_sent"}
        forget(session)
        plan(session, remedy)
        body = person(session, "body")
        remedies.report(session, remedy, body, TODAY, Account("Đã làm.", shown(PDF)), tmp_path)
        assert told(session, remedy) == {"dic.inspector": "remedy_reported"}
        forget(session)
        remedies.take_step(session, remedy, person(session, "dic.manager"), "return", TODAY, "Chưa đủ ảnh.")
        assert told(session, remedy) == {"body": "remedy_judged"}
        forget(session)
        remedies.ask_extension(session, remedy, body, TODAY, DUE + timedelta(days=9), "Chờ vật tư.")
        assert told(session, remedy) == {"dic.manager": "extension_asked"}


def test_who_asked_for_more_time_is_told_what_was_decided(app: Flask) -> None:
    with everything(app) as session:
        remedy = made(session, DUE)
        for asker, decider, granted in (("body", "dic.manager", False), ("dic.inspector", "dic.manager", True)):
            forget(session)
            by = person(session, asker)
            remedies.ask_extension(session, remedy, by, TODAY, DUE + timedelta(days=9), "Chờ vật tư.")
            forget(session)
            remedies.decide_extension(session, remedy, person(session, decider), granted, "Đã xem hồ sơ.")
            assert told(session, remedy) == {asker: "extension_decided"}


def test_a_hand_over_is_told_to_the_other_agencys_manager_and_its_answer_to_who_sent_it(app: Flask) -> None:
    with everything(app) as session:
        forget(session)
        finding, by = make_finding(session, "noted"), person(session, "dic.inspector")
        asked = findings.hand_over(session, finding, by, "Thuộc bí mật nhà nước.", finding.version, TODAY)
        assert told(session, asked) == {"police.manager": "handed_over"}
        forget(session)
        answerer = person(session, "police.inspector")
        handing_over.answer(session, asked, answerer, "return", "Không đủ tài liệu.", asked.version, TODAY)
        assert told(session, asked) == {"dic.inspector": "hand_over_answered"}


def test_nobody_is_told_of_what_he_may_not_see_or_did_himself(app: Flask) -> None:
    everybody = ("dic.inspector", "police.inspector", "police.manager", "approver", "body", "auditor", "admin")
    with everything(app) as session:
        own, joint = make_finding(session, owner="POLICE", audience="own"), make_finding(session)
        by = person(session, "police.manager")
        assert [one.login for one in notify(session, people(session, *everybody), "mentioned", own, by)] == [
            "police.inspector"
        ]
        seen = notify(session, people(session, *everybody), "mentioned", joint, by, within=own)
        assert [one.login for one in seen] == ["police.inspector"]
        note = session.scalars(sa.select(Notification).where(Notification.subject_ref == joint.ref)).one()
        assert (note.owner, note.audience) == ("POLICE", "own")
        closed = person(session, "dic.inspector")
        closed.disabled_at = now()
        assert notify(session, [closed], "mentioned", joint) == []
        session.rollback()


def test_the_bell_counts_and_the_first_page_says_what_waits(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        notify(session, people(session, "dic.inspector"), "mentioned", make_finding(session))
    client = sign_in("dic.inspector")
    page = client.get("/")
    assert bell(page) == "Thông báo, 1 chưa đọc"
    assert "Thông báo chưa đọc" in page.text and f"{PAGE}?show=unread" in page.links()
    assert bell(sign_in("dic.manager").get("/")) == "Thông báo"
    assert "Thông báo" not in {words_of(one) for one in sign_in("auditor").get("/").all("a")}


def test_opening_marks_as_read_and_leads_to_the_record(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        finding = make_finding(session)
        notify(session, people(session, "dic.inspector"), "mentioned", finding, person(session, "dic.manager"))
        ref = session.scalars(sa.select(Notification.ref)).one()
        address, name = f"/findings/{finding.ref}", person(session, "dic.manager").name
    client = sign_in("dic.inspector")
    page = client.get(PAGE)
    assert address in page.links() and name in page.text and "Chưa đọc" in page.text
    assert client.post(f"{PAGE}/{ref}/open").location == address
    after = client.get(PAGE)
    assert bell(after) == "Thông báo" and f"{PAGE}/{ref}/unread" in {one.get("action") for one in after.forms()}
    assert client.get(f"{PAGE}?show=unread").text.count("Không còn thông báo nào chưa đọc.") == 1
    client.post(f"{PAGE}/{ref}/unread")
    assert bell(client.get(PAGE)) == "Thông báo, 1 chưa đọc"


def test_all_are_marked_by_one_press_and_exactly_those_are_taken_back(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        for _ in range(3):
            notify(session, people(session, "dic.inspector", "dic.manager"), "mentioned", make_finding(session))
        first = session.scalars(sa.select(Notification.ref).order_by(Notification.id)).first()
    client = sign_in("dic.inspector")
    client.post(f"{PAGE}/{first}/read")
    page = client.get(client.post(f"{PAGE}/read").location)
    assert bell(page) == "Thông báo"
    undo = next(one.get("action") for one in page.forms() if "/undo/" in (one.get("action") or ""))
    assert bell(client.get(client.post(undo).location)) == "Thông báo, 2 chưa đọc"
    refused = client.post(undo, status=422)
    assert "đã được hoàn tác" in refused.text
    assert bell(sign_in("dic.manager").get("/")) == "Thông báo, 3 chưa đọc"


def test_anothers_notification_is_not_there(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        notify(session, people(session, "dic.manager"), "mentioned", make_finding(session))
        ref = session.scalars(sa.select(Notification.ref)).one()
    client = sign_in("dic.inspector")
    assert "Chưa có thông báo nào." in client.get(PAGE).text
    for what in ("open", "read", "unread"):
        client.post(f"{PAGE}/{ref}/{what}", status=404)


def test_what_was_closed_since_is_in_no_list_and_no_count(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        finding = make_finding(session, text="Sổ giao nhận ghi thiếu")
        notify(session, people(session, "dic.inspector", "police.inspector"), "mentioned", finding)
        finding.owner, finding.audience = "POLICE", "own"
        mine = session.scalars(
            sa.select(Notification.ref).join(User, Notification.user_id == User.id).where(User.login == "dic.inspector")
        ).one()
    client = sign_in("dic.inspector")
    page = client.get(PAGE)
    assert bell(page) == "Thông báo" and "Sổ giao nhận" not in page.text
    client.post(f"{PAGE}/{mine}/open", status=404)
    assert "Sổ giao nhận ghi thiếu" in sign_in("police.inspector").get(PAGE).text


def test_the_list_pages_by_key_and_costs_the_same(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        forget(session)
        finding, by = make_finding(session), person(session, "dic.inspector")
        rows = [written(by, "mentioned", finding) for _ in range(PAGE_SIZE + 5)]
        for minutes, one in enumerate(rows):
            one.at = now() - timedelta(minutes=minutes)
        session.add_all(rows)
    client = sign_in("dic.inspector")
    first = client.get(PAGE)
    assert f"Đang xem {PAGE_SIZE} thông báo" in first.text
    after = next(one for one in first.links() if "after=" in one)
    second = client.get(after)
    assert "Đang xem 5 thông báo" in second.text
    assert f"Đang xem {PAGE_SIZE} " in client.get(next(one for one in second.links() if "before=" in one)).text


def test_a_body_is_told_of_its_own_requirements_and_opens_them(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        remedy = made(session, DUE)
        hidden = made_own(session, DUE, "qzhidden")
        forget(session)
        assert notify(session, people(session, "body"), "remedy_judged", hidden) == []
        notify(session, people(session, "body"), "remedy_judged", remedy)
        ref, address = session.scalars(sa.select(Notification.ref)).one(), f"/remedies/{remedy.ref}"
    client = sign_in("body")
    assert bell(client.get(PAGE)) == "Thông báo, 1 chưa đọc"
    assert client.post(f"{PAGE}/{ref}/open").location == address
    client.get(address)


def test_titles_come_in_one_query_and_name_record_and_body(app: Flask) -> None:
    with everything(app) as session:
        finding = session.scalars(sa.select(Finding)).first()
        remedy = session.scalars(sa.select(Remedy)).first()
        assert finding is not None and remedy is not None
        found = queries.titles(session, [("Finding", finding.ref), ("Remedy", remedy.ref)], TODAY)
        assert set(found) == {finding.ref, remedy.ref}
        assert all(name and body for name, body in found.values())
