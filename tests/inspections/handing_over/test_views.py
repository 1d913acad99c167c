"""Knows what the pages of findings handed over show to whom, and what their forms do; knows no rule."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspections.findings import actions as findings
from tests.inspections.findings.cases import JOINT, noted, the
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client

SignIn = Callable[[str], Client]
FACTS = "Có sổ lưu giữ không đúng nơi quy định."


@pytest.fixture
def asked(app: Flask) -> str:
    """The address of a finding that the department handed over."""
    with everything(app) as session:
        finding, by = noted(session, JOINT), person(session, "dic.inspector")
        one = findings.hand_over(session, finding, by, FACTS, finding.version, finding.detected_on)
        return f"/hand-overs/{one.ref}"


def version(client: Client, url: str, name: str) -> dict[str, list[str]]:
    return {key: value for key, value in client.get(url).form(f"{url}/{name}").items() if key != "csrf_token"}


def test_it_waits_on_the_first_page_of_who_is_asked_alone(sign_in: SignIn, asked: str) -> None:
    police = sign_in("police.inspector").get("/")
    assert asked in police.links() and "Tiếp nhận hoặc trả lại phát hiện được chuyển" in police.text
    assert asked not in sign_in("dic.inspector").get("/").links()
    page = sign_in("police.inspector").get(asked)
    assert FACTS in page.text and "Lê Minh Khôi" in page.text


def test_it_is_taken_over(app: Flask, sign_in: SignIn, asked: str) -> None:
    client = sign_in("police.inspector")
    client.post(f"{asked}/take", **version(client, asked, "take"))
    assert "Đã tiếp nhận" in client.get(asked).text and not client.get(asked).all("form", action=f"{asked}/take")
    client.post(f"{asked}/take", status=422, version="1")
    link = next(one for one in client.get(asked).links() if one.startswith("/findings/"))
    with everything(app) as session:
        finding = the(session, link.rpartition("/")[2])
        assert finding.owner == "POLICE"
        findings.set_audience(session, finding, person(session, "police.inspector"), "own", finding.version)
    department = sign_in("dic.inspector").get(asked)
    assert "Đã tiếp nhận" in department.text and link not in department.links()
    sign_in("dic.inspector").get(link, status=404)


def test_it_is_returned_with_a_reason(sign_in: SignIn, asked: str) -> None:
    client = sign_in("police.inspector")
    fields = version(client, asked, "return")
    assert "Cần ghi lý do trả lại." in client.post(f"{asked}/return", status=422, **fields).text
    client.post(f"{asked}/return", **(fields | {"reason": "Không thuộc thẩm quyền."}))
    page = sign_in("dic.inspector").get(asked)
    assert "Đã trả lại" in page.text and "Không thuộc thẩm quyền." in page.text


def test_only_who_is_asked_answers(sign_in: SignIn, asked: str) -> None:
    for who in ("dic.inspector", "dic.manager", "clerk"):
        page = sign_in(who).get(asked)
        assert not page.all("form", action=f"{asked}/take")
        sign_in(who).post(f"{asked}/take", status=403, version="1")
    for who in ("body", "auditor", "approver", "admin"):
        sign_in(who).get(asked, status=404)
        sign_in(who).get("/hand-overs", status=403)
    sign_in("police.inspector").post(f"{asked}/burn", status=404, version="1")


def test_the_list_is_narrowed(sign_in: SignIn, asked: str) -> None:
    client = sign_in("dic.inspector")
    assert asked in client.get("/hand-overs?state=waiting&agency=POLICE").links()
    assert "Không có lần chuyển nào như vậy." in client.get("/hand-overs?state=taken&agency=DIC").text
