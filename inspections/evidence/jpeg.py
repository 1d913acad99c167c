"""Walks the segments of a JPEG, so that nothing but a picture hides in one; it decodes no pixel and keeps no file."""

import re
from collections.abc import Iterator

START, END = b"\xff\xd8", b"\xff\xd9"
SCAN, FRAMES, HEAD = 0xDA, frozenset({0xC0, 0xC1, 0xC2}), 0xE0
PLAIN = FRAMES | {SCAN, HEAD, 0xC4, 0xDB, 0xDD}
"""The segments that a picture needs: frames, scans, its head, Huffman and quantisation tables, restart interval."""
TOLD = frozenset({*range(0xE1, 0xF0), 0xFE})
"""The segments in which cameras and programs write what is no picture: EXIF, XMP, IPTC, profiles, comments."""
MOST_SEGMENTS = 300
"""A picture needs some dozens; millions of empty ones fit into one upload."""
MOST_SCANS = 20
"""A picture made of very many scans is small on the wire and takes minutes to decode."""
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]")


class NotJpeg(ValueError):
    """The bytes are no whole JPEG, or one with something before, inside or after it."""


class Told(ValueError):
    """The JPEG says more than its picture: where, when or by what it was made."""


def size_of(raw: bytes) -> tuple[int, int]:
    """Width and height of a JPEG that is a picture and nothing else. Raises NotJpeg, or Told when it says more."""
    told, plain, sizes, scans = False, True, [], 0
    for marker, body in _segments(raw):
        told |= marker in TOLD
        plain &= marker in PLAIN and (marker != HEAD or _plain_head(body))
        scans += marker == SCAN
        if marker in FRAMES:
            sizes.append((int.from_bytes(body[3:5]), int.from_bytes(body[1:3])))
    if told:
        raise Told
    if not plain or len(sizes) != 1 or not 1 <= scans <= MOST_SCANS:
        raise NotJpeg
    return sizes[0]


def _plain_head(body: bytes) -> bool:
    """Whether this is JFIF's head without the little picture that it may carry."""
    return len(body) == 14 and body.startswith(b"JFIF\0") and body.endswith(b"\0\0")


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its content, up to the end, after which nothing may come; raises NotJpeg at too many."""
    if not raw.startswith(START):
        raise NotJpeg
    place = len(START)
    for _ in range(MOST_SEGMENTS):
        if raw[place : place + 2] == END:
            break
        head = raw[place : place + 4]
        end = place + 2 + int.from_bytes(head[2:])
        if len(head) < 4 or head[0] != 0xFF or end < place + 4 or end > len(raw):
            raise NotJpeg
        yield head[1], raw[place + 4 : end]
        place = _end_of_scan(raw, end) if head[1] == SCAN else end
    if raw[place:] != END:
        raise NotJpeg


def _end_of_scan(raw: bytes, place: int) -> int:
    found = _AFTER_SCAN.search(raw, place)
    if found is None:
        raise NotJpeg
    return found.start()
