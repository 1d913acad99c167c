"""Composes the annex of signed minutes (phụ lục biên bản), which adds to them or corrects a part of them."""

from collections.abc import Iterator

from inspections.papers.composing import people
from inspections.papers.composing.minutes import team_head
from inspections.papers.content import Block, Content, text
from inspections.papers.facts.visit import VisitFacts
from inspections.papers.wording import BLANK, dashes, lines, long_date, long_time, points, sentence

CHANGES_NOTHING_ELSE = "Các nội dung khác của Biên bản giữ nguyên."


def compose(facts: VisitFacts) -> Content:
    """What is added to or corrected in the minutes, and why; signed by those who signed them."""
    named = f"Biên bản số {facts.minutes_number or BLANK} {long_date(facts.minutes_on)}"
    return Content(
        head=team_head(facts),
        title=f"PHỤ LỤC BIÊN BẢN {'LÀM VIỆC' if facts.kind == 'survey' else 'KIỂM TRA'}",
        about=f"(Kèm theo {named})",
        blocks=tuple(_blocks(facts, named)),
    )


def _blocks(facts: VisitFacts, named: str) -> Iterator[Block]:
    start = f"Vào hồi {long_time(facts.text('began_at'))}, {facts.text('drawn_on') or long_date(None)}"
    place = facts.text("place") or facts.place
    yield text("body", f"{start}, tại {place}, những người có tên dưới đây thống nhất lập Phụ lục này của {named}.")
    yield text("part", "I. THÀNH PHẦN")
    present = [*(people.in_team(facts, one) for one in facts.team), *map(people.of_body, facts.attendees)]
    for line in dashes(present):
        yield text("body", line)
    yield text("part", "II. LÝ DO")
    yield text("body", sentence(facts.text("reason")) or BLANK)
    yield text("part", "III. NỘI DUNG BỔ SUNG, ĐÍNH CHÍNH")
    for line in list(points(lines(facts.text("changes")))) or [BLANK]:
        yield text("body", line)
    yield text("body", CHANGES_NOTHING_ELSE)
    yield text(
        "last", f"Phụ lục này là bộ phận không tách rời của {named}; đã đọc lại, công nhận là đúng và cùng ký tên./."
    )
    yield people.signatures(facts)
