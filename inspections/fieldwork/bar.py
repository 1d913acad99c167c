"""Gathers the bar that stays on the tablet's page: progress, sections, what is open next; it shows no item."""

from typing import Any

from flask import request, url_for

from inspections.directory import queries as directory
from inspections.fieldwork import queries
from inspections.fieldwork.readers import Reader, section_url
from models.base import db
from models.inspections import Visit

MISSING = "missing"
"""What the bar calls an item that has its result, and still lacks a note, a photo or a figure."""
NEXT = {
    "unchecked": "Chưa kiểm tra tiếp theo",
    "conflict": "Thống nhất kết quả tiếp theo",
    MISSING: "Nội dung còn thiếu tiếp theo",
}
"""What the bar calls the way to an item in this state."""


def current_section(sections: list[queries.Section], agency: str) -> queries.Section | None:
    """The section that the address names, or the first in which the agency has something open."""
    wanted = request.args.get("section", "")
    named = next((section for section in sections if section.code == wanted), None)
    if named:
        return named
    unfinished = [s for s in sections if agency in s.by_agency and not s.by_agency[agency].complete]
    return next(iter(unfinished or sections), None)


def bar_of(visit: Visit, reader: Reader, sections: list[queries.Section], current: Any) -> dict[str, Any]:
    """What templates/fieldwork/_bar.html needs."""
    session = db.session()
    mine = sum((s.by_agency.get(reader.agency, queries.Progress()) for s in sections), queries.Progress())
    following = queries.next_open(session, visit, reader.agency) or _incomplete(visit, reader.agency)
    others = sorted({agency for s in sections for agency in s.by_agency} - {reader.agency})
    code = current.code if current else None
    return {
        "kicker": visit.inspection.decision_number or "Chưa có số quyết định",
        "state": visit.state,
        "body": directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, ""),
        "visit_url": url_for("inspecting.visit", ref=visit.ref),
        "part": reader.names.get(reader.agency, reader.agency),
        "police": reader.agency == "POLICE",
        "done": mine.done,
        "total": mine.total,
        "next": _next(following, reader) if following else None,
        "finished": following is None and mine.total > 0,
        "refresh_url": url_for("fieldwork.bar", ref=visit.ref, section=code),
        "others": [_other(sections, agency, reader.names) for agency in others],
        "sections": [link(visit, section, section is current, reader.agency) for section in sections],
    }


def _other(sections: list[queries.Section], agency: str, names: Any) -> dict[str, Any]:
    total = sum((s.by_agency.get(agency, queries.Progress()) for s in sections), queries.Progress())
    return {"label": names.get(agency, agency), "done": total.done, "total": total.total}


def link(visit: Visit, section: queries.Section, current: bool, agency: str) -> dict[str, Any]:
    """The way to a section, with how far it is."""
    progress = section.by_agency.get(agency) or section.progress()
    url = url_for("fieldwork.fieldwork", ref=visit.ref, section=section.code)
    return {
        "code": section.code,
        "title": section.title,
        "url": url,
        "done": progress.done,
        "total": progress.total,
        "current": current,
    }


def _incomplete(visit: Visit, agency: str) -> tuple[Any, str] | None:
    """The first item that has its result and still holds up the sign-off, as ``queries.next_open`` gives one."""
    gaps = queries.gaps(db.session(), visit, agency)
    return (gaps[0].item, MISSING) if gaps else None


def _next(following: Any, reader: Reader) -> dict[str, Any] | None:
    """The way to the next open item, for one who may answer or settle it."""
    item, state = following
    return {"url": section_url(item), "label": NEXT[state]} if reader.may_answer(item) else None
