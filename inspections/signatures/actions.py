"""Keeps digitally signed files and drawn signatures, and removes the drawn; who calls has looked at the permission."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.evidence import photos
from inspections.fieldwork.actions import refuse_secrets
from inspections.papers.actions import new_file
from inspections.papers.rules import OF_TEAM
from inspections.signatures import queries, rules
from inspections.signatures.ink import Ink
from models.base import now
from models.papers import Paper, PaperFile, PaperSignature


@dataclass(frozen=True)
class Checked:
    """A signed file that holds: its bytes and sha256, the sha256 of the PDF it was held against, its signers."""

    data: bytes
    sha256: str
    base: str
    signers: list[dict[str, Any]]


def keep_signed(session: Session, paper: Paper, by: Any, checked: Checked, folder: Path) -> PaperFile:
    """Keeps a digitally signed file beside the paper; the same file again is not kept twice, but its check is renewed.

    Raises RuleBroken when the paper was locked anew while the file was checked.
    """
    _take_turn(session, paper)
    locked = queries.locked_pdf(session, paper)
    if locked is None or locked.sha256 != checked.base:
        raise RuleBroken(rules.MOVED)
    known = next((one for one in queries.signed_files(session, paper) if one.sha256 == checked.sha256), None)
    name = f"{paper.kind}-{paper.ref}-{paper.edition}-ky-so.pdf"
    row = known or new_file(paper, by, "signed", checked.sha256, name, len(checked.data))
    row.signers, row.by_id, row.added_at = checked.signers, by.id, now()
    photos.write(photos.path_of(folder, checked.sha256, "pdf"), checked.data)
    session.add(row)
    session.flush()
    event_log.record(session, by, "paper:signed_file", paper, sha256=checked.sha256, signatures=len(checked.signers))
    return row


def draw(session: Session, paper: Paper, by: Any, number: int, seen: str, ink: Ink, folder: Path) -> PaperSignature:
    """Keeps what the person at this place of the paper drew; ``seen`` is the sha256 of the content that he was shown.

    Raises RuleBroken for a paper that is not signed on the tablet now, that says something else by now, whose place is
    not there, or where this content has a signature already.
    """
    _take_turn(session, paper)
    if not rules.drawable(paper.kind in OF_TEAM, paper.state):
        raise RuleBroken(rules.NOT_NOW)
    if seen != paper.sha256:
        raise RuleBroken(rules.SEEN_OTHER)
    place = rules.place_at(paper.content, number)
    if place is None:
        raise RuleBroken(rules.NO_SUCH)
    if rules.signed(place, queries.signatures_of(session, paper), paper.sha256):
        raise RuleBroken(rules.ALREADY)
    photos.write(photos.path_of(folder, ink.sha256, "png"), ink.data)
    row = PaperSignature(
        paper=paper,
        owner=paper.owner,
        audience=paper.audience,
        name=place.name,
        capacity=place.capacity,
        content_sha256=seen,
        sha256=ink.sha256,
        width=ink.width,
        height=ink.height,
        by_id=by.id,
    )
    session.add(row)
    session.flush()
    event_log.record(session, by, "paper:draw_signature", row, paper=paper.ref, sha256=ink.sha256, content=seen)
    return row


def remove(session: Session, signature: PaperSignature, by: Any, reason: str) -> PaperSignature:
    """Takes a drawn signature off its paper; the row and the picture stay. Raises RuleBroken once it is recorded as
    signed, without a reason, and at a reason that looks like a secret.
    """
    _take_turn(session, signature.paper)
    session.refresh(signature)
    if signature.removed_at is not None:
        raise RuleBroken("Chữ ký này đã được gỡ rồi.")
    if signature.paper.state not in rules.REMOVABLE:
        raise RuleBroken(rules.KEPT)
    refuse_secrets(reason)
    signature.removed_at, signature.removed_by_id, signature.removed_reason = now(), by.id, reason
    session.flush()
    event_log.record(session, by, "paper:remove_signature", signature, paper=signature.paper.ref)
    return signature


def _take_turn(session: Session, paper: Paper) -> None:
    """Makes those who sign, withdraw or record the same paper follow each other, and reads it again."""
    session.execute(sa.select(Paper.id).where(Paper.id == paper.id).with_for_update(key_share=True))
    session.refresh(paper)
