"""Reckons fine bands for the other kind of subject, and says validity in words; it knows no act, table or amount."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from inspections.directory.rules import END
from inspections.vietnamese import count_text, format_date

COMPETENCE = {"dic": ("DIC",), "police": ("POLICE",), "either": ("DIC", "POLICE")}
"""Who may record an act → the agencies."""

REPLACED = "~"
"""Stands in the code of a row that a later edition of the catalogue replaced, before its number."""


def base_code(code: str) -> str:
    """The code as the catalogue has it, of a row in force ("BC-15.3d") and of one that was replaced ("BC-15.3d~1")."""
    return code.partition(REPLACED)[0]


def same_clause(code: str, earlier: Mapping[str, str | None]) -> set[str]:
    """The codes among ``earlier`` of one clause: across editions of the catalogue, and across decrees both ways.

    ``earlier`` says of each act's code which act of an earlier decree it continues.
    """
    pairs = {(base_code(one), before) for one, before in earlier.items() if before}
    found = {base_code(code)}
    while more := {one for pair in pairs if found & set(pair) for one in pair} - found:
        found |= more
    return {one for one in earlier if base_code(one) in found}


class Band(NamedTuple):
    """From the least to the most of a fine, in đồng."""

    minimum: int
    maximum: int

    def __str__(self) -> str:
        """The band as papers print it, 3.000.000 – 5.000.000."""
        return f"{count_text(self.minimum)} – {count_text(self.maximum)}"


def bands(base_subject: str | None, minimum: int | None, maximum: int | None) -> dict[str, Band]:
    """The bands for "organisation" and "individual" from the one that the decree prints; none when it prints none.

    A postal decree prints the fine of an organisation and an individual pays half; a decree on secrets prints that of
    an individual and an organisation pays double. Which of the two a decree is, its base_subject in
    legal_documents.yaml says.
    """
    if minimum is None or maximum is None:
        return {}
    printed = Band(minimum, maximum)
    if base_subject == "organisation":
        return {"organisation": printed, "individual": Band(minimum // 2, maximum // 2)}
    if base_subject == "individual":
        return {"organisation": Band(minimum * 2, maximum * 2), "individual": printed}
    return {}


def validity_text(first: date, last: date) -> str:
    """The days on which a document applied, 15/02/2022 – 31/10/2025; an end that is not known, or not set, is said."""
    since = format_date(first) if first > date.min else "chưa rõ"
    return f"{since} – {format_date(last)}" if last < END else f"{since} – nay"


def closed_words(code: str, closed_on: date) -> str:
    """What stands beside a row that the catalogue does not have any more."""
    why = "Đã có bản thay thế trong danh mục" if REPLACED in code else "Không còn trong danh mục"
    return f"{why} từ ngày {format_date(closed_on)}; giữ lại cho các vụ việc đã ghi."
