"""Composes the department's reports to the People's Committee of the province from the figures of a period.

Layout: procedure of the summary report (situation, plan against done, findings, fines, remedies, difficulties,
proposals, tables as annexes). Its last annex says of every figure what exactly was counted.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from inspections.papers.composing import people
from inspections.papers.composing.notice import addressed, attached, head, recipients
from inspections.papers.content import UPRIGHT_COLUMNS, Annex, Block, Column, Content, Paragraph, Table, text
from inspections.papers.facts.visit import YearFacts
from inspections.papers.wording import ROMAN, lines, long_date, points, sentence
from inspections.reporting.rules import OF_AGENCY, OF_BODY, SHARED, Line
from inspections.vietnamese import count_text, money_text, parse_date

SUBJECT = "công tác kiểm tra dịch vụ bưu chính KT1"
NOTHING = "Không có."
HEADS = {
    "visits": "Lượt kiểm tra",
    "shortcomings": "Tồn tại, hạn chế",
    "violations": "Dấu hiệu vi phạm",
    "penalty_decisions": "Quyết định xử phạt",
    "fines": "Tiền phạt (đồng)",
    "due": "Yêu cầu đến hạn",
    "in_time": "Đúng hạn",
    "overdue": "Quá hạn",
}
"""The columns of the tables, short."""
ROOM, SIDE_ROOM = 160, 247
"""How wide a table may be in mm on an upright page, and on one that lies on its side."""
NUMBER_WIDTH, FINES_WIDTH = 10, 32
NAME_WIDTHS = {ROOM: 50, SIDE_ROOM: 70}
"""The least that the columns of names take of each room, in mm."""


def days(year: int, typed: Mapping[str, Any]) -> tuple[date, date]:
    """The first and the last day of a report: as typed, else of the whole year."""
    last, first = typed.get("last"), typed.get("first")
    until = parse_date(str(last)) if last else date(year, 12, 31)
    return parse_date(str(first)) if first else date(until.year, 1, 1), until


def compose_summary(facts: YearFacts) -> Content:
    """The summary report of any period."""
    return _composed(facts, f"Tổng hợp kết quả {SUBJECT}", _period(facts))


def compose_yearly(facts: YearFacts) -> Content:
    """The report of a year."""
    return _composed(facts, f"Kết quả {SUBJECT}", f"năm {facts.figures.last.year}")


def _composed(facts: YearFacts, about: str, when: str) -> Content:
    held: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("SỐ LIỆU THEO CƠ QUAN KIỂM TRA", (_table("Cơ quan", facts.figures.agencies, OF_AGENCY),)),
        ("SỐ LIỆU THEO ĐƠN VỊ ĐƯỢC KIỂM TRA", (_table("Đơn vị", facts.figures.bodies, OF_BODY),)),
        ("CÁCH TÍNH SỐ LIỆU", tuple(_notes(facts))),
    )
    paper = attached(facts, "Báo cáo", "BC")
    annexes = (
        Annex(f"Phụ lục {number}", title, blocks, paper) for number, (title, blocks) in zip(ROMAN, held, strict=False)
    )
    return Content(head(facts, "BC"), "BÁO CÁO", f"{about} {when}", tuple(_blocks(facts, when)), tuple(annexes))


def _period(facts: YearFacts) -> str:
    """How the period is called: a whole year by its number, else by its days."""
    first, last = facts.figures.first, facts.figures.last
    if (first, last) == (date(last.year, 1, 1), date(last.year, 12, 31)):
        return f"năm {last.year}"
    return f"từ {long_date(first)} đến {long_date(last)}"


def _blocks(facts: YearFacts, when: str) -> Iterator[Block]:
    own, province = people.agency(facts, facts.owner), facts.agencies["UBND"].name
    yield addressed(province)
    last = long_date(facts.figures.last)
    until = "" if when.endswith(last) else f" (số liệu đến hết {last})"
    yield text("body", f"{own} báo cáo kết quả {SUBJECT} {when}{until} như sau:")
    yield text("part", "I. TÌNH HÌNH CHUNG")
    yield from _sentences(facts, "situation")
    yield text("part", "II. KẾT QUẢ THỰC HIỆN")
    for number, (title, said) in enumerate(RESULTS.items(), start=1):
        yield text("heading", f"{number}. {title}")
        yield from (text("body", line) for line in said(facts))
    yield text("part", "III. KHÓ KHĂN, VƯỚNG MẮC")
    yield from _sentences(facts, "difficulties")
    yield text("part", "IV. ĐỀ XUẤT, KIẾN NGHỊ")
    yield from _sentences(facts, "proposals")
    yield text("last", f"{own} kính báo cáo {province}./.")
    receivers = ["Như trên", f"{people.agency(facts, 'POLICE')} (để phối hợp)", "Lãnh đạo Sở"]
    yield recipients(facts, receivers)


def _sentences(facts: YearFacts, block: str) -> Iterator[Paragraph]:
    """A block as it was written by hand, else as the figures have it."""
    held = lines(facts.text(block)) or COMPOSED[block](facts)
    for line in held or [NOTHING]:
        yield text("body", sentence(line))


def _said(facts: YearFacts, key: str) -> str:
    """A number in words of its own: 04 lượt, 15.000.000 đồng."""
    figure = facts.figures.all[key]
    return f"{_shown(figure.number)} {figure.unit}"


def _shown(number: int) -> str:
    """A count with two figures at least; nothing is 0."""
    return count_text(number) if number else "0"


def _plan(facts: YearFacts) -> list[str]:
    begun, planned, units = (_said(facts, key) for key in ("planned_begun", "planned", "planned_units"))
    return [
        f"Theo kế hoạch kiểm tra chuyên đề: {planned} với {units} đơn vị; đã tiến hành {begun}.",
        f"Đã ban hành {_said(facts, 'decisions')} kiểm tra, trong đó {_said(facts, 'unscheduled')} ngoài kế hoạch.",
        f"Đã kiểm tra, khảo sát {_said(facts, 'visits')} đơn vị (khảo sát {_said(facts, 'surveys')}; ngoài kế hoạch "
        f"{_said(facts, 'unscheduled_visits')}), lập {_said(facts, 'minutes')}.",
        f"Số đơn vị đã được kiểm tra, khảo sát: {_shown(facts.figures.number('covered'))}/"
        f"{_shown(facts.figures.number('bodies'))} đơn vị trong danh mục.",
    ]


def _found(facts: YearFacts) -> list[str]:
    named = ("shortcomings", "tồn tại, hạn chế"), ("violations", "hành vi có dấu hiệu vi phạm hành chính")
    said = "; ".join(f"{_shown(facts.figures.number(key))} {words}" for key, words in named)
    first = f"Ghi nhận {said}; {_said(facts, 'good_practices')}."
    grouped = [f"{title}: {_shown(count)} nội dung" for title, count in facts.figures.groups]
    return [first, "Tồn tại, vi phạm theo nhóm nội dung:", *points(grouped)] if grouped else [first]


def _penalties(facts: YearFacts) -> list[str]:
    recorded = f"Đã lập biên bản vi phạm hành chính đối với {_said(facts, 'records')}"
    if not facts.figures.number("penalty_decisions"):
        return [f"{recorded}; chưa có quyết định xử phạt."]
    decided = f"có {_said(facts, 'penalty_decisions')} xử phạt với tổng số tiền phạt {_money(facts, 'fines')}"
    return [f"{recorded}; {decided}; đã nộp {_money(facts, 'paid')}."]


def _money(facts: YearFacts, key: str) -> str:
    """An amount with its words; nothing is 0 đồng."""
    amount = facts.figures.number(key)
    return money_text(amount) if amount else _said(facts, key)


def _remedies(facts: YearFacts) -> list[str]:
    return [
        f"Đã gửi đơn vị {_said(facts, 'sent')} khắc phục. Có {_said(facts, 'due')} đến hạn trong kỳ: "
        f"{_said(facts, 'in_time')} được khắc phục đúng hạn, {_said(facts, 'met_late')} khắc phục sau thời hạn.",
        f"Đến hết {long_date(facts.figures.last)} còn {_said(facts, 'overdue')} quá hạn, kể cả của các kỳ trước.",
    ]


def _reports(facts: YearFacts) -> list[str]:
    missing = facts.figures.number("yearly_missing")
    first = (
        f"Đã nhận {_said(facts, 'reports')} của các đơn vị: {_said(facts, 'reports_in_time')} đúng hạn, "
        f"{_said(facts, 'reports_late')} muộn."
    )
    return [first, f"Còn {_shown(missing)} báo cáo năm chưa nhận."] if missing else [first]


RESULTS: Mapping[str, Callable[[YearFacts], list[str]]] = {
    "Thực hiện kế hoạch kiểm tra": _plan,
    "Kết quả kiểm tra": _found,
    "Xử lý vi phạm hành chính": _penalties,
    "Thực hiện yêu cầu khắc phục": _remedies,
    "Báo cáo của các đơn vị": _reports,
}
"""The parts that figures alone say."""


def _situation(facts: YearFacts) -> list[str]:
    both = " và ".join(people.agency(facts, code) for code in ("DIC", "POLICE"))
    return [f"{both} đã phối hợp thực hiện {SUBJECT} tại {_said(facts, 'covered')} trên địa bàn tỉnh"]


def _difficulties(facts: YearFacts) -> list[str]:
    late = [one.name for one in facts.figures.bodies if one.numbers["overdue"]]
    return [f"Còn yêu cầu khắc phục quá hạn tại {', '.join(late)}"] if late else []


def _proposals(facts: YearFacts) -> list[str]:
    late = facts.figures.number("overdue")
    return ["Đề nghị Ủy ban nhân dân tỉnh chỉ đạo các đơn vị còn yêu cầu quá hạn khẩn trương khắc phục"] if late else []


COMPOSED: Mapping[str, Callable[[YearFacts], list[str]]] = {
    "situation": _situation,
    "difficulties": _difficulties,
    "proposals": _proposals,
}
"""The blocks that are written from the figures until somebody writes them by hand."""


def _widths(keys: tuple[str, ...]) -> tuple[int, ...]:
    """The widths in mm of the number, the name and each figure; they fill the room of a page as the table lies on it.

    The fines have room for their figures, the other figures are equal, what is left over goes to the name.
    """
    room = SIDE_ROOM if len(keys) + 2 > UPRIGHT_COLUMNS else ROOM
    shared = room - NUMBER_WIDTH - NAME_WIDTHS[room] - FINES_WIDTH * ("fines" in keys)
    each = shared // sum(key != "fines" for key in keys)
    figures = [FINES_WIDTH if key == "fines" else each for key in keys]
    return NUMBER_WIDTH, room - NUMBER_WIDTH - sum(figures), *figures


def _table(whose: str, held: tuple[Line, ...], keys: tuple[str, ...]) -> Table:
    """A table of these lines: the number, the name, then a column for each figure; at the end the sums."""
    number, name, *figures = _widths(keys)
    counted = (Column(HEADS[key], width, True) for key, width in zip(keys, figures, strict=True))
    columns = (Column("TT", number, True), Column(whose, name), *counted)
    rows = [
        (count_text(number), one.name, *(_shown(one.numbers[key]) for key in keys))
        for number, one in enumerate(held, start=1)
    ]
    sums = (_shown(sum(one.numbers[key] for one in held)) for key in keys)
    return Table(columns, (*rows, ("", "Cộng", *sums)))


def _notes(facts: YearFacts) -> Iterator[Block]:
    yield text("body", f"Số liệu {_period(facts)}, tính theo tình trạng khi hết ngày cuối kỳ. {SHARED}")
    columns = (Column("TT", 10, True), Column("Số liệu", 40), Column("Giá trị", 34, True), Column("Cách tính", 76))
    held = [(one.name, _said(facts, key), one.note) for key, one in facts.figures.all.items()]
    grouped = [(name, "", note) for name, note in facts.figures.notes[len(held) :]]
    rows = ((count_text(number), *row) for number, row in enumerate([*held, *grouped], start=1))
    yield Table(columns, tuple(rows))
