"""Decides who may choose which items, and says grounds and time limits in words; it knows no table and no request."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.errors import RuleBroken
from inspections.vietnamese import count_text

AGENCIES = {"dic": ("DIC",), "police": ("POLICE",), "both": ("DIC", "POLICE")}
"""Who leads an item → the agencies that answer it."""

TEAM_ROLES = {"lead": "Trưởng đoàn", "deputy": "Phó trưởng đoàn", "secretary": "Thư ký", "member": "Thành viên"}
"""The places in a team in the order in which a team is written."""

GROUNDS = {
    "a": "Có dấu hiệu vi phạm, sự cố hoặc sự việc bất thường (điểm a khoản 2 Điều 11 Nghị định số 217/2025/NĐ-CP)",
    "b": "Theo yêu cầu của người đứng đầu cơ quan nhà nước hoặc đề nghị của cơ quan có thẩm quyền "
    "(điểm b khoản 2 Điều 11 Nghị định số 217/2025/NĐ-CP)",
    "c": "Theo kế hoạch kiểm tra chuyên đề (điểm c khoản 2 Điều 11 Nghị định số 217/2025/NĐ-CP)",
}
"""The three grounds of an inspection; source: Decree 217/2025, article 11.2."""

KINDS = {"inspection": "Kiểm tra", "survey": "Khảo sát"}
UNITS = {"calendar": "ngày", "working": "ngày làm việc"}
PLACES_PER_CHECKLIST = 1000
"""How far apart the items of two checklists are numbered in a visit."""
VISITED = "done"
"""What the list of visits is asked for when it shall hold those whose fieldwork is over."""
VISITED_STATES = frozenset({"fieldwork_done", "minutes_signed", "results_notified", "following_up", "closed"})
OPEN_STATES = frozenset({"planned", "announced"})
"""States of a visit in which its items may still be chosen."""


CHOSEN_FOR_GOOD = (
    "Đã công bố quyết định kiểm tra tại đơn vị này: nội dung đã chọn không bỏ, không đổi người xem được nữa. Nội dung "
    "không kiểm tra thì ghi kết quả “Không kiểm tra” kèm lý do."
)
ANNOUNCED = "Quyết định đã được công bố tại đơn vị này."
ANNOUNCE = {"inspection": "Công bố quyết định, bắt đầu kiểm tra", "survey": "Bắt đầu khảo sát"}
"""How a visit begins; where it is a survey by agreement, no decision is announced (Decree 217/2025, article 3.1)."""
FIRST_DAY = {"inspection": "Ngày công bố", "survey": "Ngày bắt đầu khảo sát"}
"""What the day is called on which a visit begins."""


@dataclass(frozen=True)
class Ticks:
    """What a leader's page says: codes ticked, codes kept to his agency, a section to take or to leave as a whole, and
    the version of the visit that the page showed."""

    codes: Collection[str]
    own: Collection[str] = ()
    pick: str = ""
    drop: str = ""
    seen: int = 0

    def has(self, section: str, code: str) -> bool:
        """Whether the item of this section is to be chosen."""
        return section == self.pick or (section != self.drop and code in self.codes)


def days_allowed(duration: int | None, extension: int, unit: str) -> str:
    """The time limit of an inspection as decisions write it: "10 ngày, gia hạn 05 ngày"."""
    if duration is None:
        return "Quyết định không ấn định số ngày"
    allowed = f"{count_text(duration)} {UNITS[unit]}"
    return f"{allowed}, gia hạn {count_text(extension)} {UNITS[unit]}" if extension else allowed


def days_left(last_day: date | None, today: date) -> str:
    """How far the last day is, in words; empty when there is none."""
    if last_day is None:
        return ""
    left = (last_day - today).days
    if left < 0:
        return f"đã quá hạn {count_text(-left)} ngày"
    return f"còn {count_text(left)} ngày" if left else "hết hạn hôm nay"


def refuse_before_decision(day: date, decided_on: date | None, kind: str = "inspection") -> None:
    """Raises RuleBroken when a visit would be announced before its decision was issued."""
    if decided_on is None or day < decided_on:
        raise RuleBroken(f"{FIRST_DAY[kind]} không được trước ngày ban hành quyết định kiểm tra.", "day")


def refuse_announcement_day(
    day: date,
    today: date,
    approved_on: date | None,
    standstills: Iterable[tuple[date, date | None]] = (),
    kind: str = "inspection",
) -> None:
    """Raises RuleBroken for a day on which nothing was announced: still to come, or before the working plan's approval.

    Source: Decree 217/2025, articles 14 and 15.1. ``standstills`` are the days from which and to which the inspection
    stood still; None: it still does.
    """
    if day > today:
        raise RuleBroken(f"{FIRST_DAY[kind]} không được sau hôm nay.", "day")
    if approved_on is None or day < approved_on:
        raise RuleBroken(f"{FIRST_DAY[kind]} không được trước ngày phê duyệt kế hoạch tiến hành kiểm tra.", "day")
    if any(first <= day and (last is None or day <= last) for first, last in standstills):
        raise RuleBroken("Ngày này cuộc kiểm tra đang tạm dừng.", "day")


def leading_agencies(members: Collection[Any]) -> frozenset[str]:
    """The agencies whose people lead the team, as its leader or a deputy."""
    staying = [one for one in members if getattr(one, "left_on", None) is None]
    return frozenset(one.user.agency_code for one in staying if one.role in {"lead", "deputy"})


def may_choose(lead: str, agency: str, leading: Collection[str]) -> bool:
    """Whether a leader from this agency chooses an item led so.

    An item that only the other agency leads is chosen by that agency's own leader or deputy where the team has one;
    what that agency keeps to itself can then never be met by chance, nor guessed from a tick that does not hold.
    """
    agencies = AGENCIES[lead]
    return agency in agencies or not set(agencies) & set(leading)


def choosable_leads(agency: str, leading: Collection[str]) -> list[str]:
    """The ways in which an item may be led so that a leader from this agency chooses it."""
    return [lead for lead in AGENCIES if may_choose(lead, agency, leading)]


def may_keep_own(lead: str, agency: str) -> bool:
    """Whether this agency alone leads the item, so that it may keep the whole item to itself."""
    return AGENCIES[lead] == (agency,)


def refuse_closed(visit_state: str) -> None:
    """Raises RuleBroken when the items of a visit in this state can no longer be chosen."""
    if visit_state not in OPEN_STATES:
        raise RuleBroken("Đã kiểm tra xong tại đơn vị này nên không thay đổi nội dung kiểm tra được nữa.")


def chosen_for_good(visit_state: str) -> bool:
    """Whether what was chosen for a visit stays: from the announcement on, and so before anything can be written on it.

    It does not depend on what was written, which would tell of what the other agency keeps to itself.
    """
    return visit_state != "planned"


def refuse_taking_back(visit_state: str, items: Collection[Any]) -> None:
    """Raises RuleBroken when items would be left out, or change their readers, that were chosen for good."""
    if items and chosen_for_good(visit_state):
        raise RuleBroken(CHOSEN_FOR_GOOD)


def refuse_confirmed(agencies: Collection[str], part_states: Mapping[str, str]) -> None:
    """Raises RuleBroken when one of these agencies has had its part checked or has confirmed it."""
    if any(part_states.get(agency, "open") != "open" for agency in agencies):
        raise RuleBroken("Phần kiểm tra của cơ quan này đã soát lại hoặc xác nhận; mở lại phần đó trước khi thay đổi.")


def refuse_own_of_both(codes: Iterable[str]) -> None:
    """Raises RuleBroken when there is an item of both agencies that one of them would keep to itself."""
    for code in codes:
        raise RuleBroken(f"{code} do hai cơ quan cùng kiểm tra nên cả hai cùng xem.")


def next_step(state: str, items: int) -> str:
    """What comes next for a visit: choose its items, announce it, inspect, its papers, or nothing on this page."""
    if state == "planned":
        return "announce" if items else "choose"
    return NEXT.get(state, "")


NEXT = {"announced": "inspect", "fieldwork_done": "papers", "minutes_signed": "papers"}
"""What comes next for a visit that was announced."""
