"""Composes the plan of a year (kế hoạch kiểm tra chuyên đề) with its list of inspections, from plain facts."""

from collections.abc import Callable, Iterator, Mapping

from inspections.papers.composing import people
from inspections.papers.composing.notice import attached, cited, head, recipients
from inspections.papers.content import Annex, Block, Column, Content, Paragraph, Table, text
from inspections.papers.facts.wholes import Letter, PlanFacts
from inspections.papers.wording import (
    BLANK,
    count,
    days_words,
    lines,
    long_date,
    numbered,
    points,
    sentence,
    upper_first,
)

CHAIRMAN = "Chủ tịch Ủy ban nhân dân tỉnh"
ASKED = "Đề nghị "
"""What the department asks of its equals; the People's Committee says what they do."""
COLUMNS = (
    Column("TT", 10, True),
    Column("Cơ quan, đơn vị", 44),
    Column("Nội dung", 38),
    Column("Dự kiến thực hiện", 21, True),
    Column("Cơ quan chủ trì", 19, True),
    Column("Ghi chú", 28),
)
POSTS = {"DIC": ("GIÁM ĐỐC",), "UBND": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")}
"""Who signs for the issuer, unless something else was typed; the People's Committee acts as a body (TM.)."""


def compose(facts: PlanFacts) -> Content:
    """Why, what, whom, when, who, and what each agency does; the list of inspections counts its own pages."""
    listed = f"DANH MỤC CUỘC KIỂM TRA{_survey_words(facts).upper()} DỊCH VỤ BƯU CHÍNH KT1 NĂM {facts.year}"
    return Content(
        head=head(facts, "KH"),
        title="KẾ HOẠCH",
        about=upper_first(facts.title.removeprefix("Kế hoạch ")),
        blocks=tuple(_blocks(facts)),
        annexes=(Annex("Phụ lục", listed, (_list(facts),), attached(facts, "Kế hoạch", "KH")),),
    )


def _survey_words(facts: PlanFacts) -> str:
    return ", khảo sát" if any(line.survey for line in facts.lines) else ""


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    grounds = said(facts, "grounds")
    for line in grounds:
        yield text("ground", f"{line.rstrip('.;')}{'.' if line == grounds[-1] else ';'}")
    yield text("body", _opening(facts))
    if facts.before:
        yield text("body", f"Kế hoạch này thay thế {_named(facts.before)}.")
    yield text("part", "I. MỤC ĐÍCH, YÊU CẦU")
    yield from _pointed("1. Mục đích", said(facts, "purposes"))
    yield from _pointed("2. Yêu cầu", said(facts, "requirements"))
    for title, block in (
        ("II. NỘI DUNG KIỂM TRA", "contents"),
        ("III. ĐỐI TƯỢNG, THỜI KỲ, THỜI GIAN VÀ HÌNH THỨC KIỂM TRA", "subjects"),
        ("IV. THÀNH PHẦN ĐOÀN KIỂM TRA", "team"),
        ("V. KINH PHÍ VÀ PHƯƠNG TIỆN", "funds"),
        ("VI. TỔ CHỨC THỰC HIỆN", "tasks"),
    ):
        yield text("part", title)
        yield from _numbered(said(facts, block))
    yield text("last", _filled(facts, facts.prose["closing"]))
    yield recipients(facts, _receivers(facts), POSTS.get(facts.owner, POSTS["DIC"]))


def _numbered(held: list[str]) -> Iterator[Paragraph]:
    """1., 2. …; what is but one sentence has no number."""
    for line in numbered(held) if len(held) > 1 else map(sentence, held):
        yield text("body", line)


def _pointed(title: str, held: list[str]) -> Iterator[Paragraph]:
    yield text("heading", title)
    for line in points(held):
        yield text("body", line)


def _opening(facts: PlanFacts) -> str:
    """The letters by which the Chairman approved and the police agreed; what was done here is named by its day."""
    approved, consent, asked = (facts.steps.get(step) for step in ("approve", "agree", "submit"))
    own = people.agency(facts, facts.owner)
    first = f"Thực hiện ý kiến phê duyệt của {CHAIRMAN} {_at(approved)}"
    if facts.owner == "UBND":
        first = f"Xét đề nghị của {people.agency(facts, 'DIC')} {_at(asked)}"
    agreed = f"sau khi thống nhất với {people.agency(facts, 'POLICE')} {_at(consent)}"
    title = f"Kế hoạch {facts.title.removeprefix('Kế hoạch ')}"
    return f"{first}; {agreed}, {own} ban hành {title} như sau:"


def _at(letter: Letter | None) -> str:
    if letter is None:
        return f"tại Công văn số {BLANK} {long_date(None)}"
    return f"tại {_named(letter)}" if letter.number else long_date(letter.day)


def _named(letter: Letter) -> str:
    return f"{letter.kind} số {letter.number or BLANK} {long_date(letter.day)}"


def _filled(facts: PlanFacts, sentence_of: str) -> str:
    """A fixed sentence with the names and figures of this plan."""
    return sentence_of.format(
        department=people.agency(facts, "DIC"),
        police=people.agency(facts, "POLICE"),
        committee=people.agency(facts, "UBND"),
        enterprise=facts.enterprise or "Doanh nghiệp cung cấp dịch vụ",
        year=facts.year,
        before=facts.year - 1,
        count=count(len(facts.lines)),
        days=days_words(facts.days or 0, facts.days_unit),
        extension=days_words(facts.extension or 0, facts.days_unit),
    )


def _receivers(facts: PlanFacts) -> list[str]:
    enterprise = [facts.enterprise] if facts.enterprise else []
    own = "Ban Giám đốc Sở" if facts.owner == "DIC" else people.agency(facts, "DIC")
    above = f"{CHAIRMAN} (để báo cáo)" if facts.owner == "DIC" else CHAIRMAN
    beside = ["Thanh tra tỉnh", people.agency(facts, "POLICE"), *enterprise]
    return [above, *beside, "Cơ quan, đơn vị có tên tại Phụ lục", own]


def _list(facts: PlanFacts) -> Table:
    rows = enumerate(facts.lines, start=1)
    return Table(
        COLUMNS,
        tuple((count(n), "; ".join(one.bodies), one.content, one.when, one.lead, one.note) for n, one in rows),
    )


def _subjects(facts: PlanFacts) -> list[str]:
    """Whom the plan visits, for which time, for how long, in which form."""
    prose = facts.prose
    surveys = f"{prose['subjects']}. {prose['surveys']}" if _survey_words(facts) else prose["subjects"]
    limit = prose["limit"] if facts.days and facts.extension else prose["no_limit"]
    return [_filled(facts, one) for one in (surveys, prose["period"], limit, prose["form"])]


def _tasks(facts: PlanFacts) -> list[str]:
    prose = facts.prose
    own = [prose["enterprise_task"]] if facts.enterprise else []
    held = (*prose["tasks"], *own, prose["unit_task"])
    if facts.owner == "UBND":
        held = tuple(one.removeprefix(ASKED) for one in held)
    return [_filled(facts, one) for one in held]


def _fixed(block: str) -> Callable[[PlanFacts], list[str]]:
    return lambda facts: [_filled(facts, one) for one in facts.prose[block]]


COMPOSED: Mapping[str, Callable[[PlanFacts], list[str]]] = {
    "grounds": lambda facts: cited(facts.grounds),
    "purposes": _fixed("purposes"),
    "requirements": _fixed("requirements"),
    "contents": lambda facts: [facts.prose["contents"][kind] for kind in facts.kinds],
    "subjects": _subjects,
    "team": _fixed("team"),
    "funds": _fixed("funds"),
    "tasks": _tasks,
}
"""The blocks that are written from the plan and the fixed sentences until somebody writes them by hand."""


def said(facts: PlanFacts, block: str) -> list[str]:
    """What a block says: what was written by hand, else what the plan says now."""
    return lines(facts.text(block)) or COMPOSED[block](facts)
