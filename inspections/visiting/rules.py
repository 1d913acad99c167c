"""Decides when the facts of the minutes may be typed, what is still missing and who signs; it knows no table."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inspections.errors import RuleBroken
from inspections.vietnamese import count_text, name_sort_key

Facts = Mapping[str, Any]

SIDES = {
    "body": "Đơn vị được kiểm tra",
    "other": "Cơ quan, tổ chức, cá nhân khác có liên quan",
    "witness": "Người chứng kiến, đại diện UBND cấp xã",
}
"""On whose side a person stands, in the order of the minutes."""
TITLES = ("Ông", "Bà")
NO_OPINION = "Không có ý kiến khác."
MOST_COPIES = 20

SECTIONS: dict[str, tuple[str, ...]] = {
    "time": ("place", "began_at", "ended_at"),
    "unit": ("unit_info",),
    "method": ("method",),
    "remarks": ("strengths", "shortcomings", "requirements"),
    "opinions": ("opinion", "other_opinion"),
    "copies": ("copies", "holders"),
    "signing": ("not_signing",),
}
"""The sections of the page: which facts each holds. A person who saves one writes nothing of another."""

WORDS = {
    "inspection": {
        "minutes": "biên bản kiểm tra",
        "work": "kiểm tra",
        "requirements": "Yêu cầu đối với đơn vị",
        "body": "Đơn vị được kiểm tra",
    },
    "survey": {
        "minutes": "biên bản làm việc",
        "work": "khảo sát",
        "requirements": "Đề nghị đối với đơn vị",
        "body": "Đơn vị được khảo sát",
    },
}
"""What is said differently of a survey, which has no minutes of inspection and asks instead of demanding."""

METHODS = {
    "inspection": "Đoàn kiểm tra xem xét hồ sơ do đơn vị cung cấp, đối chiếu dữ liệu trên hệ thống, quan sát tại chỗ "
    "và phỏng vấn; không bóc mở, không tạm giữ bưu gửi.",
    "survey": "Đoàn trao đổi với đơn vị, xem hồ sơ do đơn vị cung cấp và quan sát tại chỗ.",
}
"""What usually stands there, to be looked through and saved."""

CLOSED_STATES = frozenset({"minutes_signed", "results_notified", "following_up", "closed"})
CHANGED = "Phần này vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất rồi nhập lại."
LOCKED = (
    "Biên bản đã khóa nội dung hoặc đã ký nên không sửa được nữa; muốn thay đổi phải lập phụ lục biên bản hoặc bản mới "
    "thay thế."
)
NOT_ANNOUNCED = "Chưa công bố quyết định tại đơn vị nên chưa ghi được thông tin lập biên bản."

_TIME = re.compile(r"(\d{1,2}) ?(?:[:hg.,]|giờ|g) ?(\d{1,2})? ?(?:phút|ph|')?", re.IGNORECASE)


def closed(visit_state: str, minutes_state: str | None) -> str | None:
    """Why nothing of the record may be written now, or None; the newest minutes decide where there are any."""
    if visit_state == "planned":
        return NOT_ANNOUNCED
    if minutes_state is not None:
        return None if minutes_state == "draft" else LOCKED
    return LOCKED if visit_state in CLOSED_STATES else None


def refuse_closed(visit_state: str, minutes_state: str | None) -> None:
    """Raises RuleBroken when nothing may be written; what is signed is corrected by an annex or a new version."""
    if why := closed(visit_state, minutes_state):
        raise RuleBroken(why)


def clock(typed: str) -> str:
    """A time of day as "HH:MM" from 8:5, 8h30, 08 giờ 30 phút or 16:45; raises ValueError for anything else."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise ValueError(f"not a time: {typed!r}")
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"not a time: {typed!r}")
    return f"{hour:02d}:{minute:02d}"


def refuse_end_before_begin(facts: Facts) -> None:
    """Raises RuleBroken when the minutes would end before they began; both are of one day."""
    began, ended = facts.get("began_at"), facts.get("ended_at")
    if began and ended and ended <= began:
        raise RuleBroken("Giờ kết thúc phải sau giờ bắt đầu trong cùng ngày.", "ended_at")


def not_signing(refused: bool, reason: str, witness: str, witness_reason: str) -> dict[str, str] | None:
    """The branch of the minutes when the body does not sign, None when it signs.

    The reason is told in any case, also that nobody was there; a representative of the commune or at least one witness
    confirms it, and if these do not sign either, that reason is told too (Decree 217/2025, article 15.3.a).
    Raises RuleBroken when a part of this is missing.
    """
    if not refused:
        return None
    if not reason:
        raise RuleBroken("Cần ghi lý do đơn vị không ký biên bản, kể cả khi vắng mặt hoặc không nêu lý do.")
    if not (witness or witness_reason):
        raise RuleBroken(
            "Cần ghi đại diện UBND cấp xã hoặc ít nhất một người chứng kiến xác nhận; nếu những người này cũng không "
            "ký thì ghi lý do."
        )
    return {"reason": reason, "witness": witness, "witness_reason": witness_reason}


def holders(copies: int, body: str, agencies: Sequence[str]) -> str:
    """Who keeps the copies when each gets one: "Bưu điện … giữ 01 bản, Sở … giữ 01 bản"; empty for other numbers."""
    keepers = [body, *agencies]
    if copies != len(keepers):
        return ""
    return ", ".join(f"{keeper} giữ {count_text(1)} bản" for keeper in keepers)


def named(person: Any) -> str:
    """A person as minutes write him: "Ông Nguyễn Văn An, Phó Chủ tịch UBND phường"."""
    words = [f"{person.title} {person.name}", person.position, person.address or ""]
    return ", ".join(word for word in words if word)


def in_order(people: Iterable[Any]) -> list[Any]:
    """Who signs for the body first, then everybody by given name."""
    return sorted(people, key=lambda one: (not one.signs, name_sort_key(one.name)))


def seen(facts: Any) -> str:
    """A short mark of what a page showed; another mark means that somebody wrote since."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def part(facts: Facts, section: str) -> dict[str, Any]:
    """What a section holds of the facts."""
    return {key: facts[key] for key in SECTIONS[section] if facts.get(key) not in (None, "", {})}


def found(findings: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The facts that findings (kind, requirement) give to the minutes where nobody types them."""
    facts = set()
    for kind, requirement in findings:
        facts.add("strengths" if kind == "good_practice" else "shortcomings")
        if requirement:
            facts.add("requirements")
    return frozenset(facts)


def missing(
    kind: str, facts: Facts, people: Iterable[Any], given: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """What the minutes still lack: (section, what it is), in the order of the page; a hint, never a hindrance here.

    ``given`` are the facts that the findings give.
    """
    of_body = [one for one in people if one.side == "body"]
    lacks = {
        ("people", "thành phần làm việc của đơn vị"): not of_body,
        ("people", "người đại diện đơn vị ký biên bản"): bool(of_body) and not any(one.signs for one in of_body),
    }
    unit = facts.get("unit_info") or {}
    lacks |= {(section, words): not facts.get(key) and key not in given for section, key, words in _wanted(kind)}
    lacks[("unit", "người đại diện theo pháp luật, số người làm dịch vụ")] = not (
        unit.get("representative") and unit.get("staff") is not None
    )
    order = ["people", *SECTIONS]
    found = [place for place, lacking in lacks.items() if lacking]
    return sorted(found, key=lambda place: order.index(place[0]))


def _wanted(kind: str) -> list[tuple[str, str, str]]:
    asked = "yêu cầu" if kind == "inspection" else "đề nghị"
    return [
        ("time", "place", "địa điểm"),
        ("time", "began_at", "giờ bắt đầu"),
        ("time", "ended_at", "giờ kết thúc"),
        ("method", "method", f"phương pháp {WORDS[kind]['work']}"),
        ("remarks", "strengths", "ưu điểm"),
        ("remarks", "shortcomings", "tồn tại, hạn chế"),
        ("remarks", "requirements", f"{asked} đối với đơn vị"),
        ("opinions", "opinion", "ý kiến của đơn vị"),
        ("copies", "copies", "số bản"),
    ]
