"""Knows who may do what, as a table of people and records made up here; knows no route and no database."""

from types import SimpleNamespace
from typing import Any

import pytest

from inspections.permissions import TABLE, Permission, may


def person(key: int, role: str | None, agency: str | None = None, body_id: int | None = None) -> SimpleNamespace:
    return SimpleNamespace(id=key, role=role, agency_code=agency, body_id=body_id)


PEOPLE = {
    "leader": person(1, "manager", "DIC"),
    "secretary": person(2, "inspector", "DIC"),
    "colleague": person(3, "inspector", "DIC"),
    "boss": person(4, "manager", "DIC"),
    "clerk": person(5, "clerk", "DIC"),
    "deputy": person(6, "manager", "POLICE"),
    "police member": person(7, "inspector", "POLICE"),
    "police colleague": person(8, "inspector", "POLICE"),
    "police boss": person(9, "manager", "POLICE"),
    "approver": person(10, "approver", "UBND"),
    "auditor": person(11, "auditor", "DIC"),
    "administrator": person(12, "administrator", "DIC"),
    "body": person(13, "body", body_id=1),
    "named only": person(14, None, "DIC"),
    "inspector without an agency": person(15, "inspector"),
    "body's person without a body": person(16, "body"),
}
"""Leader, secretary, deputy and the police member are the team; colleagues and bosses are of the agencies alone."""

TEAM = {"leader": "lead", "secretary": "secretary", "deputy": "deputy", "police member": "member"}

VISIT = SimpleNamespace(
    owner="DIC",
    inspection=SimpleNamespace(
        members=[SimpleNamespace(user_id=PEOPLE[name].id, role=role) for name, role in TEAM.items()]
    ),
)

INSPECTORS = {"leader", "secretary", "colleague", "boss", "deputy", "police member", "police colleague", "police boss"}
CASE = INSPECTORS | {"clerk"}
SIGNED_IN = set(PEOPLE) - {"named only"}


def item(lead: str, owner: str) -> SimpleNamespace:
    return SimpleNamespace(visit=VISIT, lead=lead, owner=owner)


def of_item(owner: str) -> SimpleNamespace:
    return SimpleNamespace(visit_item=item("dic", "DIC"), owner=owner)


PLAN = SimpleNamespace(owner="DIC")
INSPECTION = SimpleNamespace(owner="DIC", issuer="DIC", members=VISIT.inspection.members)
INTER_AGENCY = SimpleNamespace(owner="DIC", issuer="UBND", members=VISIT.inspection.members)
SEAT = SimpleNamespace(owner="DIC", user_id=PEOPLE["police member"].id, inspection=INSPECTION)
DEPARTMENT = {"leader", "secretary", "colleague", "boss", "clerk"}


def part(owner: str) -> SimpleNamespace:
    return SimpleNamespace(visit=VISIT, owner=owner)


INSPECTORS_OF_DEPARTMENT = DEPARTMENT - {"clerk"}


def remedy(owner: str, body_id: int | None = 1) -> SimpleNamespace:
    return SimpleNamespace(visit=VISIT, owner=owner, for_body_id=body_id)


MEANING: list[tuple[Permission, Any, set[str]]] = [
    (Permission.ACCOUNT_OWN, None, SIGNED_IN),
    (Permission.ACCOUNT_READ, None, {"administrator"}),
    (Permission.ACCOUNT_MANAGE, None, {"administrator"}),
    (Permission.BODY_READ, None, CASE),
    (Permission.CHECKLIST_READ, None, CASE | {"administrator"}),
    (Permission.LAW_READ, None, CASE | {"administrator"}),
    (Permission.HELP_READ, None, SIGNED_IN),
    (Permission.HOME_READ, None, SIGNED_IN),
    (Permission.INSPECTION_READ, None, CASE),
    (Permission.LOG_READ, None, {"leader", "boss", "deputy", "police boss", "auditor"}),
    (Permission.LOG_VERIFY, None, {"auditor"}),
    (Permission.VISIT_READ, VISIT, CASE),
    (Permission.VISIT_CHOOSE_ITEMS, VISIT, {"leader", "deputy"}),
    (Permission.VISIT_ANNOUNCE, VISIT, {"leader", "deputy"}),
    (Permission.RECORD_READ, VISIT, CASE),
    (Permission.FIELDWORK_TYPE_IN, VISIT, {"leader", "secretary", "deputy", "police member"}),
    (Permission.RECORD_WRITE, VISIT, {"leader", "secretary", "deputy", "police member"}),
    (Permission.FIELDWORK_READ, VISIT, CASE),
    (Permission.ITEM_READ, item("dic", "DIC"), CASE),
    (Permission.ITEM_ANSWER, item("dic", "DIC"), {"leader", "secretary"}),
    (Permission.ITEM_ANSWER, item("police", "POLICE"), {"deputy", "police member"}),
    (Permission.ITEM_ANSWER, item("both", "DIC"), {"leader", "secretary", "deputy", "police member"}),
    (Permission.ITEM_CONCLUDE, item("both", "DIC"), {"leader"}),
    (Permission.SECTION_REST, VISIT, {"leader", "secretary", "deputy", "police member"}),
    (Permission.EVIDENCE_READ, of_item("DIC"), CASE),
    (Permission.EVIDENCE_CHANGE, of_item("DIC"), {"leader", "secretary"}),
    (Permission.EVIDENCE_CHANGE, of_item("POLICE"), {"deputy", "police member"}),
    (Permission.PLAN_READ, PLAN, CASE | {"approver"}),
    (Permission.PLAN_CREATE, None, {"leader", "boss"}),
    (Permission.PLAN_DRAFT, PLAN, {"leader", "boss"}),
    (Permission.PLAN_AGREE, PLAN, {"deputy", "police boss"}),
    (Permission.PLAN_APPROVE, PLAN, {"approver"}),
    (Permission.PLAN_ISSUE, PLAN, {"leader", "boss"}),
    (Permission.PLAN_SEND, PLAN, {"leader", "boss"}),
    (Permission.PLAN_RECORD, PLAN, DEPARTMENT),
    (Permission.DECISION_READ, INSPECTION, CASE | {"approver"}),
    (Permission.DECISION_CREATE, None, {"leader", "secretary", "colleague", "boss"}),
    (Permission.DECISION_DRAFT, INSPECTION, {"leader", "secretary", "colleague", "boss"}),
    (Permission.DECISION_SIGN, INSPECTION, {"leader", "boss"}),
    (Permission.DECISION_SIGN, INTER_AGENCY, {"approver"}),
    (Permission.DECISION_RETURN, INSPECTION, set()),
    (Permission.DECISION_RETURN, INTER_AGENCY, {"approver"}),
    (Permission.DECISION_RECORD, INSPECTION, DEPARTMENT),
    (Permission.DECISION_CARRY_OUT, INSPECTION, {"leader", "secretary", "colleague", "boss", "deputy"}),
    (Permission.NO_CONFLICT_DECLARE, SEAT, {"police member"}),
    (Permission.APPROVAL_READ, INSPECTION, CASE | {"approver"}),
    (Permission.PAPER_READ, VISIT, CASE | {"body", "approver"}),
    (Permission.PAPER_DRAFT, VISIT, {"leader", "secretary", "deputy", "police member", "boss"}),
    (Permission.PAPER_NUMBER, VISIT, {"leader", "secretary", "deputy"}),
    (Permission.PAPER_LOCK, VISIT, {"leader", "secretary", "deputy", "police member", "boss"}),
    (Permission.PAPER_SIGN, VISIT, DEPARTMENT | {"deputy", "police member"}),
    (Permission.PAPER_ISSUE, VISIT, DEPARTMENT),
    (Permission.PART_READ, part("DIC"), CASE),
    (Permission.PART_CHECK, part("DIC"), {"leader", "secretary", "boss"}),
    (Permission.PART_CHECK, part("POLICE"), {"deputy", "police member", "police boss"}),
    (Permission.PART_SIGN_OFF, part("DIC"), {"leader", "secretary"}),
    (Permission.PART_SIGN_OFF, part("POLICE"), {"deputy", "police member"}),
    (Permission.PART_LOOK, part("DIC"), {"leader", "boss"}),
    (Permission.PART_LOOK, part("POLICE"), {"deputy", "police boss"}),
    (Permission.PART_REOPEN, part("DIC"), {"leader", "secretary"}),
    (Permission.PART_REOPEN, part("POLICE"), {"deputy", "police member"}),
    (Permission.FINDING_READ, part("DIC"), CASE),
    (Permission.FINDING_NOTE, item("dic", "DIC"), {"leader", "secretary"}),
    (Permission.FINDING_NOTE, item("both", "DIC"), {"leader", "secretary", "deputy", "police member"}),
    (Permission.FINDING_ADD, VISIT, {"leader", "secretary", "deputy", "police member"}),
    (Permission.FINDING_EDIT, part("DIC"), {"leader", "secretary", "boss"}),
    (Permission.FINDING_EDIT, part("POLICE"), {"deputy", "police member", "police boss"}),
    (Permission.FINDING_CONFIRM, part("DIC"), {"leader", "deputy", "boss"}),
    (Permission.FINDING_CONFIRM, part("POLICE"), {"leader", "deputy", "police boss"}),
    (Permission.FINDING_RECORD, part("DIC"), DEPARTMENT),
    (Permission.FINDING_RECORD, part("POLICE"), {"deputy", "police member", "police colleague", "police boss"}),
    (Permission.PENALTY_READ, part("DIC"), CASE),
    (Permission.PENALTY_PREPARE, part("DIC"), INSPECTORS_OF_DEPARTMENT),
    (Permission.PENALTY_FOLLOW, part("DIC"), DEPARTMENT),
    (Permission.PENALTY_FOLLOW, part("POLICE"), {"deputy", "police member", "police colleague", "police boss"}),
    (Permission.HAND_OVER_READ, part("DIC"), CASE),
    (Permission.HAND_OVER_ANSWER, part("DIC"), INSPECTORS_OF_DEPARTMENT),
    (Permission.HAND_OVER_ANSWER, part("POLICE"), {"deputy", "police member", "police colleague", "police boss"}),
    (Permission.REMEDY_READ, None, CASE | {"body"}),
    (Permission.REMEDY_TRACK, None, CASE),
    (Permission.REMEDY_CREATE, part("DIC"), INSPECTORS_OF_DEPARTMENT),
    (Permission.REMEDY_CHANGE, remedy("POLICE"), {"deputy", "police member", "police colleague", "police boss"}),
    (Permission.REMEDY_REPORT, remedy("DIC"), INSPECTORS_OF_DEPARTMENT | {"body"}),
    (Permission.REMEDY_REPORT, remedy("DIC", body_id=2), INSPECTORS_OF_DEPARTMENT),
    (Permission.REMEDY_REPORT, remedy("DIC", body_id=None), INSPECTORS_OF_DEPARTMENT),
    (Permission.REMEDY_VERIFY, remedy("DIC"), INSPECTORS_OF_DEPARTMENT),
    (Permission.REMEDY_EXTEND, remedy("DIC"), {"leader", "boss"}),
    (Permission.REMEDY_EXTEND, remedy("POLICE"), {"deputy", "police boss"}),
    (Permission.REMEDY_URGE, remedy("DIC"), DEPARTMENT),
    (Permission.REMEDY_CHANGE_MANY, None, CASE),
    (Permission.MEASURE_CHANGE, remedy("DIC"), INSPECTORS_OF_DEPARTMENT | {"body"}),
    (Permission.MEASURE_CHANGE, remedy("DIC", body_id=2), INSPECTORS_OF_DEPARTMENT),
    (Permission.RECHECK_SETTLE, remedy("DIC"), {"leader", "boss"}),
    (Permission.RECHECK_SETTLE, remedy("POLICE"), {"deputy", "police boss"}),
    (Permission.VISIT_CLOSE, VISIT, {"leader", "deputy", "boss"}),
    (Permission.OVERVIEW_READ, None, INSPECTORS),
    (Permission.SEARCH, None, CASE),
    (Permission.OPERATIONS_SEND, None, INSPECTORS),
    (Permission.NUMBER_BOOK_READ, None, CASE),
    (Permission.ARCHIVE_READ, INSPECTION, CASE),
    (Permission.ARCHIVE_EXPORT, INSPECTION, {"leader", "boss", "deputy", "police boss", "clerk"}),
    (Permission.ARCHIVE_CLASSIFY, INSPECTION, {"leader", "boss"}),
    (Permission.ARCHIVE_HAND_OVER, INSPECTION, {"leader", "boss", "clerk"}),
    (Permission.REGISTER_READ, None, CASE),
    (Permission.REPORT_RECORD, None, CASE),
    (Permission.REPORT_WITHDRAW, part("DIC"), DEPARTMENT),
    (Permission.REPORTING_READ, None, CASE),
    (Permission.REPORTING_BEGIN, None, {"leader", "boss"}),
    (Permission.INQUIRY_READ, remedy("DIC"), CASE | {"body"}),
    (Permission.INQUIRY_READ, remedy("DIC", body_id=2), CASE),
    (Permission.INQUIRY_SEND, VISIT, {"leader", "deputy"}),
    (Permission.INQUIRY_ANSWER, remedy("DIC"), {"leader", "secretary", "deputy", "police member", "body"}),
    (Permission.INQUIRY_ANSWER, remedy("DIC", body_id=2), {"leader", "secretary", "deputy", "police member"}),
    (Permission.OWN_VISIT_READ, remedy("DIC"), {"body"}),
    (Permission.OWN_VISIT_READ, remedy("DIC", body_id=2), set()),
    (Permission.LIST_EXPORT, None, CASE | {"body"}),
    (Permission.FILTER_KEEP, None, CASE),
    (Permission.FILTER_CHANGE, SEAT, {"police member"}),
    (Permission.NOTIFICATION_READ, None, CASE | {"approver", "body"}),
    (Permission.REPORT_UP_READ, None, {"leader", "boss", "deputy", "police boss"}),
    (Permission.COMMENT_READ, part("DIC"), CASE),
    (Permission.COMMENT_WRITE, part("DIC"), CASE),
    (Permission.COMMENT_REWRITE, SimpleNamespace(owner="DIC", by_id=PEOPLE["clerk"].id), {"clerk"}),
    (Permission.COMMENT_SETTLE, part("POLICE"), CASE),
]
"""What each permission means: the permission, what it is asked about, and exactly who may."""


@pytest.mark.parametrize(("permission", "record", "who"), MEANING)
def test_exactly_these_people_may(permission: Permission, record: Any, who: set[str]) -> None:
    assert {name for name, one in PEOPLE.items() if may(one, permission, record)} == who


def test_who_has_left_the_team_does_nothing_for_it_any_more() -> None:
    gone = SimpleNamespace(user_id=PEOPLE["deputy"].id, role="deputy", left_on="2026-11-20")
    visit = SimpleNamespace(owner="DIC", inspection=SimpleNamespace(members=[gone]))
    assert not may(PEOPLE["deputy"], Permission.VISIT_ANNOUNCE, visit)


def test_every_permission_has_a_rule_and_a_meaning_here() -> None:
    assert set(TABLE) == set(Permission) == {permission for permission, _, _ in MEANING}


def test_a_rule_never_holds_by_being_empty() -> None:
    assert all(rule and all(rule) for rule in TABLE.values())


def test_an_unknown_permission_is_an_error_and_no_answer() -> None:
    with pytest.raises(KeyError):
        may(PEOPLE["leader"], "visit:destroy")  # type: ignore[arg-type]
