"""Decides the range of a fine inside its band and which office may fine; amounts and offices are handed to it.

It prepares what a competent person decides: a range, the offices that may, the words of what stands in the way.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from inspections.errors import RuleBroken
from inspections.findings.rules import UNVERIFIED, VERIFIED, a_year_from, money
from inspections.law.rules import COMPETENCE, Band
from inspections.vietnamese import format_date

EFFECTS = {"mitigating": "Tình tiết giảm nhẹ", "aggravating": "Tình tiết tăng nặng"}
PROVINCE = "UBND"
"""The agency of offices that may fine whatever agency is competent for the act."""
STAGES = (
    *("over", "handed", "to_record", "recorded", "transferred"),
    *("decided", "sent", "part_paid", "paid", "warned", "reminded"),
)
"""How far the handling of a violation is, in the order of the work."""
_ARTICLE = re.compile(r"Điều ([0-9]+)")


@dataclass(frozen=True)
class Term:
    """What the law on penalties says under a code: ``content`` by its kind, and how sure it is."""

    code: str
    status: str
    source: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Terms:
    """What it says on a day, by kind and code, in the order of the law."""

    office: Mapping[str, Term] = field(default_factory=dict)
    power: Mapping[str, Term] = field(default_factory=dict)
    circumstance: Mapping[str, Term] = field(default_factory=dict)
    deadline: Mapping[str, Term] = field(default_factory=dict)
    amount: Mapping[str, Term] = field(default_factory=dict)
    form: Mapping[str, Term] = field(default_factory=dict)

    def value(self, code: str) -> int:
        """The value of an amount; raises RuleBroken when the province has none on the day."""
        if code not in self.amount:
            raise RuleBroken("Chưa có quy định này trong danh mục xử phạt; đề nghị người quản trị bổ sung.")
        return int(self.amount[code].content["value"])


def effects(chosen: Collection[str], put_right: bool, known: Mapping[str, Term]) -> dict[str, int]:
    """How many circumstances weigh to each side; putting right on the spot is one, chosen or not, and never two."""
    counted = set(chosen)
    if put_right:
        counted |= {code for code, term in known.items() if term.content.get("put_right")}
    found = [known[code].content["effect"] for code in counted if code in known]
    return {effect: found.count(effect) for effect in EFFECTS}


def midpoint(band: Band) -> int:
    """The middle of a band, in whole đồng."""
    return (band.minimum + band.maximum) // 2


def fine_range(band: Band, weighed: Mapping[str, int]) -> Band:
    """Where inside the band a fine lies: the midpoint alone when nothing outweighs, else from it to one end."""
    middle, less, more = midpoint(band), weighed["mitigating"], weighed["aggravating"]
    if less == more:
        return Band(middle, middle)
    return Band(band.minimum, middle) if less > more else Band(middle, band.maximum)


def range_words(span: Band) -> str:
    """A range as pages say it; one amount when both ends are the same."""
    return money(span.minimum) if span.minimum == span.maximum else f"{span} đồng"


def refuse_outside(fine: int | None, span: Band) -> None:
    """Raises RuleBroken when a proposed fine lies outside the range."""
    if fine is not None and not span.minimum <= fine <= span.maximum:
        raise RuleBroken(f"Mức đề xuất phải là {range_words(span)} theo các tình tiết đã chọn.", "fine")


def refuse_unknown(code: str, known: Mapping[str, Term]) -> Term:
    """The term of this code; raises RuleBroken when there is none."""
    if code not in known:
        raise RuleBroken("Lựa chọn này không có trong danh mục; mời chọn lại.")
    return known[code]


@dataclass(frozen=True)
class Case:
    """What decides who may fine an act: its decree and article, whose competence it is, the band of its subject."""

    document: str
    document_name: str
    point: str
    competence: str
    band: Band | None
    subject_kind: str


def article_of(point: str) -> int | None:
    """The article of "điểm d khoản 3 Điều 15"."""
    found = _ARTICLE.search(point)
    return int(found[1]) if found else None


def limit_for(maximum: int, subject_kind: str) -> int:
    """The most that an office may fine this kind of subject, from what it may fine an organisation."""
    return maximum if subject_kind == "organisation" else maximum // 2


def why_not(office: Term, terms: Terms, case: Case, agencies: Mapping[str, str]) -> str | None:
    """Why an office may not fine an act, or None. The most of the act's band decides, not the fine itself."""
    name, agency = office_name(office, agencies), office.content["agency"]
    if office.content.get("never"):
        return f"{name} không có thẩm quyền xử phạt vi phạm hành chính ({office.source})."
    if agency not in (PROVINCE, *COMPETENCE[case.competence]):
        return f"Hành vi này không thuộc thẩm quyền xử phạt của {agencies.get(agency, agency)}."
    power = terms.power.get(f"{office.code}:{case.document}")
    if power is None:
        return _no_power(name, terms, case)
    articles = power.content.get("articles")
    if articles and article_of(case.point) not in articles:
        places = ", ".join(f"Điều {one}" for one in articles)
        return f"{name} chỉ có thẩm quyền xử phạt hành vi tại {places} {case.document_name}."
    maximum = power.content.get("maximum")
    if maximum is not None and case.band and limit_for(maximum, case.subject_kind) < case.band.maximum:
        may = money(limit_for(maximum, case.subject_kind))
        return f"{name} được phạt tiền đến {may}; khung tiền phạt của hành vi đến {money(case.band.maximum)}."
    return None


def _no_power(name: str, terms: Terms, case: Case) -> str:
    """That an office has no power under a decree; where the text was not read, that this is not known."""
    known = [one for one in terms.power.values() if one.content["document"] == case.document]
    if any(one.status != VERIFIED for one in known):
        return f"Chưa rõ {name} có thẩm quyền xử phạt theo {case.document_name}; {UNVERIFIED}."
    return f"{name} không có thẩm quyền xử phạt theo {case.document_name}."


def doubts(terms: Terms, case: Case, agencies: Mapping[str, str]) -> list[str]:
    """What is not known of each office that may fine an act: how much, and which text was not read."""
    found = []
    for office in competent(terms, case, agencies):
        power = terms.power[f"{office.code}:{case.document}"]
        if power.status != VERIFIED:
            share = power.content.get("share")
            most = f"đến {share} % mức tối đa của lĩnh vực, chưa rõ số tiền" if share else "chưa rõ mức tối đa"
            found.append(f"{office_name(office, agencies)}: {most} ({power.source})")
    return found


def competent(terms: Terms, case: Case, agencies: Mapping[str, str]) -> list[Term]:
    """The offices that may fine an act, in the order of the law."""
    return [one for one in terms.office.values() if why_not(one, terms, case, agencies) is None]


def office_name(office: Term, agencies: Mapping[str, str]) -> str:
    """What an office is called: "Giám đốc Sở Khoa học và Công nghệ"; ``agencies`` are the names of the day by code."""
    agency = office.content["agency"]
    return str(office.content["name"]).replace("{agency}", agencies.get(agency, agency))


def competent_names(terms: Terms, case: Case, agencies: Mapping[str, str]) -> list[str]:
    """What these offices are called; whose power was not read in the decree itself is named as to be verified."""
    return [_sure(one, terms, case, agencies) for one in competent(terms, case, agencies)]


def _sure(office: Term, terms: Terms, case: Case, agencies: Mapping[str, str]) -> str:
    name, power = office_name(office, agencies), terms.power[f"{office.code}:{case.document}"]
    return name if power.status == VERIFIED else f"{name} ({UNVERIFIED})"


def refuse_office(code: str, terms: Terms, case: Case, agencies: Mapping[str, str]) -> None:
    """Raises RuleBroken, naming the offices that may, when the one with this code may not fine the act."""
    reason = why_not(refuse_unknown(code, terms.office), terms, case, agencies)
    if reason:
        names = "; ".join(competent_names(terms, case, agencies))
        right = f" Người có thẩm quyền: {names}." if names else " Chưa xác định được người có thẩm quyền; cần xác minh."
        raise RuleBroken(reason + right)


def left_words(last: date | None, today: date) -> str:
    """How long a limitation period still lasts: "còn 12 ngày, đến hết ngày 04/12/2026"."""
    if last is None:
        return "chưa rõ"
    days = (last - today).days
    if days < 0:
        return f"đã hết ngày {format_date(last)}: chỉ nhắc nhở, yêu cầu khắc phục"
    return f"còn {days} ngày, đến hết ngày {format_date(last)}" if days else f"hết hôm nay, {format_date(last)}"


def first_in_time(today: date) -> date:
    """The earliest day that decides the decree whose limitation period of a year is not over today."""
    day = a_year_from(today, -1)
    return day if a_year_from(day) >= today else day + timedelta(days=1)


def refuse_remind(over: bool, decided: bool) -> None:
    """Raises RuleBroken when there is no ground for a mere reminder: the period is not over, or there is a decision."""
    if decided:
        raise RuleBroken("Đã có quyết định xử phạt.")
    if not over:
        raise RuleBroken("Còn thời hiệu xử phạt nên phải lập biên bản vi phạm hành chính, không thay bằng nhắc nhở.")


@dataclass(frozen=True)
class StageFacts:
    """How far a violation is; ``receipts`` is whether any money came, ``waiting`` whether it is handed over."""

    recorded: bool = False
    transferred: bool = False
    decided: bool = False
    fine: int | None = None
    sent: bool = False
    receipts: bool = False
    paid: bool = False
    reminded: bool = False
    waiting: bool = False
    over: bool = False


def stage(facts: StageFacts) -> str:
    """The stage of STAGES that a violation is at."""
    if facts.decided:
        return _after_decision(facts)
    if facts.reminded:
        return "reminded"
    order = (
        ("over", facts.over),
        ("transferred", facts.transferred),
        ("recorded", facts.recorded),
        ("handed", facts.waiting),
    )
    return next((name for name, reached in order if reached), "to_record")


def _after_decision(facts: StageFacts) -> str:
    if facts.fine is None:
        return "warned"
    order = (("paid", facts.paid), ("part_paid", facts.receipts), ("sent", facts.sent))
    return next((name for name, reached in order if reached), "decided")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unsure(used: Iterable[Term | None]) -> Sequence[Term]:
    """The terms among these that were not read in the text itself."""
    return [one for one in used if one is not None and one.status != VERIFIED]
