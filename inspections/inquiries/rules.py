"""Decides what a team may ask of a body in writing, when, and what its answers differ from; it knows no table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inspections.errors import RuleBroken
from inspections.fieldwork.rules import DONE_STATES, FAILING_STATES
from inspections.vietnamese import count_text

Typed = Mapping[int, tuple[str, str]]
"""The place of a line → (the choice, the note) that were typed for it."""


@dataclass(frozen=True)
class Kind:
    """A kind of sheet in words: for the team (``label``, ``act`` on the button, ``offer``, ``nothing`` where there is
    none to send), for the body (``title``, ``intro``); what is chosen in a line, for which choices a note is needed,
    and in which states of a visit it may be sent."""

    label: str
    act: str
    offer: str
    nothing: str
    title: str
    pick: str
    intro: str
    choices: Mapping[str, str]
    explained: Collection[str]
    states: Collection[str]
    too_late: str


SELF_CHECK, OPINION = "self_check", "opinion"
KINDS = {
    SELF_CHECK: Kind(
        label="Phiếu tự kiểm tra",
        act="Gửi phiếu tự kiểm tra",
        offer="Đơn vị chỉ nhận câu hỏi và nghĩa vụ của các phần được chọn, không nhận cách kiểm tra. Nội dung cơ quan "
        "nào giữ riêng thì không có trong phiếu.",
        nothing="Chưa chọn nội dung kiểm tra nào cho buổi kiểm tra này nên chưa có gì để gửi.",
        title="Tự kiểm tra trước buổi kiểm tra",
        pick="Các phần gửi đơn vị tự kiểm tra",
        intro="Đơn vị tự đánh giá từng nội dung trước buổi kiểm tra. Đây là tự đánh giá của đơn vị; đoàn kiểm tra xem "
        "và ghi kết quả riêng.",
        choices={"pass": "Đạt", "fail": "Chưa đạt", "not_applicable": "Không áp dụng"},
        explained=("fail",),
        states=("planned",),
        too_late="Chỉ gửi phiếu tự kiểm tra trước khi công bố quyết định kiểm tra tại đơn vị.",
    ),
    OPINION: Kind(
        label="Lấy ý kiến của đơn vị",
        act="Lấy ý kiến về kết quả dự kiến",
        offer="Đơn vị nhận nội dung phát hiện và yêu cầu dự kiến như đang ghi lúc này; không nhận hành vi, mức phạt. "
        "Phát hiện cơ quan nào giữ riêng thì không có ở đây.",
        nothing="Chưa có phát hiện nào hai cơ quan cùng xem để lấy ý kiến đơn vị.",
        title="Ý kiến về kết quả kiểm tra dự kiến",
        pick="Các phát hiện lấy ý kiến đơn vị",
        intro="Đây là dự kiến của đoàn kiểm tra, chưa phải kết quả chính thức. Đơn vị nêu ý kiến, giải trình về từng "
        "nội dung.",
        choices={"agree": "Thống nhất", "disagree": "Không thống nhất"},
        explained=("disagree",),
        states=("announced", "fieldwork_done", "minutes_signed"),
        too_late="Chỉ lấy ý kiến từ khi công bố quyết định kiểm tra tại đơn vị đến khi thông báo kết quả.",
    ),
}
"""What may be asked, by kind."""
OF_SURVEY = {
    SELF_CHECK: replace(
        KINDS[SELF_CHECK],
        label="Phiếu tự rà soát",
        act="Gửi phiếu tự rà soát",
        offer="Đơn vị chỉ nhận câu hỏi và nghĩa vụ của các phần được chọn, không nhận cách làm của đoàn. Nội dung cơ "
        "quan nào giữ riêng thì không có trong phiếu.",
        nothing="Chưa chọn nội dung nào cho buổi làm việc này nên chưa có gì để gửi.",
        title="Tự rà soát trước buổi làm việc",
        pick="Các phần gửi đơn vị tự rà soát",
        intro="Đơn vị tự đánh giá từng nội dung trước buổi làm việc. Đây là tự đánh giá của đơn vị; đoàn khảo sát xem "
        "và ghi kết quả riêng.",
        too_late="Chỉ gửi phiếu tự rà soát trước khi bắt đầu làm việc tại đơn vị.",
    ),
    OPINION: replace(
        KINDS[OPINION],
        offer="Đơn vị nhận các nội dung ghi nhận và đề nghị dự kiến như đang ghi lúc này. Nội dung cơ quan nào giữ "
        "riêng thì không có ở đây.",
        nothing="Chưa có nội dung nào hai cơ quan cùng xem để lấy ý kiến đơn vị.",
        title="Ý kiến về kết quả làm việc dự kiến",
        pick="Các nội dung lấy ý kiến đơn vị",
        intro="Đây là dự kiến của đoàn khảo sát, chưa phải kết quả chính thức. Đơn vị nêu ý kiến, giải trình về từng "
        "nội dung.",
        too_late="Chỉ lấy ý kiến từ khi bắt đầu làm việc tại đơn vị đến khi thông báo kết quả.",
    ),
}
"""The same where a body is surveyed: nobody inspects it."""
IN_ADDRESS = {"check": SELF_CHECK, "opinion": OPINION}
"""The kinds by their word in an address."""
DECIDED = frozenset({"decided", "working_plan_approved", "in_progress"})
"""States of an inspection in which its bodies may know of it."""
ASKED_IN = {SELF_CHECK: DECIDED, OPINION: DECIDED | {"finished"}}
"""The states of an inspection in which each kind may be asked: an opinion also after the last visit, until the results
of a visit are told."""
UNANSWERED = "chưa trả lời"


def kinds(subject: str) -> Mapping[str, Kind]:
    """What may be asked, by kind, in the words of what is done at the body: "inspection" or "survey"."""
    return OF_SURVEY if subject == "survey" else KINDS


def refuse_sending(
    kind: str, visit_state: str, audience: str, inspection_state: str, subject: str = "inspection"
) -> None:
    """Raises RuleBroken unless such a sheet may go to the body of such a visit now."""
    if audience != "joint":
        raise RuleBroken("Buổi làm việc này chỉ cơ quan anh, chị được xem nên gửi đơn vị bằng văn bản giấy.")
    if inspection_state not in ASKED_IN[kind]:
        raise RuleBroken("Chỉ gửi đơn vị khi quyết định đã ban hành và đoàn chưa kết thúc công việc.")
    if visit_state not in KINDS[kind].states:
        raise RuleBroken(kinds(subject)[kind].too_late)


def refuse_due(due_on: date, today: date) -> None:
    """Raises RuleBroken when the last day for an answer is already over."""
    if due_on < today:
        raise RuleBroken("Thời hạn trả lời không được trước hôm nay.", "due_on")


def refuse_second(waiting: bool) -> None:
    """Raises RuleBroken when the same is asked already and nobody has answered yet."""
    if waiting:
        raise RuleBroken("Đã gửi đơn vị và đang chờ trả lời; thu hồi phiếu đó nếu muốn gửi phiếu khác.")


def refuse_empty(lines: Collection[object]) -> None:
    """Raises RuleBroken when nothing is asked."""
    if not lines:
        raise RuleBroken("Chưa chọn nội dung nào để gửi đơn vị.")


def incomplete(kind: str, typed: Iterable[tuple[int, str, str]]) -> list[str]:
    """What keeps a sheet from being sent back, in words; ``typed`` are (number of the line, choice, note)."""
    rows = list(typed)
    bare = [count_text(number) for number, choice, _note in rows if not choice]
    unsaid = [
        count_text(number) for number, choice, note in rows if choice in KINDS[kind].explained and not note.strip()
    ]
    found = []
    if bare:
        found.append(f"Còn {count_text(len(bare))} nội dung {UNANSWERED}: {_named(bare)}.")
    if unsaid:
        words = " hoặc ".join(f"“{KINDS[kind].choices[one]}”" for one in KINDS[kind].explained)
        found.append(f"Chọn {words} thì cần ghi rõ: nội dung {_named(unsaid)}.")
    return found


def _named(numbers: list[str], most: int = 8) -> str:
    return ", ".join(numbers[:most]) + (" …" if len(numbers) > most else "")


def late_text(due_on: date, answered_on: date | None) -> str:
    """How late an answer came, in words; empty in time."""
    late = (answered_on - due_on).days if answered_on else 0
    return f"Trả lời sau thời hạn {count_text(late)} ngày" if late > 0 else ""


def differs(choice: str, states: Iterable[str]) -> bool:
    """Whether a body judged an item otherwise than somebody who inspected it."""
    judged = [state for state in states if state in DONE_STATES and state not in {"recorded", "not_checked"}]
    return bool(choice) and any(_way(choice) != _way(state) for state in judged)


def _way(state: str) -> str:
    """Failing is one way, whatever it is called."""
    return "fail" if state in FAILING_STATES else state
