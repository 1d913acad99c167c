"""Decides what a plan may hold and when it may change, and says how two versions differ; it knows no table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.errors import RuleBroken
from inspections.evidence.rules import Scan
from inspections.vietnamese import QUARTERS, count_text, format_date

FORMS = {"on_site": "Trực tiếp tại đơn vị", "remote": "Trực tuyến, từ xa"}
MONTHS_A_QUARTER = 3
FIRST_YEAR, LAST_YEAR = 2020, 2100

EDITABLE = frozenset({"draft", "returned"})
"""States in which the list may be changed by whoever draws it up."""

Line = Mapping[str, Any]
"""A line as versions keep it: key, number, bodies ({ref, name, subject, enterprise}), checklists ({code, title}),
quarter, month, lead, lead_name, content, form, note, dropped (the reason, or "")."""


@dataclass(frozen=True)
class LineData:
    """What is typed about a line; bodies by reference, checklists by code."""

    bodies: Collection[str]
    checklists: Collection[str]
    content: str
    quarter: int
    month: int | None
    lead: str
    form: str
    note: str


@dataclass(frozen=True)
class Paper:
    """A paper that was signed elsewhere, with its scanned file where there is one."""

    kind: str
    number: str
    day: date
    signer: str
    scan: Scan | None = None


def editable(state: str, last_step: str | None) -> bool:
    """Whether the list may be changed: while it is a draft, or to take up the comments with which the police agreed."""
    return state in EDITABLE or (state == "consulted" and last_step == "agree_with_comments")


def why_locked(state: str, last_step: str | None) -> str | None:
    """Why the list may not be changed now, or None."""
    if editable(state, last_step):
        return None
    return "Kế hoạch đang chờ ý kiến, phê duyệt hoặc đã ban hành nên không sửa danh mục được."


def refuse_locked(state: str, last_step: str | None) -> None:
    """Raises RuleBroken when the list may not be changed now."""
    if reason := why_locked(state, last_step):
        raise RuleBroken(reason)


def refuse_undeletable(state: str, number: int) -> None:
    """Raises RuleBroken unless the plan is a first draft that nobody but its authors has met."""
    if number > 1 or state not in EDITABLE:
        raise RuleBroken("Chỉ xóa được dự thảo chưa trình, chưa ban hành lần nào.")


def refuse_month(quarter: int, month: int | None) -> None:
    """Raises RuleBroken when the planned month does not lie in the planned quarter."""
    if month is not None and quarter_of(month) != quarter:
        raise RuleBroken(f"Tháng {month} không thuộc {QUARTERS[quarter]}.", "month")


def quarter_of(month: int) -> int:
    """The quarter in which a month lies."""
    return (month - 1) // MONTHS_A_QUARTER + 1


def refuse_mixed(subjects: Iterable[str]) -> None:
    """Raises RuleBroken when a line names bodies that may be inspected beside bodies that are only surveyed.

    Party bodies, councils, the Front, courts and procuracies are no subjects of an inspection (Decree 217/2025,
    article 3.1); they are surveyed after a written agreement.
    """
    if len(set(subjects)) > 1:
        raise RuleBroken(
            "Có đơn vị chỉ khảo sát (theo văn bản thống nhất) đứng chung với đơn vị thuộc đối tượng kiểm tra; "
            "mời lập thành hai cuộc.",
            "bodies",
        )


def refuse_paper_day(day: date, today: date) -> None:
    """Raises RuleBroken when a signed paper would bear a day that is still to come."""
    if day > today:
        raise RuleBroken("Ngày của văn bản không được sau hôm nay.", "day")


def when_text(line: Line) -> str:
    """When a line is intended: "Quý III (tháng 8)"."""
    quarter = QUARTERS[line["quarter"]]
    return f"{quarter} (tháng {line['month']})" if line["month"] else quarter


def is_survey(line: Line) -> bool:
    """Whether a line is a survey."""
    return any(body["subject"] == "survey" for body in line["bodies"])


FIELDS: dict[str, tuple[str, Any]] = {
    "bodies": ("Cơ quan, đơn vị", lambda line: "; ".join(body["name"] for body in line["bodies"])),
    "content": ("Nội dung", lambda line: line["content"]),
    "checklists": ("Mẫu phiếu kiểm tra", lambda line: "; ".join(one["title"] for one in line["checklists"])),
    "when": ("Dự kiến thực hiện", when_text),
    "lead": ("Cơ quan chủ trì", lambda line: line["lead_name"]),
    "form": ("Hình thức", lambda line: FORMS[line["form"]]),
    "note": ("Ghi chú", lambda line: line["note"]),
    "dropped": ("Đưa ra khỏi kế hoạch", lambda line: line["dropped"]),
}
"""What of a line is compared and shown: its words, and the value as text."""

_SETS = {"bodies": ("ref", "name"), "checklists": ("code", "title")}
"""Fields that hold several: what tells one of them from another, and its words; only who came and who left is said."""

_COMPARED: dict[str, Any] = {"lead": lambda line: line["lead"]}
"""What tells two values apart where their text may change by itself, as when an agency was renamed."""


@dataclass(frozen=True)
class Change:
    """What happened to one line between two versions; ``fields`` are (words, before, after)."""

    kind: str  # a key of CHANGES
    line: Line
    fields: tuple[tuple[str, str, str], ...] = ()


CHANGES = {
    "added": ("+", "Thêm", "chip-good"),
    "removed": ("–", "Bỏ", "chip-bad"),
    "dropped": ("–", "Đưa ra khỏi kế hoạch", "chip-bad"),
    "restored": ("+", "Đưa trở lại kế hoạch", "chip-good"),
    "changed": ("◐", "Sửa", "chip-warning"),
}
"""What may happen to a line: sign, word and look."""


def difference(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """What the second version changes of the first, line by line in the order of the second, removed lines last."""
    old = {line["key"]: line for line in before}
    new = {line["key"]: line for line in after}
    changes = [_change(old.get(key), line) for key, line in new.items()]
    removed = [Change("removed", line) for key, line in old.items() if key not in new]
    return [one for one in changes if one is not None] + removed


def _change(old: Line | None, new: Line) -> Change | None:
    if old is None:
        return Change("added", new)
    sides = {name: _sides(name, old, new) for name in FIELDS}
    fields = tuple((FIELDS[name][0], *found) for name, found in sides.items() if found and name != "dropped")
    stands = (not old["dropped"], not new["dropped"])
    if not fields and old["dropped"] == new["dropped"]:
        return None
    return Change(_STANDING.get(stands, "changed"), new, fields)


_STANDING = {(True, False): "dropped", (False, True): "restored"}


def _sides(name: str, old: Line, new: Line) -> tuple[str, str] | None:
    """What a field was and is; of several who left and who came. None where it is the same."""
    if name in _SETS:
        left, came = _only(name, old, new), _only(name, new, old)
        sides = (f"Bỏ: {left}" if left else "Không bỏ", f"Thêm: {came}" if came else "Không thêm")
        return sides if left or came else None
    text = FIELDS[name][1]
    compared = _COMPARED.get(name, text)
    return (text(old), text(new)) if compared(old) != compared(new) else None


def _only(name: str, line: Line, other: Line) -> str:
    """The words of those that stand in a field of the first line alone."""
    key, words = _SETS[name]
    there = {one[key] for one in other[name]}
    return "; ".join(one[words] for one in line[name] if one[key] not in there)


def names_standing(lines: Iterable[Line], body_ref: str) -> bool:
    """Whether a line that was not dropped names the body."""
    return any(body["ref"] == body_ref for line in lines if not line["dropped"] for body in line["bodies"])


def unplanned(ground: str, planned: bool) -> str | None:
    """Why an inspection may not begin as planned: ground c of article 11.2 needs a line of a plan that was issued."""
    if ground != "c" or planned:
        return None
    return (
        "Cuộc kiểm tra theo kế hoạch chỉ tiến hành khi kế hoạch kiểm tra chuyên đề đã ban hành và có tên đơn vị này "
        "trong danh mục."
    )


CLEAR_SIGNS = "có dấu hiệu vi phạm rõ ràng"
"""The one ground on which an enterprise is inspected a second time in a year."""


def needs_clear_signs(inspections_of_year: int) -> bool:
    """Whether a further inspection of an enterprise, after so many in the year, needs clear signs of a violation.

    Source: Resolution 198/2025/QH15, article 4 (reported): at most one inspection of an enterprise a year, joint ones
    included, but where there are clear signs of a violation. All units of one enterprise count together.
    """
    return inspections_of_year >= 1


def repeated_enterprises(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Enterprise → the inspections that name units of it, where more than one line would inspect it."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if not line["dropped"] and not is_survey(line):
            for enterprise in {body["enterprise"] for body in line["bodies"]} - {None}:
                found.setdefault(enterprise, []).append(line)
    return {enterprise: ours for enterprise, ours in found.items() if needs_clear_signs(len(ours) - 1)}


def enterprise_warnings(lines: Sequence[Line]) -> list[str]:
    """A sentence for every enterprise that the plan would inspect more than once, with the way out."""
    return [_enterprise_warning(enterprise, ours) for enterprise, ours in repeated_enterprises(lines).items()]


def _enterprise_warning(enterprise: str, lines: Collection[Line]) -> str:
    numbers = ", ".join(count_text(line["number"]) for line in lines)
    names = {body["name"]: None for line in lines for body in line["bodies"] if body["enterprise"] == enterprise}
    return (
        f"Các cuộc {numbers} cùng kiểm tra một doanh nghiệp ({'; '.join(names)} là đơn vị của cùng doanh nghiệp). "
        "Mỗi doanh nghiệp chỉ được kiểm tra một lần trong năm (Điều 4 Nghị quyết số 198/2025/QH15, cần xác minh). "
        f"Hãy gộp thành một cuộc có nhiều đơn vị; khi {CLEAR_SIGNS} thì ra quyết định kiểm tra riêng theo điểm a "
        "khoản 2 Điều 11 Nghị định số 217/2025/NĐ-CP, không cần đưa vào kế hoạch."
    )


def paper_text(kind: str, number: str, day: date) -> str:
    """A paper as it is named: "Công văn số 1386/CAT-PA03 ngày 23/12/2025"."""
    return f"{kind} số {number} ngày {format_date(day)}"
