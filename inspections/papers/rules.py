"""Decides when papers are begun, about their numbers and what is typed when they are signed; it knows no table."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspections.errors import RuleBroken

_LEADING = re.compile(r"\s*([0-9]{1,6})\s*/")
KINDS = {
    "visit_notice": "Thông báo lịch kiểm tra",
    "minutes": "Biên bản kiểm tra",
    "survey_minutes": "Biên bản làm việc",
    "announcement_minutes": "Biên bản công bố quyết định kiểm tra",
    "annex": "Phụ lục biên bản",
    "result_notice": "Thông báo kết quả kiểm tra",
    "correction_demand": "Văn bản yêu cầu chấn chỉnh, khắc phục",
    "urging_letter": "Công văn đôn đốc khắc phục",
    "case_index": "Mục lục hồ sơ",
    "annual_plan": "Kế hoạch kiểm tra chuyên đề",
    "decision": "Quyết định kiểm tra",
    "working_plan": "Kế hoạch tiến hành kiểm tra",
    "team_report": "Báo cáo kết quả kiểm tra",
    "summary_report": "Báo cáo tổng hợp kết quả kiểm tra",
    "yearly_report": "Báo cáo kết quả kiểm tra",
    "violation_record": "Biên bản vi phạm hành chính",
    "file_transfer": "Công văn chuyển hồ sơ vụ việc",
}
OCCASIONS = {
    "visit_notice": "Trước buổi kiểm tra: báo đơn vị ngày giờ, thành phần đoàn, đề cương báo cáo, việc cần chuẩn bị.",
    "announcement_minutes": "Khi công bố quyết định kiểm tra tại đơn vị; mỗi buổi kiểm tra lập một lần.",
    "minutes": "Kết thúc kiểm tra tại đơn vị, sau khi cả hai cơ quan xác nhận hoàn thành phần của mình.",
    "survey_minutes": "Kết thúc buổi khảo sát theo văn bản thống nhất; chỉ có đề nghị, không nêu hành vi vi phạm.",
    "annex": "Bổ sung, đính chính biên bản đã ký; ghi lý do và từng điểm thay đổi.",
    "result_notice": "Sau khi biên bản đã ký: thông báo kết quả và yêu cầu chấn chỉnh, khắc phục.",
    "correction_demand": "Sau khi biên bản đã ký, khi chỉ cần gửi đơn vị phần yêu cầu chấn chỉnh, khắc phục.",
    "urging_letter": "Khi đơn vị có yêu cầu khắc phục đã gửi mà quá thời hạn.",
    "violation_record": "Sau khi biên bản kiểm tra đã ký, từ các hành vi vi phạm đã thống nhất ghi nhận được chọn.",
    "case_index": "Khi sắp xếp hồ sơ để lưu, nộp lưu: liệt kê văn bản của cả cuộc kiểm tra.",
    "annual_plan": "Khi trình, ban hành kế hoạch của năm; phụ lục là các cuộc kiểm tra, đơn vị và thời gian.",
    "decision": "Trước mỗi cuộc kiểm tra: căn cứ, đơn vị, thành phần đoàn, thời hạn.",
    "working_plan": "Sau khi có quyết định, trước khi công bố: nội dung, lịch tại từng đơn vị, phân công.",
    "team_report": "Sau khi kết thúc kiểm tra tại các đơn vị: kết quả gửi người ra quyết định.",
    "summary_report": "Cuối năm: số liệu và đánh giá của cơ quan gửi Ủy ban nhân dân tỉnh.",
    "yearly_report": "Cuối năm: kết quả kiểm tra của cơ quan trong năm.",
    "file_transfer": "Khi hành vi vượt thẩm quyền hoặc không thuộc lĩnh vực của cơ quan; kèm danh mục tài liệu.",
}
"""When each paper is drawn up, as the help tells it."""
OF_TEAM = frozenset(
    {
        "minutes",
        "survey_minutes",
        "announcement_minutes",
        "annex",
        "working_plan",
        "team_report",
        "violation_record",
    }
)
"""Papers that are numbered before they are signed: in the team's own series by its secretary, and records of violations
in that of the agency whose violations they are."""
UNNUMBERED = frozenset({"case_index"})
"""What is signed without a number and sent to nobody."""
FINDING_STEPS = {"violation_record": "record", "file_transfer": "transfer"}
"""Papers on violations that are chosen for them → the step of a violation that stands behind the paper."""
AT_VISIT = frozenset({"minutes", "survey_minutes", "announcement_minutes"})
"""Papers of the day of the visit; every other is of the day on which it is composed and names everybody as of that."""
FINISHED = frozenset({"signed", "not_signed"})
ISSUED = FINISHED | {"sent", "replaced"}
"""States of a paper that exists as signed, also where a new version stands in its place since."""
PAST = frozenset({"replaced", "dropped"})
"""States of a paper in whose place another one stands."""
WORK_DONE = frozenset({"fieldwork_done", "minutes_signed", "results_notified", "following_up", "closed"})
"""States of a visit after both agencies have confirmed their parts."""
APPROVED = frozenset({"approved", "issued", "sent"})
"""States of a plan after the Chairman has approved it."""
SENT_UP = frozenset({"annual_plan", "decision", "working_plan"})
"""Papers that the approver reads once they are locked, where what they are about was sent up to him."""
AFTER_SIGNING = WORK_DONE - {"fieldwork_done"}
ENDED_EARLY = frozenset({"cancelled", "stopped"})
WORK_OVER = frozenset({"finished", "reported"})
"""States of an inspection after the work at its bodies is over."""
FUTURE = "Ngày này chưa đến; mời xem lại."
NO_VIOLATION = (
    "Cơ quan anh, chị không còn hành vi có dấu hiệu vi phạm nào đã thống nhất ghi nhận mà chưa có văn bản này."
)
TAKEN = "Số này đã cấp cho văn bản khác; mời lấy số tiếp theo."


@dataclass(frozen=True)
class Moment:
    """Where a visit stands when one of its papers is begun; ``overdue`` counts what its body is late with.

    ``ordered`` is whether the decision has its number and its day; ``halted`` why its inspection stands still;
    ``open_findings`` counts the reader's violations that a paper of FINDING_STEPS may be drawn up about, by its kind.
    """

    state: str
    survey: bool
    overdue: int = 0
    ordered: bool = True
    halted: str | None = None
    open_findings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """Where an inspection or a plan stands when one of its papers is begun; a year has no state."""

    state: str


@dataclass(frozen=True)
class Year:
    """A year on which an agency reports."""

    year: int
    agency: str


Ready = Callable[[Any], str | None]
"""Says in Vietnamese why a paper cannot be begun now, or None: of a ``Moment`` for a visit, else of a ``Stage``."""


def ahead(moment: Moment) -> str | None:
    """What tells a body of the inspection that is to come; with a surveyed one everything is agreed by letter."""
    if moment.survey:
        return "Khảo sát thực hiện theo văn bản thống nhất nên không có thông báo lịch kiểm tra."
    if moment.state != "planned":
        return "Đã công bố quyết định kiểm tra tại đơn vị nên không lập thông báo lịch kiểm tra nữa."
    if moment.halted:
        return moment.halted
    return None if moment.ordered else "Quyết định kiểm tra chưa có số, ngày nên chưa lập thông báo lịch kiểm tra được."


def at_announcement(moment: Moment) -> str | None:
    """What is drawn up when the decision is read out to the body; a surveyed body has none read to it."""
    if moment.survey:
        return "Khảo sát thực hiện theo văn bản thống nhất nên không có biên bản công bố quyết định kiểm tra."
    if moment.state == "planned":
        return "Chưa công bố quyết định kiểm tra tại đơn vị nên chưa lập biên bản công bố được."
    if moment.state in AFTER_SIGNING:
        return "Biên bản kiểm tra đã ký nên không lập biên bản công bố quyết định nữa."
    return None


def after_minutes(moment: Moment) -> str | None:
    """What follows the signed minutes, of an inspection and of a survey alike."""
    return None if moment.state in AFTER_SIGNING else "Chỉ lập văn bản này sau khi biên bản đã ký."


def after_inspection(moment: Moment) -> str | None:
    """What follows the signed minutes and tells a body what it has to do."""
    if moment.survey and moment.state in AFTER_SIGNING:
        return "Khảo sát không có thông báo kết quả kiểm tra và yêu cầu khắc phục."
    return after_minutes(moment)


def when_overdue(moment: Moment) -> str | None:
    """What reminds a body of the requirements that it has and is late with."""
    if moment.survey:
        return "Khảo sát chỉ có đề nghị nên không có công văn đôn đốc khắc phục."
    return None if moment.overdue else "Đơn vị không có yêu cầu khắc phục nào đã gửi mà quá thời hạn."


def to_record(moment: Moment) -> str | None:
    """The record of a violation rests on the signed minutes."""
    if moment.survey:
        return "Khảo sát không ghi nhận hành vi vi phạm nên không lập biên bản vi phạm hành chính."
    if refusal := after_minutes(moment):
        return refusal
    return None if moment.open_findings.get("violation_record") else NO_VIOLATION


def to_transfer(moment: Moment) -> str | None:
    """What brings a violation to who may decide, whether its record was drawn up or not."""
    if moment.survey:
        return "Khảo sát không ghi nhận hành vi vi phạm nên không có hồ sơ để chuyển."
    if refusal := after_minutes(moment):
        return refusal
    return None if moment.open_findings.get("file_transfer") else NO_VIOLATION


def once_ordered(stage: Stage) -> str | None:
    """What is drawn up of the file of an inspection: there is none before the decision."""
    if stage.state in {"draft", "cancelled"}:
        return "Quyết định kiểm tra chưa ban hành hoặc đã hủy bỏ nên chưa lập mục lục hồ sơ."
    return None


def any_time(_stage: Stage) -> str | None:
    """What may be drafted as long as there is what it is about."""
    return None


def unless_over(stage: Stage) -> str | None:
    """The decision itself, which an inspection that ended early has no need of."""
    return "Cuộc kiểm tra đã dừng hẳn nên không lập văn bản này nữa." if stage.state in ENDED_EARLY else None


def once_decided(stage: Stage) -> str | None:
    """What is drawn up between the decision and the end of the work at the bodies (Decree 217/2025, article 14)."""
    if stage.state == "draft":
        return "Quyết định kiểm tra chưa ban hành nên chưa lập kế hoạch tiến hành kiểm tra được."
    if stage.state in WORK_OVER:
        return "Đã kết thúc kiểm tra tại các đơn vị nên không lập kế hoạch tiến hành kiểm tra nữa."
    return unless_over(stage)


def once_finished(stage: Stage) -> str | None:
    """What is reported when the work at the bodies is over (Decree 217/2025, article 15.3.đ)."""
    return None if stage.state in WORK_OVER else "Chỉ lập sau khi kết thúc kiểm tra tại các đơn vị."


@dataclass(frozen=True)
class Signing:
    """What is recorded when a paper is signed, is not signed, gets its number or is sent."""

    day: date | None = None
    signer: str = ""
    number: str = ""
    reason: str = ""
    witness: str = ""
    witness_reason: str = ""


def serial_of(number: str | None) -> int:
    """7 of 07/BB-ĐKT; 0 where there is none."""
    found = _LEADING.match(number or "")
    return int(found[1]) if found else 0


def next_serial(numbers: Iterable[str | None]) -> int:
    """The number after the last one that was given."""
    return max(map(serial_of, numbers), default=0) + 1


def number_text(serial: int, series: str) -> str:
    """07/BB-ĐKT."""
    return f"{serial:02d}/{series}"


def refuse_future(day: date | None, today: date) -> None:
    """Raises RuleBroken for a day that has not come."""
    if day is not None and day > today:
        raise RuleBroken(FUTURE, "day")


def refuse_unwitnessed(signing: Signing) -> None:
    """Raises RuleBroken where the body did not sign and something that Decree 217/2025, article 15.3.a asks is missing.

    The commune's representative or a witness confirms it; where these refuse too, their reason is written down.
    """
    if not signing.reason.strip():
        raise RuleBroken(
            "Cần ghi lý do đơn vị không ký; nếu đơn vị không nêu lý do thì ghi “không nêu lý do”.", "reason"
        )
    if not signing.witness.strip() and not signing.witness_reason.strip():
        raise RuleBroken(
            "Cần ghi họ tên, chức vụ đại diện chính quyền cấp xã hoặc ít nhất một người chứng kiến xác nhận; "
            "nếu họ cũng không ký thì ghi lý do.",
            "witness",
        )


def witness_text(signing: Signing) -> str:
    """Who confirmed that the body did not sign, and why they did not, if so."""
    refused = f"không ký xác nhận, lý do: {signing.witness_reason.strip()}" if signing.witness_reason.strip() else ""
    return "; ".join(filter(None, (signing.witness.strip(), refused)))
