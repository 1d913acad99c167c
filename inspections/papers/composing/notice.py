"""Composes the agency's papers to one body after its minutes: the result notice and the demand to correct."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from inspections.findings.rules import UNVERIFIED
from inspections.papers.composing import people
from inspections.papers.composing.minutes import SUBJECTS
from inspections.papers.content import Block, Cell, Content, Head, Paragraph, Recipients, text
from inspections.papers.facts.visit import Facts, Finding, TeamFacts, VisitFacts
from inspections.papers.facts.wholes import Ground
from inspections.papers.wording import BLANK, lines, long_date, points, sentence
from inspections.vietnamese import lower_first, money_text

NOTHING = "Không có."
KNOWN = "thông báo để các cơ quan, đơn vị biết, thực hiện./."
PROOF = "kèm hình ảnh, tài liệu chứng minh, không có nội dung bí mật nhà nước"


def compose_notice(facts: VisitFacts) -> Content:
    """Thông báo kết quả kiểm tra: results, then what must be corrected; one notice for each body."""
    return Content(
        head=head(facts, "TB"),
        title="THÔNG BÁO",
        about=f"Kết quả kiểm tra {_subject(facts)} tại {facts.body}",
        blocks=tuple(_notice(facts)),
    )


def compose_demand(facts: VisitFacts) -> Content:
    """Văn bản yêu cầu chấn chỉnh, khắc phục: an official letter that carries the requirements alone."""
    about = f"Yêu cầu chấn chỉnh, khắc phục tồn tại, hạn chế qua kiểm tra tại {facts.body}"
    return Content(
        head=replace(head(facts, ""), subject=f"V/v {lower_first(about)}"),
        title="",
        about=about,
        blocks=tuple(_demand(facts)),
    )


def _subject(facts: VisitFacts) -> str:
    return lower_first(SUBJECTS[facts.body_kind])


def head(facts: Facts, kind: str, issuer: str = "") -> Head:
    """The head of an agency's paper; number and day are left blank: the clerk gives them after the signature.

    ``kind`` is the abbreviation of what is issued, empty for an official letter, which names its unit instead;
    ``issuer`` is the agency's code where it is not the owner.
    """
    agency = facts.agencies[issuer or facts.owner]
    symbol = "-".join(filter(None, (kind, agency.symbol, "" if kind else agency.unit)))
    above = agency.parent.replace("Ủy ban nhân dân", "UBND").upper()
    place = f"{facts.city}, ngày {BLANK} tháng {BLANK} năm {facts.today.year}"
    issuer_name = _unbroken(agency.name.upper(), facts.province.upper())
    return Head(above, issuer_name, f"Số: {BLANK}/{symbol}", place, urgency=facts.text("urgency"))


def attached(facts: Facts, called: str, kind: str) -> str:
    """Which paper an annex belongs to, ``called`` so (Báo cáo), of this abbreviation as ``head`` takes it.

    Number and day are left blank as in the head.
    """
    number = head(facts, kind).number.removeprefix("Số: ")
    day = f"ngày {BLANK} tháng {BLANK} năm {facts.today.year}"
    return f"(Kèm theo {called} số {number} {day} của {people.agency(facts, facts.owner)})"


def _unbroken(name: str, province: str) -> str:
    """A name in the head whose province stays on one line: it goes over to the second as a whole."""
    return name.replace(province, province.replace(" ", "\u00a0"))


def addressed(body: str) -> Paragraph:
    """The line of an official letter that says whom it is to."""
    return text("centre", f"Kính gửi: {body}")


def decision_of(facts: TeamFacts) -> str:
    """The decision that an agency's paper goes back to."""
    order = facts.order
    whole = order.issuer.removesuffix(f" {facts.city}")
    issuer = whole if "Ủy ban nhân dân" in whole else whole.removesuffix(" tỉnh")
    what = f"{order.title[:1].lower()}{order.title[1:]}"
    return f"Quyết định số {order.number} {long_date(order.decided_on)} của {issuer} về việc {what}"


def ordered_by(facts: TeamFacts) -> str:
    """The same as what the paper carries out."""
    return f"Thực hiện {decision_of(facts)}"


def _grounds(facts: VisitFacts) -> str:
    order = facts.order
    minutes = f"Biên bản kiểm tra số {facts.minutes_number} {long_date(facts.minutes_on)}"
    report = ""
    if order.report_number:
        report = f" và Báo cáo kết quả kiểm tra số {order.report_number} {long_date(order.report_on)} của Đoàn kiểm tra"
    return f"{ordered_by(facts)}; trên cơ sở {minutes}{report}, {people.agency(facts, facts.owner)}"


def _notice(facts: VisitFacts) -> Iterator[Block]:
    yield text("body", f"{_grounds(facts)} thông báo kết quả kiểm tra tại {facts.body} như sau:")
    yield text("part", "I. KẾT QUẢ KIỂM TRA")
    yield text("heading", "1. Ưu điểm")
    for line in _said(facts, "strengths") or [NOTHING]:
        yield text("body", sentence(line))
    yield from _listed("2. Tồn tại, hạn chế", _said(facts, "shortcomings"))
    yield from _handled(facts)
    yield text("part", "II. YÊU CẦU CHẤN CHỈNH, KHẮC PHỤC")
    yield from _required(facts)
    yield text("last", f"{people.agency(facts, facts.owner)} {KNOWN}")
    yield recipients(facts, _receivers(facts))


def _demand(facts: VisitFacts) -> Iterator[Block]:
    yield addressed(facts.body)
    yield text("body", f"{_grounds(facts)} yêu cầu {facts.body} chấn chỉnh, khắc phục như sau:")
    yield from _required(facts)
    yield text("last", f"{people.agency(facts, facts.owner)} yêu cầu {facts.body} nghiêm túc thực hiện./.")
    yield recipients(facts, _receivers(facts))


def _listed(title: str, held: list[str]) -> Iterator[Paragraph]:
    yield text("heading", title)
    for line in list(points(held)) or [NOTHING]:
        yield text("body", line)


def _shortcomings(facts: VisitFacts) -> list[str]:
    """The fact with its duty; never the clause that fines it."""
    return [_shortcoming(one) for one in facts.findings if one.kind != "good_practice"]


def _shortcoming(one: Finding) -> str:
    duty = f", chưa thực hiện đúng {lower_first(one.duty.rstrip('.'))}" if one.duty else ""
    put_right = f"; đơn vị đã khắc phục {long_date(one.put_right_on)}" if one.put_right_on else ""
    return f"{one.text.rstrip('.')}{duty}{put_right}"


def _outcomes(facts: VisitFacts) -> list[str]:
    """Records and decisions that exist; a fine that is merely expected is never printed."""
    violations = facts.of("violation")
    records = dict.fromkeys(one.record for one in violations if one.record)
    decisions = dict.fromkeys(one.decision for one in violations if one.decision)
    return [
        *(f"Đoàn kiểm tra đã lập Biên bản vi phạm hành chính {record}" for record in records),
        *(f"Đã có Quyết định xử phạt vi phạm hành chính {decision}{_fine(facts, decision)}" for decision in decisions),
    ]


def _handled(facts: VisitFacts) -> Iterator[Paragraph]:
    held = _said(facts, "handled")
    if held:
        yield text("heading", "3. Xử lý vi phạm")
    for line in held:
        yield text("body", sentence(line))


def _fine(facts: VisitFacts, decision: str) -> str:
    total = sum(one.fine or 0 for one in facts.findings if one.decision == decision)
    return f", tổng mức tiền phạt {money_text(total)}" if total else ""


def _required(facts: VisitFacts) -> Iterator[Paragraph]:
    required = _said(facts, "requirements")
    report = facts.text("report_by") or f"ngày {BLANK}"
    both = " và ".join(people.agency(facts, code) for code in ("DIC", "POLICE"))
    required = [*required, f"Báo cáo kết quả khắc phục bằng văn bản ({PROOF}) về {both} chậm nhất {report}"]
    yield from _listed(f"1. {facts.body}", required)
    number = 1
    if facts.enterprise:
        number = 2
        check = f"Chỉ đạo, kiểm tra việc khắc phục của {facts.body}; rà soát các đơn vị trực thuộc"
        directive = facts.text("enterprise") or check
        yield text("heading", f"2. {facts.enterprise}")
        yield text("body", sentence(directive))
    if follows := facts.text("follows"):
        yield text("heading", f"{number + 1}. Theo dõi, đôn đốc")
        yield text("body", sentence(follows))


def _requirement(one: Finding) -> str:
    due = f"; hoàn thành chậm nhất {long_date(one.due_on)}" if one.due_on else ""
    return f"{one.requirement.rstrip('.')}{due}"


def _receivers(facts: VisitFacts) -> list[str]:
    other = "POLICE" if facts.owner == "DIC" else "DIC"
    above = [f"{facts.enterprise} (để chỉ đạo)"] if facts.enterprise else []
    beside = [f"{people.agency(facts, other)} (để phối hợp)", "Thành viên Đoàn kiểm tra"]
    return [f"{facts.body} (để thực hiện)", *above, "UBND tỉnh (để báo cáo)", *beside]


def recipients(
    facts: Facts, receivers: list[str], above: Iterable[str] = ("GIÁM ĐỐC",), issuer: str = ""
) -> Recipients:
    """The end of an agency's paper: who was typed, else these with the archive last; at the right who signs.

    ``above`` stands above the name unless something else was typed; ``issuer`` is the agency's code where it is not
    the owner.
    """
    kept = f"Lưu: VT, {facts.agencies[issuer or facts.owner].unit or 'hồ sơ'}"
    held = lines(facts.text("recipients")) or [*receivers, kept]
    listed = [f"- {line.rstrip('.;')}{'.' if line == held[-1] else ';'}" for line in held]
    posts = lines(facts.text("signer_post")) or above
    return Recipients(tuple(listed), Cell(tuple(line.upper() for line in posts), facts.text("signer")))


COMPOSED: Mapping[str, Callable[[VisitFacts], list[str]]] = {
    "strengths": lambda facts: [one.text for one in facts.of("good_practice")],
    "shortcomings": _shortcomings,
    "handled": _outcomes,
    "requirements": lambda facts: [_requirement(one) for one in facts.findings if one.requirement],
}
"""The blocks that are written from the records, line by line, until somebody writes them by hand."""


def _said(facts: VisitFacts, block: str) -> list[str]:
    """What a block says: what was written by hand, else what the records say now."""
    return lines(facts.text(block)) or COMPOSED[block](facts)


def cited(held: Iterable[Ground]) -> list[str]:
    """The grounds as a draft lists them, those that nobody has verified marked."""
    return [f"Căn cứ {one.text}{'' if one.sure else f' ({UNVERIFIED})'}" for one in held]
