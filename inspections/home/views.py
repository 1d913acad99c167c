"""The first page: what waits for the person, by his role, and the number book; it decides nothing."""

from collections.abc import Callable, Collection, Iterator
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
from inspections.home import numbers, queries, rules, work
from inspections.home.forms import NumberFilter
from inspections.home.rules import Card
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
INSPECTIONS = "Cuộc kiểm tra chờ ban hành, cấp số, phê duyệt, báo cáo"


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


def _cards(*cards: Card) -> list[Card]:
    """The cards that have something in them."""
    return [card for card in cards if card.entries]


def _desk(session: Session) -> list[Card]:
    """What waits at the desk of an inspector or a manager."""
    return _cards(
        Card("Thống nhất kết quả", queries.conflicts(session, current_user)),
        *(_of_managers(session) if current_user.role == "manager" else ()),
        Card("Lần ghi không được tính vào kết quả", queries.uncounted(session, current_user)),
        Card("Cam kết của thành viên đoàn kiểm tra", work.declarations_to_make(session, current_user)),
        Card("Phát hiện cơ quan kia chuyển", work.hand_overs_to_answer(session, current_user)),
        Card("Đơn vị đã trả lời", queries.sheets_answered(session, current_user)),
        *_of_remedies(session),
        Card(
            "Tồn tại, vi phạm mới ghi nhận",
            work.findings_to_confirm(session, current_user),
            ("findings.findings", {"state": "noted", "agency": current_user.agency_code}),
        ),
        *_of_papers(session, rules.OF_MEMBERS),
    )


def _of_managers(session: Session) -> Iterator[Card]:
    """What waits for a manager alone."""
    asked = work.extensions_to_decide(session, current_user, current_app.config["TIME_ZONE"])
    yield Card("Đề nghị gia hạn", asked)
    yield Card(INSPECTIONS, work.inspections_waiting(session, current_user))


def _of_remedies(session: Session) -> Iterator[Card]:
    """What of requirements waits, in the order of their life, each with its list."""
    day, agency = today(), {"agency": current_user.agency_code}
    for title, entries, asked in (
        ("Yêu cầu khắc phục chưa gửi đơn vị", work.remedies_to_send(session, current_user), {"overdue": "unsent"}),
        ("Khắc phục chờ xác nhận", work.remedies_to_verify(session, current_user), {"state": "reported"}),
        (
            "Đến hạn đánh giá hiệu quả khắc phục",
            work.effects_to_judge(session, current_user, day),
            {"overdue": remedy_words.EFFECT_DUE},
        ),
        ("Khắc phục quá hạn", work.remedies_overdue(session, current_user, day), {"overdue": "yes"}),
    ):
        yield Card(title, entries, ("remedies.remedies", asked | agency))
    yield Card("Kết quả kiểm tra lại chờ ghi nhận", work.rechecks_to_settle(session, current_user))


def _of_papers(session: Session, steps: Collection[str]) -> list[Card]:
    """What of papers waits, by what is done next."""
    found = work.papers_waiting(session, current_user, steps, current_app.config["TIME_ZONE"])
    return [Card(step, entries) for step, entries in found.items()]


def _clerk() -> dict[str, Any]:
    session = db.session()
    cards = _cards(
        *_of_papers(session, rules.OF_CLERK),
        Card(INSPECTIONS, work.inspections_waiting(session, current_user)),
    )
    return {"plans": planning.waiting(session, current_user), "work": cards}


def _approver() -> dict[str, Any]:
    session = db.session()
    waiting = Card("Quyết định, kế hoạch tiến hành kiểm tra", work.inspections_waiting(session, current_user))
    return {"plans": planning.waiting(session, current_user), "work": _cards(waiting)}


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
        "words": rules.OF_BODY[body.subject],
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
    """The papers and decisions that have a number, newest first, by year and kind."""
    session, day = db.session(), today()
    form = NumberFilter(request.args, years=numbers.years(session, day))
    asked = given(form)
    page = numbers.numbered(session, asked, day, turn(request.args.get("before"), request.args.get("after")))
    return render_template("home/number_book.html", form=form, asked=asked, page=page, rules=rules, kinds=PAPER_KINDS)
