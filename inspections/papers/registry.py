"""Which papers the application makes: one entry a kind, with what composes it, who numbers it and what is typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inspections.papers import (
    announcement,
    annual_plan,
    decision,
    minutes,
    notice,
    rules,
    schedule,
    supplement,
    team_report,
    urging,
    working_plan,
)
from inspections.papers.content import Content
from inspections.papers.steps import AGENCY_PAPER, TEAM_PAPER
from inspections.workflow import Step

WANTED = (
    ("attendees", "thành phần làm việc của đơn vị"),
    ("place", "địa điểm"),
    ("began_at", "giờ bắt đầu"),
    ("ended_at", "giờ kết thúc"),
)
SIGNED_BY = (("signer", "người ký"),)
ALONE = tuple(step for step in TEAM_PAPER if step.name != "not_sign")
"""The steps of what the team signs without a body beside it."""


Blocks = Mapping[str, Callable[[Any], list[str]]]


@dataclass(frozen=True)
class Kind:
    """One kind of paper. ``series`` is that of the team's own numbers; empty where the agency's clerk numbers.

    ``blocks`` are those that are written from the records until somebody writes them by hand, by their field.
    ``of`` is what it is about: a visit, an inspection, a plan or a year; ``compose`` takes the facts of that.

    ``missing`` says, by the name of a typed field or of a count, what must not be empty before the paper is locked.
    ``word`` stands in the address where it is begun, ``ready`` says why it cannot be; minutes are begun by themselves.
    ``after_work`` is whether both agencies confirm their parts before the lock, ``once`` whether a visit has but one.
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

    @property
    def label(self) -> str:
        """What it is called."""
        return rules.KINDS[self.code]

    @property
    def names_people(self) -> bool:
        """Whether it names the people of the body, who are recorded at the visit."""
        return self.missing == WANTED

    @property
    def of_team(self) -> bool:
        """Whether the team numbers it."""
        return self.code in rules.OF_TEAM


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
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _KINDS}
MINUTES = ("minutes", "survey_minutes")
BEGUN: dict[str, Kind] = {kind.word: kind for kind in _KINDS if kind.word}
"""What is begun beside the minutes, by its word in the address."""


def begun_of(about: str) -> dict[str, Kind]:
    """What is begun of a visit, an inspection, a plan or a year, by its word in the address."""
    return {word: kind for word, kind in BEGUN.items() if kind.of == about}
