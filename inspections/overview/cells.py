"""Knows how the counts of the overview are cut, by agency, quarter and commune, and added up; it knows no table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from inspections.remedies.rules import PAST_DUE, TIMES

SUMS = {"requirements": tuple(TIMES), "past": PAST_DUE}
"""What is counted as a sum of others: all requirements, and those whose due day is over."""


@dataclass(frozen=True)
class Cell:
    """How many there are of ``what`` at the visits of one year, quarter and commune, of one agency.

    ``what`` is "visits" (whose fieldwork is over; the agency leads them), "faults" (shortcomings and violations that
    stand; the agency's) or a way in which a requirement of the agency stands to its due day (remedies.rules.TIMES).
    """

    what: str
    year: int
    quarter: int
    agency: str
    commune: str
    count: int


class Totals:
    """The counts of cells, as a whole and along each way of cutting them."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._found: Counter[tuple[str, int, str, Any]] = Counter()
        for cell in cells:
            cuts = {"": "", "agency": cell.agency, "quarter": cell.quarter, "commune": cell.commune}
            for cut, value in cuts.items():
                self._found[cell.what, cell.year, cut, value] += cell.count

    def count(self, what: str, year: int, cut: str = "", value: Any = "") -> int:
        """How many of ``what`` (or of what it sums up) a year has: in one agency, quarter or commune, or in all."""
        return sum(self._found[one, year, cut, value] for one in SUMS.get(what, (what,)))

    def communes(self, year: int, most: int) -> list[str]:
        """The communes with most faults and, where these are equal, with most that is overdue; at most so many."""
        names = {value for _what, one, cut, value in self._found if cut == "commune" and one == year and value}
        counts = {name: [self.count(what, year, "commune", name) for what in ("faults", "yes")] for name in names}
        ranked = sorted(
            (name for name in names if any(counts[name])), key=lambda name: ([-n for n in counts[name]], name)
        )
        return ranked[:most]
