"""Keeps photos of items, changes what is said of them and who may see them, removes and restores them."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.evidence import photos, rules
from inspections.fieldwork import queries as fieldwork
from inspections.fieldwork.actions import CLOSED_STATES, default_audience, hold_part, refuse_secrets
from models.base import now
from models.checklists import Evidence, VisitItem

TAKEN = "Mã của ảnh này trùng với một ảnh khác; mời xóa ảnh khỏi máy rồi chụp lại."


def add(
    session: Session, item: VisitItem, by: Any, photo: photos.Photo, folder: Path, sent: rules.Sent | None = None
) -> Evidence:
    """Keeps a photo of an item, as open as the author's agency's photos start; ``sent`` is what a tablet said of it.

    A photo that a tablet sends a second time is harmless. Raises RuleBroken where ``refuse`` does, at a caption that
    looks like a secret, and at an op_id that is another's. The file is on the disk before the row exists: a row never
    names a file that a power cut took.
    """
    refuse(session, item, by, sent.caption if sent else "")
    if sent and (known := kept(session, item, by, sent, photo.sha256)):
        return known
    photos.keep(folder, photo)
    audience = item.audience if item.audience == "own" else default_audience(session, by.agency_code)
    evidence = Evidence(
        visit_item=item,
        visit_id=item.visit_id,
        owner=by.agency_code,
        audience=audience,
        sha256=photo.sha256,
        name=photo.name,
        size=len(photo.data),
        width=photo.width,
        height=photo.height,
        by_id=by.id,
    )
    if sent:
        evidence.op_id, evidence.caption = sent.op_id, sent.caption
        evidence.taken_at, evidence.clock_offset = sent.taken_at, sent.clock_offset
    session.add(evidence)
    _flush(session)
    event_log.record(session, by, "evidence:add", evidence, item=item.ref, sha256=photo.sha256)
    return evidence


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if "op_id" not in str(error.orig):
            raise
        raise RuleBroken(TAKEN) from error


def kept(session: Session, item: VisitItem, by: Any, sent: rules.Sent, sha256: str) -> Evidence | None:
    """The photo that a tablet sent before under the same op_id; a caption that was changed there since takes its place.

    Raises RuleBroken when this op_id is that of another photo, and at a caption that looks like a secret.
    """
    known = session.scalar(sa.select(Evidence).where(Evidence.op_id == sent.op_id))
    if known is None:
        return None
    if (known.sha256, known.visit_item_id, known.by_id) != (sha256, item.id, by.id):
        raise RuleBroken(TAKEN)
    closed = why_closed(item, hold_part(session, item.visit_id, by.agency_code))
    if sent.caption != known.caption and known.caption in ("", *sent.before) and not closed:
        refuse_secrets(sent.caption)
        known.caption = sent.caption
        event_log.record(session, by, "evidence:describe", known, audience=known.audience)
    return known


def refuse(session: Session, item: VisitItem, by: Any, caption: str = "") -> None:
    """Raises RuleBroken where no photo may be added, or none with this caption.

    That is before the announcement, after the agency's sign-off, after the minutes, of what is never photographed, and
    at a caption that looks like a secret.
    """
    refuse_secrets(caption)
    _refuse_closed(session, item, by.agency_code)
    if rules.forbidden(fieldwork.version_of(session, item).items[item.code]):
        raise RuleBroken(rules.FORBIDDEN)


def describe(session: Session, evidence: Evidence, by: Any, caption: str, audience: str) -> Evidence:
    """Changes the caption and who may see the photo.

    Raises RuleBroken as ``add`` does, on an own item, and at a caption that looks like a secret.
    """
    _refuse_closed(session, evidence.visit_item, evidence.owner)
    if evidence.visit_item.audience == "own" and audience != "own":
        raise RuleBroken("Cả nội dung này chỉ cơ quan anh, chị xem; ảnh không mở riêng được.")
    refuse_secrets(caption)
    evidence.caption, evidence.audience = caption, audience
    event_log.record(session, by, "evidence:describe", evidence, audience=audience)
    return evidence


def remove(session: Session, evidence: Evidence, by: Any) -> Evidence:
    """Takes the photo off its item; the row and the file stay, so that it can be restored."""
    _refuse_closed(session, evidence.visit_item, evidence.owner)
    evidence.removed_at = now()
    event_log.record(session, by, "evidence:remove", evidence)
    return evidence


def restore(session: Session, evidence: Evidence, by: Any) -> Evidence:
    """Puts a removed photo back."""
    _refuse_closed(session, evidence.visit_item, evidence.owner)
    evidence.removed_at = None
    event_log.record(session, by, "evidence:restore", evidence)
    return evidence


def why_closed(item: VisitItem, part_state: str | None) -> str | None:
    """Why an agency's photos of an item can no longer, or not yet, be added or changed; None while they can.

    ``part_state`` is that of the agency's part of the visit, None where it has none. What waits for another time stays
    open after the sign-off.
    """
    if item.visit.state in CLOSED_STATES:
        return "Biên bản đã ký; ảnh bổ sung phải lập phụ lục biên bản."
    if item.visit.state == "planned":
        return "Chưa công bố quyết định kiểm tra tại đơn vị này nên chưa thêm ảnh được."
    if part_state == "signed_off" and not item.deferred:
        return "Phần này đã xác nhận hoàn thành; mở lại phần này, ghi lý do, rồi mới thêm hoặc sửa ảnh được."
    return None


def _refuse_closed(session: Session, item: VisitItem, agency: str | None) -> None:
    if reason := why_closed(item, hold_part(session, item.visit_id, agency or "")):
        raise RuleBroken(reason)
