"""What the pages of a decision show, and their forms as they open; it answers no request and decides nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import request
from flask_login import current_user

from inspections.clock import today
from inspections.deciding import deadlines, offers, queries, rules, steps
from inspections.deciding.forms import (
    DraftForm,
    NewForm,
    NewUnplannedForm,
    ScheduleForm,
    TeamForm,
    WorkingPlanForm,
    schedule_form,
    team_form,
    working_plan_form,
)
from inspections.deciding.signing import DeclarationForm, MemberForm
from inspections.directory import queries as directory
from inspections.inspecting import queries as inspecting
from inspections.inspecting import rules as words
from inspections.permissions import Permission, may
from inspections.planning import queries as planning
from inspections.planning import rules as planning_rules
from inspections.vietnamese import format_date
from inspections.working_days import next_working_day
from models.base import db
from models.inspections import Inspection, TeamMember

LEAD_TIME = timedelta(days=14)
"""How long from a draft to its first visit the form of a new inspection suggests; 17 days in a real dossier."""


def _people(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(one.ref, f"{one.name}, {one.position}") for one in rows]


def new_form(*args: Any, **kwargs: Any) -> NewForm:
    """The form of a new inspection with the lines that may be carried out."""
    session = db.session()
    lines = queries.lines_in_force(session, today())
    pairs = [(line["key"], f"Năm {year}, cuộc số {line['number']}: {_line_words(line)}") for year, line in lines]
    return NewForm(*args, in_force=pairs, teams=queries.teams(session), **kwargs)


def _line_words(line: Mapping[str, Any]) -> str:
    names = "; ".join(body["name"] for body in line["bodies"])
    return f"{names}. {line['content']}; dự kiến {planning_rules.when_text(line)}"


def unplanned_form(*args: Any, **kwargs: Any) -> NewUnplannedForm:
    """The form of a new inspection that no plan has."""
    return NewUnplannedForm(*args, teams=queries.teams(db.session()), **kwargs)


def suggested() -> dict[str, str]:
    """What the form of a new inspection begins with."""
    day = next_working_day(today() + LEAD_TIME, directory.calendar(db.session()))
    return {"first_day": format_date(day)}


def body_groups(form: Any) -> dict[str, Any]:
    """The bodies that a search finds, by group; the chosen ones always."""
    chosen = list(form.bodies.data or ())
    groups: dict[str, list[planning.Choice]] = {}
    for body in queries.body_choices(db.session(), today(), form.q.data or "", chosen):
        groups.setdefault(body.group, []).append(body)
    return {"groups": groups, "chosen": chosen}


def decision_page(inspection: Inspection, **forms: Any) -> dict[str, Any]:
    """What the page of a decision shows; ``forms`` are those that were refused, by way and step."""
    session = db.session()
    case = queries.case(session, inspection, today())
    history = queries.approvals(session, inspection)
    decided = inspection.decided_on or today()
    last_day = inspecting.last_day(session, inspection)
    main = steps.NEXT.get(inspection.state)
    return {
        "inspection": inspection,
        "case": case,
        "lines": queries.lines_of(session, inspection),
        "history": list(reversed(history)),
        "labels": steps.LABELS,
        "steps": offers.offered(inspection, case, forms),
        "main": main,
        "team": inspecting.team(inspection),
        "next_visit": _next_visit(inspection, case.visits),
        "silent": [one for one in case.members if rules.why_not_declared_now(one, inspection.state) is None],
        "suspensions": queries.suspensions(session, inspection),
        "standstill_text": deadlines.standstill_text,
        "secrets": queries.secrecy_items(session, inspection) if inspection.state in rules.AHEAD else [],
        "agencies": directory.agency_names(session, decided),
        "short": directory.agency_names(session, decided, short=True),
        "last_day": last_day,
        "left": words.days_left(last_day, today()) if inspection.state == "in_progress" else "",
        "editable": inspection.state == "draft" and not inspection.for_approval,
        "reschedulable": rules.why_over(inspection.state, inspection.for_approval) is None,
        "plannable": inspection.state in {"draft", "decided"},
        "changeable": rules.why_team_closed(inspection.state) is None,
        "declarations": forms.get("declarations") or _declarations(inspection, case.members),
        "rules": rules,
        "words": words,
    }


def _next_visit(inspection: Inspection, rows: Sequence[Any]) -> Any:
    """(visit, name of its body) of the next one to be announced, once the working plan is approved; or None."""
    open_rows = rows if inspection.state in {"working_plan_approved", "in_progress"} else ()
    return next((row for row in open_rows if row[0].state == "planned"), None)


def _declarations(inspection: Inspection, members: Sequence[TeamMember]) -> DeclarationForm | None:
    """The form that records declarations signed on paper; None when nobody's is missing or the reader may not."""
    if not may(current_user, Permission.DECISION_CARRY_OUT, inspection):
        return None
    return declaration_form(
        inspection, members, data={"version": str(inspection.version), "kind": steps.PAPERS["declare"]}
    )


def declaration_form(
    inspection: Inspection, members: Sequence[TeamMember], *args: Any, **kwargs: Any
) -> DeclarationForm | None:
    """The form of declarations on paper with the members whose own is missing; None when nobody's is."""
    silent = [(one.ref, one.user.name) for one in members if one.no_conflict_at is None]
    over = inspection.state in {"finished", "reported", *rules.OVER}
    return DeclarationForm(*args, members=silent, **kwargs) if silent and not over else None


def draft_form(inspection: Inspection, *args: Any, **kwargs: Any) -> DraftForm:
    """The form of what a decision orders, with who may sign it."""
    planned = inspection.ground not in rules.UNPLANNED_GROUNDS
    session = db.session()
    short = directory.agency_names(session, today(), short=True)
    signers = [
        (one.ref, f"{short.get(one.agency_code or '', '')}: {one.name}, {one.position} ({_above(one)})")
        for one in queries.signers(session)
    ]
    return DraftForm(*args, signers=signers, planned=planned, **kwargs)


def _above(signer: Any) -> str:
    return rules.authority(signer.agency_code, signer.position) or ""


def opened_draft(inspection: Inspection) -> DraftForm:
    """The same as it opens, with what is kept."""
    fields = ("title", "content", "scope", "period_from", "period_to", "form", "ground_text", "ground_paper")
    data = {field: getattr(inspection, field) for field in fields} | {
        "version": str(inspection.version),
        "duration_days": str(inspection.duration_days or ""),
        "signer": inspection.signer.ref if inspection.signer else None,
        "clear_signs": bool(inspection.repeat_reason),
        "repeat_facts": rules.repeat_facts(inspection.repeat_reason),
    }
    return draft_form(inspection, data=data)


def draft_page(inspection: Inspection) -> dict[str, Any]:
    """What stands around the form of a draft: the limits, why the enterprise may not be inspected again."""
    case = queries.case(db.session(), inspection, today())
    said = {"case": case, "most_text": deadlines.most_text}
    return {"inspection": inspection, "locked": _locked(inspection)} | said


def _locked(inspection: Inspection) -> str | None:
    return rules.why_sent_up(inspection.state, inspection.for_approval)


def opened_team(inspection: Inspection, *args: Any) -> TeamForm:
    """The form of a team: everybody who may be in it, by given name, with the place he has."""
    people = queries.people(db.session())
    places = {f"place-{one.user.ref}": one.role for one in rules.staying(inspection.members)}
    return team_form(people, *args, **_kept(args, places | {"version": str(inspection.version)}))


def team_page(inspection: Inspection, form: TeamForm) -> dict[str, Any]:
    """What stands around the form of a team: its people by agency."""
    short = directory.agency_names(db.session(), today(), short=True)
    by_agency: dict[str, list[Any]] = {}
    for one in form.people:
        by_agency.setdefault(short.get(one.agency_code, one.agency_code), []).append(one)
    return {"inspection": inspection, "by_agency": by_agency, "locked": _locked(inspection)}


def opened_schedule(inspection: Inspection, *args: Any) -> ScheduleForm:
    """The form of the visits that are not announced yet."""
    visits = [row[0] for row in inspecting.visits_of(db.session(), inspection) if row[0].state == "planned"]
    data: dict[str, Any] = {"version": str(inspection.version)}
    for visit in visits:
        data |= {f"day-{visit.ref}": visit.day, f"agreement-{visit.ref}": visit.agreement or ""}
    return schedule_form(visits, *args, **_kept(args, data))


def schedule_page(inspection: Inspection, form: ScheduleForm) -> dict[str, Any]:
    """What stands around the form of the visits: the names of their bodies, and the bodies that may be added."""
    names = {visit.ref: name for visit, name in inspecting.visits_of(db.session(), inspection)}
    draft = inspection.state == "draft"
    locked = rules.why_over(inspection.state, inspection.for_approval)
    return {"inspection": inspection, "names": names, "addable": draft, "locked": locked, **body_groups(form)}


def opened_working_plan(inspection: Inspection, *args: Any) -> WorkingPlanForm:
    """The form of a working plan; what the decision already says is filled in at first."""
    members = rules.staying(inspecting.team(inspection))
    kept = inspection.working_plan or _begun_plan(inspection)
    data: dict[str, Any] = {f"item-{key}": kept.get(key, "") for key in rules.WORKING_PLAN}
    data |= {f"duty-{one.ref}": one.duty for one in members}
    data |= {"version": str(inspection.version), "number": inspection.working_plan_number or ""}
    return working_plan_form(members, *args, **_kept(args, data | {"on": inspection.working_plan_on}))


def _begun_plan(inspection: Inspection) -> dict[str, str]:
    rows = inspecting.visits_of(db.session(), inspection)
    return {
        "subjects": "; ".join(name for _visit, name in rows),
        "content": inspection.content,
        "time": "; ".join(f"{name}: ngày {format_date(visit.day)}" for visit, name in rows),
        "method": rules.FORMS[inspection.form],
    }


def member_form(inspection: Inspection, *args: Any) -> MemberForm:
    """The form of a change of the team."""
    staying = rules.staying(inspecting.team(inspection))
    inside = {one.user_id for one in staying}
    others = [one for one in queries.people(db.session()) if one.id not in inside]
    data = {
        "version": str(inspection.version),
        "kind": steps.PAPERS["change_member"],
        "signer": offers.signer(inspection),
    }
    members = [(one.ref, f"{one.user.name}, {words.TEAM_ROLES[one.role].lower()}") for one in staying]
    return MemberForm(*args, members=members, people=_people(others), **_kept(args, data | {"place": "member"}))


def member_page(inspection: Inspection) -> dict[str, Any]:
    """What stands around the form of a change of the team."""
    return {"inspection": inspection, "locked": rules.why_team_closed(inspection.state)}


def _kept(typed: tuple[Any, ...], data: dict[str, Any]) -> dict[str, Any]:
    """What a form opens with; nothing of it when something was typed, so that what was left out stays out."""
    return {} if typed else {"data": data}


def is_search(form: Any) -> bool:
    """Whether only the button of the search was pressed."""
    return request.method == "POST" and bool(form.find.data)
