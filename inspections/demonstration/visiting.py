"""What the bodies of the demonstration handed over, and who signs for them; it knows no file of the demonstration."""

from datetime import timedelta

from sqlalchemy.orm import Session

from models.inspections import Visit
from models.papers import SuppliedDocument

DOCUMENTS = (
    ("Quyết định phân công người thực hiện dịch vụ bưu chính KT1", "17/QĐ-BĐ", 400, True, ""),
    ("Quy định nghiệp vụ đang áp dụng tại nơi làm việc", "", None, False, "Bản in từ hệ thống của đơn vị"),
)
"""Name, number, how many days before the visit it is dated, whether it is the original, note."""


def add_record(session: Session, visit: Visit) -> None:
    """Lets the first of the named people sign, and notes the papers, where anybody is named at all."""
    if not visit.attendees:
        return
    visit.attendees[0].signs = True
    for name, number, age, original, note in DOCUMENTS:
        dated_on = visit.day - timedelta(days=age) if age else None
        session.add(
            SuppliedDocument(
                visit=visit,
                owner=visit.owner,
                name=name,
                number=number,
                dated_on=dated_on,
                original=original,
                note=note,
            )
        )
