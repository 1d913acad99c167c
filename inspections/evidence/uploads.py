"""Takes files out of a request before the write lock is taken: reading them is slow, and writers would wait for it."""

from flask import g, request, session

from inspections.evidence import scans
from inspections.evidence.photos import Photo, Refused, reencode
from inspections.evidence.rules import Scan

MOST_FILES = 10
"""More files of one form are not even decoded."""
ONE_PHOTO = "Mỗi lần chỉ gửi được một ảnh; mời chọn lại từng ảnh."


def prepare() -> None:
    """Reads an uploaded photo, a scanned paper, or a form's several files; only for a browser that has signed in."""
    if "token" not in session or not (request.content_type or "").startswith("multipart/form-data"):
        return
    photos = [one for one in request.files.getlist("photo") if one.filename]
    if photos:
        g.photo = Refused(ONE_PHOTO) if photos[1:] else reencode(photos[0].stream.read(), photos[0].filename or "")
    several = [one for one in request.files.getlist("files") if one.filename]
    if several:
        g.files = [scans.read(one.stream.read(), one.filename or "") for one in several[:MOST_FILES]]
        g.left_out = len(several) > MOST_FILES
    paper = request.files.get("scan")
    if paper is not None and paper.filename:
        g.scan = scans.read(paper.stream.read(), paper.filename)


def uploaded() -> Photo | Refused | None:
    """What ``prepare`` made of this request's file."""
    found: Photo | Refused | None = g.get("photo")
    return found


def uploaded_files() -> tuple[list[Scan], list[str]]:
    """What ``prepare`` made of the files of this request, and a sentence for each that could not be taken."""
    found = g.get("files", [])
    refused = [one.message for one in found if isinstance(one, Refused)]
    if g.get("left_out"):
        refused.append(f"Mỗi lần gửi tối đa {MOST_FILES} tệp.")
    return [one for one in found if not isinstance(one, Refused)], refused


def scanned() -> Scan | Refused | None:
    """What ``prepare`` made of the scanned paper of this request."""
    found: Scan | Refused | None = g.get("scan")
    return found
