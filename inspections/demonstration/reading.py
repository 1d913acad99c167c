"""Reads the demonstration province and puts its days on the calendar; it knows no database and stores nothing."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from inspections.checklists import catalogue
from inspections.demonstration.shape import check_references, filled
from inspections.directory.shipped import CatalogueError, Row, name_of, name_on, refuse_repeats, settings
from inspections.directory.shipped import read as read_yaml
from inspections.fieldwork import rules
from inspections.fieldwork.item_types import ITEM_TYPES
from inspections.law import catalogue as law
from inspections.working_days import ONE_DAY, Calendar, is_working_day, next_working_day

SOURCE = Path(__file__).parent / "shipped" / "vinh-long.yaml"
VIETNAM = timezone(timedelta(hours=7))
"""Viet Nam keeps one time all year, so that a clock is read without a table of time zones."""
PLAN_COMPLETE = (1, 12)
"""Month and day of the last paper of a year's plan, unless something under the plan is earlier."""
BEFORE_THE_FIRST = timedelta(days=7)
"""In that case the last paper lies so long before the first act under the plan."""
NUMBERS_A_YEAR = 4
"""By so much the number of a paper is smaller in the plan of the year before."""

_OFFSET = re.compile(r"([DC])(0|[+-]\d+)")
_LEADERS = {"dic": ("DIC",), "police": ("POLICE",), "both": ("DIC", "POLICE")}

Days = Mapping[int, date]


def read(today: date, calendar: Calendar, source: Path | str = SOURCE) -> Row:
    """The demonstration province as if loaded on ``today``: {"banner", "province", "centre", "people", "bodies",
    "plans", "inspections"}, where visits, findings and answers stand below their inspection.

    Days are dates, clock times instants in UTC; every field is there, as None, [] or False where the file leaves it
    out. What has happened is on a working day not later than ``today``, what is to come on a working day after it;
    within an inspection each offset has a day of its own, in their order. Raises CatalogueError for an unknown field
    and for a person, body, checklist, item, act or line that there is not.
    """
    file = name_of(source)
    content = filled(file, read_yaml(source))
    _check(file, content)
    plan, inspections = content.pop("plan"), [_dated(one, today, calendar) for one in content["inspections"]]
    lines = [_dated(line, today, calendar) for line in plan["lines"]]
    return content | {
        "people": [_person(person) for person in content["people"]],
        "bodies": [_body(body) for body in content["bodies"]],
        "plans": _plans(plan, lines, inspections, today, calendar),
        "inspections": [_inspection(one) for one in inspections],
    }


def _check(file: str, content: Row) -> None:
    """Refuses what names nothing, and turns the answers into the parts of their operations."""
    checklists = {checklist["code"]: checklist for checklist in catalogue.shipped()}
    _check_keys(file, content, set(checklists))
    people = {person["key"]: person["agency"] for person in content["people"]}
    for inspection in content["inspections"]:
        for visit in inspection["visits"]:
            offered = _offered(content, visit, checklists)
            _check_visit(file, inspection, visit, offered)
            visit["answers"] = [_answer(file, row, offered, people) for row in visit["answers"]]


def _check_keys(file: str, content: Row, checklists: set[str]) -> None:
    keyed = {"people": content["people"], "bodies": content["bodies"], "lines": content["plan"]["lines"]}
    findings = [finding for inspection in content["inspections"] for finding in inspection["findings"]]
    for rows in (*keyed.values(), content["inspections"], findings):
        refuse_repeats(file, "key", (row["key"] for row in rows))
    known = {name: {row["key"] for row in rows} for name, rows in keyed.items()}
    check_references(file, content, known | {"checklists": checklists, "acts": {act["code"] for act in law.acts()}})


def _offered(content: Row, visit: Row, checklists: Mapping[str, Row]) -> dict[str, Row]:
    """The items that the visit's checklists offer for a body of its level, by code."""
    level = next(body["level"] for body in content["bodies"] if body["key"] == visit["body"])
    items = [item for code in visit["checklists"] for item in catalogue.items_of(checklists[code])]
    codes = set(rules.first_cut(items, level))
    return {item["code"]: item for item in items if item["code"] in codes}


def _check_visit(file: str, inspection: Row, visit: Row, offered: Mapping[str, Row]) -> None:
    if (visit["announced_on"] is None) == (visit["planned_on"] is None):
        raise CatalogueError(file, inspection["key"], "visits", f"{visit['body']} needs a planned or an announced day")
    named = [("only_items", code) for code in visit["only_items"]]
    for finding in inspection["findings"]:
        if finding["body"] not in [one["body"] for one in inspection["visits"]]:
            raise CatalogueError(file, finding["key"], "body", f"{finding['body']} is not visited")
        if finding["body"] == visit["body"]:
            named += [(f"items of {finding['key']}", code) for code in finding["items"]]
    for field, code in named:
        if code not in offered:
            raise CatalogueError(file, inspection["key"], field, f"{code} is not asked of {visit['body']}")


def _answer(file: str, row: Row, offered: Mapping[str, Row], people: Mapping[str, str]) -> Row:
    item = offered.get(row["item"])
    if item is None:
        raise CatalogueError(file, row["item"], "item", "is not asked there")
    if people[row["by"]] not in _LEADERS[item["lead"]]:
        raise CatalogueError(file, row["item"], "by", f"{row['by']} does not lead this item")
    return {
        "item": row["item"],
        "by": row["by"],
        "owner": people[row["by"]],
        "at": time.fromisoformat(row["at"]),
        "parts": _parts(file, row, item),
        "audience": row["audience"],
        "photos": row["photos"] or 0,
        "conflicts": row["conflicts"],
    }


def _parts(file: str, row: Row, item: Row) -> dict[str, Any]:
    """Part → value, as the operations of the answer carry them."""
    typed = {kind: row[kind] for kind in ITEM_TYPES if row.get(kind) is not None}
    parts = {"result": row["result"]}
    if row["result"] not in (None, *rules.offered_results(item)):
        raise CatalogueError(file, item["code"], "result", f"{row['result']} is decided by the figures here")
    for part, spec in rules.answer_parts(item):
        value = typed.pop(spec["type"], None)
        parts[part] = str(value) if spec["type"] == "number" and value is not None else value
        if value is not None and not ITEM_TYPES[spec["type"]].fits(parts[part], spec):
            raise CatalogueError(file, item["code"], spec["type"], f"{value} is no such answer")
    if typed:
        raise CatalogueError(file, item["code"], next(iter(typed)), "is not asked by this item")
    return {part: value for part, value in (parts | {"note": row["note"]}).items() if value is not None}


def _dated(row: Row, today: date, calendar: Calendar) -> Row:
    """The row with a date in place of every offset."""
    anchor = _last_working_day(today, calendar)
    days = _on_calendar(_offsets(row), anchor, today, calendar)
    return dict(_replaced(row, days, anchor))


def _offsets(value: Any) -> set[int]:
    if isinstance(value, dict | list):
        return {offset for each in (value.values() if isinstance(value, dict) else value) for offset in _offsets(each)}
    found = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    return {int(found[2])} if found and found[1] == "D" else set()


def _replaced(value: Any, days: Days, anchor: date) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(each, days, anchor) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, days, anchor) for each in value]
    found = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    return days[int(found[2])] if found[1] == "D" else anchor + timedelta(days=int(found[2]))


def _on_calendar(offsets: Iterable[int], anchor: date, today: date, calendar: Calendar) -> dict[int, date]:
    """Offset → working day: the next one where it falls on a free day, and one for each offset, in their order.

    Where that would carry something past the day of loading, it and what lies close before it move back instead.
    """
    past, future = [sorted(o for o in offsets if (o > 0) == later) for later in (False, True)]
    days = _forwards(past, anchor, date.min, calendar) | _forwards(future, today, today, calendar)
    latest = anchor
    for offset in reversed(past):
        days[offset] = min(days[offset], _last_working_day(latest, calendar))
        latest = days[offset] - ONE_DAY
    return days


def _forwards(offsets: Iterable[int], start: date, after: date, calendar: Calendar) -> dict[int, date]:
    days = {}
    for offset in offsets:
        after = days[offset] = next_working_day(max(start + timedelta(days=offset), after + ONE_DAY), calendar)
    return days


def _last_working_day(day: date, calendar: Calendar) -> date:
    while not is_working_day(day, calendar):
        day -= ONE_DAY
    return day


def _person(person: Row) -> Row:
    return person | {"login": person["key"] if person["role"] else None}


def _body(body: Row) -> Row:
    """With its names in order, each with the days on which it was borne (None: open)."""
    start, names = None, []
    for earlier in sorted(body.pop("earlier_names"), key=lambda row: row["valid_to"]):
        names.append(earlier | {"valid_from": start})
        start = earlier["valid_to"] + ONE_DAY
    names.append({"name": body.pop("name"), "valid_from": start, "valid_to": None})
    return body | {"subject": body["subject"] or "inspection", "names": names}


def _inspection(inspection: Row) -> Row:
    """With a period that ends before the decision, its team as a list, and the visits in order with instants."""
    team = inspection["team"] or {}
    seats = [(role, team.get(role)) for role in ("lead", "deputy", "secretary")]
    seats += [("member", key) for key in team.get("members", [])]
    if inspection["period_to"] and inspection["decided_on"]:
        inspection["period_to"] = min(inspection["period_to"], inspection["decided_on"] - ONE_DAY)
    return inspection | {
        "team": [{"person": key, "role": role} for role, key in seats if key],
        "visits": [_visit(visit) for visit in inspection["visits"]],
    }


def _visit(visit: Row) -> Row:
    planned_on = visit.pop("planned_on")
    day = visit["announced_on"] or planned_on
    answers = [row | {"at": datetime.combine(day, row["at"], VIETNAM).astimezone(UTC)} for row in visit["answers"]]
    return visit | {"day": day, "answers": sorted(answers, key=lambda row: row["at"])}


def _plans(plan: Row, lines: list[Row], inspections: list[Row], today: date, calendar: Calendar) -> list[Row]:
    """One plan for each year in which a line is planned; its papers lie before everything that follows from it."""
    by_line = {one["line"]: one for one in inspections if one["line"]}
    years = sorted({line["planned_on"].year for line in lines})
    agencies = settings()["agencies"]
    plans = []
    for year in years:
        ours = [line for line in lines if line["planned_on"].year == year]
        begins = min(_first_day(line, by_line.get(line["key"], {})) for line in ours)
        complete = min(date(year, *PLAN_COMPLETE), begins - BEFORE_THE_FIRST, today)
        shift = NUMBERS_A_YEAR * (years[-1] - year)
        named = {"year": year, "title": plan["title"].format(year=year)}
        dated = _dated({"papers": plan["papers"]}, complete, calendar)["papers"]
        papers = [_paper(paper, shift, agencies) for paper in dated]
        numbered = [_line(line, number, by_line.get(line["key"], {})) for number, line in enumerate(ours, start=1)]
        plans.append(plan | named | {"papers": papers, "lines": numbered})
    return plans


def _first_day(line: Row, inspection: Row) -> date:
    days = [line["planned_on"], inspection.get("police_letter_on"), inspection.get("decided_on")]
    return min(day for day in days if day)


def _line(line: Row, number: int, inspection: Row) -> Row:
    return line | {"number": number, "form": line["form"] or "on_site", "inspection": inspection.get("key")}


def _paper(paper: Row, shift: int, agencies: list[Row]) -> Row:
    symbols = {agency["code"]: name_on(agency, paper["dated"])["symbol"] for agency in agencies}
    digits, slash, symbol = paper["number"].format(**symbols).partition("/")
    return paper | {"number": f"{int(digits) - shift:02d}{slash}{symbol}"}
