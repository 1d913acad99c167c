"""Decides what may be looked at again, in which version of its checklist, and what a visit says; it knows no table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inspections.errors import RuleBroken

LOOKED_AT = frozenset({"fieldwork_done", "minutes_signed", "results_notified", "following_up", "closed"})
"""States of a visit in which both agencies have confirmed what they found."""
FAILING = frozenset({"fail", "not_produced"})
PASSED, FAILED = "passed", "failed"
OUTCOMES = {
    PASSED: ("✓", "Kiểm tra lại: đạt", "chip-good"),
    FAILED: ("✕", "Kiểm tra lại: chưa đạt", "chip-bad"),
    None: ("○", "Chờ kết quả kiểm tra lại", "chip-warning"),
}
"""What looking again came to: sign, word and look."""
GONE = "Có phát hiện không còn chọn được; mời mở lại trang rồi chọn lại."
LINE = "line:"


@dataclass(frozen=True)
class RecheckData:
    """What is typed for an inspection that looks again; ``ground`` is one of Decree 217, or a line of a plan."""

    findings: Collection[str]
    first_day: date
    ground: str
    ground_text: str = ""
    ground_paper: str = ""
    title: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The line of the plan that is its ground, if one is."""
        return (self.ground.removeprefix(LINE),) if self.ground.startswith(LINE) else ()


@dataclass(frozen=True)
class Asked:
    """An item that a finding rests on: its code, the checklist and the version it was asked in, who leads it."""

    code: str
    checklist: int
    version: int
    lead: str
    own: bool


def versions(asked: Iterable[Asked], published: Mapping[int, Mapping[int, Collection[str]]]) -> dict[int, list[str]]:
    """Key of a version → the codes that are asked in it again.

    ``published`` is checklist → version → codes that it has and that apply, versions in their order. The items of a
    checklist keep the one version in which they were asked while that is published; otherwise they are asked in its
    newest one, by the same codes. Raises RuleBroken for a code that is asked no more.
    """
    found: dict[int, list[str]] = {}
    by_checklist: dict[int, list[Asked]] = {}
    for one in asked:
        by_checklist.setdefault(one.checklist, []).append(one)
    for checklist, items in by_checklist.items():
        codes, known = {one.code for one in items}, published.get(checklist, {})
        used, newest = {one.version for one in items}, max(known, default=0)
        version = used.pop() if len(used) == 1 else newest
        if not codes <= set(known.get(version, ())):
            version = newest
        if missing := codes - set(known.get(version, ())):
            raise RuleBroken(f"Nội dung {', '.join(sorted(missing))} không còn trong mẫu phiếu kiểm tra.")
        found[version] = sorted(codes)
    return found


def own_codes(asked: Iterable[Asked]) -> set[str]:
    """The codes that only their agency may know of; raises RuleBroken where both agencies answer such an item."""
    items = list(asked)
    joint = {one.code for one in items if not one.own}
    own = {one.code: one for one in items if one.own and one.code not in joint}
    for one in own.values():
        if one.lead == "both":
            raise RuleBroken(
                f"{one.code} do hai cơ quan cùng kiểm tra nên phát hiện riêng của một cơ quan không đưa vào được."
            )
    return set(own)


def refuse_none(count: int, wanted: int) -> None:
    """Raises RuleBroken when nothing was chosen, or something that cannot be."""
    if not wanted:
        raise RuleBroken("Cần chọn ít nhất một phát hiện.")
    if count != wanted:
        raise RuleBroken(GONE)


def state_of(states: Collection[str], conclusion: str | None) -> str:
    """What one item says: the leader's conclusion where there is one, else what every agency that answers it says."""
    said = {conclusion} if conclusion else set(states)
    if FAILING & said:
        return FAILED
    return PASSED if said == {"pass"} else ""


def verdict(codes: Collection[str], items: Mapping[str, str]) -> str | None:
    """What a visit says of a finding from ``items`` (code → state_of): failed by one, passed by all, None without."""
    said = [items.get(code, "") for code in codes]
    if FAILED in said:
        return FAILED
    return PASSED if said and all(one == PASSED for one in said) else None


def why_open(outcome: str | None, visit_state: str, found: str | None) -> str | None:
    """Why what a visit says of a finding cannot be recorded now, or None."""
    if outcome:
        return "Kết quả kiểm tra lại đã được ghi nhận."
    if visit_state not in LOOKED_AT:
        return "Chưa kiểm tra xong tại đơn vị."
    if found is None:
        return "Các nội dung chưa có kết quả Đạt hoặc Chưa đạt nên chưa kết luận được."
    return None


def refuse(reason: str | None) -> None:
    """Raises RuleBroken with a reason, if there is one."""
    if reason:
        raise RuleBroken(reason)
