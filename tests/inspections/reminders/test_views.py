"""What the page of long overdue work shows and marks; knows no rule."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from models.base import now
from tests.inspections.inspecting.cases import everything
from tests.inspections.remedies.cases import DUE
from tests.inspections.reminders import cases
from tests.support.client import Client, words_of

SignIn = Callable[[str], Client]


def test_what_an_agency_keeps_to_itself_is_marked_before_it_is_printed(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        for remedy in (cases.made_own(session, DUE, "qzown"), cases.made(session, DUE, text="qzjoint")):
            remedy.due_on = now().date() - timedelta(days=90)
            remedy.requirement = remedy.finding.text
    rows = [words_of(one) for one in sign_in("police.manager").get("/report-up").all("tr")]
    [own] = [row for row in rows if "qzown" in row]
    [joint] = [row for row in rows if "qzjoint" in row]
    assert "Chỉ Công an tỉnh xem" in own and "xem" not in joint
    assert "qzown" not in sign_in("dic.manager").get("/report-up").text
