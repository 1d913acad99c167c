"""What the page of long overdue work shows and marks, and what no deadline is; knows no rule."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from inspections.reminders import queries
from models.base import now
from models.findings import RemedyStep
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


def test_what_was_never_sent_reminds_nobody_and_is_not_reported_up(app: Flask) -> None:
    with everything(app) as session:
        sent, kept = (cases.made(session, DUE, text=text) for text in ("qzsent", "qzkept"))
        session.execute(sa.delete(RemedyStep).where(RemedyStep.remedy_id == kept.id, RemedyStep.step == "send"))
        refs = {one.record.ref for one in queries.deadlines(session, DUE, DUE)}
        assert sent.ref in refs and kept.ref not in refs
