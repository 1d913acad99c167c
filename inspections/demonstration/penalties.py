"""Stores what was prepared about the violations of the demonstration, and the finding that changed agencies."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from inspections.demonstration.cases import Province
from models.findings import Finding
from models.penalties import HandOver, Penalty, PenaltyCircumstance

PREPARED = {
    "F-4-1": ("G2", "Đại diện đơn vị thừa nhận sai sót ngay khi làm việc, phối hợp cung cấp phiếu gửi.", 3_500_000),
}
"""Key of a violation → the circumstance that was chosen, what it rests on, the fine that is proposed."""
TAKEN_OVER = {
    "F-4-3": "Nội dung bảo đảm an ninh, an toàn thuộc phần Công an tỉnh theo dõi; đề nghị tiếp nhận.",
}
"""Key of a finding of the police's → with which words the department had handed it over."""
OFFICE = "dic_director"


def add_penalties(session: Session, province: Province, found: Mapping[str, Finding]) -> None:
    """Stores them for the findings of the file that are there, by key."""
    for key, (code, note, fine) in PREPARED.items():
        reader = _reader(found[key])
        by = province.people["dic.inspector"]
        session.add(PenaltyCircumstance(code=code, note=note, by_id=by.id, at=province.at, **reader))
        session.add(Penalty(office=OFFICE, proposed_fine=fine, **reader))
    for key, facts in TAKEN_OVER.items():
        day = found[key].detected_on
        sent = {"sent_on": day, "sent_by": province.people["dic.inspector"], "from_agency": "DIC", "facts": facts}
        answered = {"state": "taken", "answered_on": day, "answered_by": province.people["police.inspector"]}
        given = {"visit": found[key].visit, "finding_id": found[key].id, "owner": found[key].owner}
        session.add(HandOver(**given, audience=found[key].audience, **sent, **answered))
    session.flush()


def _reader(finding: Finding) -> dict[str, Any]:
    return {"finding": finding, "owner": finding.owner, "audience": finding.audience}
