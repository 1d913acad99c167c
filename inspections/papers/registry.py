"""Which papers the application makes: one entry a kind, with what composes it, who numbers it and what is typed."""

from collections.abc import Callable
from dataclasses import dataclass

from inspections.papers import announcement, minutes, notice, rules, schedule, supplement, urging
from inspections.papers.content import Content
from inspections.papers.facts import VisitFacts
from inspections.papers.steps import AGENCY_PAPER, TEAM_PAPER
from inspections.workflow import Step

WANTED = (
    ("attendees", "thành phần làm việc của đơn vị"),
    ("place", "địa điểm"),
    ("began_at", "giờ bắt đầu"),
    ("ended_at", "giờ kết thúc"),
)
SIGNED_BY = (("signer", "người ký"),)


@dataclass(frozen=True)
class Kind:
    """One kind of paper. ``series`` is that of the team's own numbers; empty where the agency's clerk numbers.

    ``missing`` says, by the name of a typed field or of a count, what must not be empty before the paper is locked.
    ``word`` stands in the address where it is begun, ``ready`` says why it cannot be; minutes are begun by themselves.
    ``after_work`` is whether both agencies confirm their parts before the lock, ``once`` whether a visit has but one.
    """

    code: str
    steps: tuple[Step, ...]
    compose: Callable[[VisitFacts], Content]
    series: str = ""
    missing: tuple[tuple[str, str], ...] = ()
    word: str = ""
    ready: rules.Ready = rules.after_minutes
    after_work: bool = True
    once: bool = False

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
    Kind("minutes", TEAM_PAPER, minutes.compose, minutes.SERIES, WANTED),
    Kind("survey_minutes", TEAM_PAPER, minutes.compose, minutes.SERIES, WANTED),
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
        minutes.SERIES,
        WANTED,
        word="announcement",
        ready=rules.at_announcement,
        after_work=False,
        once=True,
    ),
    Kind(
        "annex",
        TEAM_PAPER,
        supplement.compose,
        minutes.SERIES,
        (("reason", "lý do"), ("changes", "nội dung bổ sung, đính chính")),
        word="annex",
    ),
    Kind(
        "result_notice",
        AGENCY_PAPER,
        notice.compose_notice,
        missing=SIGNED_BY,
        word="notice",
        ready=rules.after_inspection,
    ),
    Kind(
        "correction_demand",
        AGENCY_PAPER,
        notice.compose_demand,
        missing=SIGNED_BY,
        word="demand",
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
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _KINDS}
MINUTES = ("minutes", "survey_minutes")
BEGUN: dict[str, Kind] = {kind.word: kind for kind in _KINDS if kind.word}
"""What is begun beside the minutes, by its word in the address."""
