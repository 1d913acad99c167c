"""Who saw what another person types in from a paper form: a colleague of one agency and team; it knows no request."""

from typing import Any

from inspections.errors import RuleBroken
from inspections.vietnamese import name_sort_key
from models.directory import User
from models.inspections import Visit

NOT_A_COLLEAGUE = "Người quan sát phải là thành viên khác trong đoàn, của cùng cơ quan; mời chọn lại."


def colleagues(visit: Visit, by: Any) -> list[User]:
    """Who else of a person's agency is in the team of a visit, by given name."""
    users = [one.user for one in visit.inspection.members if one.left_on is None]
    return sorted(
        (user for user in users if user.agency_code == by.agency_code and user.id != by.id),
        key=lambda user: name_sort_key(user.name),
    )


def named(visit: Visit, by: Any, ref: str) -> User | None:
    """The colleague with this reference, None for an empty one; raises RuleBroken for anybody else."""
    if not ref:
        return None
    for user in colleagues(visit, by):
        if user.ref == ref:
            return user
    raise RuleBroken(NOT_A_COLLEAGUE)
