"""Completes the inspections of the demonstration: plan lines, working plan, declarations, and the papers on the way."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from inspections.deciding import actions, queries, rules, steps
from inspections.demonstration import pictures
from inspections.demonstration.cases import Province
from inspections.demonstration.reading import VIETNAM
from inspections.evidence import photos, scans
from inspections.inspecting import queries as inspecting
from inspections.planning.actions import signed
from inspections.planning.rules import Paper, Scan
from inspections.vietnamese import format_date
from models.approvals import Approval
from models.directory import User
from models.inspections import Inspection, InspectionLine

Row = Mapping[str, Any]

AT = time(10, 0)
SCANNED = frozenset({"KT-4"})
"""Inspections whose decision has its scanned file; one is enough to show it."""
EVERYBODY_DECLARED = frozenset({"working_plan_approved", "in_progress", "finished", "reported"})


def complete(session: Session, province: Province, inspection: Inspection, row: Row, texts: Row) -> None:
    """Fills what a decision orders and how it came about, from its row and the texts that all inspections share."""
    visits = inspecting.visits_of(session, inspection)
    names = [name for _visit, name in visits]
    line = province.lines.get(row["line"] or "")
    if line is not None:
        session.add(InspectionLine(inspection=inspection, owner=inspection.owner, plan_line=line))
    inspection.content = row["content"] or (line.content if line else inspection.title)
    inspection.scope = texts["scope"].format(bodies="; ".join(names))
    inspection.form = line.form if line else "on_site"
    inspection.finished_on, inspection.repeat_reason = row["finished_on"], row["repeat_reason"]
    inspection.report_number, inspection.report_on = row["report_number"], row["report_on"]
    if row["ground_paper"]:
        inspection.ground_paper = "{number} ({day})".format(
            number=row["ground_paper"]["number"], day=format_date(row["ground_paper"]["dated"])
        )
    signer = inspection.signer
    inspection.signer_authority = rules.authority(inspection.issuer, signer.position) if signer else None
    _plan(inspection, row, texts, visits)
    session.flush()
    _explain(session, province, inspection)
    for approval in _approvals(province, inspection, row):
        session.add(approval)
    session.flush()
    actions.show_to_approver(session, inspection, inspection.issuer == "UBND")
    session.refresh(inspection)


def _plan(inspection: Inspection, row: Row, texts: Row, visits: Any) -> None:
    """The nine items, each member's duty, and his declaration on the day of the working plan."""
    for one in inspection.members:
        one.duty = texts["duties"][f"as_{one.role}"]
        if inspection.state in EVERYBODY_DECLARED:
            one.no_conflict_at = datetime.combine(row["working_plan_on"], AT, VIETNAM)
    if inspection.working_plan_number:
        days = "; ".join(f"{name}: {format_date(visit.day)}" for visit, name in visits)
        facts = {"bodies": "; ".join(name for _visit, name in visits), "days": days, "content": inspection.content}
        inspection.working_plan = {key: texts["working_plan"][key].format(**facts) for key in rules.WORKING_PLAN}


def _explain(session: Session, province: Province, inspection: Inspection) -> None:
    """What a decided inspection meets was seen when it was decided."""
    if inspection.state in rules.AHEAD - {"draft"}:
        case = queries.case(session, inspection, province.at.astimezone(VIETNAM).date())
        inspection.explained_overlaps = sorted(one.key for one in case.overlaps)


def _approvals(province: Province, inspection: Inspection, row: Row) -> Iterator[Approval]:
    """What was done to the inspection, in its order, each recorded by the clerk from its paper."""
    signer, leader = inspection.signer, next((one.user for one in inspection.members if one.role == "lead"), None)
    chief = province.people["police.manager"]
    announced = [visit["announced_on"] for visit in row["visits"] if visit["announced_on"]]
    decided = ("decide", row["decision_number"], row["decided_on"], signer)
    planned = ("approve_working_plan", row["working_plan_approval"], row["working_plan_approved_on"], signer)
    extended = ("extend", row["extension_number"], row["extension_decided_on"], signer)
    reported = ("report", row["report_number"], row["report_on"], leader)
    for name, number, day, by in (
        ("letter", row["police_letter_number"], row["police_letter_on"], chief),
        decided,
        planned,
        ("begin", None, min(announced, default=None), None),
        extended,
        ("finish", None, row["finished_on"], None),
        reported,
    ):
        if day is not None:
            yield _approval(province, inspection, row, (name, number, day, by))


def _approval(
    province: Province, inspection: Inspection, row: Row, step: tuple[str, str | None, date, User | None]
) -> Approval:
    name, number, day, signer = step
    paper = None
    if number and signer:
        scan = _scan(province) if name == "decide" and inspection.key in SCANNED else None
        words = f"{signer.title} {signer.name}, {signer.position}"
        paper = Paper(steps.PAPERS[name], number, day, words, scan)
    return Approval(
        inspection=inspection,
        owner=inspection.owner,
        step=name,
        state=inspection.state,
        reason=row["extension_reason"] if name == "extend" else "",
        by_id=(province.people["clerk"] if paper else inspection.members[0].user).id,
        at=datetime.combine(day, AT, VIETNAM),
        **(signed(paper) if paper else {}),
    )


def _scan(province: Province) -> Scan:
    """A made-up page in place of a scanned decision."""
    found = scans.read(pictures.picture(len(SCANNED)), "quyet-dinh-trinh-dien.jpg")
    if isinstance(found, photos.Refused):
        raise TypeError(found.message)
    scans.keep(province.evidence_dir, found)
    return found
