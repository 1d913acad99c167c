"""Which papers the application makes: one entry a kind, with what composes it, who numbers it and what is typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from inspections.papers import rules
from inspections.papers.composing import (
    announcement,
    annual_plan,
    case_index,
    decision,
    minutes,
    notice,
    report,
    schedule,
    supplement,
    team_report,
    transfer,
    urging,
    violation_record,
    working_plan,
)
from inspections.papers.content import Content
from inspections.papers.steps import AGENCY_PAPER, CASE_INDEX, TEAM_PAPER
from inspections.permissions import Permission
from inspections.workflow import Step

WANTED = (
    ("attendees", "thành phần làm việc của đơn vị"),
    ("place", "địa điểm"),
    ("began_at", "giờ bắt đầu"),
    ("ended_at", "giờ kết thúc"),
)
SIGNED_BY = (("signer", "người ký"),)
ENDED = (("over", "ngày cuối kỳ báo cáo (chưa đến)"), *SIGNED_BY)
OF_THE_YEAR = (("of_year", "ngày cuối kỳ trong năm báo cáo"), *ENDED)
ALONE = tuple(step for step in TEAM_PAPER if step.name != "not_sign")
"""The steps of what the team signs without a body beside it."""


Blocks = Mapping[str, Callable[[Any], list[str]]]


@dataclass(frozen=True)
class Kind:
    """One kind of paper. ``series`` is that of the team's own numbers; empty where the agency's clerk numbers.

    ``of`` is what it is about: a visit, an inspection, a plan or a year; ``compose`` takes the facts of that.

    ``missing`` says, by the name of a typed field or of a count, what must not be empty before the paper is locked.
    ``word`` stands in the address where it is begun, ``ready`` says why it cannot be; minutes are begun by themselves.
    ``after_work`` is whether both agencies confirm their parts before the lock, ``once`` whether a visit has but one.
    ``blocks`` are what is written from the facts that ``compose`` words until it is written by hand; ``whose``
    is what one must be allowed besides each thing done with it, ``to_body`` whether the body's account may get it.
    A paper on violations takes their step (``finding_step``) when it comes to one of the states of ``moves_at``.
    """

    code: str
    steps: tuple[Step, ...]
    compose: Callable[[Any], Content]
    of: str = "visit"
    series: str = ""
    missing: tuple[tuple[str, str], ...] = ()
    word: str = ""
    ready: rules.Ready = rules.after_minutes
    after_work: bool = True
    once: bool = False
    blocks: Blocks = field(default_factory=dict)
    whose: Permission = Permission.PAPER_READ
    to_body: bool = True
    moves_at: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """What it is called."""
        return rules.KINDS[self.code]

    @property
    def names_people(self) -> bool:
        """Whether it names the people of the body, who are recorded at the visit."""
        return self.missing == WANTED

    @property
    def finding_step(self) -> str:
        """The step of a violation that stands behind it; empty for a paper that is about no chosen violations."""
        return rules.FINDING_STEPS.get(self.code, "")

    @property
    def has_annex(self) -> bool:
        """Whether it is corrected by an annex once it is signed, as the team's minutes at a visit are."""
        return self.of_team and self.of == "visit" and not self.finding_step

    @property
    def numbered_by(self) -> str:
        """Who gives its number and when, in words."""
        if self.code in rules.UNNUMBERED:
            return "Không có số"
        before = "Cơ quan lập biên bản" if self.finding_step else "Thư ký đoàn"
        return f"{before}, trước khi khóa và ký" if self.of_team else "Văn thư cơ quan, sau khi ký"

    @property
    def of_team(self) -> bool:
        """Whether it is numbered before it is signed."""
        return self.code in rules.OF_TEAM


def _said(steps: tuple[Step, ...], name: str, label: str) -> tuple[Step, ...]:
    """The same steps, one of them called as it is called of this paper."""
    return tuple(replace(step, label=label) if step.name == name else step for step in steps)


_KINDS = (
    Kind("minutes", TEAM_PAPER, minutes.compose, series=minutes.SERIES, missing=WANTED),
    Kind("survey_minutes", TEAM_PAPER, minutes.compose, series=minutes.SERIES, missing=WANTED),
    Kind(
        "visit_notice",
        AGENCY_PAPER,
        schedule.compose,
        missing=(("began_at", "giờ bắt đầu"), ("report_by", "hạn gửi báo cáo"), *SIGNED_BY),
        word="schedule",
        ready=rules.ahead,
        after_work=False,
    ),
    Kind(
        "announcement_minutes",
        TEAM_PAPER,
        announcement.compose,
        series=minutes.SERIES,
        missing=WANTED,
        word="announcement",
        ready=rules.at_announcement,
        after_work=False,
        once=True,
    ),
    Kind(
        "annex",
        TEAM_PAPER,
        supplement.compose,
        series=minutes.SERIES,
        missing=(("reason", "lý do"), ("changes", "nội dung bổ sung, đính chính")),
        word="annex",
    ),
    Kind(
        "result_notice",
        AGENCY_PAPER,
        notice.compose_notice,
        missing=SIGNED_BY,
        word="notice",
        blocks=notice.COMPOSED,
        ready=rules.after_inspection,
    ),
    Kind(
        "correction_demand",
        AGENCY_PAPER,
        notice.compose_demand,
        missing=SIGNED_BY,
        word="demand",
        blocks=notice.COMPOSED,
        ready=rules.after_inspection,
    ),
    Kind(
        "urging_letter",
        AGENCY_PAPER,
        urging.compose,
        missing=(("overdue", "yêu cầu khắc phục đã quá thời hạn"), ("new_day", "thời hạn mới"), *SIGNED_BY),
        word="urging",
        ready=rules.when_overdue,
        after_work=False,
    ),
    Kind(
        "violation_record",
        _said(TEAM_PAPER, "not_sign", "Ghi nhận người vi phạm không ký"),
        violation_record.compose,
        series=violation_record.SERIES,
        word="record",
        ready=rules.to_record,
        whose=Permission.FINDING_RECORD,
        to_body=False,
        moves_at=rules.FINISHED,
    ),
    Kind(
        "file_transfer",
        _said(AGENCY_PAPER, "send", "Ghi nhận đã chuyển hồ sơ"),
        transfer.compose,
        word="transfer",
        ready=rules.to_transfer,
        blocks=transfer.COMPOSED,
        whose=Permission.FINDING_RECORD,
        to_body=False,
        moves_at=frozenset({"sent"}),
    ),
    Kind(
        "case_index",
        CASE_INDEX,
        case_index.compose,
        of="inspection",
        missing=(("signer", "người lập"),),
        word="index",
        ready=rules.once_ordered,
        after_work=False,
    ),
    Kind(
        "annual_plan",
        AGENCY_PAPER,
        annual_plan.compose,
        of="plan",
        missing=(("approved", "phê duyệt của Chủ tịch Ủy ban nhân dân tỉnh, ghi nhận tại kế hoạch"), *SIGNED_BY),
        word="plan",
        blocks=annual_plan.COMPOSED,
        ready=rules.any_time,
        after_work=False,
    ),
    Kind(
        "decision",
        AGENCY_PAPER,
        decision.compose,
        of="inspection",
        missing=(("proposer", "nơi đề nghị ban hành quyết định"),),
        word="decision",
        blocks=decision.COMPOSED,
        ready=rules.unless_over,
        after_work=False,
    ),
    Kind(
        "working_plan",
        ALONE,
        working_plan.compose,
        of="inspection",
        series=working_plan.SERIES,
        word="programme",
        ready=rules.once_decided,
        after_work=False,
    ),
    Kind(
        "team_report",
        ALONE,
        team_report.compose,
        of="inspection",
        series=team_report.SERIES,
        word="report",
        blocks=team_report.COMPOSED,
        ready=rules.once_finished,
        after_work=False,
    ),
    Kind(
        "yearly_report",
        AGENCY_PAPER,
        report.compose_yearly,
        of="year",
        missing=OF_THE_YEAR,
        word="yearly",
        ready=rules.any_time,
        after_work=False,
        blocks=report.COMPOSED,
    ),
    Kind(
        "summary_report",
        AGENCY_PAPER,
        report.compose_summary,
        of="year",
        missing=ENDED,
        word="summary",
        ready=rules.any_time,
        after_work=False,
        blocks=report.COMPOSED,
    ),
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _KINDS}
MINUTES = ("minutes", "survey_minutes")
BEGUN: dict[str, Kind] = {kind.word: kind for kind in _KINDS if kind.word}
"""What is begun beside the minutes, by its word in the address."""


def begun_of(about: str) -> dict[str, Kind]:
    """What is begun of a visit, an inspection, a plan or a year, by its word in the address."""
    return {word: kind for word, kind in BEGUN.items() if kind.of == about}
