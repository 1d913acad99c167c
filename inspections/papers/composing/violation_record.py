"""Composes the record of an administrative violation (form MBB01) from plain facts and the form's own wording."""

from collections.abc import Iterator

from inspections.findings.rules import UNVERIFIED
from inspections.papers.composing import people
from inspections.papers.content import PAGES, Annex, Block, Cell, Content, Head, Paragraph, Run, Signatures, text
from inspections.papers.facts.violations import NO_TEMPLATE, Form, ViolationFacts, grounds
from inspections.papers.wording import (
    BLANK,
    count,
    lines,
    long_date,
    long_time,
    points,
    sentence,
    short_date,
    upper_first,
)
from inspections.vietnamese import parse_date

SERIES = "BB-VPHC"
NOBODY = "Không có."
COPIES = "2"
FORM_UNVERIFIED = f"(Mẫu biên bản {UNVERIFIED}; bản dự thảo này chưa dùng để ký)"


def compose(facts: ViolationFacts) -> Content:
    """The record in the order of the form; without a form there is only the sentence that says so."""
    agency = facts.visit.agencies[facts.visit.owner]
    head = Head(
        agency.parent.replace("Ủy ban nhân dân", "UBND").upper(),
        agency.name.upper(),
        f"Số: {facts.visit.number or f'{BLANK}/{SERIES}'}",
    )
    form = facts.chosen.form
    if form is None:
        return Content(head, "BIÊN BẢN VI PHẠM HÀNH CHÍNH", "", (text("body", NO_TEMPLATE),))
    about = form.say("about", field=facts.text("field") or BLANK)
    blocks = tuple(_blocks(facts, form))
    return Content(head, form.say("title"), about, blocks, (_delivery(facts, form),))


def _blocks(facts: ViolationFacts, form: Form) -> Iterator[Block]:
    if not form.verified:
        yield text("centre", Run(FORM_UNVERIFIED, "italic"))
    yield from _opening(facts, form)
    yield from _subject(facts, form)
    yield from _acts(facts, form)
    yield from _said(facts, form)
    yield text("body", form.say("stop", whom=_whom(facts, form)))
    yield text("body", form.say("measures"))
    yield text("body", _explanation(facts, form))
    yield text("body", _summons(facts, form))
    yield from _unsigned(facts, form)
    yield _closing(facts, form)
    yield _boxes(facts, form)


def _day(typed: str) -> str:
    return long_date(parse_date(typed) if typed else None)


def _in_short(typed: str) -> str:
    return short_date(parse_date(typed)) if typed else f"{BLANK}/{BLANK}/{BLANK}"


def _or_blank(facts: ViolationFacts, name: str) -> str:
    return facts.text(name).strip().rstrip(".") or BLANK


def _listed(facts: ViolationFacts, name: str) -> str:
    """What was typed as one sentence of its lines; nobody where nothing was."""
    return sentence("; ".join(one.rstrip(".;") for one in lines(facts.text(name)))) or NOBODY


def _kind(facts: ViolationFacts) -> str:
    return facts.text("subject_kind") or "organisation"


def _whom(facts: ViolationFacts, form: Form) -> str:
    return form.say(_kind(facts))


def _receiver(facts: ViolationFacts) -> str:
    """Who is handed the record: who represents the organisation, or the person."""
    held = {"organisation": "representative", "individual": "subject"}
    named = facts.text("receiver") or facts.text(held[_kind(facts)])
    return f"ông (bà) {named or BLANK}"


def _opening(facts: ViolationFacts, form: Form) -> Iterator[Paragraph]:
    place = facts.text("place") or facts.visit.place
    opened = {"time": long_time(facts.text("began_at")), "day": _day(facts.text("day")), "place": place}
    yield text("body", form.say("opening", **opened))
    if reason := facts.text("elsewhere"):
        yield text("body", sentence(form.say("elsewhere", reason=reason)))
    minutes = f"Biên bản kiểm tra số {facts.visit.minutes_number or BLANK} {long_date(facts.visit.minutes_on)}"
    order = f"Quyết định số {facts.visit.order.number or BLANK} {long_date(facts.visit.order.decided_on)}"
    ground = f"{minutes} của Đoàn kiểm tra theo {order} của {facts.visit.order.issuer}"
    yield text("body", form.say("ground", ground=ground))
    yield text("body", form.say("present"))
    yield text("body", form.say("writer", writer=facts.writer or BLANK))
    both = [*lines(facts.text("authority")), *lines(facts.text("witness_present"))]
    yield text("body", form.say("witness", witness=sentence("; ".join(one.rstrip(".;") for one in both)) or NOBODY))
    yield text("body", form.say("interpreter", interpreter=_listed(facts, "interpreter")))


def _subject(facts: ViolationFacts, form: Form) -> Iterator[Paragraph]:
    yield text("body", form.say("against", whom=_whom(facts, form)))
    for part in (_person if _kind(facts) == "individual" else _organisation)(facts, form):
        yield text("body", part)


def _organisation(facts: ViolationFacts, form: Form) -> Iterator[str]:
    yield form.say("organisation_name", name=_or_blank(facts, "subject"))
    yield form.say("organisation_address", address=_or_blank(facts, "address"))
    yield form.say("organisation_code", code=_or_blank(facts, "code"))
    yield form.say("organisation_licence", **_issued(facts, "licence"))
    head = {"sex": _or_blank(facts, "sex"), "post": _or_blank(facts, "post")}
    yield form.say("organisation_head", name=_or_blank(facts, "representative"), **head)


def _person(facts: ViolationFacts, form: Form) -> Iterator[str]:
    yield form.say("individual_name", name=_or_blank(facts, "subject"), sex=_or_blank(facts, "sex"))
    nationality = _or_blank(facts, "nationality")
    yield form.say("individual_birth", day=_in_short(facts.text("born_on")), nationality=nationality)
    yield form.say("individual_job", job=_or_blank(facts, "job"))
    yield form.say("individual_address", address=_or_blank(facts, "address"))
    yield form.say("individual_id", **_issued(facts, "identity"))


def _issued(facts: ViolationFacts, name: str) -> dict[str, str]:
    """A paper of the subject: its number, when and by whom it was issued."""
    given = {"number": _or_blank(facts, name), "by": _or_blank(facts, f"{name}_by")}
    return given | {"day": _in_short(facts.text(f"{name}_on"))}


def _acts(facts: ViolationFacts, form: Form) -> Iterator[Paragraph]:
    """Every act with its time and place, then the clauses in the same order."""
    place = facts.text("scene") or facts.visit.place
    acts = facts.chosen.acts
    yield text("body", form.say("acts"))
    done = [f"{one.text.rstrip('.')}; thời gian: {one.when}; địa điểm: {place}" for one in acts]
    put_right = [f"; đã khắc phục {long_date(one.put_right_on)}" if one.put_right_on else "" for one in acts]
    for line in list(points(map("".join, zip(done, put_right, strict=True)))) or [BLANK]:
        yield text("body", line)
    yield text("body", form.say("clauses"))
    for line in list(points(grounds(acts))) or [BLANK]:
        yield text("body", line)


def _said(facts: ViolationFacts, form: Form) -> Iterator[Paragraph]:
    yield text("body", form.say("injured", who=_listed(facts, "injured")))
    said = sentence(facts.text("said_violator")) or BLANK
    yield text("body", form.say("said_violator", whom=_whom(facts, form), text=said))
    for part in ("said_witness", "said_injured"):
        yield text("body", form.say(part, text=sentence(facts.text(part)) or NOBODY))


def _explanation(facts: ViolationFacts, form: Form) -> str:
    right = facts.chosen.right
    if right is None:
        return form.say("explain_none")
    days = {"direct": count(right.direct), "written": count(right.written)}
    return form.say("explain", whom=_whom(facts, form), addressee=_or_blank(facts, "explain_to"), **days)


def _summons(facts: ViolationFacts, form: Form) -> str:
    if not facts.text("summon_on"):
        return form.say("summons_none")
    when = {"time": long_time(facts.text("summon_at")), "day": _day(facts.text("summon_on"))}
    return form.say("summons", receiver=_receiver(facts), place=_or_blank(facts, "summon_place"), **when)


def _unsigned(facts: ViolationFacts, form: Form) -> Iterator[Paragraph]:
    """That the violator does not sign, who confirms it, or why these refuse; else the line to write it on."""
    held = people.refusal(facts.visit.typed)
    whom = _whom(facts, form)
    if not held:
        yield text("body", form.say("unsigned_blank", whom=whom, blank=" ".join([BLANK] * 6)))
        return
    reason = held.get("reason") or people.ABSENT
    yield text("body", upper_first(sentence(form.say("unsigned", whom=whom, reason=reason))))
    if witness := held.get("witness"):
        yield text("body", sentence(form.say("unsigned_witness", witness="; ".join(lines(witness)))))
    if refused := held.get("witness_reason"):
        yield text("body", sentence(form.say("unsigned_witness_reason", reason=refused)))


def _closing(facts: ViolationFacts, form: Form) -> Paragraph:
    """The number of sheets as it was typed; else the pages are counted when the paper is laid out."""
    typed = facts.text("sheets")
    given = {"time": long_time(facts.text("ended_at")), "copies": count(int(facts.text("copies") or COPIES))}
    said = form.say("closing", receiver=_receiver(facts), **given)
    before, _place, after = said.partition("{sheets}")
    if typed:
        return text("last", f"{before}{count(int(typed))} tờ{after}")
    return text("last", before, Run("", PAGES), f" trang{after}")


def _boxes(facts: ViolationFacts, form: Form) -> Signatures:
    """Violator and writer, injured party and authority, interpreter and witness, as the form has them.

    Below them who confirms that the violator does not sign, unless he has a box already.
    """
    violator = facts.text("representative" if _kind(facts) == "organisation" else "subject")
    if people.refusal(facts.visit.typed):
        violator = ""
    named = {
        f"box_violator_{_kind(facts)}": violator,
        "box_writer": facts.writer_name,
        **{f"box_{name}": _first(facts, name) for name in ("injured", "authority", "interpreter")},
        "box_witness": _first(facts, "witness_present"),
    }
    cells = [Cell((form.say(part),), name) for part, name in named.items()]
    cells += [Cell(("NGƯỜI XÁC NHẬN",), name) for name in people.confirming(facts.visit) if name not in named.values()]
    cells += [Cell()] * (len(cells) % 2)
    return Signatures(tuple(zip(cells[::2], cells[1::2], strict=True)))


def _first(facts: ViolationFacts, name: str) -> str:
    """The name of the first person in a list of people, without what follows it."""
    first = next(iter(lines(facts.text(name))), "").partition(",")[0].strip()
    return first.removeprefix("Ông ").removeprefix("Bà ").rstrip(".")


def _delivery(facts: ViolationFacts, form: Form) -> Annex:
    """The back side: that the record was handed over, and who took it."""
    said = form.say("delivery", receiver=_receiver(facts), blank=BLANK)
    named = f"(Mặt sau Biên bản số {facts.visit.number or f'{BLANK}/{SERIES}'})"
    box = Cell((form.say("delivery_box"),), "")
    return Annex(form.say("delivery_title"), named, (text("body", said), Signatures(((Cell(), box),))))
