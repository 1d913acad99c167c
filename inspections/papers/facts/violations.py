"""The facts of the papers on violations that were chosen for them, and what these papers lack; it knows no table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspections.findings.rules import UNVERIFIED
from inspections.papers.facts.visit import VisitFacts
from inspections.papers.wording import long_date

TEMPLATE = "mbb01.yaml"
REPLACE = (
    f"người có thẩm quyền đối chiếu với mẫu đang áp dụng; người quản trị đặt tệp {TEMPLATE} đã xác minh vào thư mục "
    "danh mục pháp luật của đơn vị (LAW_DIR) rồi khởi động lại"
)
NO_TEMPLATE = f"Chưa có mẫu biên bản vi phạm hành chính áp dụng cho ngày này; {REPLACE}."


@dataclass(frozen=True)
class Form:
    """The wording of a record (mbb01.yaml): its parts by name, and where it was read."""

    parts: Mapping[str, str]
    verified: bool
    source: str

    def say(self, part: str, **given: str) -> str:
        """A part with its places filled in."""
        said = self.parts[part]
        for name, text in given.items():
            said = said.replace(f"{{{name}}}", text)
        return said


@dataclass(frozen=True)
class Act:
    """One act: what was done, the clause that fines it, its days, the last day of its limitation period.

    ``clause`` names the decree by its number, ``decree`` what follows at the first mention: its day, issuer and title.
    ``refused`` is why the step that the paper stands behind may not be taken; ``subject`` on whom the act falls.
    """

    text: str
    clause: str
    decree: str
    verified: bool
    continuing: bool
    ended_on: date | None
    detected_on: date
    put_right_on: date | None = None
    limit: date | None = None
    record: str = ""
    subject_kind: str = "organisation"
    subject: str = ""
    refused: str = ""

    @property
    def when(self) -> str:
        """When it was done, as papers say it."""
        if self.continuing:
            return f"đang tiếp diễn khi phát hiện {long_date(self.detected_on)}"
        if self.ended_on is None:
            return f"chưa rõ ngày kết thúc, phát hiện {long_date(self.detected_on)}"
        return f"kết thúc {long_date(self.ended_on)}, phát hiện {long_date(self.detected_on)}"


def grounds(acts: Iterable[Act]) -> Iterator[str]:
    """The clauses of acts in their order, a decree in full where it is first named; an unverified clause says so."""
    named: set[str] = set()
    for one in acts:
        full = one.clause if one.decree in named else f"{one.clause}{one.decree}"
        named.add(one.decree)
        yield full if one.verified else f"{full} ({UNVERIFIED})"


@dataclass(frozen=True)
class Right:
    """The right to explain: within how many working days in person and in writing, and what of it nobody verified."""

    direct: int
    written: int
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """What was chosen and typed for a paper on violations; ``lost`` counts findings that are not there any more.

    ``missing`` names what is typed that is not typed yet. ``form`` is the wording of a record, None for other papers.
    """

    acts: tuple[Act, ...]
    lost: int = 0
    missing: tuple[str, ...] = ()
    needs_form: bool = False
    form: Form | None = None
    right: Right | None = None


@dataclass(frozen=True)
class ViolationFacts:
    """Everything that a paper on violations may say: its visit, the acts, the writer by name, post and agency."""

    visit: VisitFacts
    chosen: Chosen
    writer: str = ""
    writer_name: str = ""
    power: tuple[str, ...] = ()
    file: tuple[str, ...] = field(default=())

    def text(self, name: str) -> str:
        """A typed text, empty when nothing was typed."""
        return self.visit.text(name)


ALWAYS = {
    "violation_record": (
        ("findings", "hành vi vi phạm"),
        ("field", "lĩnh vực"),
        ("day", "ngày lập biên bản"),
        ("began_at", "giờ lập"),
        ("ended_at", "giờ lập xong"),
        ("writer", "người lập biên bản"),
        ("subject", "tên tổ chức, cá nhân vi phạm"),
        ("address", "địa chỉ"),
        ("said_violator", "ý kiến trình bày của bên vi phạm"),
    ),
    "file_transfer": (
        ("findings", "hành vi vi phạm"),
        ("to", "cơ quan, người có thẩm quyền nhận hồ sơ"),
        ("reason", "lý do chuyển"),
        ("signer", "người ký"),
    ),
}
"""What must be typed for a paper by its kind, with its words."""
OF_SUBJECT = {
    "organisation": (("representative", "người đại diện theo pháp luật"),),
    "individual": (("born_on", "ngày sinh"), ("identity", "số định danh cá nhân hoặc hộ chiếu")),
}
"""What must be typed of a record's subject by its kind."""


def missing(kind: str, typed: Mapping[str, Any], right: Right | None) -> tuple[str, ...]:
    """The words of what is not typed yet; who gets an explanation is asked for only where there is a right to it."""
    wanted = ALWAYS[kind]
    if kind == "violation_record":
        wanted += OF_SUBJECT[str(typed.get("subject_kind") or "organisation")]
        wanted += (("explain_to", "người nhận giải trình"),) if right else ()
    return tuple(words for name, words in wanted if not typed.get(name))


def refusal(chosen: Chosen) -> str | None:
    """Why the paper may not be locked beside what is not typed: each ground that nobody has verified is named."""
    return next(_refusals(chosen), None)


def _refusals(chosen: Chosen) -> Iterator[str]:
    if chosen.lost:
        yield "Có hành vi đã chọn không còn hoặc không còn được mở cho văn bản này; mời mở phần soạn và chọn lại."
    if len({(one.subject_kind, one.subject) for one in chosen.acts}) > 1:
        yield "Các hành vi đã chọn là của nhiều tổ chức, cá nhân; mỗi văn bản chỉ lập cho một đối tượng."
    if unverified := [one.clause for one in chosen.acts if not one.verified]:
        yield f"Căn cứ còn cần xác minh: {'; '.join(dict.fromkeys(unverified))}."
    yield from (f"{one.clause}: {one.refused}" for one in chosen.acts if one.refused)
    if chosen.right and chosen.right.unsure:
        yield f"Căn cứ về quyền giải trình còn cần xác minh: {'; '.join(chosen.right.unsure)}."
    if chosen.needs_form and chosen.form is None:
        yield NO_TEMPLATE
    if chosen.form and not chosen.form.verified:
        yield f"Mẫu biên bản cần xác minh ({chosen.form.source}): {REPLACE}."
