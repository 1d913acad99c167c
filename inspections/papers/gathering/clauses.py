"""Names the clause that fines an act, and its decree in full for the first mention; it chooses and words no paper."""

from typing import Any

from inspections.papers.wording import long_date


def named(act: Any) -> tuple[str, str]:
    """The clause that fines an act, and what is said of its decree at the first mention: its day, issuer and title.

    The title is said once somebody has verified it.
    """
    document = act.document
    issued = f" {long_date(document.issued_on)} của {document.issuer}" if document.issued_on else ""
    title = f" {document.title[:1].lower()}{document.title[1:]}" if document.title_status == "verified" else ""
    return f"{act.point} {document.kind} số {document.number}", f"{issued}{title}"
