"""Begins a new version of signed minutes, drops it, lets it take over; whoever calls looked at the permission."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import refuse_secrets
from inspections.notifications import queries as notifications
from inspections.notifications.actions import notify
from inspections.papers import subjects
from inspections.papers.registry import KINDS
from inspections.papers.versions import queries, rules
from inspections.vietnamese import fold
from models.directory import User
from models.inspections import TeamMember
from models.papers import Paper

CHANGED = "Văn bản vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."


def begin(session: Session, paper: Paper, by: Any, reason: str, seen: int) -> Paper:
    """A draft in the place of a signed paper, with everything that was typed for it; the old one stays in force.

    Both agencies' members of the team are told. Raises RuleBroken for what is not signed and what has a new version
    already.
    """
    subjects.lock(session, subjects.of(paper))
    claim(session, paper, seen, CHANGED)
    another = queries.successor(session, paper) is not None
    if refused := rules.refusal(KINDS[paper.kind].names_people, paper.state, another):
        raise RuleBroken(refused)
    refuse_secrets(reason)
    signed = paper.signed_on.isoformat() if paper.signed_on else ""
    told = {"number": paper.number or "", "on": signed, "reason": reason.strip(), "by": by.name}
    new = Paper(
        kind=paper.kind,
        title=paper.title,
        search_text=fold(paper.title),
        fields=rules.carried(paper.fields, told),
        edition=paper.edition + 1,
        corrects=paper,
        **subjects.columns(subjects.of(paper)) | {"owner": paper.owner, "audience": paper.audience},
    )
    session.add(new)
    session.flush()
    event_log.record(session, by, "paper:replace", new, replaces=paper.ref, edition=new.edition)
    notify(session, _team(session, new), "version_begun", new, by)
    return new


def drop(session: Session, paper: Paper, by: Any, reason: str, seen: int, today: date) -> Paper:
    """Gives a new version up: the signed paper goes on being the one in force, and the team is told.

    Raises RuleBroken for anything but the draft of a new version. Its number, if it has one, is not given again and
    stands in the number book under the day on which it was given up.
    """
    claim(session, paper, seen, CHANGED)
    if queries.replaces(paper) is None or paper.state != "draft":
        raise RuleBroken(rules.NO_DRAFT)
    refuse_secrets(reason)
    paper.state, paper.numbered_on = rules.DROPPED, today if paper.number else None
    paper.fields = {**paper.fields, rules.FIELD: {**paper.fields.get(rules.FIELD, {}), "dropped": reason.strip()}}
    event_log.record(session, by, "paper:drop", paper, state=paper.state)
    notify(session, _team(session, paper), "version_dropped", paper, by)
    return paper


def take_over(session: Session, paper: Paper, by: Any) -> None:
    """Marks the paper that a signed new version replaces; its files, copies and signatures stay with it.

    Drafts of its annexes go over to the new one. The team is told, and the people of a body that may read the new
    version. Raises RuleBroken when the new one bears a day before the old one's.
    """
    old = queries.replaces(paper)
    if old is None:
        return
    rules.refuse_earlier(paper.signed_on, old.signed_on)
    annexes = sa.update(Paper).where(Paper.corrects_id == old.id, Paper.kind != old.kind, Paper.state == "draft")
    session.execute(annexes.values(corrects_id=paper.id, version=Paper.version + 1))
    session.execute(sa.update(Paper).where(Paper.id == old.id).values(state=rules.REPLACED, version=Paper.version + 1))
    session.refresh(old)
    event_log.record(session, by, "paper:replaced", old, state=old.state, replaced_by=paper.ref)
    people = [*_team(session, paper), *notifications.of_body(session, paper.for_body_id)]
    notify(session, people, "version_signed", paper, by)


def _team(session: Session, paper: Paper) -> list[User]:
    """Who is in the team still."""
    query = sa.select(TeamMember.user_id).where(TeamMember.inspection_id == paper.inspection_id)
    return notifications.by_ids(session, session.scalars(query.where(TeamMember.left_on.is_(None))))
