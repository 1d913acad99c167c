"""What a finding says of the duty and of what is required, and how that follows its items; knows no page."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.findings import actions, queries
from inspections.findings.rules import Content
from tests.inspections.findings.cases import noted
from tests.inspections.inspecting.cases import everything, person


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    with everything(each_app) as session:
        yield session


def test_duty_and_requirement_follow_the_items_until_somebody_writes_them(session: Session) -> None:
    finding, by = noted(session, "CL-33"), person(session, "dic.inspector")
    items = {one.row.code: one.row.ref for one in queries.items(session, finding)}
    actions.link(session, finding, by, [items["CL-09"], items["CL-33"]], [], finding.version)
    assert "khoản 2 Điều 8 Luật Bưu chính" in finding.duty and "điểm d khoản 3 Điều 28" in finding.duty
    assert finding.requirement.startswith("Bảo đảm phiếu gửi thể hiện") and "niêm yết" in finding.requirement
    assert "phieu gui" in finding.search_text
    written = Content(finding.text, finding.duty, "Niêm yết ngay.", finding.severity)
    actions.edit(session, finding, by, written, finding.version)
    actions.link(session, finding, by, [items["CL-33"]], [], finding.version)
    assert (finding.requirement, finding.duty) == ("Niêm yết ngay.", "điểm d khoản 3 Điều 28 Luật Bưu chính")


def test_the_duty_of_a_finding_is_never_a_clause_that_fines(session: Session) -> None:
    finding, by = noted(session), person(session, "dic.inspector")
    fining = Content("Chưa đóng dấu.", "khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP", "", "minor")
    with pytest.raises(RuleBroken, match="không phải điều, khoản xử phạt"):
        actions.edit(session, finding, by, fining, finding.version)
    with pytest.raises(RuleBroken, match="không phải điều, khoản xử phạt"):
        actions.add(session, finding.visit, by, "shortcoming", fining, finding.visit.day)
