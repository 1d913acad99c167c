"""Decides what a requirement may rest on and when it is late, and says it in words; it knows no table and no clock."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspections.errors import RuleBroken
from inspections.evidence.rules import Scan
from inspections.vietnamese import count_text, fold, format_date
from inspections.working_days import ONE_DAY

DONE = frozenset({"verified", "effective"})
"""States in which a requirement is met."""
WAITING = frozenset({"open", "in_progress", "returned"})
"""States in which the body still has to report; only then can more time be asked for."""
HUNDRED = 100
"""The most points that the effect of a requirement can have."""
LONGEST_STEM = 60
"""So many letters of the name that a file had before are kept."""
SOON = timedelta(days=7)
"""A due day as near as this is marked."""
UNFINISHED = "unfinished"
"""What a list is asked for when it shall hold every requirement that is not met yet."""
MET = "met"
"""What a list is asked for when it shall hold every requirement that is met."""
PENDING = "pending"
"""What a list is asked for when it shall hold every requirement that its body still has to report."""
EFFECT_DUE = "effect"
"""What a list is asked for when it shall hold what is verified and whose effect is to be judged by now."""

TIMES = {
    "in_time": "Đã xong, đúng hạn",
    "met_late": "Đã xong, sau thời hạn",
    "yes": "Đang quá hạn",
    "met_early": "Đã xong, thời hạn chưa qua",
    "running": "Đang làm, thời hạn chưa qua",
    "unsent": "Chưa gửi đơn vị",
}
"""How a requirement stands to its due day; each stands in exactly one way. The first three are past that day; what was
never sent stands to no day, because nobody was asked."""
PAST = "past"
"""What a list is asked for when it shall hold every requirement that was sent and whose due day is over."""
REFUSING = ("return", "ineffective", "recheck_failed")
"""Steps after which the report before them stands for nothing."""
PAST_DUE = ("in_time", "met_late", "yes")
"""The ways in which a requirement can stand whose due day is over: of these the share in time is taken."""
AGES = {"1-10": (1, 10), "11-30": (11, 30), "31-90": (31, 90), "91": (91, None)}
"""For how many days something is overdue, from and to, both included."""
AGE_WORDS = {"1-10": "1–10 ngày", "11-30": "11–30 ngày", "31-90": "31–90 ngày", "91": "Trên 90 ngày"}

STATES_OF = {
    UNFINISHED: WAITING | {"reported"},
    MET: DONE,
    PENDING: WAITING,
}
"""What a list may be asked for instead of one state → the states that it then holds."""

COMMON = ("agency", "body", "year", "quarter", "commune")
"""What the list, the board and the picture of days may all be asked for, so that it goes along from one to another."""

REMEDIABLE = frozenset({"confirmed", "recorded", "decided", "remedying"})
"""States of a finding for which a requirement may be made."""
ENDED = frozenset({"closed", "dismissed", "transferred"})
"""States of a finding that hold up the end of its visit no longer; what was transferred is for somebody else to end."""

WAITS = {
    "open": "Đơn vị chưa thực hiện.",
    "in_progress": "Đơn vị đang thực hiện.",
    "returned": "Đơn vị đang thực hiện lại.",
    "reported": "Đơn vị đã báo cáo; chờ cơ quan theo dõi kiểm tra, xác nhận.",
    "verified": "Kết quả đã được xác nhận; chờ đánh giá hiệu quả.",
    "effective": "Yêu cầu này đã xong.",
}
"""What a requirement in each state waits for, to somebody who has nothing to do."""
NEXT = {"reported": "verify", "verified": "effective"}
"""The step that a requirement waits for, where its agency has to say something of it."""
OTHER_STEPS = {
    "create": "Lập yêu cầu khắc phục",
    "send": "Gửi yêu cầu cho đơn vị",
    "progress": "Báo cáo tiến độ",
    "urge": "Đôn đốc bằng văn bản",
    "assign": "Giao người theo dõi",
    "undo": "Hoàn tác thay đổi nhiều yêu cầu",
    "cause": "Ghi nguyên nhân",
    "measure": "Ghi việc phải làm",
    "share_measure": "Dùng chung việc phải làm của yêu cầu khác",
    "edit_measure": "Sửa việc phải làm",
    "finish_measure": "Đã làm xong việc phải làm",
    "reopen_measure": "Mở lại việc phải làm",
}
"""What happens to a requirement without being a step of its lifecycle, in words."""

_FINES = ("xu phat", "phat tien", "muc phat", "khung tien phat")


@dataclass(frozen=True)
class Requirement:
    """What is typed about a requirement."""

    requirement: str
    ground: str
    due_on: date
    follower: str


@dataclass(frozen=True)
class Letter:
    """A paper by which something came or went: its number and its day."""

    number: str
    day: date


@dataclass(frozen=True)
class Account:
    """What a body says of its work: words, evidence that was read before the write began, its letter, and the
    references of the measures that are done with it."""

    text: str
    shown: Sequence[Scan] = ()
    letter: Letter | None = None
    finished: Collection[str] = ()


def overdue(state: str, due_on: date, today: date, sent: bool) -> bool:
    """Whether a requirement is late: ``due_on`` is the last day in time; what is met, or was never sent, is not."""
    return sent and state not in DONE and due_on < today


def due_mark(state: str, due_on: date, today: date, sent: bool) -> tuple[str, str, str] | None:
    """How near the due day is, or that the body was not asked yet, as sign, words and look; None once it is met."""
    if state in DONE:
        return None
    if not sent:
        return "!", "Chưa gửi đơn vị", "chip-warning"
    left = (due_on - today).days
    if left < 0:
        return "!", f"Quá hạn {count_text(-left)} ngày", "chip-bad"
    if left == 0:
        return "!", "Hôm nay là ngày cuối", "chip-warning"
    soon = today + SOON >= due_on
    return ("◐" if soon else "○"), f"Còn {count_text(left)} ngày", "chip-warning" if soon else ""


def effect_due(verified_on: date, severity: str | None, days: Mapping[str, int]) -> date:
    """From when on it is looked at whether a remedy lasts; ``days`` is the province's setting by severity."""
    return verified_on + timedelta(days=days.get(severity or "moderate", 0))


def effect_mark(state: str, effect_due_on: date | None, today: date) -> tuple[str, str, str] | None:
    """When the effect of what is verified is judged, as sign, words and look; None in every other state."""
    if state != "verified" or effect_due_on is None:
        return None
    left = (effect_due_on - today).days
    if left > 0:
        return "○", f"Đánh giá hiệu quả từ ngày {format_date(effect_due_on)}", ""
    late = f", đã {count_text(-left)} ngày" if left else ""
    return "!", f"Đến hạn đánh giá hiệu quả{late}", "chip-warning"


def reopened_text(times: int) -> str:
    """How often a requirement was opened again because nothing had changed: "Mở lại lần 2"; empty for never."""
    return f"Mở lại lần {times}" if times else ""


def refuse_score(step: str, score: int | None, passing: int) -> None:
    """Raises RuleBroken unless the points say the same as the step; a step that judges no effect has none."""
    if step not in ("effective", "ineffective"):
        return
    if score is None or not 0 <= score <= HUNDRED:
        raise RuleBroken("Cần chấm hiệu quả từ 0 đến 100 điểm.", "score")
    if step == "effective" and score < passing:
        raise RuleBroken(f"Dưới {passing} điểm là chưa có hiệu quả; mời chọn bước Chưa có hiệu quả.", "score")
    if step == "ineffective" and score >= passing:
        raise RuleBroken(f"Từ {passing} điểm là có hiệu quả; mời chọn bước Ghi nhận có hiệu quả.", "score")


def latest_text(due_on: date) -> str:
    """The due day as the last one in time: "chậm nhất ngày 21/12/2026"."""
    return f"chậm nhất ngày {format_date(due_on)}"


def before_text(due_on: date) -> str:
    """The same day as papers write it: "trước ngày 22/12/2026", which leaves 21/12 as the last day in time."""
    return f"trước ngày {format_date(due_on + ONE_DAY)}"


def suggested_text(today: date, days: int) -> str:
    """The days that the checklist suggests, as a hint says them beside the province's: "05 ngày (chậm nhất …)"."""
    return f"{count_text(days)} ngày ({latest_text(today + timedelta(days=days))})"


def proposed_due(today: date, severity: str | None, days: Mapping[str, int]) -> date | None:
    """The due day to propose; ``days`` is the province's setting by severity. None where it has no number."""
    count = days.get(severity or "moderate")
    return today + timedelta(days=count) if count else None


def refuse_finding(kind: str, state: str) -> None:
    """Raises RuleBroken unless something is required for such a finding."""
    if kind == "good_practice":
        raise RuleBroken("Ưu điểm không có yêu cầu khắc phục.")
    if state not in REMEDIABLE:
        raise RuleBroken(
            "Chỉ lập yêu cầu khắc phục cho phát hiện đã thống nhất, đã lập biên bản hoặc đã có quyết định."
        )


def refuse_fining_ground(ground: str, decrees: Iterable[str], about: str = "ground") -> None:
    """Raises RuleBroken when a ground names fines, or one of the decrees that fine (given as 174/2026/NĐ-CP).

    A requirement rests on the duty that was not met, never on the clause that fines; so does what a finding says of its
    duty. ``about`` is the field in which the ground was typed.
    """
    folded = fold(ground)
    numbers = {"/".join(number.split("/")[:2]) for number in decrees}
    named = [number for number in numbers if re.search(rf"(?<!\d)0*{re.escape(number)}(?!\d)", folded)]
    if named or any(word in folded for word in _FINES):
        raise RuleBroken(
            "Ghi điều, khoản quy định nghĩa vụ (ví dụ: khoản 2 Điều 8 Luật Bưu chính), không phải điều, khoản xử phạt.",
            about,
        )


def refuse_due(due_on: date, today: date) -> None:
    """Raises RuleBroken when the last day of a new requirement is already over."""
    if due_on < today:
        raise RuleBroken("Thời hạn không được trước hôm nay.", "due_on")


def refuse_sent(sent: bool) -> None:
    """Raises RuleBroken when the body has the requirement in hand: it is neither changed nor sent again."""
    if sent:
        raise RuleBroken("Yêu cầu đã gửi đơn vị nên không sửa, không gửi lại; thời hạn chỉ thay đổi bằng gia hạn.")


def refuse_letter(letter: Letter | None, today: date, needed: bool) -> None:
    """Raises RuleBroken when a letter is missing where one is needed, or bears a day that is still to come."""
    if needed and letter is None:
        raise RuleBroken("Cần ghi số, ký hiệu và ngày của văn bản.")
    if letter is not None and letter.day > today:
        raise RuleBroken("Ngày của văn bản không được sau hôm nay.", "day")


def refuse_bare(files: Collection[object], on_behalf: bool) -> None:
    """Raises RuleBroken when a body reports without evidence; what an agency enters for it rests on the letter."""
    if not files and not on_behalf:
        raise RuleBroken("Cần kèm ít nhất một ảnh hoặc một tệp PDF chứng minh kết quả.", "files")


def refuse_progress(state: str) -> None:
    """Raises RuleBroken once the body has reported the result: from then on there is no progress to report."""
    if state not in WAITING:
        raise RuleBroken("Chỉ báo cáo tiến độ khi chưa báo cáo kết quả khắc phục.")


def file_name(remedy_ref: str, report: int, place: int, name: str, kind: str) -> str:
    """How a file of a report is called when it is saved: the requirement, which report, which file, its own name.

    "KP-abcdefghjk_02_01_so-giao-nhan.pdf" is the first file of the second report; only plain letters stay.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name.rsplit(".", 1)[0])).strip("-")[:LONGEST_STEM]
    return "_".join(filter(None, (f"KP-{remedy_ref}", f"{report:02}", f"{place:02}", stem))) + f".{kind}"


def refuse_extension(state: str, sent: bool, pending: bool, to_on: date, due_on: date, today: date) -> None:
    """Raises RuleBroken unless more time may be asked for until ``to_on``."""
    if not sent or state not in WAITING:
        raise RuleBroken("Chỉ xin gia hạn khi yêu cầu đã gửi đơn vị và đơn vị chưa báo cáo kết quả.")
    if pending:
        raise RuleBroken("Đang có một đề nghị gia hạn chờ quyết định.")
    if to_on <= due_on or to_on < today:
        raise RuleBroken(
            f"Ngày xin gia hạn phải sau thời hạn hiện nay ({format_date(due_on)}) và không trước hôm nay.", "to_on"
        )


def refuse_own_asking(asked_by_id: int, by_id: int) -> None:
    """Raises RuleBroken when whoever entered the request for more time would decide it himself."""
    if asked_by_id == by_id:
        raise RuleBroken("Người quyết định gia hạn phải là người khác, không phải người đã ghi đề nghị.")
