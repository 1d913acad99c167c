"""A year's case as its nine people walk it by the words on the pages, from the plan to the remedy that worked."""

from pathlib import Path

import pytest

from tests.browser import year_deciding as deciding
from tests.browser import year_following as following
from tests.browser import year_papers as papers
from tests.browser import year_preparing as preparing
from tests.browser import year_reading as reading
from tests.browser import year_visiting as visiting
from tests.browser.year import People
from tests.support.chromium import Guard
from tests.support.server import Server

NINE = {
    *("dic.inspector", "dic.manager", "police.inspector", "police.manager"),
    *("approver", "clerk", "body", "auditor", "admin"),
}


@pytest.mark.parametrize("swapped", [False, True], ids=["inspectors on tablets", "managers on tablets"])
def test_nine_people_walk_a_case_from_the_plan_to_the_remedy_that_worked(
    server: Server, instance: Path, guard: Guard, tmp_path: Path, swapped: bool
) -> None:
    who = People(guard, server.url, swapped)
    deciding.revise_the_plan(who)
    deciding.bring_the_plan_into_force(who)
    decision = deciding.draft_the_decision(who)
    preparing.record_the_letter_and_the_decision(who, decision)
    preparing.write_the_working_plan(who, decision)
    visit = preparing.announce(who, decision, deciding.POST_OFFICE)
    visiting.answer_the_items(who, visit)
    finding = visiting.note_the_finding(who, visit)
    visiting.confirm_the_parts(who, visit)
    papers.fill_the_record(who, visit)
    minutes = papers.lock_the_minutes(who, visit)
    for button in ("Tải tệp Word", "Tải tệp PDF"):
        words = papers.words_of(papers.take(minutes, button, tmp_path))
        assert visiting.WHAT_FAILED in words and papers.OPINION in words
    papers.sign_the_minutes(minutes)
    following.confirm_the_finding(who, finding)
    following.notify_the_results(who, visit)
    remedy = following.require_a_remedy(who, finding)
    following.report_as_the_body(who, remedy, visiting.REQUIRED)
    following.accept_the_report(who, remedy)
    following.close_the_case(who, finding, visit)
    following.let_the_days_pass(instance, remedy)
    following.judge_the_effect(who, remedy, visiting.REQUIRED)
    reading.read_the_overview(who, visiting.WHAT_FAILED)
    reading.search_without_accents(who, deciding.TITLE)
    reading.verify_the_log(who)
    guard.allow("status of 404")
    reading.administer_without_seeing_cases(who, (decision, visit, finding, remedy))
    assert set(who.pages) == NINE
