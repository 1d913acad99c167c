"""What the pages of the registers show, and their forms as they open; it answers no request and decides nothing."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_login import current_user

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given
from inspections.forms import YearFilter
from inspections.inspecting import queries as inspecting
from inspections.listed import LISTS
from inspections.lists import queries as lists
from inspections.lists import rules as list_rules
from inspections.lists.pages import Shown
from inspections.lists.rules import List
from inspections.overview import queries as overview
from inspections.registers import queries, rules
from inspections.registers.forms import EntryForm, WithdrawForm, YearEntryForm
from models.base import db
from models.inspections import Visit
from models.reports import ReceivedReport

REGISTERS = {
    "inspections": ("Sổ theo dõi cuộc kiểm tra", "Theo ngày của quyết định kiểm tra."),
    "findings": ("Sổ theo dõi tồn tại, vi phạm", "Theo ngày kiểm tra tại đơn vị."),
    "remedies": ("Sổ theo dõi khắc phục", "Yêu cầu khắc phục, theo ngày kiểm tra tại đơn vị."),
    "reports": ("Sổ theo dõi báo cáo nhận được", "Báo cáo năm, kết quả tự kiểm tra, báo cáo theo đề cương."),
}
"""The registers of a year: the list each is, what it is called, what makes a row one of the year."""


@dataclass(frozen=True)
class Register:
    """A register of a year: how many rows it has, its list, and what its file is asked for as."""

    declared: List
    title: str
    about: str
    count: int
    url: str
    shown: str


def _register(name: str, year: int) -> Register:
    """One register; its file has every column of the list."""
    declared, (title, about) = LISTS[name], REGISTERS[name]
    asked = {"year": str(year)}
    count = lists.count(db.session(), declared, asked, today())
    columns = [(list_rules.COLUMN, one.key) for one in declared.columns]
    shown = urlencode([*asked.items(), *columns])
    return Register(declared, title, about, count, f"{url_for(declared.endpoint)}?{urlencode(asked)}", shown)


def registers_page() -> dict[str, Any]:
    """The registers of the year that is asked for; of this one when none is."""
    session, day = db.session(), today()
    years = sorted({*overview.years(session, day), *queries.years(session, day)}, reverse=True)
    form = YearFilter(request.args, years=years)
    year = int(given(form).get("year", day.year))
    form.year.data = str(year)
    return {"form": form, "year": year, "registers": [_register(name, year) for name in REGISTERS]}


def reports_page(shown: Shown) -> dict[str, Any]:
    """What stands above the register: what is still waited for in the year that is asked for, else in this one."""
    session, day = db.session(), shown.day
    year = int(shown.asked.get("year", day.year))
    waited = queries.awaited(session, year, day)
    return {
        "waited": waited[: queries.MOST],
        "more": max(0, len(waited) - queries.MOST),
        "waited_year": year,
        "rule": directory.setting(session, rules.SOURCE, day),
        "before": rules.due_text(queries.yearly_due(session, year)),
        "rules": rules,
    }


def year_form(*typed: Any) -> YearEntryForm:
    """The form of a report of a year; a link says of which body and year."""
    opens = {"year": str(today().year)} | {
        name: request.args[name] for name in ("body", "year", "kind") if name in request.args
    }
    return YearEntryForm(*typed, data=opens, kinds=rules.OF_YEAR, bodies=queries.bodies(db.session(), today()))


def year_page() -> dict[str, Any]:
    """What stands beside that form."""
    return {
        "title": "Ghi nhận báo cáo",
        "about": "",
        "action": url_for("registers.record"),
        "back": url_for("registers.reports"),
    }


def visit_form(*typed: Any) -> EntryForm:
    """The form of a report that was asked for before a visit."""
    return EntryForm(*typed, kinds=rules.OF_VISIT)


def visit_page(visit: Visit) -> dict[str, Any]:
    """What stands beside that form: the body, and the last day that its notice gave it."""
    due = rules.due_text(queries.notice_due(db.session(), visit))
    return {
        "title": "Ghi nhận báo cáo trước kiểm tra",
        "about": f"{inspecting.body_name(db.session(), visit)}. Báo cáo theo đề cương: {due}.",
        "action": url_for("registers.record_of_visit", ref=visit.ref),
        "back": url_for("inspecting.visit", ref=visit.ref),
    }


def report_page(report: ReceivedReport, withdrawing: WithdrawForm | None = None) -> dict[str, Any]:
    """One entry of the register, and the form that withdraws it."""
    session, day = db.session(), today()
    return {
        "report": report,
        "body": directory.body_names(session, [report.body_id], day).get(report.body_id, ""),
        "agency": directory.agency_name(session, report.owner or "", day),
        "standing": rules.standing(report.due_on, report.received_on, day),
        "rules": rules,
        "withdrawing": withdrawing or WithdrawForm(data={"version": str(report.version)}),
        "works": current_user.agency_code == report.owner and report.withdrawn_on is None,
    }
