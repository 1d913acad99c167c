"""Writes, rewrites and settles comments, and tells who is mentioned; it checks no right and commits nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.claiming import claim
from inspections.comments import queries, rules
from inspections.errors import RuleBroken
from inspections.fieldwork.actions import refuse_secrets
from inspections.notifications.actions import notify
from models.base import now
from models.checklists import VisitItem
from models.comments import Comment
from models.directory import User
from models.findings import Finding

ABOUT: dict[type[Any], str] = {VisitItem: "visit_item", Finding: "finding"}


@dataclass(frozen=True)
class CommentData:
    """What is typed: the text, "joint" or "own", and the references of the people it mentions."""

    text: str
    audience: str
    mentioned: Collection[str] = ()


def write(session: Session, record: VisitItem | Finding, by: Any, data: CommentData) -> Comment:
    """Writes a comment and tells who is mentioned in it; a second press of the same button writes nothing.

    Raises RuleBroken before the visit of an item is announced, for a joint comment on an agency's own record, for
    people who could not read it, and for what looks like a secret.
    """
    if isinstance(record, VisitItem):
        rules.refuse_early(record.visit.state)
    audience = rules.readers(data.audience, _locked(session, record))
    people = _mentioned(session, record, by, audience, data.mentioned)
    refuse_secrets(data.text)
    last = queries.last(session, record)
    if last and last.done_at is None and _says(last, by, data.text, audience, people):
        return last
    comment = Comment(
        visit=record.visit,
        text=data.text,
        mentioned=[one.id for one in people],
        by_id=by.id,
        owner=by.agency_code,
        audience=audience,
        **{ABOUT[type(record)]: record},
    )
    session.add(comment)
    session.flush()
    event_log.record(session, by, "comment:write", comment, on=record.ref)
    notify(session, people, "mentioned", comment, by)
    return comment


def _says(last: Comment, by: Any, text: str, audience: str, people: Collection[User]) -> bool:
    """Whether a person's comment says this already, to all these people."""
    same = (last.by_id, last.text, last.audience) == (by.id, text, audience)
    return same and {one.id for one in people} <= set(last.mentioned)


def _locked(session: Session, record: VisitItem | Finding) -> str:
    """How open a record is now, which nobody changes until the comment is written; what is hidden by now is refused."""
    model = type(record)
    audience = session.scalar(sa.select(model.audience).where(model.id == record.id).with_for_update(key_share=True))
    if audience is None:
        raise RuleBroken(rules.CHANGED)
    return audience


def _mentioned(session: Session, record: Any, by: Any, audience: str, refs: Collection[str]) -> list[User]:
    people = [one for one in queries.colleagues(session, record.visit, by) if one.ref in set(refs)]
    rules.refuse_strangers(audience, by.agency_code, [(one.name, one.agency_code) for one in people])
    return people


def rewrite(session: Session, comment: Comment, by: Any, text: str, seen: int) -> None:
    """Replaces the text of a comment; what stood there before stays to be read. Raises RuleBroken as ``write``."""
    claim(session, comment, seen, rules.CHANGED)
    refuse_secrets(text)
    if text == comment.text:
        return
    at = now()
    comment.earlier = [dict(one) for one in rules.with_earlier(comment.earlier, comment.text, at.isoformat())]
    comment.text, comment.edited_at = text, at
    event_log.record(session, by, "comment:rewrite", comment)


def settle(session: Session, comment: Comment, by: Any, done: bool, seen: int) -> None:
    """Marks a comment as dealt with, or takes that back; raises RuleBroken when somebody else just did."""
    claim(session, comment, seen, rules.CHANGED)
    if done == (comment.done_at is not None):
        raise RuleBroken(rules.CHANGED)
    comment.done_at, comment.done_by_id = (now(), by.id) if done else (None, None)
    event_log.record(session, by, "comment:done" if done else "comment:reopen", comment)
