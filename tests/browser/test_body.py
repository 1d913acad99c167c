"""A body on a phone fills in its self-check and reports progress with a photo; an inspector sees both."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, expect

from inspections.clock import today
from inspections.inquiries import actions, queries, rules
from inspections.visible import system_session
from models import db
from models.directory import User
from models.inspections import Visit
from tests.browser import look
from tests.browser.people import result, sign_in
from tests.inspections.evidence.pictures import picture
from tests.inspections.inspecting.cases import body
from tests.support.application import opened
from tests.support.chromium import TABLET, Guard
from tests.support.server import Server, serving

REASON = "Thiếu quyết định phân công; đang bổ sung."


def ask_body(app: Flask) -> None:
    """Sends the body of the demonstration's account a part of the checklist of the next planned visit."""
    with app.app_context(), system_session(db.engine) as session:
        planned = sa.select(Visit).where(Visit.state == "planned", Visit.audience == "joint").order_by(Visit.day.desc())
        visit = next(one for one in session.scalars(planned) if one.inspection.state in rules.DECIDED)
        visit.body = body(session, "bd-song-mang")
        leader = session.scalars(sa.select(User).where(User.login == "dic.manager")).one()
        picked = [queries.offered(session, visit, rules.SELF_CHECK)[0].key]
        actions.send(session, visit, leader, rules.SELF_CHECK, picked, today(), "", today())
        session.info.pop("events", None)


@pytest.fixture
def server(instance: Path) -> Iterator[Server]:
    """The application with a self-check that waits for the body."""
    with opened(instance) as app:
        ask_body(app)
    with serving({"INSTANCE": str(instance)}) as server:
        yield server


def faults(page: Page) -> list[str]:
    """What is wrong with the page on this screen, everything opened."""
    look.open_everything(page)
    return look.faults_of_size(page) + look.faults_of_words(page) + look.accessibility_faults(page)


def test_a_body_answers_and_reports_on_a_phone(server: Server, guard: Guard) -> None:
    guard.allow("status of 422")
    page = sign_in(guard.new_page(look.PHONE), server.url, "body")
    assert not faults(page)
    page.get_by_role("link", name="Điền, gửi trả lời").first.click()
    lines = page.locator(".inquiry-line")
    assert not faults(page) and lines.count() > 1
    for line in lines.all():
        result(line, "Đạt").click()
    result(lines.first, "Chưa đạt").click()
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("alert")).to_contain_text("Cần ghi rõ vì sao.")
    lines.first.get_by_label("Ghi chú nội dung 1").fill(REASON)
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("main")).to_contain_text("Đã gửi trả lời đến đoàn.")
    assert not faults(page)
    page.goto(f"{server.url}/remedies")
    page.get_by_role("link", name="Tự kiểm tra chất lượng dịch vụ").click()
    page.get_by_role("link", name="Báo cáo tiến độ").click()
    assert not faults(page)
    page.get_by_label("Đã làm đến đâu").fill("Đã xong hai kỳ tự kiểm tra.")
    page.locator("input[type=file]").set_input_files(
        {"name": "so tu kiem tra.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.get_by_role("button", name="Gửi báo cáo tiến độ").click()
    expect(page.get_by_role("main")).to_contain_text("Đã ghi báo cáo tiến độ.")
    expect(page.get_by_role("main")).to_contain_text("Đang thực hiện")
    inspector = sign_in(guard.new_page(TABLET), server.url, "dic.manager")
    inspector.goto(page.url)
    expect(inspector.get_by_role("main")).to_contain_text("Đã xong hai kỳ tự kiểm tra.")
