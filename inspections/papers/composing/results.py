"""Writes what was checked and found at a visit as numbered paragraphs; it knows no table and no format."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspections.papers.composing import people
from inspections.papers.content import Paragraph, Run, text
from inspections.papers.facts.visit import Chapter, Finding, Item, Result, Section, VisitFacts
from inspections.papers.wording import count, dashes, long_date, points, sentence
from inspections.vietnamese import lower_first

OPEN_STATES = frozenset({"unchecked", "conflict"})
TOGETHER = (("pass", "Đạt"), ("not_applicable", "Không áp dụng đối với đơn vị"))
"""Items of these results that need no words of their own stand in one paragraph of their section."""
NO_VIOLATION = "Qua kiểm tra, Đoàn kiểm tra chưa phát hiện hành vi có dấu hiệu vi phạm hành chính."
LATER = "Nội dung kiểm tra vào lúc khác hoặc chưa kiểm tra, kết quả ghi vào phụ lục của Biên bản này"


def chapter(facts: VisitFacts, number: int, held: Chapter) -> Iterator[Paragraph]:
    """One checklist: its heading, then section by section; a section without an item is left out."""
    chair = f" ({people.agency(facts, held.lead)} chủ trì)" if held.lead else ""
    yield text("heading", f"{number}. {held.title}{chair}")
    for place, section in enumerate(held.sections, start=1):
        yield text("subheading", f"{number}.{place}. {section.title}")
        yield from _section(facts, section)


def _section(facts: VisitFacts, section: Section) -> Iterator[Paragraph]:
    left = list(section.items)
    for item in [one for one in left if not _brief(one)]:
        yield _item(facts, item)
        yield from _entries(facts, item)
    brief = [one for one in left if _brief(one)]
    for state, words in TOGETHER:
        if held := [one for one in brief if _state(one) == state]:
            yield _together(words, held)
    if held := [one for one in brief if _state(one) in OPEN_STATES]:
        yield _together(LATER, held)


def _state(item: Item) -> str:
    return item.results[0].state if item.results else "unchecked"


def _brief(item: Item) -> bool:
    """Whether the result says all: one answer, or equal ones, with no figure, note or photo."""
    states = {result.state for result in item.results} or {"unchecked"}
    plain = not any(result.seen or result.note or result.reason for result in item.results)
    known = {state for state, _words in TOGETHER} | OPEN_STATES
    return len(states) == 1 and states <= known and plain and not item.photos and not item.conclusion


def _together(words: str, items: Iterable[Item]) -> Paragraph:
    runs: list[str | Run] = [f"- {words}: "]
    for place, item in enumerate(items):
        runs += ["; " if place else "", item.question.rstrip("."), Run(f" ({item.code})", "small")]
    return text("body", *runs, ".")


def _item(facts: VisitFacts, item: Item) -> Paragraph:
    duty = f" Đơn vị chưa thực hiện đúng {lower_first(item.duty.rstrip('.'))}." if item.duty else ""
    shown = f" (ảnh số {', '.join(count(number) for number in item.photos)})" if item.photos else ""
    answers = [_result(result, who) for who, result in _by_answer(facts, item)]
    ending = f" {sentence(item.conclusion)}" if item.conclusion else ""
    said = f" {' '.join(answers)}" if answers else " Chưa kiểm tra."
    return text(
        "body", f"- {item.question.rstrip('.')}", Run(f" ({item.code})", "small"), f"{shown}:{said}{duty}{ending}"
    )


def _entries(facts: VisitFacts, item: Item) -> Iterator[Paragraph]:
    """A sample that was listed one by one, each on its line."""
    for who, result in _by_answer(facts, item):
        for line in result.entries:
            yield text("body", f"+ {who}{line}.")


def _by_answer(facts: VisitFacts, item: Item) -> list[tuple[str, Result]]:
    """The different answers, each with who gave it: nobody is named where there is one, both where they agree."""
    if len(item.results) < 2:
        return [("", result) for result in item.results]
    first = item.results[0]
    if all(replace(one, agency=first.agency) == first for one in item.results):
        return [("Hai cơ quan thống nhất: ", first)]
    return [(f"{people.agency(facts, one.agency)}: ", one) for one in item.results]


def _result(result: Result, who: str) -> str:
    """What was seen, then the result."""
    seen = " ".join(sentence(one) for one in (result.seen, result.note) if one)
    reason = f" ({result.reason.rstrip('.')})" if result.reason else ""
    word = "" if result.state == "recorded" else f"Kết quả: {result.word}{reason}."
    recorded = "Đoàn kiểm tra ghi nhận, chưa kết luận." if result.state == "recorded" and not seen else ""
    return who + " ".join(filter(None, (seen, word, recorded)))


def earlier(facts: VisitFacts) -> Iterator[Paragraph]:
    """How far the requirements of earlier visits are."""
    if facts.typed.get("earlier"):
        yield text("body", sentence(facts.text("earlier")))
    elif not facts.earlier:
        yield text("body", "Đơn vị không có kiến nghị của lần kiểm tra trước phải thực hiện.")
    for line in dashes(f"{one.requirement.rstrip('.')}: {one.word.lower()}" for one in facts.earlier):
        yield text("body", line)


def violations(facts: VisitFacts) -> Iterator[Paragraph]:
    """The acts with signs of violation, each with the clause of its fine, which stands here and nowhere else."""
    held = facts.of("violation")
    if not held:
        yield text("body", NO_VIOLATION)
        return
    for line in points(act_of(one) for one in in_full(held)):
        yield text("body", line)
    yield text("body", _follow_up(held))


def in_full(held: Iterable[Finding]) -> Iterator[Finding]:
    """The acts in their order, each decree with its day, issuer and title where it is first named."""
    named: set[str] = set()
    for one in held:
        yield one if one.decree in named else replace(one, act=f"{one.act}{one.decree}")
        named.add(one.decree)


def act_of(one: Finding) -> str:
    """An act with signs of violation in one line: the fact, its clause, its days."""
    ended = f"hành vi kết thúc {long_date(one.ended_on)}" if one.ended_on else ""
    ended = "hành vi còn tiếp diễn khi phát hiện" if one.continuing else ended
    clause = f"có dấu hiệu của hành vi quy định tại {one.act}" if one.act else ""
    put_right = f"đã khắc phục {long_date(one.put_right_on)}" if one.put_right_on else ""
    found = f"phát hiện {long_date(one.detected_on)}" if one.detected_on else ""
    subject = f"đối tượng: {one.subject}" if one.subject else ""
    return "; ".join(filter(None, (one.text.rstrip("."), clause, subject, ended, found, put_right)))


def _follow_up(held: Iterable[Finding]) -> str:
    records = list(dict.fromkeys(one.record for one in held if one.record))
    if records:
        return f"Đã lập Biên bản vi phạm hành chính {'; '.join(records)}."
    to = list(dict.fromkeys(one.transferred_to for one in held if one.transferred_to))
    if to:
        return f"Hồ sơ được chuyển {', '.join(to)} để xử lý theo thẩm quyền."
    writers = list(dict.fromkeys(one.writer for one in held if one.writer))
    who = f"giao {', '.join(writers)} " if writers else ""
    return f"Đoàn kiểm tra {who}lập biên bản vi phạm hành chính theo quy định."
