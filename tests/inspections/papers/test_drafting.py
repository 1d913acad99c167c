"""Knows when minutes are begun and that they are begun once; knows nothing of what they say."""

import pytest
from flask import Flask

from inspections.errors import RuleBroken
from inspections.papers import begin_actions, queries
from inspections.papers.registry import BEGUN
from tests.inspections.inspecting.cases import everything, make_visit, person


def test_minutes_are_begun_once_with_place_and_copies(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit, by = make_visit(session, state="announced"), person(session, "dic.inspector")
        assert queries.minutes_of(session, visit) is None
        paper = begin_actions.draft_minutes(session, visit, by)
        assert (paper.kind, paper.state, paper.owner, paper.audience) == ("minutes", "draft", "DIC", "joint")
        place = "Bưu điện phường Cổ Chiên, khóm 2, phường Cổ Chiên, tỉnh Vĩnh Long"
        assert paper.fields == {"place": place, "copies": 3}
        assert begin_actions.draft_minutes(session, visit, by) is paper
        assert queries.minutes_of(session, visit) is paper


def test_a_survey_gets_working_minutes(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session, state="fieldwork_done", kind="survey")
        assert begin_actions.draft_minutes(session, visit, person(session, "dic.manager")).kind == "survey_minutes"


def test_no_minutes_are_begun_where_they_were_signed_elsewhere(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session, state="closed", minutes_number="09/BB-ĐKT")
        with pytest.raises(RuleBroken, match="ngoài hệ thống"):
            begin_actions.draft_minutes(session, visit, person(session, "dic.manager"))


def test_no_minutes_are_begun_before_the_decision_is_announced(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session, state="planned")
        with pytest.raises(RuleBroken, match="Chưa công bố"):
            begin_actions.draft_minutes(session, visit, person(session, "dic.manager"))


@pytest.mark.parametrize("word", ["", "annex", "schedule"])
def test_what_one_agency_keeps_to_itself_has_no_paper_of_both_and_is_told_so(app: Flask, word: str) -> None:
    with everything(app) as session:
        visit = make_visit(session, state="announced", owner="POLICE", audience="own")
        by = person(session, "police.manager")
        with pytest.raises(RuleBroken, match="Chỉ một cơ quan được xem"):
            if word:
                begin_actions.begin(session, visit, by, BEGUN[word], visit.day)
            else:
                begin_actions.draft_minutes(session, visit, by)
        assert not queries.offered(session, visit, [], visit.day, "POLICE")
