"""Keeps photos of items, changes what is said of them and who may see them, removes and restores them."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log
from inspections.errors import RuleBroken
from inspections.evidence import photos
from inspections.fieldwork.actions import CLOSED_STATES, default_audience, hold_part, refuse_secrets
from models.base import now
from models.checklists import Evidence, VisitItem


def add(session: Session, item: VisitItem, by: Any, photo: photos.Photo, folder: Path) -> Evidence:
    """Keeps a photo of an item, as open as the author's agency's photos start.

    Raises RuleBroken before the announcement, after the agency's sign-off and after the minutes. The file is on the
    disk before the row exists: a row never names a file that a power cut took.
    """
    _refuse_closed(session, item, by.agency_code)
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
    session.add(evidence)
    session.flush()
    event_log.record(session, by, "evidence:add", evidence, item=item.ref, sha256=photo.sha256)
    return evidence


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
