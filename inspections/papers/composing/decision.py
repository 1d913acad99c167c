"""Composes the decision that orders an inspection (quyết định kiểm tra) from plain facts."""

from collections.abc import Callable, Iterator, Mapping

from inspections.papers.composing import people
from inspections.papers.composing.notice import cited, head, recipients
from inspections.papers.content import Block, Content, Paragraph, Recipients, Run, text
from inspections.papers.facts.wholes import CaseFacts
from inspections.papers.wording import (
    BLANK,
    dashes,
    days_words,
    lines,
    long_date,
    numbered,
    sentence,
    upper_first,
)
from inspections.vietnamese import lower_first

POSTS = {
    "GIÁM ĐỐC": ("GIÁM ĐỐC",),
    "KT. GIÁM ĐỐC": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    "CHỦ TỊCH": ("CHỦ TỊCH",),
    "KT. CHỦ TỊCH": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
}
"""The authority of who signs → what stands above the name; a deputy signs for the head, nobody by order."""
HEADS = {"DIC": "GIÁM ĐỐC", "UBND": "CHỦ TỊCH"}


def compose(facts: CaseFacts) -> Content:
    """Who decides and why; then article 1 whom, what, how long; 2 the team; 3 its tasks and powers; 4 who carries out.

    Source: Decree 217/2025, article 11.3; the order of the articles follows the practice of other sectors.
    """
    return Content(
        head=head(facts, "QĐ", facts.issuer),
        title="QUYẾT ĐỊNH",
        about=f"Về việc {lower_first(facts.order.title)}",
        blocks=tuple(_blocks(facts)),
    )


def _blocks(facts: CaseFacts) -> Iterator[Block]:
    yield text("centre", Run(facts.order.issuer.upper(), "bold"))
    yield from _grounds(facts)
    yield text("centre", Run("QUYẾT ĐỊNH:", "bold"))
    yield from _article(1, f"{upper_first(facts.order.title)}, cụ thể như sau:", list(numbered(_ordered(facts))))
    yield from _article(2, "Thành phần Đoàn kiểm tra gồm các ông, bà có tên sau:", list(_team(facts)))
    yield from _titled(3, "Nhiệm vụ, quyền hạn của Đoàn kiểm tra", list(numbered(said(facts, "powers"))))
    *first, final = numbered(said(facts, "duties"))
    yield from _titled(4, "Hiệu lực và tổ chức thực hiện", first)
    yield text("last", f"{final.rstrip('.')}./.")
    yield _end(facts)


def _grounds(facts: CaseFacts) -> Iterator[Paragraph]:
    """One on each line; who proposes the decision stands last, without Căn cứ."""
    proposer = f"Theo đề nghị của {facts.text('proposer') or BLANK}"
    for line in (*said(facts, "grounds"), proposer):
        yield text("ground", f"{line.rstrip('.;')}{'.' if line == proposer else ';'}")


def _article(number: int, title: str, held: list[str]) -> Iterator[Paragraph]:
    yield text("subheading", Run(f"Điều {number}. ", "bold"), title)
    for line in held:
        yield text("body", line)


def _titled(number: int, title: str, held: list[str]) -> Iterator[Paragraph]:
    """An article with a title, where the others begin with a sentence."""
    yield text("subheading", Run(f"Điều {number}. {title}", "bold"))
    for line in held:
        yield text("body", line)


def _ordered(facts: CaseFacts) -> Iterator[str]:
    order = facts.order
    inspected = [one.body for one in facts.units if not one.survey]
    surveyed = [
        f"{one.body} (theo {one.agreement})" if one.agreement else one.body for one in facts.units if one.survey
    ]
    if inspected:
        yield f"Đối tượng kiểm tra: {'; '.join(inspected)}"
    if surveyed:
        yield f"Khảo sát, trao đổi trên cơ sở thống nhất bằng văn bản: {'; '.join(surveyed)}"
    yield f"Nội dung kiểm tra: {lower_first(order.content) or BLANK}"
    yield f"Phạm vi kiểm tra: {lower_first(facts.scope) or BLANK}"
    yield f"Thời kỳ kiểm tra: từ {long_date(order.period_from)} đến {long_date(order.period_to)}"
    limit = days_words(order.days, order.days_unit) if order.days else f"{BLANK} ngày"
    yield f"Thời hạn kiểm tra: {limit}, kể từ ngày công bố quyết định kiểm tra"


def _team(facts: CaseFacts) -> Iterator[str]:
    """The members with their posts, numbered, as one list that ends once."""
    held = dashes(people.in_team(facts, person) for person in facts.team)
    for number, line in enumerate(held, start=1):
        yield f"{number}. {line.removeprefix('- ')}"


def signs(facts: CaseFacts) -> tuple[str, ...]:
    """What stands above the name of who signs the decision."""
    return POSTS.get(facts.authority, POSTS[HEADS.get(facts.issuer, "GIÁM ĐỐC")])


def _end(facts: CaseFacts) -> Recipients:
    made = recipients(facts, _receivers(facts), signs(facts), facts.issuer)
    name = facts.text("signer") or (facts.signer.name if facts.signer else "")
    return Recipients(made.lines, type(made.cell)(made.cell.above, name))


def _receivers(facts: CaseFacts) -> list[str]:
    other = [people.agency(facts, code) for code in ("DIC", "POLICE") if code != facts.issuer]
    above = [] if facts.issuer == "UBND" else ["UBND tỉnh (để báo cáo)"]
    return ["Như Điều 4", *above, "Thanh tra tỉnh", *other]


def _cited(facts: CaseFacts) -> list[str]:
    """The law, then the plan, the paper of the ground, the letter of the police."""
    base = facts.base
    found = cited(facts.grounds)
    if base.plan:
        found.append(f"Căn cứ Kế hoạch số {base.plan.number} {long_date(base.plan.day)} {_about_plan(facts)}")
    elif base.plan_title:
        found.append(f"Căn cứ {base.plan_title}")
    if base.paper:
        found.append(f"Căn cứ Văn bản số {base.paper}")
    if base.text:
        found.append(f"Xét {lower_first(base.text)}")
    if base.police:
        police = f"số {base.police.number} {long_date(base.police.day)} của {people.agency(facts, 'POLICE')}"
        found.append(f"Căn cứ Công văn {police} {facts.prose['letter']}")
    return found


def _about_plan(facts: CaseFacts) -> str:
    return f"về {lower_first(facts.base.plan_title.removeprefix('Kế hoạch '))}"


def filled(facts: CaseFacts, sentences: list[str]) -> list[str]:
    """Fixed sentences with the names of the agencies."""
    names = {"department": people.agency(facts, "DIC"), "police": people.agency(facts, "POLICE")}
    return [one.format(**names) for one in sentences]


COMPOSED: Mapping[str, Callable[[CaseFacts], list[str]]] = {
    "grounds": _cited,
    "powers": lambda facts: filled(facts, facts.prose["powers"]),
    "duties": lambda facts: filled(facts, facts.prose["duties"]),
}
"""The blocks that are written from the records and the fixed sentences until somebody writes them by hand."""


def said(facts: CaseFacts, block: str) -> list[str]:
    """What a block says: what was written by hand, else what the records say now."""
    return [sentence(line) for line in lines(facts.text(block)) or COMPOSED[block](facts)]
