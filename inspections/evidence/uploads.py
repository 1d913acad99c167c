"""Takes a photo out of a request before the write lock is taken: decoding is slow, and writers would wait for it."""

from flask import g, request, session

from inspections.evidence.photos import Photo, Refused, reencode


def prepare() -> None:
    """Decodes an uploaded photo; only for a browser that has signed in."""
    if "token" not in session or not (request.content_type or "").startswith("multipart/form-data"):
        return
    upload = request.files.get("photo")
    if upload is not None and upload.filename:
        g.photo = reencode(upload.stream.read(), upload.filename)


def uploaded() -> Photo | Refused | None:
    """What ``prepare`` made of this request's file."""
    found: Photo | Refused | None = g.get("photo")
    return found
