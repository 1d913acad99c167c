"""Knows which rows and names the facts of a paper are made of; knows no layout."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from inspections.papers.gathering import visit_facts
from models.findings import Finding
from models.papers import Paper
from tests.inspections.inspecting.cases import everything, make_visit
from tests.inspections.remedies.cases import BODY, make_finding, make_remedy


def test_only_what_the_body_was_asked_for_is_a_recommendation_of_an_earlier_visit(
    each_app: Flask, tmp_path: Path
) -> None:
    with everything(each_app) as session:
        past = make_visit(session, key=BODY, state="results_notified", day=date(2026, 3, 2))
        asked = make_remedy(session, tmp_path, finding=make_finding(session, visit=past), requirement="Đã gửi đơn vị")
        make_remedy(session, tmp_path, finding=asked.finding, sent=False, requirement="Chưa từng gửi")
        visit = make_visit(session, key=BODY, state="announced", day=date(2026, 11, 20))
        session.flush()
        earlier = visit_facts.gather(session, visit.id, each_app.config["TIME_ZONE"], {}).earlier
        texts = [one.requirement for one in earlier]
        assert "Đã gửi đơn vị" in texts and "Chưa từng gửi" not in texts


def test_what_is_printed_as_required_is_what_the_body_is_asked_for(app: Flask, tmp_path: Path) -> None:
    with everything(app) as session:
        remedy = make_remedy(session, tmp_path, sent=False, requirement="Đóng dấu ngày, ghi rõ giờ chấp nhận.")
        facts = visit_facts.gather(session, remedy.visit_id, app.config["TIME_ZONE"], {})
        [printed] = [one for one in facts.findings if one.due_on == remedy.due_on]
        assert printed.requirement == "Đóng dấu ngày, ghi rõ giờ chấp nhận"
        assert session.get_one(Finding, remedy.finding_id).requirement != printed.requirement


OLD, NEW = "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"


@pytest.mark.parametrize(
    ("kind", "day", "named"), [("minutes", 20, OLD), ("result_notice", 20, NEW), ("minutes", 28, NEW)]
)
def test_a_paper_names_the_agency_of_its_own_day_and_the_decision_that_of_its_day(
    app: Flask, kind: str, day: int, named: str
) -> None:
    on = date(2025, 2, 1) + timedelta(days=day)
    with everything(app) as session:
        visit = make_visit(session, state="minutes_signed", day=on)
        visit.inspection.decided_on = date(2025, 1, 20)
        paper = Paper(kind=kind, inspection=visit.inspection, visit=visit, owner="DIC", title="", fields={})
        session.add(paper)
        session.flush()
        facts = visit_facts.facts_of(session, paper, app.config["TIME_ZONE"])
        assert facts.agencies["DIC"].name == named
        assert facts.order.issuer.startswith(f"Giám đốc {OLD}")
