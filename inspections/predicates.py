"""What a person may be to a record: questions that read attributes only; it knows no permission and no table."""

from typing import Any


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


def keeps_files(user: Any, _record: Any) -> bool:
    """Answers for the files of an agency: its manager or its clerk."""
    return user.role in {"manager", "clerk"} and bool(user.agency_code)


def approver(user: Any, _record: Any) -> bool:
    """Approves what the department submits, for the Chairman of the province."""
    return user.role == "approver"


def of_department(user: Any, _record: Any) -> bool:
    """Belongs to the department, which draws up the plan of the year."""
    return user.agency_code == "DIC"


def body_user(user: Any, _record: Any) -> bool:
    """Speaks for an inspected body."""
    return user.role == "body" and user.body_id is not None


def of_own_body(user: Any, record: Any) -> bool:
    """The record was sent to the body that the user speaks for."""
    return user.body_id is not None and record.for_body_id == user.body_id


def own_agency(user: Any, record: Any) -> bool:
    """The record belongs to the user's agency."""
    return bool(user.agency_code) and record.owner == user.agency_code


def other_agency(user: Any, record: Any) -> bool:
    """The record belongs to the agency that the user's agency inspects with."""
    return bool(user.agency_code) and record.owner != user.agency_code


def _team(record: Any) -> dict[int, str]:
    """The team of the record's inspection: user key → role; the record is the inspection, or belongs to it somehow.

    Who has left the team is in it no longer; a plan, and what belongs to it or to a year, has no team.
    """
    if hasattr(record, "visit_item"):
        record = record.visit_item
    record = getattr(record, "visit", None) or record
    inspection = record.inspection if hasattr(record, "inspection") else record
    members = getattr(inspection, "members", ())
    return {one.user_id: one.role for one in members if getattr(one, "left_on", None) is None}


def on_team(user: Any, record: Any) -> bool:
    """The user is in the team of the record's inspection."""
    return user.id in _team(record)


def leads(user: Any, record: Any) -> bool:
    """The user leads the team, or stands in for its leader."""
    return _team(record).get(user.id) in {"lead", "deputy"}


def keeps_numbers(user: Any, record: Any) -> bool:
    """The user is the secretary of the team, or leads it where the secretary is away."""
    return _team(record).get(user.id) in {"secretary", "lead", "deputy"}


def in_agency_series(_user: Any, record: Any) -> bool:
    """The record is numbered in its agency's own series, not in the team's."""
    return getattr(record, "kind", "") == "violation_record"


def in_team_series(user: Any, record: Any) -> bool:
    """The record is numbered in the team's series."""
    return not in_agency_series(user, record)


def heads_team(user: Any, record: Any) -> bool:
    """The user is the leader of the team."""
    return _team(record).get(user.id) == "lead"


def issued_by_department(_user: Any, record: Any) -> bool:
    """The department issues the inspection's decision."""
    return record.issuer == "DIC"


def issued_by_chairman(_user: Any, record: Any) -> bool:
    """The Chairman of the province issues the inspection's decision."""
    return record.issuer == "UBND"


def oneself(user: Any, record: Any) -> bool:
    """The record is the user's own place in a team."""
    return record.user_id == user.id


def answers_item(user: Any, record: Any) -> bool:
    """The item is led by the user's agency, alone or with the other."""
    return record.lead == "both" or record.lead.upper() == user.agency_code


def wrote(user: Any, record: Any) -> bool:
    """The user wrote the record himself."""
    return bool(record.by_id == user.id)
