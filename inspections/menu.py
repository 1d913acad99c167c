"""The menu: which pages a person may open, in the order of the work."""

from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app, g, request, url_for
from flask_login import current_user

from inspections.clock import today
from inspections.directory import queries as names
from inspections.guard import may_visit
from inspections.notifications import queries as notifications
from models.base import db
from models.directory import Setting

ENTRIES = (
    ("Việc của tôi", "home.home"),
    ("Thông báo", "notifications.notifications"),
    ("Tổng quan", "overview.overview"),
    ("Tìm kiếm", "search.search"),
    ("Kế hoạch năm", "planning.plans"),
    ("Cuộc kiểm tra", "inspecting.inspections"),
    ("Kiểm tra tại đơn vị", "inspecting.visits"),
    ("Tồn tại, vi phạm", "findings.findings"),
    ("Xử lý vi phạm", "penalties.penalties"),
    ("Khắc phục", "remedies.remedies"),
    ("Sổ theo dõi", "registers.registers"),
    ("Sổ số văn bản", "home.number_book"),
    ("Lưu trữ", "archive.case_files"),
    ("Đơn vị", "directory.bodies"),
    ("Mẫu phiếu kiểm tra", "checklists.checklists"),
    ("Văn bản, hành vi", "law.documents"),
    ("Nhật ký hệ thống", "audit.events"),
    ("Tài khoản người dùng", "accounts.users"),
    ("Trợ giúp", "help.help_page"),
)


BESIDE = {
    "bulk": "remedies.remedies",
    "handing_over": "penalties.penalties",
    "own_visits": "home.home",
    "reminders": "notifications.notifications",
    "reporting": "registers.registers",
}
"""Pages whose address lies below no line of the menu → the line that they belong to."""


class MenuItem(NamedTuple):
    """One line of the menu."""

    label: str
    endpoint: str
    url: str
    active: bool


def menu() -> list[MenuItem]:
    """The lines that the present person may open; the one he is on is marked."""
    if not current_user.is_authenticated:
        return []
    return [
        MenuItem(label, endpoint, url := url_for(endpoint), _is_marked(endpoint, url))
        for label, endpoint in ENTRIES
        if may_visit(endpoint)
    ]


def unread_count() -> int:
    """How many notifications wait to be read, for the bell."""
    return sum(count for _news, count in unread())


def unread() -> list[tuple[str, int]]:
    """(news, how many of them the present person has not read); a page asks the database once."""
    if not may_visit("notifications.notifications"):
        return []
    if "unread" not in g:
        g.unread = notifications.unread_by_news(db.session(), current_user)
    found: list[tuple[str, int]] = g.unread
    return found


def _is_marked(endpoint: str, url: str) -> bool:
    """Whether the page on the screen is this line's page, lies below it, or belongs to it."""
    below = url != "/" and request.path.startswith(f"{url}/")
    return request.path == url or below or BESIDE.get(request.blueprint or "") == endpoint


def lend_names() -> None:
    """Before a page: names of agencies are read once, like the mark below, because no page changes them."""
    info = db.session().info
    if "agency_names" in current_app.extensions:
        info["agency_names"] = current_app.extensions["agency_names"]
    elif names.agency_names(db.session(), today()):
        current_app.extensions["agency_names"] = info["agency_names"]


def is_demonstration() -> bool:
    """Whether the database is marked as demonstration; the mark is set before the server starts, so it is read once."""
    if "demonstration" not in current_app.extensions:
        mark = db.session.scalar(sa.select(Setting.value).where(Setting.key == "demonstration"))
        current_app.extensions["demonstration"] = bool(mark)
    return bool(current_app.extensions["demonstration"])


def province_name() -> str:
    """The province's name as it is today; read once, like the mark."""
    if "province" not in current_app.extensions:
        current_app.extensions["province"] = names.setting(db.session(), "province", today()) or ""
    return str(current_app.extensions["province"])


def user_agency() -> str:
    """The present person's agency, as it is called today; empty for someone without one."""
    return names.agency_name(db.session(), current_user.agency_code, today()) if current_user.agency_code else ""
