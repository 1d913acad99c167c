"""Decides which law holds for a finding, its band and its period, and what a finding may rest on; it knows no table."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.errors import RuleBroken
from inspections.law.rules import COMPETENCE, Band, bands, validity_text
from inspections.vietnamese import count_text, format_date, lower_first

KINDS = {
    "shortcoming": "Tồn tại, hạn chế",
    "violation": "Hành vi có dấu hiệu vi phạm hành chính",
    "good_practice": "Ưu điểm",
}
FAULTS = ("shortcoming", "violation")
"""The kinds that something is to be put right of."""
AFTER_RECORD = "Hành vi vi phạm hành chính"
"""What a violation is called once its record was drawn up; before, the word would prejudge."""
NOTED_FREELY = ("shortcoming", "good_practice")
"""The kinds that may be noted without an item; an act is chosen afterwards."""
SUBJECTS = {"organisation": "Tổ chức", "individual": "Cá nhân"}
ENDINGS = {
    "ended": "Đã kết thúc",
    "continuing": "Còn tiếp diễn khi phát hiện",
    "unknown": "Chưa rõ",
}
OTHER = {"DIC": "POLICE", "POLICE": "DIC"}
FINDS_AT = frozenset({"announced", "fieldwork_done"})
"""States of a visit in which something may be found at it: announced, its minutes not yet signed."""
NOTHING_TO_DO = {"closed": "Đã kết thúc.", "remedying": "Chờ đơn vị khắc phục xong các yêu cầu."}
"""What a finding in these states says to somebody who has nothing to do with it now."""
UNVERIFIED = "cần xác minh"
VERIFIED = "verified"
FAILING = frozenset({"fail", "not_produced"})

STATED = frozenset({"pass_fail", "sample"})
"""Types of items whose question says, as a statement, what a body must have or do."""

_ASIDE = re.compile(r"^Đã (?=\w)| trong mẫu\b| \((?:ghi|kiểm tra|dùng chung|không tính) [^()]*\)")
"""What a question says to the inspector alone, and not of the duty."""
_CITE = re.compile(r"(?P<key>[^\s:,]+):? ?(?P<places>Đ\d[\w.–]*(?:, Đ?\d[\w.–]*)*)?(?P<more>.*)")
_PLACE = re.compile(r"Đ?(?P<article>\d+)(?:\.(?P<clause>\d+))?(?:\.(?P<point>[a-zđ](?:–[a-zđ])?))?")
"""How a checklist cites: the key of the document, Đ with article, clause and point, and whatever else must be said."""


@dataclass(frozen=True)
class Content:
    """What is typed about a finding; ``overrule`` is why a hint at a secret is set aside, if it is."""

    text: str
    duty: str = ""
    requirement: str = ""
    severity: str | None = None
    overrule: str = ""


@dataclass(frozen=True)
class ActData:
    """What is typed about an act: its code, when it ended (``ending`` of ENDINGS), on whom it falls."""

    code: str
    ending: str
    ended_on: date | None
    detected_on: date
    put_right_on: date | None = None
    subject_kind: str = "organisation"
    subject: str = ""


@dataclass(frozen=True)
class StepData:
    """What is typed with a step; each step reads what is its own."""

    reason: str = ""
    number: str = ""
    day: date | None = None
    writer: str = ""
    to: str = ""
    fine: int | None = None
    office: str = ""


def kind_text(kind: str, recorded: bool) -> str:
    """What a finding of this kind is called on screens and papers."""
    return AFTER_RECORD if kind == "violation" and recorded else KINDS[kind]


def refuse_visit(kind: str, visit_kind: str, visit_state: str) -> None:
    """Raises RuleBroken when nothing of this kind can be noted at a visit of this kind in this state."""
    if visit_kind == "survey" and kind != "good_practice":
        raise RuleBroken(
            "Khảo sát không ghi nhận tồn tại, vi phạm; chỉ ghi ưu điểm và đề nghị trong biên bản làm việc."
        )
    if visit_state == "planned":
        raise RuleBroken("Chưa công bố quyết định kiểm tra tại đơn vị này nên chưa ghi nhận được.")
    if visit_state not in FINDS_AT:
        raise RuleBroken("Biên bản đã ký; nội dung bổ sung phải lập phụ lục biên bản.")


def concluded(answers: Mapping[tuple[str, str], Any]) -> str | None:
    """The result that the team's leader concluded on an item, from its answers by agency and kind."""
    found = (one.values.get("conclusion") for (_agency, kind), one in answers.items() if kind == "conclusion")
    return next((str(one["result"]) for one in found if one), None)


def refuse_passed(states: Collection[str], conclusion: str | None) -> None:
    """Raises RuleBroken when an item is no ground of a finding: a conclusion decides, without one any answer does."""
    if not FAILING & ({conclusion} if conclusion else set(states)):
        raise RuleBroken("Nội dung này chưa có kết quả Chưa đạt hoặc Chưa xuất trình được nên chưa ghi nhận được.")


def refuse_unlike(kind: str, severity: str | None) -> None:
    """Raises RuleBroken when a severity is missing where there must be one."""
    if kind != "good_practice" and not severity:
        raise RuleBroken("Cần chọn mức độ.", "severity")


def refuse_open(audiences: Iterable[str]) -> None:
    """Raises RuleBroken when a joint finding would show what one agency keeps to itself."""
    if "own" in audiences:
        raise RuleBroken(
            "Có nội dung kiểm tra hoặc hình ảnh chỉ cơ quan anh, chị xem; bỏ nội dung, hình ảnh đó ra, "
            "hoặc để cả phát hiện này chỉ cơ quan anh, chị xem."
        )


def law_day(continuing: bool, ended_on: date | None, detected_on: date) -> date | None:
    """The day that decides the decree: when the act ended, or when it was detected if it still goes on; None if not
    known. Source: Decree 174/2026, article 115.
    """
    return detected_on if continuing else ended_on


def possible_days(continuing: bool, ended_on: date | None, detected_on: date) -> tuple[date, date]:
    """Between which days the day that decides the decree lies; one that is not known lies in the year before."""
    day = law_day(continuing, ended_on, detected_on)
    return (day, day) if day else (a_year_from(detected_on, -1), detected_on)


def holds_within(document: Any, first: date, last: date) -> bool:
    """Whether a document was in force on some day between the two."""
    return bool(document.valid_from <= last and document.valid_to >= first)


def is_competent(owner: str, competence: str) -> bool:
    """Whether an agency's people may record an act of this competence."""
    return owner in COMPETENCE[competence]


def refuse_act(owner: str, act: Any, data: ActData, names: Mapping[str, str]) -> None:
    """Raises RuleBroken when the agency is not competent, or when the act's decree did not hold on its day.

    ``names`` are the agencies' short names by code.
    """
    if not is_competent(owner, act.competence):
        other = names.get(OTHER[owner], OTHER[owner])
        raise RuleBroken(f"Hành vi này thuộc thẩm quyền của {other}; hãy chuyển phát hiện này sang {other}.", "act")
    first, last = possible_days(data.ending == "continuing", data.ended_on, data.detected_on)
    if not holds_within(act.document, first, last):
        held = validity_text(act.document.valid_from, act.document.valid_to)
        when = f"ngày {format_date(first)}" if first == last else "trong thời gian này"
        raise RuleBroken(f"{document_name(act.document)} có hiệu lực {held}, không áp dụng cho hành vi {when}.", "act")


def refuse_days(data: ActData, today: date) -> None:
    """Raises RuleBroken when the days of an act contradict each other or lie in the future."""
    if data.ending == "ended" and data.ended_on is None:
        raise RuleBroken("Cần ghi ngày hành vi kết thúc, hoặc chọn Chưa rõ.", "ended_on")
    if data.ended_on and data.ended_on > data.detected_on:
        raise RuleBroken("Ngày hành vi kết thúc không được sau ngày phát hiện.", "ended_on")
    for name, day in (("detected_on", data.detected_on), ("put_right_on", data.put_right_on)):
        if day and day > today:
            raise RuleBroken("Ngày phát hiện, ngày khắc phục không được sau hôm nay.", name)


def document_name(document: Any) -> str:
    """A document as sentences name it: "Luật Bưu chính", "Nghị định số 174/2026/NĐ-CP"."""
    if document.kind == "Luật":
        return str(document.title)
    return f"{document.kind} số {document.number}" if document.number else str(document.title)


def duty_text(grounds: Iterable[Mapping[str, Any]], names: Mapping[str, str], fining: Collection[str]) -> str:
    """The clauses of the duty as papers write them, from an item's grounds; never one of a decree of fines.

    ``names`` is the key of a document → its name, ``fining`` the keys of the decrees of fines. What is not verified
    says so.
    """
    found = []
    for ground in sorted(grounds, key=lambda one: one["status"] != VERIFIED):
        cite = str(ground.get("cite") or "")
        parts = _CITE.fullmatch(cite)
        key = parts["key"].replace("Đ", "D") if parts else ""
        if cite and key not in fining:
            clause = _clause(parts, names[key]) if parts and key in names else cite
            marked = ground["status"] == VERIFIED or UNVERIFIED in clause
            found.append(clause if marked else f"{clause} ({UNVERIFIED})")
    return "; ".join(found)


def first_requirement(specs: Collection[Mapping[str, Any]], text: str, duty: str) -> str:
    """What the requirement of a finding begins with, to be edited: what its items (``specs``) state that there must be,
    or to put right what its ``text`` says where one of them states nothing; then its ``duty``, so far as verified.

    It never names a clause that fines, because a duty never does.
    """
    stated = [lower_first(_ASIDE.sub("", one["question"])) for one in specs if one["answers"][0]["type"] in STATED]
    whole = bool(stated) and len(stated) == len(specs)
    lacking = lower_first(text.strip().rstrip("."))
    begun = f"Bảo đảm {'; '.join(stated)}" if whole else f"Khắc phục tồn tại: {lacking}"
    sure = "; ".join(one for one in duty.split("; ") if one and UNVERIFIED not in one)
    return f"{begun}; thực hiện đúng {sure.rstrip('.')}." if sure else f"{begun}."


def _clause(parts: re.Match[str], name: str) -> str:
    more = parts["more"].strip()
    place = ", ".join(_place(one) for one in (parts["places"] or "").split(", ") if one)
    if more and not more.startswith("("):
        before, more = (
            (f"mục {more}" if more[0].isdigit() else more, "") if UNVERIFIED not in more else ("", f"({more})")
        )
        place = f"{place} {before}"
    return " ".join(f"{place} {name} {more}".split())


def _place(cited: str) -> str:
    parts = _PLACE.fullmatch(cited)
    if parts is None:
        return f"Điều {cited.removeprefix('Đ')}"
    words = [("điểm", parts["point"]), ("khoản", parts["clause"]), ("Điều", parts["article"])]
    return " ".join(f"{word} {number}" for word, number in words if number)


def a_year_from(day: date, years: int = 1) -> date:
    """The same day of another year; the last of February where there is none (Civil Code 2015, article 148)."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def limitation_end(continuing: bool, ended_on: date | None, detected_on: date) -> date | None:
    """The last day of the limitation period of one year, from the end of the act, or from its detection while it goes
    on; None when the end is not known. Source: Law on handling administrative violations, article 6.1.
    """
    day = law_day(continuing, ended_on, detected_on)
    return a_year_from(day) if day else None


def fine_band(act: Any, subject_kind: str) -> Band | None:
    """The band of the fine for this kind of subject, in đồng."""
    return bands(act.document.base_subject, act.minimum, act.maximum).get(subject_kind)


def refuse_fine(fine: int | None, band: Band | None) -> None:
    """Raises RuleBroken when a fine lies outside the band of its act."""
    if fine is not None and band is not None and not band.minimum <= fine <= band.maximum:
        raise RuleBroken(f"Mức phạt phải trong khung tiền phạt của hành vi: {band} đồng.", "fine")


def refuse_late(day: date | None, first: date, today: date, last: date | None = None) -> None:
    """Raises RuleBroken when a paper's day lies before what it follows, after today, or after the limitation period."""
    if day is None or not first <= day <= today:
        raise RuleBroken(f"Ngày của văn bản phải từ {format_date(first)} đến hôm nay.", "day")
    if last is not None and day > last:
        raise RuleBroken(f"Thời hiệu xử phạt đã hết ngày {format_date(last)}.", "day")


def money(amount: int) -> str:
    """An amount as papers print it: 3.000.000 đồng."""
    return f"{count_text(amount)} đồng"


def counted(kinds: Collection[str]) -> str:
    """How many findings of each kind there are, as a heading says it: "02 tồn tại, hạn chế; 01 ưu điểm"."""
    amounts = {kind: sum(one == kind for one in kinds) for kind in KINDS}
    return "; ".join(f"{count_text(n)} {KINDS[kind].lower()}" for kind, n in amounts.items() if n)
