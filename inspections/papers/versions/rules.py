"""Decides which signed papers a new version may replace, and what it changes; it knows no table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from inspections.errors import RuleBroken
from inspections.papers.rules import FINISHED
from inspections.vietnamese import format_date

FIELD = "replaces"
"""The name under which a new version keeps which paper it replaces, why and by whom, beside what was typed for it."""
DROPPED, REPLACED = "dropped", "replaced"
NOT_SIGNED_YET = "Văn bản chưa ký thì thu hồi về dự thảo để sửa; chỉ lập bản mới thay thế cho văn bản đã ký."
NO_VERSIONS = "Loại văn bản này không lập bản mới thay thế."
ANOTHER = "Đã có bản mới của văn bản này; mời mở bản đó để làm tiếp hoặc bỏ đi."
OF_REPLACED = "Biên bản mà phụ lục này kèm theo đã được thay thế; mời thu hồi phụ lục về dự thảo để ghi theo bản mới."
NO_DRAFT = "Chỉ bỏ được bản mới còn là dự thảo; bản đã khóa thì thu hồi về dự thảo trước."


@dataclass(frozen=True)
class Change:
    """A place where a new version says something else: the lines that went and those that came."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def refusal(of_minutes: bool, state: str, has_successor: bool) -> str | None:
    """Why a paper gets no new version now, or None.

    What was signed is never written over: it is corrected by another paper, which replaces it where its content was
    wrong (Decree 30/2020, article 18).
    """
    if not of_minutes:
        return NO_VERSIONS
    if state not in FINISHED:
        return NOT_SIGNED_YET
    return ANOTHER if has_successor else None


def refuse_earlier(signed_on: date | None, before: date | None) -> None:
    """Raises RuleBroken when a new version bears a day before that of the paper which it replaces."""
    if signed_on and before and signed_on < before:
        raise RuleBroken(f"Ngày ký bản mới không được trước ngày ký bản cũ ({format_date(before)}).", "day")


def carried(fields: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """What a new version opens with: everything that was typed for the old one, and what it replaces (``told``)."""
    return {**fields, FIELD: dict(told)}


def changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Where the lines of a new version differ from those of the paper that it replaces, in the new one's order."""
    matched = SequenceMatcher(None, before, after, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matched.get_opcodes():
        if what != "equal":
            yield Change(tuple(before[old_from:old_to]), tuple(after[new_from:new_to]))
