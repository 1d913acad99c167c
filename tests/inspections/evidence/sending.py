"""Knows how a tablet sends a photo in pieces; knows no rule."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from models.base import new_ref
from tests.support.client import Client

PIECE = 256 * 1024


@dataclass
class Photo:
    """A photo that waits on a tablet whose clock is ``wrong`` by so much."""

    raw: bytes
    caption: str = ""
    op_id: str = field(default_factory=lambda: new_ref() + new_ref())
    wrong: timedelta = timedelta()
    said: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash as the tablet took it."""
        return hashlib.sha256(self.raw).hexdigest()

    def fields(self, offset: int = 0) -> dict[str, Any]:
        """What goes with a piece."""
        clock = datetime.now(UTC) + self.wrong
        return {
            "op_id": self.op_id,
            "offset": str(offset),
            "total": str(len(self.raw)),
            "sha256": self.sha256,
            "name": "IMG_0001.JPG",
            "taken_at": (clock - timedelta(minutes=5)).isoformat(),
            "sent_at": clock.isoformat(),
            "caption": self.caption,
            "device": "0" * 32,
            "said": list(self.said),
        }


def send(who: Client, url: str, photo: Photo, offset: int = 0, piece: bytes | None = None) -> tuple[int, Any]:
    """Sends a piece, the whole from ``offset`` on unless one is given; status and what the answer says."""
    if piece is None:
        piece = photo.raw[offset : offset + PIECE]
    return post(who, url, photo.fields(offset), piece)


def post(who: Client, url: str, fields: Mapping[str, Any], piece: bytes | None) -> tuple[int, Any]:
    """Sends whatever these fields say."""
    sent = dict(fields) | ({"chunk": (io.BytesIO(piece), "chunk")} if piece is not None else {})
    headers = {"X-CSRFToken": who.token()}
    answer = who.http.post(f"{url}/photos/chunks", data=sent, headers=headers, buffered=True)
    return answer.status_code, answer.get_json(silent=True)


def send_all(who: Client, url: str, photo: Photo) -> Any:
    """Sends piece after piece until the answer says what became of the photo."""
    offset = 0
    while True:
        status, said = send(who, url, photo, offset)
        if "received" not in said:
            return said
        assert status == 200 and said["received"] > offset
        offset = said["received"]
