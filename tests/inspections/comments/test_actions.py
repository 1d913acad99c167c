"""Knows what a comment does and whom it tells, on both databases; knows no page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.comments import actions, queries
from inspections.comments.actions import CommentData
from inspections.errors import RuleBroken
from inspections.findings import actions as findings
from inspections.inspecting.queries import chosen
from inspections.notifications import queries as notifications
from models.comments import Comment
from models.findings import Finding
from models.notifications import Notification
from tests.inspections.findings.cases import JOINT, item_of, noted, the
from tests.inspections.inquiries.cases import visit_with_items
from tests.inspections.inspecting.cases import everything, person, seen_by

TEXT = "Đề nghị xem lại sổ giao nhận."
MENTIONS = sa.select(Notification).where(Notification.news == "mentioned")


@pytest.fixture
def session(each_app: Flask) -> Iterator[Session]:
    with everything(each_app) as session:
        yield session


def refused(session: Session, act: Callable[[], Any]) -> str:
    """The sentence of a refusal, which changes nothing."""
    with pytest.raises(RuleBroken) as refusal, session.begin_nested():
        act()
    session.expire_all()
    return refusal.value.message


def said(session: Session, record: Any, login: str = "dic.inspector", text: str = TEXT, **given: Any) -> Comment:
    """A comment; ``to`` are the logins that it mentions."""
    to = [person(session, one).ref for one in given.pop("to", ())]
    return actions.write(session, record, person(session, login), CommentData(text, given.pop("audience", "joint"), to))


def told(session: Session, comment: Comment) -> set[str]:
    rows = session.scalars(sa.select(Notification).where(Notification.subject_ref == comment.ref))
    return {str(one.user.login) for one in rows}


def test_who_is_mentioned_is_told_once(session: Session) -> None:
    item = item_of(session, JOINT)
    comment = said(session, item, to=["police.inspector", "dic.manager"])
    assert told(session, comment) == {"police.inspector", "dic.manager"}
    assert said(session, item, to=["police.inspector"]) is comment
    assert len(session.scalars(MENTIONS.where(Notification.subject_ref == comment.ref)).all()) == 2
    further = said(session, item, to=["police.inspector", "police.manager"])
    assert further is not comment and told(session, further) == {"police.inspector", "police.manager"}


def test_what_an_agency_says_for_itself_is_hidden_from_the_other(each_app: Flask) -> None:
    with everything(each_app) as session:
        finding = noted(session, JOINT)
        comment = said(session, finding, "police.inspector", "Riêng công an.", audience="own", to=["police.manager"])
        key, ref = finding.id, comment.ref
    for agency, seen in (("DIC", 0), ("POLICE", 1)):
        with seen_by(each_app, agency) as session:
            assert len(session.scalars(sa.select(Comment).where(Comment.finding_id == key)).all()) == seen
            assert len(session.scalars(MENTIONS.where(Notification.subject_ref == ref)).all()) == seen


def test_nobody_is_mentioned_in_what_he_could_not_read(session: Session) -> None:
    item = item_of(session, JOINT)
    sentence = refused(session, lambda: said(session, item, audience="own", to=["police.manager"]))
    assert "không thuộc cơ quan anh, chị" in sentence and queries.last(session, item) is None
    finding = noted(session, JOINT)
    findings.set_audience(session, finding, person(session, "dic.inspector"), "own", finding.version)
    assert "chỉ cơ quan anh, chị" in refused(session, lambda: said(session, finding))


def test_joint_words_are_closed_with_their_finding_and_own_ones_stay_own(session: Session) -> None:
    finding = noted(session, JOINT)
    joint = said(session, finding, "police.inspector")
    own = said(session, finding, "police.inspector", "Riêng.", audience="own")
    findings.set_audience(session, finding, person(session, "dic.inspector"), "own", finding.version)
    session.expire_all()
    assert [(one.owner, one.audience) for one in (joint, own)] == [("DIC", "own"), ("POLICE", "own")]
    findings.set_audience(session, finding, person(session, "dic.inspector"), "joint", finding.version)
    session.expire_all()
    assert [(one.owner, one.audience) for one in (joint, own)] == [("DIC", "own"), ("POLICE", "own")]


def test_another_text_keeps_the_one_before(session: Session) -> None:
    comment, by = said(session, item_of(session, JOINT)), person(session, "dic.inspector")
    seen = comment.version
    actions.rewrite(session, comment, by, "Đã xem lại.", seen)
    assert comment.text == "Đã xem lại." and [one["text"] for one in comment.earlier] == [TEXT] and comment.edited_at
    assert "vừa được người khác" in refused(session, lambda: actions.rewrite(session, comment, by, "Khác.", seen))
    assert "Chưa lưu" in refused(session, lambda: actions.rewrite(session, comment, by, "12/TM-BCT", comment.version))


def test_it_is_dealt_with_and_waits_again(session: Session) -> None:
    comment, by = said(session, item_of(session, JOINT)), person(session, "police.manager")
    actions.settle(session, comment, by, True, comment.version)
    assert comment.done_by_id == by.id and queries.link(session, item_of(session, JOINT), "").waiting == 0
    assert refused(session, lambda: actions.settle(session, comment, by, True, comment.version))
    actions.settle(session, comment, by, False, comment.version)
    assert comment.done_at is None and queries.link(session, item_of(session, JOINT), "").waiting == 1


def test_nothing_is_said_about_an_item_before_its_visit_is_announced(session: Session) -> None:
    visit = visit_with_items(session)
    item = chosen(session, visit)["CL-01"]
    assert "Chưa công bố quyết định kiểm tra" in refused(session, lambda: said(session, item))
    visit.state = "announced"
    assert said(session, item).visit_item is item


def test_a_mention_at_a_finding_that_was_closed_since_is_no_news(each_app: Flask) -> None:
    def news() -> int:
        with seen_by(each_app, "POLICE") as session:
            return dict(notifications.unread_by_news(session, person(session, "police.manager"))).get("mentioned", 0)

    with everything(each_app) as session:
        finding = noted(session, JOINT)
        said(session, finding, "police.inspector", "Riêng.", audience="own", to=["police.manager"])
        ref = finding.ref
    assert news() == 1
    with everything(each_app) as session:
        finding = the(session, ref)
        findings.set_audience(session, finding, person(session, "dic.inspector"), "own", finding.version)
    assert news() == 0


@pytest.mark.parametrize(
    ("agency", "login", "sentence"),
    [("DIC", "dic.inspector", "chỉ cơ quan anh, chị"), ("POLICE", "police.inspector", "vừa được người khác thay đổi")],
)
def test_a_finding_that_was_closed_meanwhile_takes_no_joint_remark(
    each_app: Flask, agency: str, login: str, sentence: str
) -> None:
    with everything(each_app) as session:
        ref = noted(session, JOINT).ref
    with seen_by(each_app, agency) as session:
        finding = the(session, ref)
        closing = sa.update(Finding).where(Finding.id == finding.id).values(audience="own")
        session.execute(closing.execution_options(synchronize_session=False))
        assert finding.audience == "joint"
        assert sentence in refused(session, lambda: said(session, finding, login))
