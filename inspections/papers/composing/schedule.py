"""Composes the notice of a coming visit to its body (thông báo lịch kiểm tra), with the outline of its report."""

from collections.abc import Iterator

from inspections.papers.composing import people
from inspections.papers.composing.announcement import conduct, ordered
from inspections.papers.composing.minutes import SUBJECTS
from inspections.papers.composing.notice import attached, head, ordered_by, recipients
from inspections.papers.composing.outline import outlines
from inspections.papers.content import Annex, Block, Content, Paragraph, Run, text
from inspections.papers.facts.visit import VisitFacts
from inspections.papers.wording import (
    BLANK,
    ROMAN,
    dashes,
    lines,
    long_date,
    long_time,
    points,
    sentence,
)
from inspections.vietnamese import lower_first

NO_SECRETS = (
    "Báo cáo và hồ sơ gửi kèm chỉ gồm số liệu tổng hợp, không có nội dung bí mật nhà nước, không nêu trích yếu, số, ký "
    "hiệu của tài liệu bí mật nhà nước"
)


def compose(facts: VisitFacts) -> Content:
    """When, where, who comes, what the body prepares, its rights and duties; the outline counts its own pages."""
    return Content(
        head=head(facts, "TB"),
        title="THÔNG BÁO",
        about=f"Lịch kiểm tra {lower_first(SUBJECTS[facts.body_kind])} tại {facts.body}",
        blocks=tuple(_blocks(facts)),
        annexes=(Annex("Phụ lục", "ĐỀ CƯƠNG BÁO CÁO", tuple(_outline(facts)), attached(facts, "Thông báo", "TB")),),
    )


def _blocks(facts: VisitFacts) -> Iterator[Block]:
    own = people.agency(facts, facts.owner)
    yield text("body", f"{ordered_by(facts)}, {own} thông báo lịch kiểm tra tại {facts.body} như sau:")
    yield text("part", "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    yield from _meeting(facts)
    yield text("part", "II. YÊU CẦU ĐỐI VỚI ĐƠN VỊ ĐƯỢC KIỂM TRA")
    for line in points(lines(facts.text("prepare")) or _prepared(facts)):
        yield text("body", line)
    yield text("body", f"Đầu mối liên hệ: {_contact(facts)}.")
    if facts.conduct:
        yield text("part", "III. QUYỀN VÀ NGHĨA VỤ CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA")
        yield from conduct(facts)
    yield text("last", f"{own} thông báo để {facts.body} biết, thực hiện./.")
    yield recipients(facts, _receivers(facts))


def _meeting(facts: VisitFacts) -> Iterator[Paragraph]:
    start = f"bắt đầu vào hồi {long_time(facts.text('began_at'))}, {long_date(facts.day)}."
    yield text("body", Run("1. Thời gian: ", "bold"), start)
    yield text("body", Run("2. Địa điểm: ", "bold"), f"{facts.text('place') or facts.place}.")
    yield text("heading", "3. Nội dung, thời kỳ, thời hạn kiểm tra")
    yield from ordered(facts)
    yield text("heading", "4. Thành phần Đoàn kiểm tra")
    for line in dashes(people.in_team(facts, person) for person in facts.team):
        yield text("body", line)


def _prepared(facts: VisitFacts) -> list[str]:
    """What a body prepares unless something else was typed."""
    both = " và ".join(people.agency(facts, code) for code in ("DIC", "POLICE"))
    latest = f"chậm nhất {facts.text('report_by') or f'ngày {BLANK}'}"
    return [
        f"Báo cáo bằng văn bản theo đề cương tại Phụ lục kèm theo Thông báo này, gửi về {both} {latest}",
        NO_SECRETS,
        "Chuẩn bị bản chính hồ sơ, sổ, tài liệu có liên quan tại đơn vị để đối chiếu",
        "Cử người đại diện của đơn vị (có giấy ủy quyền nếu không phải là người đứng đầu) và người trực tiếp thực hiện "
        "dịch vụ bưu chính KT1 dự làm việc",
        "Bố trí nơi làm việc cho Đoàn kiểm tra",
    ]


def _contact(facts: VisitFacts) -> str:
    """Who was typed, else the secretary of the team."""
    person = people.secretary(facts)
    named = f"{lower_first(people.called(person))}, {person.position}" if person else BLANK
    return (facts.text("contact") or named).rstrip(".")


def _receivers(facts: VisitFacts) -> list[str]:
    other = "POLICE" if facts.owner == "DIC" else "DIC"
    above = [f"{facts.enterprise} (để chỉ đạo)"] if facts.enterprise else []
    beside = [f"{people.agency(facts, other)} (để phối hợp)", "Thành viên Đoàn kiểm tra"]
    return [f"{facts.body} (để thực hiện)", *above, *beside]


def _outline(facts: VisitFacts) -> Iterator[Block]:
    for number, (title, asked) in zip(ROMAN, outlines()[facts.body_kind], strict=False):
        yield text("part", f"{number}. {title.upper()}")
        for place, line in enumerate(asked, start=1):
            yield text("body", f"{place}. {sentence(line)}")
    yield text("body", f"Người đứng đầu đơn vị ký tên, đóng dấu vào báo cáo. {NO_SECRETS}.")
