"""Knows what a body reads of a visit of its own, and that nobody else's visit opens to it; knows no first page."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from models.findings import Remedy
from tests.inspections.inspecting.cases import body, everything, make_visit
from tests.inspections.search.cases import make_finding, make_paper
from tests.support.client import Client

SignIn = Callable[[str], Client]
RECEIVED = {"signed": True, "not_signed": True, "sent": True, "draft": False, "locked": False}


def test_a_body_reads_what_was_found_and_required_that_is_meant_for_it(each_app: Flask) -> None:
    with everything(each_app) as session:
        mine = body(session, "bd-song-mang").id
        visit = make_visit(session, key="bd-song-mang", for_body_id=mine, minutes_number="04/zqv")
        told = make_finding(session, "Gửi đơn vị zqv", visit, state="confirmed", for_body_id=mine)
        make_finding(session, "Nội bộ zqv", visit, state="confirmed")
        for words, whose in (("Bổ sung sổ zqv", mine), ("Chưa gửi zqv", None)):
            asked = {"requirement": words, "due_on": date(2026, 4, 1), "owner": "DIC", "for_body_id": whose}
            session.add(Remedy(visit=visit, finding=told, **asked))
        ref = visit.ref
    page = Client(each_app).sign_in("body").get(f"/own-visits/{ref}")
    for words in ("Gửi đơn vị zqv", "Bổ sung sổ zqv", "Biên bản số 04/zqv", "Chưa có văn bản nào gửi đơn vị"):
        assert words in page.text
    assert "Nội bộ" not in page.html and "Chưa gửi zqv" not in page.html
    assert "/" in page.links()


@pytest.mark.parametrize("state", RECEIVED)
def test_a_body_finds_the_papers_that_it_received(app: Flask, sign_in: SignIn, state: str) -> None:
    with everything(app) as session:
        mine = body(session, "bd-song-mang").id
        visit = make_visit(session, key="bd-song-mang", for_body_id=mine)
        given = {"state": state, "for_body_id": mine, "number": "9/zqm"}
        visit_ref, ref = visit.ref, make_paper(session, "Thông báo zqm", visit, kind="result_notice", **given).ref
    client = sign_in("body")
    for url in (f"/own-visits/{visit_ref}", "/"):
        assert (f"/papers/{ref}" in client.get(url).links()) is RECEIVED[state]


def test_another_bodys_visit_is_not_there_and_the_agencies_have_their_own_page(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        mine = body(session, "bd-song-mang").id
        others = make_visit(session, for_body_id=body(session, "bd-co-chien").id).ref
        unmarked = make_visit(session, key="bd-song-mang").ref
        own = make_visit(session, key="bd-song-mang", for_body_id=mine).ref
    client = sign_in("body")
    for ref in (others, unmarked):
        client.get(f"/own-visits/{ref}", status=404)
    for who in ("dic.manager", "clerk"):
        sign_in(who).get(f"/own-visits/{own}", status=403)
