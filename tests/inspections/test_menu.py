"""Knows which lines the menu shows to whom, and which one is marked; knows no page."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.menu import ENTRIES
from inspections.visible import system_session
from models import db
from models.directory import Setting
from tests.support.client import Client, Page, words_of

CASE = [
    "Việc của tôi",
    "Thông báo",
    "Tìm kiếm",
    "Kế hoạch năm",
    "Cuộc kiểm tra",
    "Kiểm tra tại đơn vị",
    "Tồn tại, vi phạm",
    "Xử lý vi phạm",
    "Khắc phục",
    "Sổ theo dõi",
    "Sổ số văn bản",
    "Lưu trữ",
    "Đơn vị",
    "Mẫu phiếu kiểm tra",
    "Văn bản, hành vi",
]
INSPECTS = [*CASE[:2], "Tổng quan", *CASE[2:]]
LINES = {
    "dic.inspector": [*INSPECTS, "Trợ giúp"],
    "police.manager": [*INSPECTS, "Nhật ký hệ thống", "Trợ giúp"],
    "clerk": [*CASE, "Trợ giúp"],
    "approver": ["Việc của tôi", "Thông báo", "Kế hoạch năm", "Trợ giúp"],
    "body": ["Việc của tôi", "Thông báo", "Khắc phục", "Trợ giúp"],
    "auditor": ["Việc của tôi", "Nhật ký hệ thống", "Trợ giúp"],
    "admin": ["Việc của tôi", "Mẫu phiếu kiểm tra", "Văn bản, hành vi", "Tài khoản người dùng", "Trợ giúp"],
}

SignIn = Callable[[str], Client]


def lines(page: Page) -> list[str]:
    """The words of the menu at the side, without what waits there."""
    column = next(one for one in page.all("div") if one.get("class") == "menu-column")
    return [(link.text or "").strip() for link in column.iter("a")]


def marked(page: Page) -> list[str]:
    """The words of the lines that are marked as the present page, in both menus."""
    return [words_of(one) for one in page.all("a", **{"aria-current": "page"}) if words_of(one) in dict(ENTRIES)]


@pytest.mark.parametrize("who", LINES)
def test_everybody_sees_the_pages_that_open_for_him(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert lines(client.get("/")) == LINES[who]
    for one in client.get("/").all("a"):
        if words_of(one) in LINES[who]:
            client.get(one.get("href", ""))


def test_a_stranger_has_no_menu(client: Client) -> None:
    assert not client.get("/sign-in").all("nav")


@pytest.mark.parametrize(
    ("url", "label"), [("/", "Việc của tôi"), ("/visits", "Kiểm tra tại đơn vị"), ("/law", "Văn bản, hành vi")]
)
def test_the_present_page_is_marked(sign_in: SignIn, url: str, label: str) -> None:
    assert marked(sign_in("dic.inspector").get(url)) == [label, label]


def test_a_page_without_a_line_of_its_own_stands_under_its_feature(sign_in: SignIn) -> None:
    client = sign_in("admin")
    assert marked(client.get("/users/new")) == ["Tài khoản người dùng"] * 2
    assert marked(client.get("/law/acts")) == ["Văn bản, hành vi"] * 2
    assert marked(sign_in("dic.manager").get("/department-reports")) == ["Sổ theo dõi"] * 2


def test_the_demonstration_is_marked_on_every_page_and_nothing_else_is(app: Flask) -> None:
    assert "DỮ LIỆU TRÌNH DIỄN" in Client(app).get("/sign-in").text
    with app.app_context(), system_session(db.engine) as session:
        session.execute(sa.delete(Setting).where(Setting.key == "demonstration"))
    app.extensions.pop("demonstration")
    assert "DỮ LIỆU TRÌNH DIỄN" not in Client(app).get("/sign-in").text


def test_the_person_and_his_agency_stand_on_every_page(sign_in: SignIn) -> None:
    text = sign_in("police.inspector").get("/").text
    assert "Nguyễn Hoàng Nam" in text and "Công an tỉnh" in text and "tỉnh Vĩnh Long" in text
