"""Who may do what: one table of permissions, each any of some lists of named predicates, all of which must hold."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

Predicate = Callable[[Any, Any], bool]
"""Takes the user and the record, says yes or no; reads attributes only."""


class Permission(StrEnum):
    """Everything that can be asked of the application, as area:act."""

    ACCOUNT_OWN = "account:own"
    ACCOUNT_READ = "account:read"
    ACCOUNT_MANAGE = "account:manage"
    BODY_READ = "body:read"
    CHECKLIST_READ = "checklist:read"
    LAW_READ = "law:read"
    HELP_READ = "help:read"
    HOME_READ = "home:read"
    INSPECTION_READ = "inspection:read"
    LOG_READ = "log:read"
    LOG_VERIFY = "log:verify"
    VISIT_READ = "visit:read"
    VISIT_CHOOSE_ITEMS = "visit:choose_items"
    VISIT_ANNOUNCE = "visit:announce"
    FIELDWORK_READ = "fieldwork:read"
    ITEM_READ = "item:read"
    ITEM_ANSWER = "item:answer"
    ITEM_CONCLUDE = "item:conclude"
    SECTION_REST = "section:rest"
    EVIDENCE_READ = "evidence:read"
    EVIDENCE_CHANGE = "evidence:change"
    PLAN_READ = "plan:read"
    PLAN_CREATE = "plan:create"
    PLAN_DRAFT = "plan:draft"
    PLAN_AGREE = "plan:agree"
    PLAN_APPROVE = "plan:approve"
    PLAN_ISSUE = "plan:issue"
    PLAN_SEND = "plan:send"
    PLAN_RECORD = "plan:record"
    PART_READ = "part:read"
    PART_CHECK = "part:check"
    PART_SIGN_OFF = "part:sign_off"
    PART_REOPEN = "part:reopen"


def signed_in(user: Any, _record: Any) -> bool:
    """Anyone with an account."""
    return bool(user.role)


def administrator(user: Any, _record: Any) -> bool:
    """Looks after accounts and settings; sees no case."""
    return user.role == "administrator"


def auditor(user: Any, _record: Any) -> bool:
    """Reads the log without contents."""
    return user.role == "auditor"


def works_on_cases(user: Any, _record: Any) -> bool:
    """An inspector, a manager or a clerk of one of the two agencies."""
    return user.role in {"inspector", "manager", "clerk"} and bool(user.agency_code)


def inspects(user: Any, _record: Any) -> bool:
    """An inspector or a manager of one of the two agencies."""
    return user.role in {"inspector", "manager"} and bool(user.agency_code)


def manager(user: Any, _record: Any) -> bool:
    """Manages an agency."""
    return user.role == "manager" and bool(user.agency_code)


def approver(user: Any, _record: Any) -> bool:
    """Approves what the department submits, for the Chairman of the province."""
    return user.role == "approver"


def of_department(user: Any, _record: Any) -> bool:
    """Belongs to the department, which draws up the plan of the year."""
    return user.agency_code == "DIC"


def body_user(user: Any, _record: Any) -> bool:
    """Speaks for an inspected body."""
    return user.role == "body" and user.body_id is not None


def own_agency(user: Any, record: Any) -> bool:
    """The record belongs to the user's agency."""
    return bool(user.agency_code) and record.owner == user.agency_code


def other_agency(user: Any, record: Any) -> bool:
    """The record belongs to the agency that the user's agency inspects with."""
    return bool(user.agency_code) and record.owner != user.agency_code


def _team(record: Any) -> dict[int, str]:
    """The team of the record's inspection: user key → role; the record is a visit or belongs to an item of one."""
    if hasattr(record, "visit_item"):
        record = record.visit_item
    inspection = record.visit.inspection if hasattr(record, "visit") else record.inspection
    return {member.user_id: member.role for member in inspection.members}


def on_team(user: Any, record: Any) -> bool:
    """The user is in the team of the record's inspection."""
    return user.id in _team(record)


def leads(user: Any, record: Any) -> bool:
    """The user leads the team, or stands in for its leader."""
    return _team(record).get(user.id) in {"lead", "deputy"}


def heads_team(user: Any, record: Any) -> bool:
    """The user is the leader of the team."""
    return _team(record).get(user.id) == "lead"


def answers_item(user: Any, record: Any) -> bool:
    """The item is led by the user's agency, alone or with the other."""
    return record.lead == "both" or record.lead.upper() == user.agency_code


Rule = list[list[Predicate]]

CASE: Rule = [[works_on_cases]]

TABLE: dict[Permission, Rule] = {
    Permission.ACCOUNT_OWN: [[signed_in]],
    Permission.ACCOUNT_READ: [[administrator]],
    Permission.ACCOUNT_MANAGE: [[administrator]],
    Permission.BODY_READ: [[works_on_cases]],
    Permission.CHECKLIST_READ: [[works_on_cases], [administrator]],
    Permission.LAW_READ: [[works_on_cases], [administrator]],
    Permission.HELP_READ: [[signed_in]],
    Permission.HOME_READ: [[signed_in]],
    Permission.INSPECTION_READ: CASE,
    Permission.LOG_READ: [[manager], [auditor]],
    Permission.LOG_VERIFY: [[auditor]],
    Permission.VISIT_READ: CASE,
    Permission.VISIT_CHOOSE_ITEMS: [[inspects, leads]],
    Permission.VISIT_ANNOUNCE: [[inspects, leads]],
    Permission.FIELDWORK_READ: CASE,
    Permission.ITEM_READ: CASE,
    Permission.ITEM_ANSWER: [[inspects, on_team, answers_item]],
    Permission.ITEM_CONCLUDE: [[inspects, heads_team]],
    Permission.SECTION_REST: [[inspects, on_team]],
    Permission.EVIDENCE_READ: CASE,
    Permission.EVIDENCE_CHANGE: [[inspects, on_team, own_agency]],
    Permission.PLAN_READ: [[works_on_cases], [approver]],
    Permission.PLAN_CREATE: [[manager, of_department]],
    Permission.PLAN_DRAFT: [[manager, own_agency]],
    Permission.PLAN_AGREE: [[manager, other_agency]],
    Permission.PLAN_APPROVE: [[approver]],
    Permission.PLAN_ISSUE: [[manager, own_agency]],
    Permission.PLAN_SEND: [[manager, own_agency]],
    Permission.PLAN_RECORD: [[works_on_cases, own_agency]],
    Permission.PART_READ: CASE,
    Permission.PART_CHECK: [[inspects, on_team, own_agency], [manager, own_agency]],
    Permission.PART_SIGN_OFF: [[inspects, on_team, own_agency]],
    Permission.PART_REOPEN: [[inspects, on_team, own_agency]],
}


def may(user: Any, permission: Permission, record: Any = None) -> bool:
    """Whether any of the permission's lists holds as a whole; an unknown permission is an error, not a no."""
    return any(all(predicate(user, record) for predicate in rule) for rule in TABLE[permission])
