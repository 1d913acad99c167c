"""Knows how to ask every route as every account; `python -m tests.house.access` writes the answers as a table."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.approvals import Approval
from models.checklists import Evidence, VisitItem
from models.directory import User
from models.findings import Finding, Remedy
from models.inspections import Inspection, TeamMember, Visit, VisitPart
from models.papers import Paper
from tests.house.house import EVERYBODY, UNKNOWN_REF, House, Route, routes

FILE = Path(__file__).with_name("access.txt")

HEADING = """\
What every route answers to every account: reviewed by people, compared by test_access.py.
A form is sent empty: 422 means that it was read, 303 that nothing had to be filled in, 200 a file or a page.
303 to a stranger is the way to the door, 401 its refusal; 403: may not; 404: does not exist for this person.
"""

RECORDS: dict[Any, dict[str, Any]] = {
    Visit: {
        "planned": Visit.state == "planned",
        "announced": Visit.state == "announced",
        "closed": Visit.state == "closed",
    },
    VisitItem: {
        "of the department": sa.and_(VisitItem.lead == "dic", VisitItem.audience == "joint"),
        "of the police": sa.and_(VisitItem.lead == "police", VisitItem.audience == "joint"),
        "of both": VisitItem.lead == "both",
        "police's own": VisitItem.audience == "own",
    },
    VisitPart: {"of the department": VisitPart.owner == "DIC", "of the police": VisitPart.owner == "POLICE"},
    User: {"inspector": User.role == "inspector", "administrator": User.role == "administrator"},
    Remedy: {
        "open": Remedy.state == "open",
        "reported": Remedy.state == "reported",
        "of the body's account": Remedy.for_body_id.in_(sa.select(User.body_id).where(User.role == "body")),
    },
    Paper: {"draft": Paper.state == "draft", "signed": Paper.state == "signed"},
    Evidence: {"of the department": Evidence.owner == "DIC"},
    Finding: {
        "of the department": sa.and_(Finding.owner == "DIC", Finding.state == "confirmed"),
        "of the police": sa.and_(Finding.owner == "POLICE", Finding.audience == "joint"),
        "police's own": sa.and_(Finding.audience == "own", Finding.state == "noted"),
    },
    Inspection: {"draft": Inspection.state == "draft", "of the Chairman": Inspection.issuer == "UBND"},
    TeamMember: {"dic.inspector": TeamMember.user.has(User.login == "dic.inspector")},
    Approval: {"with its scan": Approval.file_sha256.is_not(None)},
}
"""Which records are asked about: what is said of them, and how they are found. Of other kinds the first is taken."""


def _first(session: Session, model: Any, condition: Any) -> str:
    """The first such record, of the visit in progress if it has one."""
    query = sa.select(model.ref).where(condition).order_by(model.id)
    if model in {Evidence, VisitItem, VisitPart}:
        query = query.join(Visit).order_by(None).order_by(Visit.state != "announced", model.id)
    return str(session.scalars(query).first())


def _records(house: House, route: Route) -> dict[str, str]:
    """What is said of the records that the route is asked about: label → reference."""
    if route.model is None:
        return {"": ""}
    with house.system() as session:
        wanted = RECORDS.get(route.model, {"": sa.true()})
        return {label: _first(session, route.model, condition) for label, condition in wanted.items()}


def _addresses(house: House, route: Route) -> Iterator[tuple[str, str]]:
    """(address as the table shows it, address as it is asked)."""
    for label, ref in _records(house, route).items():
        for url in house.addresses(route, [ref]):
            shown = url.replace(ref, f"<{label or 'ref'}>") if ref else url
            yield shown.replace(UNKNOWN_REF, "<unknown>"), url


def answers(house: House) -> Iterator[tuple[str, str, list[int]]]:
    """(method, address, one status for each account) of every route; the data are put back after every change."""
    house.others = house.others | {"<section>": house.others["<section>"][:1], "<ref:tap>": [UNKNOWN_REF]}
    for route in routes(house.app):
        for shown, url in _addresses(house, route):
            statuses = []
            for who in EVERYBODY:
                answer = house.get(who, url) if route.method == "GET" else house.post(who, url)
                statuses.append(answer.status_code)
                if route.method == "POST" and answer.status_code < 400:
                    house.put_back()
            yield route.method, shown, statuses


def table(house: House) -> str:
    """The whole table as text."""
    widths = [max(4, len(who)) for who in EVERYBODY]
    lines = [f"{'':4} {'':58} " + " ".join(f"{w:>{n}}" for w, n in zip(EVERYBODY, widths, strict=True))]
    for method, shown, statuses in answers(house):
        codes = " ".join(f"{code:>{width}}" for code, width in zip(statuses, widths, strict=True))
        lines.append(f"{method:4} {shown:58} {codes}")
    return HEADING + "\n" + "\n".join(line.rstrip() for line in lines) + "\n"


def write() -> None:
    """Writes the table of a freshly loaded demonstration."""
    from tests.support.application import opened, prepare_folder

    folder = Path(tempfile.mkdtemp())
    try:
        prepare_folder(folder)
        with opened(folder) as app:
            house = House(app)
            house.keep()
            FILE.write_text(table(house), encoding="utf-8")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    write()
