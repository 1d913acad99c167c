"""Takes a photo or a scan out of a request before the write lock is taken: reading one is slow, writers would wait."""

from flask import g, request, session

from inspections.evidence import scans
from inspections.evidence.photos import Photo, Refused, reencode
from inspections.evidence.rules import Scan


def prepare() -> None:
    """Reads an uploaded photo or scanned paper; only for a browser that has signed in."""
    if "token" not in session or not (request.content_type or "").startswith("multipart/form-data"):
        return
    upload = request.files.get("photo")
    if upload is not None and upload.filename:
        g.photo = reencode(upload.stream.read(), upload.filename)
    paper = request.files.get("scan")
    if paper is not None and paper.filename:
        g.scan = scans.read(paper.stream.read(), paper.filename)


def uploaded() -> Photo | Refused | None:
    """What ``prepare`` made of this request's file."""
    found: Photo | Refused | None = g.get("photo")
    return found


def scanned() -> Scan | Refused | None:
    """What ``prepare`` made of the scanned paper of this request."""
    found: Scan | Refused | None = g.get("scan")
    return found
