"""Decides what may be done to many requirements at once and says what came of it; it knows no table and no clock."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from inspections.errors import RuleBroken
from inspections.permissions import Permission
from inspections.vietnamese import count_text

MOST = 200
"""How many requirements one change may have."""
NAMED = 3
"""How many requirements a sentence names; the page lists all."""
NOT_YOURS = "Yêu cầu này do cơ quan khác theo dõi."
NOT_ALLOWED = "Anh, chị không có quyền làm việc này với yêu cầu này."
_CHOSEN = re.compile(r"([a-z0-9]{10})\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True)
class Act:
    """Something that can be done to many requirements: its words, and the permission asked for at each."""

    label: str
    permission: Permission
    fields: tuple[str, ...] = ()


ACTS = {
    "urge": Act("Ghi văn bản đôn đốc", Permission.REMEDY_URGE, ("number", "day", "note")),
    "start": Act("Ghi là đơn vị đã bắt đầu thực hiện", Permission.REMEDY_REPORT),
    "assign": Act("Giao người theo dõi", Permission.REMEDY_CHANGE, ("follower",)),
    "ask": Act("Ghi đề nghị gia hạn của đơn vị", Permission.REMEDY_REPORT, ("to_on", "reason")),
    "grant": Act("Gia hạn theo đề nghị đang chờ", Permission.REMEDY_EXTEND, ("answer",)),
}
"""What can be done, by name; nobody decides what he asked for himself, so more time takes two people here too."""
OF_ROLE = {"clerk": ("urge",)}
"""Roles for which there is less to do."""


@dataclass(frozen=True)
class BulkData:
    """What is typed once for all requirements; only what the act asks for is filled."""

    number: str = ""
    day: date | None = None
    note: str = ""
    follower: str = ""
    to_on: date | None = None
    reason: str = ""
    answer: str = ""


def offered(role: str) -> dict[str, str]:
    """The acts that somebody of this role finds, in words, by name."""
    names = OF_ROLE.get(role, tuple(ACTS))
    return {name: ACTS[name].label for name in names}


def chosen(typed: Iterable[str]) -> dict[str, int]:
    """Reference → the version that the list showed, of everything that reads like a chosen row."""
    found = [_CHOSEN.fullmatch(one) for one in typed]
    return {one[1]: int(one[2]) for one in found if one}


def refuse_count(count: int) -> None:
    """Raises RuleBroken for no row, or for more than one change may have."""
    if not count:
        raise RuleBroken("Chưa chọn yêu cầu nào.")
    if count > MOST:
        raise RuleBroken(f"Mỗi lần thay đổi nhiều nhất {MOST} yêu cầu; mời chọn bớt.")


def refuse_undone(undone: bool, done: int) -> None:
    """Raises RuleBroken when there is nothing to take back."""
    if undone:
        raise RuleBroken("Lần thay đổi này đã hoàn tác.")
    if not done:
        raise RuleBroken("Không có thay đổi nào để hoàn tác.")


def refuse_later(later: Collection[str]) -> None:
    """Raises RuleBroken when requirements (by their words) were changed after the change that is to be taken back."""
    if later:
        names = "; ".join(f"“{one}”" for one in list(later)[:NAMED])
        more = f" và {count_text(len(later) - NAMED)} yêu cầu khác" if len(later) > NAMED else ""
        raise RuleBroken(f"Không hoàn tác được nữa vì đã có thay đổi sau đó ở: {names}{more}.")


def outcome(done: int, refused: int) -> str:
    """What came of a change in one sentence: "Đã chọn 50 yêu cầu: 47 đã thực hiện, 03 không thực hiện được."."""
    sentence = f"Đã chọn {count_text(done + refused)} yêu cầu: {count_text(done)} đã thực hiện"
    return f"{sentence}, {count_text(refused)} không thực hiện được." if refused else f"{sentence}."
