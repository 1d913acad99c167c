"""Says which columns the board of requirements has and what is left out of its pictures; it knows no table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspections.remedies.rules import PENDING
from inspections.vietnamese import count_text

MOST_CARDS = 6
"""How many cards a column of the board shows; its count leads to the list with all of them."""
MOST_BARS = 40
"""How many requirements are drawn; those that are due first."""


@dataclass(frozen=True)
class Column:
    """A column of the board: its words, and what the list of requirements is asked for to hold the same ones."""

    key: str
    title: str
    words: str
    asked: Mapping[str, str]


COLUMNS = (
    Column("unsent", "Chưa gửi đơn vị", "Cơ quan còn phải gửi", {"state": PENDING, "overdue": "unsent"}),
    Column("late", "Quá hạn, chưa báo cáo", "Đã gửi, thời hạn đã qua", {"state": PENDING, "overdue": "yes"}),
    Column("running", "Đang thực hiện", "Đã gửi, thời hạn chưa qua", {"state": PENDING, "overdue": "running"}),
    Column("reported", "Chờ xác nhận", "Đơn vị đã báo cáo kết quả", {"state": "reported"}),
    Column("verified", "Chờ đánh giá hiệu quả", "Kết quả đã được xác nhận", {"state": "verified"}),
    Column("effective", "Có hiệu quả", "Đã xong, mới nhất trước", {"state": "effective"}),
)
"""Every requirement stands in exactly one of them."""


@dataclass(frozen=True)
class Lane:
    """A column with how many requirements stand in it and the first of them: (requirement, the name of its body)."""

    column: Column
    count: int
    rows: Sequence[Any]


def left_out(drawn: int, sent: int, unsent: int) -> str:
    """What of the requirements that are not met is in no picture, in words; empty when all of them are drawn.

    ``sent`` and ``unsent`` are how many there are that the body has and has not.
    """
    later = f"{count_text(sent - drawn)} yêu cầu có thời hạn muộn hơn" if sent > drawn else ""
    never = f"{count_text(unsent)} yêu cầu chưa gửi đơn vị" if unsent else ""
    found = " và ".join(filter(None, (later, never)))
    return f"Không vẽ {found}." if found else ""
