"""Says what may be searched and in which words; it knows no table and no request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspections.directory.rules import LONGEST_SEARCH, MOST_WORDS
from inspections.vietnamese import count_text, fold, normalise

GROUPS = {
    "bodies": "Đơn vị",
    "inspections": "Cuộc kiểm tra",
    "findings": "Tồn tại, vi phạm",
    "papers": "Văn bản",
}
"""What is searched, in the order in which it is shown."""

MOST_COUNTED = 100
"""More than so many are not counted: nobody reads them, and counting them costs."""

LONGEST_SHOWN = 160


@dataclass(frozen=True)
class Found:
    """One result: its page and reference, what it is called, what stands beneath, its state as kind and code."""

    endpoint: str
    ref: str
    title: str
    beneath: str
    state: tuple[str, str] | None = None


@dataclass(frozen=True)
class Group:
    """The results of one kind: a page of them, how many there are, the references of the neighbouring pages."""

    code: str
    rows: list[Found]
    total: int
    before: str | None = None
    after: str | None = None

    @property
    def count(self) -> str:
        """How many there are, as the heading says it."""
        return f"hơn {MOST_COUNTED}" if self.total > MOST_COUNTED else count_text(self.total)


def asked_groups(asked: Mapping[str, Any]) -> list[str]:
    """The groups that are asked for: one, or all."""
    return [asked["group"]] if "group" in asked else list(GROUPS)


def marked(text: str) -> list[str]:
    """The words of a search that were typed with marks: what has them as they were typed comes first."""
    typed = normalise(text[:LONGEST_SEARCH]).split()[:MOST_WORDS]
    return [word for word in typed if fold(word) != word.lower()]


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text as a list shows it: one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
