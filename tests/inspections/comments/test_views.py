"""Knows what the pages of comments show to whom, and what their forms do; knows no rule."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspections.directory.queries import PAGE_SIZE
from models.comments import Comment
from tests.inspections.findings.cases import JOINT, item_of, noted
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client

SignIn = Callable[[str], Client]
TEXT = "Đề nghị xem lại sổ giao nhận."


@pytest.fixture
def item(app: Flask) -> str:
    """The address of an item of the visit in progress."""
    with everything(app) as session:
        return f"/items/{item_of(session, JOINT).ref}"


def test_a_remark_is_written_mentions_a_colleague_and_is_found_from_the_item(
    app: Flask, sign_in: SignIn, item: str
) -> None:
    client = sign_in("dic.inspector")
    assert "Chưa có ý kiến nào" in client.get(f"{item}/comments").text
    with everything(app) as session:
        police = person(session, "police.inspector")
        ref, name = police.ref, police.name
    client.post(f"{item}/comments", text=TEXT, audience="joint", mentioned=ref)
    page = sign_in("police.inspector").get(f"{item}/comments")
    assert TEXT in page.text and f"@{name}" in page.text and "Chờ xử lý" in page.text
    assert "1 chờ xử lý" in sign_in("police.inspector").get(item).text
    colleague = sign_in("police.inspector")
    news = [one for one in colleague.get("/notifications").links() if one.startswith("/comments/")]
    assert any(f"{item}/comments#comment-" in colleague.get(one, status=303).location for one in news)


def test_what_an_agency_says_for_itself_is_on_no_page_of_the_other(sign_in: SignIn, item: str) -> None:
    police = sign_in("police.inspector")
    police.post(f"{item}/comments", text=TEXT, audience="own")
    page = police.get(f"{item}/comments")
    assert TEXT in page.text and "Chỉ" in page.text
    form = next(one for one in page.forms() if (one.get("action") or "").endswith("/done"))
    address = str(form.get("action")).removesuffix("/done")
    other = sign_in("dic.inspector")
    assert "Chưa có ý kiến nào" in other.get(f"{item}/comments").text and "Chưa có ý kiến" in other.get(item).text
    other.get(address, status=404)
    other.post(f"{address}/done", status=404, version="1")


def test_a_refused_remark_stays_as_it_was_typed(sign_in: SignIn, item: str) -> None:
    client = sign_in("dic.inspector")
    assert "Cần điền ô này." in client.post(f"{item}/comments", status=422, text="", audience="own").text
    page = client.post(f"{item}/comments", status=422, text="Công văn 12/TM-BCT", audience="joint")
    assert "Chưa lưu" in page.text and page.form(f"{item}/comments")["text"] == ["Công văn 12/TM-BCT"]
    assert "Chưa có ý kiến nào" in client.get(f"{item}/comments").text


def test_only_its_author_rewrites_it_and_everyone_who_reads_it_settles_it(sign_in: SignIn, item: str) -> None:
    author, other = sign_in("dic.inspector"), sign_in("police.inspector")
    author.post(f"{item}/comments", text=TEXT, audience="joint")
    page = author.get(f"{item}/comments")
    address = next(str(one.get("action")) for one in page.forms() if str(one.get("action")).startswith("/comments/"))
    address = address.removesuffix("/done")
    assert address in {str(one.get("action")) for one in page.forms()}
    assert address not in {str(one.get("action")) for one in other.get(f"{item}/comments").forms()}
    other.post(address, status=403, version="1", text="Khác.")
    other.post(f"{address}/done", version="1")
    assert "Đã xử lý" in author.get(f"{item}/comments").text
    author.post(f"{address}/done", status=422, version="1")
    author.post(address, version="2", text="Đã xem lại.")
    shown = other.get(f"{item}/comments").text
    assert "Đã xem lại." in shown and "Nội dung trước khi sửa" in shown and TEXT in shown
    author.post(f"{address}/burn", status=404, version="3")


def test_bodies_and_those_who_see_no_case_read_none(app: Flask, sign_in: SignIn, item: str) -> None:
    with everything(app) as session:
        finding = f"/findings/{noted(session, JOINT).ref}"
    for who in ("body", "auditor", "approver", "admin"):
        for record in (item, finding):
            sign_in(who).get(f"{record}/comments", status=404)
    assert "Chưa có ý kiến nào" in sign_in("clerk").get(f"{finding}/comments").text


@pytest.fixture
def old(app: Flask, item: str) -> str:
    """The address of a comment of dic.inspector with a whole page of newer ones, and another, above it."""
    with everything(app) as session:
        record, by = item_of(session, JOINT), person(session, "dic.inspector")
        given = {"visit": record.visit, "visit_item": record, "by_id": by.id, "owner": "DIC", "audience": "joint"}
        many = [Comment(text=f"{TEXT} Lần {number}.", **given) for number in range(PAGE_SIZE + 2)]
        session.add_all(many)
        session.flush()
        return f"/comments/{many[0].ref}"


def test_a_link_to_an_older_comment_opens_the_page_that_holds_it(sign_in: SignIn, item: str, old: str) -> None:
    client, mark = sign_in("police.inspector"), old.replace("/comments/", "comment-")
    assert not client.get(f"{item}/comments").all("li", id=mark)
    place, _, anchor = client.get(old, status=303).location.partition("#")
    page = client.get(place)
    assert anchor == mark and page.all("li", id=mark) and any("before=" in one for one in page.links())
    assert client.post(f"{old}/done", version="1").location == f"{place}#{mark}"


def test_a_refused_rewrite_of_an_older_comment_keeps_what_was_typed(sign_in: SignIn, item: str, old: str) -> None:
    client = sign_in("dic.inspector")
    for typed, version in (("Công văn 12/TM-BCT", "1"), ("Sửa sau người khác.", "7"), ("", "1")):
        page = client.post(old, status=422, text=typed, version=version)
        assert page.form(old)["text"] == [typed] and "Chưa lưu" in page.text
    assert "Chưa lưu" in client.post(f"{old}/done", status=422, version="7").text
