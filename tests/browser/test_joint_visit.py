"""Both agencies fill a visit of forty items at once, from nothing to two confirmations, a conflict settled between."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from app import create_app
from inspections.visible import system_session
from models import db
from models.directory import Body
from models.inspections import Inspection, Visit
from tests.browser.people import card, choose, fill_section, result, saved, sign_in
from tests.support.chromium import DESK, TABLET, Guard
from tests.support.server import Server, serving

QUALITY = {
    f"CL-{n:02}" for n in (*range(1, 4), 5, 7, *range(9, 14), *range(15, 22), 24, 25, 27, 29, 32, 33, 34, 37, 40)
}
SECURITY = {
    "AN-01",
    "AN-04",
    "AN-05",
    "AN-06",
    "AN-08",
    "AN-09",
    "AN-10",
    "AN-11",
    "AN-13",
    "AN-15",
    "AN-20",
    "AN-28",
    "AN-40",
    "AN-27",
}
ITEMS = 40


@pytest.fixture
def instance(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration province of this test's own."""
    folder = tmp_path / "instance"
    shutil.copytree(demonstration, folder)
    return folder


@pytest.fixture
def visit(instance: Path) -> str:
    """A planned visit without items, under the inspection that is going on; its reference."""
    app = create_app({"INSTANCE": str(instance), "TESTING": True})
    with app.app_context(), system_session(db.engine) as session:
        inspection = session.scalars(sa.select(Inspection).where(Inspection.key == "KT-4")).one()
        body = session.scalars(sa.select(Body).where(Body.key == "bd-co-chien")).one()
        planned = Visit(inspection=inspection, body=body, day=date.today(), owner="DIC", audience="joint")
        session.add(planned)
        session.flush()
        ref = planned.ref
    with app.app_context():
        db.engine.dispose()
    return ref


@pytest.fixture
def server(instance: Path, visit: str) -> Iterator[Server]:
    """The application as it is really served."""
    with serving({"INSTANCE": str(instance)}) as server:
        yield server


def prepare(server: Server, guard: Guard, visit: str) -> None:
    """The two leaders choose forty items, and the visit is announced."""
    for login, codes in (("dic.manager", QUALITY), ("police.manager", SECURITY)):
        page = sign_in(guard.new_page(DESK), server.url, login)
        page.goto(f"{server.url}/visits/{visit}")
        page.get_by_role("link", name="Chọn nội dung kiểm tra").click()
        choose(page, codes)
        expect(page.get_by_role("main")).to_contain_text("Phần")
    page.get_by_role("link", name="Công bố quyết định").click()
    page.get_by_role("button", name="Công bố quyết định").click()
    expect(page.get_by_role("main")).to_contain_text("Quyết định đã công bố")


def open_fieldwork(page: Page, server: Server, visit: str) -> Page:
    """Opens the visit's checklist as its visitor would."""
    page.goto(f"{server.url}/visits/{visit}")
    page.get_by_role("link", name="Kiểm tra tại đơn vị", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bưu điện phường Cổ Chiên")
    return page


def disagree_and_settle(page: Page, colleague: Page) -> None:
    """Two people of the department answer one item without having seen each other; the second one settles."""
    first, second = (card(one, "CL-01") for one in (page, colleague))
    result(first, "Đạt").click()
    saved(first.locator("form.side"))
    result(second, "Chưa đạt").click()
    expect(second).to_contain_text("Hai kết quả khác nhau")
    second.get_by_text("Xem hai kết quả").click()
    expect(second).to_contain_text("Lê Minh Khôi")
    expect(second).to_contain_text("Phạm Thị Thu Hà")
    second.locator(".candidate").filter(has_text=re.compile(r"✓\s*Đạt")).click()
    second.get_by_label("Lý do thống nhất").fill("Đã xem lại văn bản phân công còn hiệu lực.")
    second.get_by_role("button", name="Thống nhất kết quả").click()
    expect(card(colleague, "CL-01")).not_to_contain_text("Hai kết quả khác nhau")


def fill(page: Page) -> None:
    """Goes from open item to open item by the bar until the bar says that nothing is left."""
    for _ in range(20):
        fill_section(page)
        page.reload()
        following = page.get_by_role("link", name="Chưa kiểm tra tiếp theo")
        if not following.count():
            break
        following.click()
    expect(page.get_by_role("main")).to_contain_text("Đã kiểm tra hết")


def confirm(page: Page, server: Server, visit: str) -> None:
    """Confirms the agency's part of the visit."""
    page.goto(f"{server.url}/visits/{visit}")
    page.get_by_role("link", name="Mở phần của cơ quan tôi").click()
    expect(page.get_by_role("main")).not_to_contain_text("Còn thiếu trước khi xác nhận")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Xác nhận hoàn thành phần kiểm tra").click()
    expect(page.get_by_role("main")).to_contain_text("Đã xác nhận hoàn thành")


def test_two_agencies_fill_a_visit_of_forty_items_together(server: Server, guard: Guard, visit: str) -> None:
    assert len(QUALITY | SECURITY) == ITEMS
    prepare(server, guard, visit)
    department = open_fieldwork(sign_in(guard.new_page(TABLET), server.url, "dic.inspector"), server, visit)
    colleague = open_fieldwork(sign_in(guard.new_page(TABLET), server.url, "dic.manager"), server, visit)
    police = open_fieldwork(sign_in(guard.new_page(DESK), server.url, "police.inspector"), server, visit)
    disagree_and_settle(department, colleague)
    for page in (department, police):
        page.reload()
        fill(page)
    expect(department.get_by_role("main")).to_contain_text(f"{len(QUALITY)}/{len(QUALITY)}")
    confirm(department, server, visit)
    expect(department.get_by_role("main")).to_contain_text(f"{len(SECURITY)}/{len(SECURITY)} nội dung")
    confirm(police, server, visit)
    expect(police.get_by_role("main")).to_contain_text("Cả hai cơ quan đã xác nhận")
    police.goto(f"{server.url}/visits/{visit}")
    expect(police.get_by_role("main")).to_contain_text("Đã kiểm tra xong")
