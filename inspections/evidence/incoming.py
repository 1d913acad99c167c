"""Keeps the pieces of a photo that is being sent until the last has come; it knows no item and looks at no picture."""

import fcntl
import os
import time
from pathlib import Path

STALE_DAYS = 7
"""What was begun and not sent on for so long is thrown away; the tablet still has it and begins anew."""


def part_of(folder: Path, user: int, op_id: str) -> Path:
    """Where the pieces of one person's photo lie; ``op_id`` holds letters and digits alone."""
    return folder / "incoming" / f"{user}-{op_id}.part"


def add(part: Path, offset: int, piece: bytes) -> tuple[bool, int]:
    """Appends a piece that continues what has come; whether it did, and how many bytes there are now.

    Two requests with the same piece follow each other, and the second finds that it is there.
    """
    part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if offset == 0:
        sweep(part.parent)
    with part.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        come = os.fstat(file.fileno()).st_size
        if come != offset:
            return False, come
        file.write(piece)
    return True, offset + len(piece)


def whole(part: Path) -> bytes | None:
    """All that has come; None when another request has taken it meanwhile."""
    try:
        return part.read_bytes()
    except FileNotFoundError:
        return None


def drop(part: Path) -> None:
    """Throws the pieces away."""
    part.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Throws away what nobody has sent on for days."""
    oldest = time.time() - STALE_DAYS * 24 * 3600
    for part in folder.glob("*.part"):
        if part.stat().st_mtime < oldest:
            part.unlink(missing_ok=True)
