"""The first page: what waits for the person, by his role, and the number book; it decides nothing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from inspections.audit import queries as audit
from inspections.audit import rules as audit_words
from inspections.checklists import queries as checklists
from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given, turn
from inspections.fieldwork import queries as fieldwork
from inspections.guard import needs
from inspections.home import queries, rules, work
from inspections.home.forms import NumberFilter
from inspections.inquiries import queries as inquiries
from inspections.inquiries.rules import kinds as inquiry_kinds
from inspections.inspecting import rules as inspecting
from inspections.menu import unread
from inspections.notifications.rules import NEWS
from inspections.own_visits import queries as own_visits
from inspections.papers.rules import KINDS as PAPER_KINDS
from inspections.permissions import Permission
from inspections.planning import queries as planning
from inspections.remedies import queries as remedies
from inspections.remedies import rules as remedy_words
from models.base import db, now
from models.directory import Body

bp = Blueprint("home", __name__)

LAST_ROWS = 10


def _case() -> dict[str, Any]:
    session = db.session()
    begun = queries.visits_in(session, current_user, "announced")
    ids = [row[0].id for row in begun]
    return {
        "plans": planning.waiting(session, current_user),
        "begun": begun,
        "progress": fieldwork.progress_of(session, ids),
        "parts": queries.parts_of(session, current_user.agency_code, ids),
        "waiting": queries.parts_waiting(session, current_user),
        "coming": queries.visits_in(session, current_user, "planned"),
        "work": _desk(session),
        "short": directory.agency_names(session, today(), short=True),
        "kinds": inspecting.KINDS,
    }


def _desk(session: Session) -> list[tuple[str, list[rules.Entry]]]:
    """(title, entries) of what waits at the desk of an inspector or a manager; what is empty is left out."""
    zone = current_app.config["TIME_ZONE"]
    papers = work.papers_waiting(session, current_user, zone)
    cards = [
        ("Thống nhất kết quả", queries.conflicts(session, current_user)),
        ("Lần ghi không được tính vào kết quả", queries.uncounted(session, current_user)),
        ("Cam kết của thành viên đoàn kiểm tra", work.declarations_to_make(session, current_user)),
        ("Phát hiện cơ quan kia chuyển", work.hand_overs_to_answer(session, current_user)),
        ("Đơn vị đã trả lời", queries.sheets_answered(session, current_user)),
        ("Yêu cầu khắc phục chưa gửi đơn vị", work.remedies_to_send(session, current_user)),
        ("Khắc phục chờ xác nhận", work.remedies_to_verify(session, current_user)),
        ("Đến hạn đánh giá hiệu quả khắc phục", work.effects_to_judge(session, current_user, today())),
        ("Kết quả kiểm tra lại chờ ghi nhận", work.rechecks_to_settle(session, current_user)),
        ("Khắc phục quá hạn", work.remedies_overdue(session, current_user, today())),
        ("Tồn tại, vi phạm mới ghi nhận", work.findings_to_confirm(session, current_user)),
        *((step, papers.get(step, [])) for step in rules.OF_MEMBERS),
    ]
    if current_user.role == "manager":
        cards[1:1] = [
            ("Đề nghị gia hạn", work.extensions_to_decide(session, current_user, zone)),
            ("Cuộc kiểm tra chờ ban hành, phê duyệt, báo cáo", work.inspections_waiting(session, current_user)),
        ]
    return [(title, entries) for title, entries in cards if entries]


def _clerk() -> dict[str, Any]:
    session = db.session()
    papers = work.papers_waiting(session, current_user, current_app.config["TIME_ZONE"])
    inspections = work.inspections_waiting(session, current_user)
    cards = [(step, papers[step]) for step in rules.OF_CLERK if step in papers]
    if inspections:
        cards.append(("Cuộc kiểm tra chờ ban hành, phê duyệt, báo cáo", inspections))
    return {"plans": planning.waiting(session, current_user), "work": cards}


def _approver() -> dict[str, Any]:
    session = db.session()
    inspections = work.inspections_waiting(session, current_user)
    cards = [("Quyết định, kế hoạch tiến hành kiểm tra", inspections)] if inspections else []
    return {"plans": planning.waiting(session, current_user), "work": cards}


def _body() -> dict[str, Any]:
    session = db.session()
    body = session.get_one(Body, current_user.body_id)
    version_ids = list(checklists.current_of_kind(session, body.kind).values())
    topics = [version.title for version in checklists.versions(session, version_ids).values()]
    return {
        "remedies": remedies.for_body(session, today()),
        "follow": remedy_words,
        "visits": queries.visits_shown_to_body(session),
        "topics": topics,
        "sheets": inquiries.for_body(session),
        "sheet_kinds": inquiry_kinds(body.subject),
        "papers": own_visits.papers(session),
        "paper_kinds": PAPER_KINDS,
        "kinds": inspecting.KINDS,
    }


def _auditor() -> dict[str, Any]:
    page = audit.events(db.session(), {}, current_app.config["TIME_ZONE"], ("after", ""))
    return {"rows": page.rows[:LAST_ROWS], "numbered": True, "rules": audit_words}


def _administrator() -> dict[str, Any]:
    return {"accounts": queries.accounts(db.session(), now())}


HOMES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "inspector": ("home/case.html", _case),
    "manager": ("home/case.html", _case),
    "clerk": ("home/clerk.html", _clerk),
    "approver": ("home/approver.html", _approver),
    "body": ("home/body.html", _body),
    "auditor": ("home/auditor.html", _auditor),
    "administrator": ("home/administrator.html", _administrator),
}
"""Role → the page that waits for it, and what that page shows."""


@bp.get("/")
@needs(Permission.HOME_READ)
def home() -> str:
    """What waits for the person who is signed in."""
    template, context = HOMES[current_user.role]
    return render_template(template, opens=_opens, unread=unread(), news=NEWS, **context())


def _opens(entry: rules.Entry) -> bool:
    """Whether the page of an entry is there and is meant for the person; it answers for its own record itself."""
    return entry.endpoint in current_app.view_functions


@bp.get("/number-book")
@needs(Permission.NUMBER_BOOK_READ)
def number_book() -> str:
    """The papers that got a number, newest first, by year and series."""
    session = db.session()
    form = NumberFilter(request.args, years=work.number_years(session), series=work.series(session))
    asked = given(form)
    page = work.numbered(session, asked, turn(request.args.get("before"), request.args.get("after")))
    opens = "papers.paper" in current_app.view_functions
    return render_template("home/number_book.html", form=form, asked=asked, page=page, opens=opens, kinds=PAPER_KINDS)
