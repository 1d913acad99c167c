"""Composes the report of a team to who ordered the inspection (báo cáo kết quả kiểm tra) from plain facts."""

from collections.abc import Callable, Iterator, Mapping

from inspections.findings.rules import UNVERIFIED, limitation_end
from inspections.papers.composing import people, results
from inspections.papers.composing.decision import filled
from inspections.papers.composing.minutes import team_head
from inspections.papers.composing.working_plan import blank_day, leader_cell, listed, period_words
from inspections.papers.content import Block, Column, Content, Paragraph, Recipients, Run, Table, text
from inspections.papers.facts.visit import Finding
from inspections.papers.facts.wholes import CaseFacts, Unit
from inspections.papers.wording import (
    BLANK,
    count,
    dashes,
    lines,
    long_date,
    points,
    sentence,
    short_date,
)
from inspections.vietnamese import lower_first, parse_date

SERIES = "BC-ĐKT"
NOTHING = "Không có."
WORDS = {
    "good_practice": "ưu điểm",
    "shortcoming": "tồn tại, hạn chế",
    "violation": "hành vi có dấu hiệu vi phạm hành chính",
}
COLUMNS = (
    Column("TT", 10, True),
    Column("Cơ quan, đơn vị", 30),
    Column("Hành vi có dấu hiệu vi phạm", 42),
    Column("Quy định", 30),
    Column("Thời hiệu xử phạt đến hết", 24, True),
    Column("Xử lý", 24),
)


def compose(facts: CaseFacts) -> Content:
    """How it went, what was found at each body, what the team thinks and did, what the bodies and the team propose."""
    drawn = facts.text("drawn_on")
    day = long_date(parse_date(drawn)) if drawn else blank_day(facts)
    return Content(
        head=team_head(facts, SERIES, f"{facts.city}, {day}"),
        title="BÁO CÁO",
        about=f"Kết quả {lower_first(facts.order.title)}",
        blocks=tuple(_blocks(facts)),
    )


def _blocks(facts: CaseFacts) -> Iterator[Block]:
    yield text("centre", f"Kính gửi: {_issuer(facts)}")
    yield text("part", "I. KHÁI QUÁT")
    yield from _overview(facts)
    yield text("part", "II. KẾT QUẢ KIỂM TRA")
    for number, unit in enumerate(facts.units, start=1):
        yield from _unit(number, unit)
    yield from _violations(facts)
    yield text("part", "III. NHẬN XÉT, ĐÁNH GIÁ VÀ BIỆN PHÁP ĐÃ ÁP DỤNG")
    yield from _listed("1. Nhận xét, đánh giá", said(facts, "assessment"))
    yield from _listed("2. Biện pháp xử lý đã áp dụng", said(facts, "measures"))
    yield text("part", "IV. Ý KIẾN, KIẾN NGHỊ CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    for line in said(facts, "opinions"):
        yield text("body", sentence(line))
    yield text("part", "V. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA")
    yield from _listed(f"1. Đối với {_issuer(facts)}", said(facts, "to_issuer"))
    yield from _listed(f"2. Đối với {people.agency(facts, 'POLICE')}", said(facts, "to_police"))
    yield from _listed("3. Đối với các cơ quan, đơn vị được kiểm tra", said(facts, "to_bodies"))
    yield text("last", f"Đoàn kiểm tra báo cáo {_issuer(facts)} xem xét, chỉ đạo./.")
    receivers = ["Như trên", people.agency(facts, "POLICE"), "Thành viên Đoàn kiểm tra"]
    yield Recipients(listed(facts, receivers), leader_cell(facts))


def _issuer(facts: CaseFacts) -> str:
    """Who ordered it, inside the province."""
    whole = facts.order.issuer.removesuffix(f" {facts.city}")
    return whole if "Ủy ban nhân dân" in whole else whole.removesuffix(" tỉnh")


def _overview(facts: CaseFacts) -> Iterator[Paragraph]:
    order = facts.order
    decided = f"Quyết định số {order.number or BLANK} {long_date(order.decided_on)} của {_issuer(facts)}"
    plan = (
        f"; Kế hoạch tiến hành kiểm tra số {order.plan_number} {long_date(order.plan_on)}" if order.plan_number else ""
    )
    yield text("body", f"1. Căn cứ: {decided} về việc {lower_first(order.title)}{plan}.")
    yield text("body", f"2. Đối tượng: {'; '.join(one.body for one in facts.units)}.")
    yield text("body", f"3. Nội dung, phạm vi: {lower_first(sentence(order.content))} {sentence(facts.scope)}".rstrip())
    yield text("body", f"4. Thời kỳ kiểm tra: {period_words(facts)}.")
    end = f" đến {long_date(facts.finished_on)}" if facts.finished_on else ""
    stood = "".join(f"; tạm dừng từ {long_date(a)}{f' đến {long_date(b)}' if b else ''}" for a, b in facts.suspended)
    yield text("body", f"5. Thời gian thực hiện: từ {long_date(facts.began_on)}{end}{stood}.")
    yield text("body", "6. Thành phần Đoàn kiểm tra:")
    for line in dashes(people.in_team(facts, person) for person in facts.team):
        yield text("body", line)


def _unit(number: int, unit: Unit) -> Iterator[Paragraph]:
    """What was looked at and found at one body; a surveyed one has no violation, one nobody came to nothing at all."""
    yield text("heading", f"{number}. {unit.body}{' (khảo sát)' if unit.survey else ''}")
    minutes = f" (Biên bản số {unit.minutes_number} {long_date(unit.minutes_on)})" if unit.minutes_number else ""
    if unit.announced_on is None:
        yield text("body", "Chưa tiến hành.")
        return
    yield text("body", f"Đoàn kiểm tra làm việc {long_date(unit.announced_on)}{minutes}. {_counted(unit)}".rstrip())
    yield from _titled("Ưu điểm", [one.text for one in unit.of("good_practice")])
    yield from _titled("Tồn tại, hạn chế", [_shortcoming(one) for one in unit.of("shortcoming")])
    if not unit.survey:
        acts = [_shortcoming(one) for one in unit.of("violation")]
        yield from _titled("Hành vi có dấu hiệu vi phạm hành chính", acts)
    before = [f"{one.requirement.rstrip('.')}: {one.word.lower()}" for one in unit.earlier]
    yield from _titled("Việc thực hiện yêu cầu của lần kiểm tra trước", before)


def _counted(unit: Unit) -> str:
    """How many items came to which result; nothing where none is joint, which would hint at items of one agency."""
    total = sum(unit.counts.values())
    if not total:
        return ""
    held = ", ".join(f"{count(number)} {word[:1].lower()}{word[1:]}" for word, number in unit.counts.items())
    return f"Xem xét {count(total)} nội dung: {held}."


def _titled(title: str, held: list[str]) -> Iterator[Paragraph]:
    if len(held) < 2:
        yield text("body", Run(f"- {title}: ", "bold"), sentence(held[0]) if held else "không có.")
        return
    yield text("subheading", Run(f"- {title}:", "bold"))
    for line in points(held):
        yield text("body", line)


def _shortcoming(one: Finding) -> str:
    """The fact with its duty; the clause that fines it stands in the table alone."""
    duty = f", chưa thực hiện đúng {lower_first(one.duty.rstrip('.'))}" if one.duty else ""
    put_right = f"; đã khắc phục {long_date(one.put_right_on)}" if one.put_right_on else ""
    return f"{one.text.rstrip('.')}{duty}{put_right}"


def _violations(facts: CaseFacts) -> Iterator[Block]:
    """The acts with signs of violation of all bodies, each with its clause and the end of its limitation."""
    held = [(unit, one) for unit in facts.units if not unit.survey for one in unit.of("violation")]
    if not held:
        return
    yield text("heading", f"{len(facts.units) + 1}. Tổng hợp hành vi có dấu hiệu vi phạm hành chính")
    acts = results.in_full(one for _unit, one in held)
    rows = enumerate(zip(held, acts, strict=True), start=1)
    yield Table(COLUMNS, tuple((count(n), unit.body, *_act(one)) for n, ((unit, _), one) in rows))


def _act(one: Finding) -> tuple[str, str, str, str]:
    end = limitation_end(one.continuing, one.ended_on, one.detected_on) if one.detected_on else None
    record = f"Biên bản {one.record}" if one.record else ""
    moved = f"chuyển {one.transferred_to}" if one.transferred_to else ""
    handled = "; ".join(filter(None, (record, moved, f"Quyết định {one.decision}" if one.decision else "")))
    act = one.act if one.act_verified else f"{one.act} ({UNVERIFIED})"
    return one.text.rstrip("."), act or BLANK, short_date(end) if end else BLANK, handled or "chưa lập biên bản"


def _listed(title: str, held: list[str]) -> Iterator[Paragraph]:
    yield text("heading", title)
    for line in list(points(held)) or [NOTHING]:
        yield text("body", line)


def _assessment(facts: CaseFacts) -> list[str]:
    counted = {kind: sum(len(unit.of(kind)) for unit in facts.units) for kind in WORDS}
    found = [f"{count(number)} {WORDS[kind]}" for kind, number in counted.items() if number]
    noted = f"ghi nhận {'; '.join(found)}" if found else "không ghi nhận tồn tại, hạn chế"
    none = "" if counted["violation"] else "; chưa phát hiện hành vi có dấu hiệu vi phạm hành chính"
    return [f"Qua làm việc tại {count(len(facts.units))} cơ quan, đơn vị, Đoàn kiểm tra {noted}{none}"]


def _measures(facts: CaseFacts) -> list[str]:
    """Records and decisions that exist, and what was put right while the team was there."""
    found = [one for unit in facts.units for one in unit.findings]
    records = dict.fromkeys(one.record for one in found if one.record)
    handed = dict.fromkeys(one.transferred_to for one in found if one.transferred_to)
    right = sum(one.put_right_on is not None for one in found)
    said_so = [f"Lập Biên bản vi phạm hành chính {record}" for record in records]
    said_so += [f"Chuyển hồ sơ {to} xử lý theo thẩm quyền" for to in handed]
    said_so += [f"Yêu cầu khắc phục ngay: {count(right)} tồn tại, vi phạm đã được khắc phục"] if right else []
    return said_so or [facts.prose["no_measures"]]


def _opinions(facts: CaseFacts) -> list[str]:
    held = [f"{unit.body}: “{unit.opinion.strip()}”" for unit in facts.units if unit.opinion.strip()]
    return held or [facts.prose["no_opinions"]]


def _to_bodies(facts: CaseFacts) -> list[str]:
    """What each body is to do, by the duty; a surveyed one is asked."""
    return [
        f"{unit.body}: {lower_first(one.requirement.rstrip('.'))}"
        f"{f'; hoàn thành chậm nhất {long_date(one.due_on)}' if one.due_on else ''}"
        for unit in facts.units
        for one in unit.findings
        if one.requirement
    ]


COMPOSED: Mapping[str, Callable[[CaseFacts], list[str]]] = {
    "assessment": _assessment,
    "measures": _measures,
    "opinions": _opinions,
    "to_issuer": lambda facts: filled(facts, facts.prose["to_issuer"]),
    "to_police": lambda facts: filled(facts, facts.prose["to_police"]),
    "to_bodies": _to_bodies,
}
"""The blocks that are written from the records until somebody writes them by hand."""


def said(facts: CaseFacts, block: str) -> list[str]:
    """What a block says: what was written by hand, else what the records say now."""
    return lines(facts.text(block)) or COMPOSED[block](facts)
