"""Knows what a paper that goes out leaves at the requirements it carries; knows no page of requirements."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.clock import today
from inspections.remedies import actions as remedies
from models.findings import Remedy, RemedyStep
from models.inspections import Visit
from models.papers import Paper
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import SignIn
from tests.inspections.remedies.cases import LETTER, TODAY, make_finding, make_remedy
from tests.support.client import Client

ISSUED = {"day": "18/11/2026", "signer": "Phạm Thị Thu Hà", "number": "312/TB-SKHCN"}


class Case:
    """A visit with requirements, and its papers to the body."""

    def __init__(self, app: Flask, sign_in: SignIn, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.lead, self.clerk = sign_in("dic.manager"), sign_in("clerk")
        self.url = ""

    def make(self, sent: bool, text: str, first: str | None = None, **changed: object) -> str:
        """A requirement of the same visit, with these columns changed afterwards; returns its reference."""
        with everything(self.app) as session:
            visit = session.scalars(sa.select(Remedy).where(Remedy.ref == first)).one().visit if first else None
            finding = make_finding(session, visit=visit)
            remedy = make_remedy(session, self.folder, finding=finding, sent=sent, planned=False, requirement=text)
            for name, value in changed.items():
                setattr(remedy, name, value)
            self.visit = remedy.visit.ref
            return remedy.ref

    def step(self, client: Client, name: str, status: int = 303, **typed: str) -> str:
        """Takes a step of the paper; returns the words of the page that it leads to."""
        with everything(self.app) as session:
            ref = self.url.rpartition("/")[2]
            version = session.scalars(sa.select(Paper.version).where(Paper.ref == ref)).one()
        page = client.post(f"{self.url}/steps/{name}", status=status, version=str(version), **typed)
        return client.get(self.url).text if status == 303 else page.text

    def begin(self, word: str, **typed: str) -> None:
        """Begins a paper and types what it needs."""
        self.url = self.lead.post(f"/visits/{self.visit}/papers/{word}").location
        self.lead.post(f"{self.url}/edit", version="1", signer="Phạm Thị Thu Hà", **typed)

    def steps(self, ref: str) -> list[tuple[str, str | None, date | None]]:
        """What happened to a requirement, with the letter by which it did."""
        with everything(self.app) as session:
            rows = session.scalars(sa.select(RemedyStep).join(Remedy).where(Remedy.ref == ref).order_by(RemedyStep.id))
            return [(row.step, row.paper_number, row.paper_on) for row in rows]


@pytest.fixture
def case(app: Flask, sign_in: SignIn, tmp_path: Path) -> Iterator[Case]:
    yield Case(app, sign_in, tmp_path)


def test_what_a_notice_carries_is_sent_by_it_and_what_was_sent_before_is_left(case: Case) -> None:
    waiting = case.make(False, "Đóng dấu ngày trên mọi phiếu gửi")
    before = case.make(True, "Ghi đầy đủ sổ ra vào", waiting)
    meanwhile = case.make(False, "Gửi trước bằng văn bản khác", waiting)
    with everything(case.app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == case.visit)).one()
        visit.state, visit.minutes_number, visit.minutes_on = "minutes_signed", "02/BB-ĐKT", date(2026, 11, 13)
    case.begin("notice")
    case.step(case.lead, "lock")
    later = case.make(False, "Yêu cầu lập sau khi khóa", waiting)
    with everything(case.app) as session:
        sent = session.scalars(sa.select(Remedy).where(Remedy.ref == meanwhile)).one()
        remedies.send(session, sent, person(session, "dic.inspector"), TODAY, LETTER)
    case.step(case.clerk, "issue", **ISSUED)
    page = case.step(case.clerk, "send", day="19/11/2026")
    assert "Chưa ghi được" not in page
    assert case.steps(waiting)[-1] == ("send", "312/TB-SKHCN", date(2026, 11, 18))
    for other in (before, meanwhile):
        assert [one for one in case.steps(other) if one[0] == "send"] == [("send", LETTER.number, LETTER.day)]
    assert "send" not in {one[0] for one in case.steps(later)}
    with everything(case.app) as session:
        assert session.scalars(sa.select(Visit.state).where(Visit.ref == case.visit)).one() == "following_up"
        remedy = session.scalars(sa.select(Remedy).where(Remedy.ref == waiting)).one()
        step = session.scalars(sa.select(RemedyStep).where(RemedyStep.remedy_id == remedy.id)).all()[-1]
        assert (remedy.for_body_id, step.happened_on) == (remedy.visit.body_id, date(2026, 11, 19))


def test_what_its_own_rules_refuse_is_named_and_holds_up_no_paper(case: Case) -> None:
    late = case.make(False, "Việc đã qua thời hạn.", due_on=date(2026, 11, 1))
    fine = case.make(False, "Việc còn thời hạn", late)
    with everything(case.app) as session:
        session.execute(sa.update(Visit).where(Visit.ref == case.visit).values(state="results_notified"))
    case.begin("demand")
    case.step(case.lead, "lock")
    case.step(case.clerk, "issue", **ISSUED)
    page = case.step(case.clerk, "send", day="19/11/2026")
    assert "Chưa ghi được vào yêu cầu “Việc đã qua thời hạn”: Thời hạn không được trước hôm nay." in page
    assert "send" not in {one[0] for one in case.steps(late)} and case.steps(fine)[-1][0] == "send"


def test_an_own_requirement_goes_by_no_joint_paper(case: Case) -> None:
    joint = case.make(False, "Việc chung")
    with everything(case.app) as session:
        visit = session.scalars(sa.select(Remedy).where(Remedy.ref == joint)).one().visit
        finding = make_finding(session, visit=visit, audience="own")
        own = make_remedy(session, case.folder, finding=finding, sent=False, planned=False).ref
    case.begin("demand")
    case.step(case.lead, "lock")
    with everything(case.app) as session:
        paper = session.scalars(sa.select(Paper).where(Paper.ref == case.url.rpartition("/")[2])).one()
        assert paper.fields["carries"] == [joint] and own not in str(paper.fields)
    case.step(case.lead, "withdraw", reason="Sai nơi nhận.")
    with everything(case.app) as session:
        paper = session.scalars(sa.select(Paper).where(Paper.ref == case.url.rpartition("/")[2])).one()
        assert "carries" not in paper.fields


def test_a_letter_that_urges_is_kept_at_each_requirement_that_it_names(case: Case) -> None:
    first = case.make(True, "Việc quá hạn thứ nhất", due_on=date(2026, 1, 5))
    second = case.make(True, "Việc quá hạn thứ hai", first, due_on=date(2026, 1, 6))
    case.make(True, "Việc chưa đến hạn", first, due_on=date(2027, 6, 1))
    with everything(case.app):
        fresh = today() + timedelta(days=30)
    case.begin("urging", new_day=f"{fresh:%d/%m/%Y}")
    case.step(case.lead, "lock")
    with everything(case.app) as session:
        session.execute(sa.update(Remedy).where(Remedy.ref.in_((first, second))).values(state="reported"))
    refused = case.step(case.clerk, "issue", status=422, **ISSUED)
    assert "Đơn vị đã báo cáo kết quả của mọi yêu cầu nêu trong công văn" in refused
    with everything(case.app) as session:
        session.execute(sa.update(Remedy).where(Remedy.ref == first).values(state="open"))
    case.step(case.clerk, "issue", **ISSUED | {"number": "330/SKHCN-BCVT"})
    page = case.step(case.clerk, "send", day="19/11/2026")
    assert case.steps(first)[-1] == ("urge", "330/SKHCN-BCVT", date(2026, 11, 18))
    assert case.steps(second)[-1][0] == "send"
    assert (
        "Việc quá hạn thứ hai”: Đơn vị đã báo cáo kết quả" in page and "chưa đến hạn" not in page.split("Nội dung")[0]
    )
