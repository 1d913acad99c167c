"""Who may do what: one table of permissions, each any of some lists of named predicates, all of which must hold."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from inspections.predicates import (
    administrator,
    answers_item,
    approver,
    auditor,
    body_user,
    heads_team,
    in_agency_series,
    in_team_series,
    inspects,
    issued_by_chairman,
    issued_by_department,
    keeps_files,
    keeps_numbers,
    leads,
    manager,
    of_department,
    of_own_body,
    on_team,
    oneself,
    other_agency,
    own_agency,
    signed_in,
    works_on_cases,
    wrote,
)

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
    RECORD_READ = "record:read"
    RECORD_WRITE = "record:write"
    FIELDWORK_READ = "fieldwork:read"
    FIELDWORK_TYPE_IN = "fieldwork:type_in"
    ITEM_READ = "item:read"
    ITEM_ANSWER = "item:answer"
    ITEM_CONCLUDE = "item:conclude"
    OPERATIONS_SEND = "operations:send"
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
    DECISION_READ = "decision:read"
    DECISION_CREATE = "decision:create"
    DECISION_DRAFT = "decision:draft"
    DECISION_SIGN = "decision:sign"
    DECISION_RETURN = "decision:return"
    DECISION_RECORD = "decision:record"
    DECISION_CARRY_OUT = "decision:carry_out"
    NO_CONFLICT_DECLARE = "no_conflict:declare"
    APPROVAL_READ = "approval:read"
    PAPER_READ = "paper:read"
    PAPER_DRAFT = "paper:draft"
    PAPER_NUMBER = "paper:number"
    PAPER_LOCK = "paper:lock"
    PAPER_SIGN = "paper:sign"
    PAPER_ISSUE = "paper:issue"
    PART_READ = "part:read"
    PART_CHECK = "part:check"
    PART_SIGN_OFF = "part:sign_off"
    PART_REOPEN = "part:reopen"
    PART_LOOK = "part:look"
    FINDING_READ = "finding:read"
    FINDING_NOTE = "finding:note"
    FINDING_ADD = "finding:add"
    FINDING_EDIT = "finding:edit"
    FINDING_CONFIRM = "finding:confirm"
    FINDING_RECORD = "finding:record"
    PENALTY_READ = "penalty:read"
    PENALTY_PREPARE = "penalty:prepare"
    PENALTY_FOLLOW = "penalty:follow"
    HAND_OVER_READ = "hand_over:read"
    HAND_OVER_ANSWER = "hand_over:answer"
    REMEDY_READ = "remedy:read"
    REMEDY_TRACK = "remedy:track"
    REMEDY_CREATE = "remedy:create"
    REMEDY_CHANGE = "remedy:change"
    REMEDY_REPORT = "remedy:report"
    REMEDY_VERIFY = "remedy:verify"
    REMEDY_EXTEND = "remedy:extend"
    REMEDY_URGE = "remedy:urge"
    REMEDY_CHANGE_MANY = "remedy:change_many"
    MEASURE_CHANGE = "measure:change"
    RECHECK_SETTLE = "recheck:settle"
    INQUIRY_READ = "inquiry:read"
    INQUIRY_SEND = "inquiry:send"
    INQUIRY_ANSWER = "inquiry:answer"
    OWN_VISIT_READ = "own_visit:read"
    VISIT_CLOSE = "visit:close"
    OVERVIEW_READ = "overview:read"
    SEARCH = "search:use"
    NUMBER_BOOK_READ = "number_book:read"
    ARCHIVE_READ = "archive:read"
    ARCHIVE_EXPORT = "archive:export"
    ARCHIVE_CLASSIFY = "archive:classify"
    ARCHIVE_HAND_OVER = "archive:hand_over"
    REGISTER_READ = "register:read"
    REPORT_RECORD = "report:record"
    REPORT_WITHDRAW = "report:withdraw"
    REPORTING_READ = "reporting:read"
    REPORTING_BEGIN = "reporting:begin"
    NOTIFICATION_READ = "notification:read"
    REPORT_UP_READ = "report_up:read"
    COMMENT_READ = "comment:read"
    COMMENT_WRITE = "comment:write"
    COMMENT_REWRITE = "comment:rewrite"
    COMMENT_SETTLE = "comment:settle"
    LIST_EXPORT = "list:export"
    FILTER_KEEP = "filter:keep"
    FILTER_CHANGE = "filter:change"


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
    Permission.RECORD_READ: CASE,
    Permission.RECORD_WRITE: [[inspects, on_team]],
    Permission.FIELDWORK_READ: CASE,
    Permission.FIELDWORK_TYPE_IN: [[inspects, on_team]],
    Permission.ITEM_READ: CASE,
    Permission.ITEM_ANSWER: [[inspects, on_team, answers_item]],
    Permission.ITEM_CONCLUDE: [[inspects, heads_team]],
    Permission.OPERATIONS_SEND: [[inspects]],
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
    Permission.DECISION_READ: [[works_on_cases], [approver]],
    Permission.DECISION_CREATE: [[inspects, of_department]],
    Permission.DECISION_DRAFT: [[inspects, own_agency]],
    Permission.DECISION_SIGN: [[manager, own_agency, issued_by_department], [approver, issued_by_chairman]],
    Permission.DECISION_RETURN: [[approver, issued_by_chairman]],
    Permission.DECISION_RECORD: [[works_on_cases, own_agency]],
    Permission.DECISION_CARRY_OUT: [[inspects, leads], [inspects, own_agency]],
    Permission.NO_CONFLICT_DECLARE: [[works_on_cases, oneself]],
    Permission.APPROVAL_READ: [[works_on_cases], [approver]],
    Permission.PAPER_READ: [[works_on_cases], [body_user], [approver]],
    Permission.PAPER_DRAFT: [[inspects, on_team], [manager, own_agency]],
    Permission.PAPER_NUMBER: [
        [inspects, keeps_numbers, in_team_series],
        [works_on_cases, own_agency, in_agency_series],
    ],
    Permission.PAPER_LOCK: [[inspects, on_team], [manager, own_agency]],
    Permission.PAPER_SIGN: [[inspects, on_team], [works_on_cases, own_agency]],
    Permission.PAPER_ISSUE: [[works_on_cases, own_agency]],
    Permission.PART_READ: CASE,
    Permission.PART_CHECK: [[inspects, on_team, own_agency], [manager, own_agency]],
    Permission.PART_SIGN_OFF: [[inspects, on_team, own_agency]],
    Permission.PART_REOPEN: [[inspects, on_team, own_agency]],
    Permission.PART_LOOK: [[inspects, leads, own_agency], [manager, own_agency]],
    Permission.FINDING_READ: CASE,
    Permission.FINDING_NOTE: [[inspects, on_team, answers_item]],
    Permission.FINDING_ADD: [[inspects, on_team]],
    Permission.FINDING_EDIT: [[inspects, on_team, own_agency], [manager, own_agency]],
    Permission.FINDING_CONFIRM: [[inspects, leads], [manager, own_agency]],
    Permission.FINDING_RECORD: [[works_on_cases, own_agency]],
    Permission.PENALTY_READ: CASE,
    Permission.PENALTY_PREPARE: [[inspects, own_agency]],
    Permission.PENALTY_FOLLOW: [[works_on_cases, own_agency]],
    Permission.HAND_OVER_READ: CASE,
    Permission.HAND_OVER_ANSWER: [[inspects, own_agency]],
    Permission.REMEDY_READ: [[works_on_cases], [body_user]],
    Permission.REMEDY_TRACK: [[works_on_cases]],
    Permission.REMEDY_CREATE: [[inspects, own_agency]],
    Permission.REMEDY_CHANGE: [[inspects, own_agency]],
    Permission.REMEDY_REPORT: [[inspects, own_agency], [body_user, of_own_body]],
    Permission.REMEDY_VERIFY: [[inspects, own_agency]],
    Permission.REMEDY_EXTEND: [[manager, own_agency], [inspects, own_agency, leads]],
    Permission.REMEDY_URGE: [[works_on_cases, own_agency]],
    Permission.REMEDY_CHANGE_MANY: [[works_on_cases]],
    Permission.MEASURE_CHANGE: [[inspects, own_agency], [body_user, of_own_body]],
    Permission.RECHECK_SETTLE: [[inspects, own_agency, leads], [manager, own_agency]],
    Permission.INQUIRY_READ: [[works_on_cases], [body_user, of_own_body]],
    Permission.INQUIRY_SEND: [[inspects, leads]],
    Permission.INQUIRY_ANSWER: [[body_user, of_own_body], [inspects, on_team]],
    Permission.OWN_VISIT_READ: [[body_user, of_own_body]],
    Permission.VISIT_CLOSE: [[inspects, leads], [manager, own_agency]],
    Permission.OVERVIEW_READ: [[inspects]],
    Permission.SEARCH: CASE,
    Permission.NUMBER_BOOK_READ: CASE,
    Permission.ARCHIVE_READ: CASE,
    Permission.ARCHIVE_EXPORT: [[keeps_files]],
    Permission.ARCHIVE_CLASSIFY: [[manager, own_agency]],
    Permission.ARCHIVE_HAND_OVER: [[keeps_files, own_agency]],
    Permission.REGISTER_READ: CASE,
    Permission.REPORT_RECORD: CASE,
    Permission.REPORT_WITHDRAW: [[works_on_cases, own_agency]],
    Permission.REPORTING_READ: CASE,
    Permission.REPORTING_BEGIN: [[manager, of_department]],
    Permission.NOTIFICATION_READ: [[works_on_cases], [approver], [body_user]],
    Permission.REPORT_UP_READ: [[manager]],
    Permission.COMMENT_READ: CASE,
    Permission.COMMENT_WRITE: CASE,
    Permission.COMMENT_REWRITE: [[works_on_cases, wrote]],
    Permission.COMMENT_SETTLE: CASE,
    Permission.LIST_EXPORT: [[works_on_cases], [body_user]],
    Permission.FILTER_KEEP: CASE,
    Permission.FILTER_CHANGE: [[works_on_cases, oneself]],
}


def may(user: Any, permission: Permission, record: Any = None) -> bool:
    """Whether any of the permission's lists holds as a whole; an unknown permission is an error, not a no."""
    return any(all(predicate(user, record) for predicate in rule) for rule in TABLE[permission])
