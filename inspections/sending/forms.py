"""Reads the JSON of a batch: its envelope as a whole, each operation by itself; it knows no record and no person."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from inspections.errors import RuleBroken
from inspections.fieldwork.parts import BASE, MOST_BASES
from inspections.fieldwork.parts import refuse_long as refuse_long_reason
from inspections.vietnamese import normalise

MOST_OPERATIONS = 200
LARGEST_BODY = 4 * 1024 * 1024
"""Bytes; the most operations with the longest texts are fewer."""
MOST_INPUTS = 40
LONGEST_INPUT = 20_000
LARGEST_COUNTER = 2**53
YEARS = range(1970, 2100)
"""What a tablet's clock may say, however wrong it is; the database could not keep the error of another one."""

REF = re.compile(r"[a-z0-9]{10}")
DEVICE = re.compile(r"[A-Za-z0-9-]{0,64}")
PART = re.compile(r"[a-z]{1,16}[0-9]{0,3}")
REPEAT = re.compile(r"[A-Za-z0-9-]{0,40}")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff\ufffe\uffff]")

UNREADABLE = "Dữ liệu gửi lên không đọc được; mời tải lại trang."
WRONG_OPERATION = "Lần ghi này không đọc được nên chưa lưu."
WRONG_LETTERS = "Nội dung có ký tự không hợp lệ; mời xóa và nhập lại."
TOO_LONG = f"Nội dung quá dài; mỗi ô tối đa {LONGEST_INPUT:,} ký tự.".replace(",", ".")
WRONG_BASES = "Dữ liệu của lần ghi không hợp lệ; mời tải lại trang."
WRONG_TIME = "Ngày giờ của máy bảng không đọc được; mời chỉnh lại đồng hồ máy bảng."


class Malformed(RuleBroken):
    """The batch as a whole cannot be read; nothing of it is."""

    status = 400


class TooMany(RuleBroken):
    """More than one batch may hold."""

    status = 413


@dataclass(frozen=True)
class Sent:
    """One operation as a tablet sent it. ``fault`` is why it cannot be read; then only op_id is sure to be there.

    ``observer`` is who wrote it on paper: a user's reference, empty for nobody, None where the tablet does not say.
    """

    op_id: str
    fault: str = ""
    item: str = ""
    part: str = ""
    repeat: str = ""
    inputs: Mapping[str, str] | None = None
    bases: tuple[str, ...] = ()
    device: str = ""
    device_at: datetime | None = None
    counter: int = 0
    overrule: str = ""
    observer: str | None = None


@dataclass(frozen=True)
class Batch:
    """What one tablet sent at once, by its own clock."""

    device: str
    sent_at: datetime
    operations: tuple[Sent, ...]


def opened(body: bytes) -> dict[str, Any]:
    """The JSON of a request, which must be an object; raises Malformed for anything else, TooMany for too much."""
    if len(body) > LARGEST_BODY:
        raise TooMany("Dữ liệu gửi lên quá lớn; mời gửi ít lần ghi hơn.")
    try:
        found = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed(UNREADABLE) from None
    if not isinstance(found, dict):
        raise Malformed(UNREADABLE)
    return found


def _refuse(name: str) -> None:
    raise ValueError(name)


def read(asked: Mapping[str, Any]) -> Batch:
    """The batch in such an object; raises Malformed, or TooMany, when it is none."""
    operations = asked.get("operations")
    if not isinstance(operations, list):
        raise Malformed(UNREADABLE)
    if len(operations) > MOST_OPERATIONS:
        raise TooMany(f"Mỗi lần gửi tối đa {MOST_OPERATIONS} lần ghi.")
    device = asked.get("device")
    if not isinstance(device, str) or not DEVICE.fullmatch(device):
        raise Malformed(UNREADABLE)
    try:
        sent_at = _instant(asked.get("sent_at"))
    except RuleBroken as broken:
        raise Malformed(broken.message) from None
    return Batch(device, sent_at, tuple(_operation(one, device) for one in operations))


def _operation(one: Any, device: str) -> Sent:
    op_id = one.get("op_id") if isinstance(one, dict) else None
    if not isinstance(op_id, str) or not BASE.fullmatch(op_id):
        raise Malformed(UNREADABLE)
    try:
        return Sent(
            op_id,
            item=_word(one.get("item"), REF),
            part=_word(one.get("part"), PART),
            repeat=_word(one.get("repeat") or "", REPEAT),
            inputs=_inputs(one.get("inputs"), str(one["part"])),
            bases=_bases(one.get("bases")),
            device=_word(one.get("device") or device, DEVICE),
            device_at=_instant(one.get("device_at")),
            counter=_counter(one.get("counter")),
            overrule=_overrule(one.get("overrule") or ""),
            observer=_word(one["observer"] or "", REPEAT) if one.get("observer") is not None else None,
        )
    except RuleBroken as broken:
        return Sent(op_id, broken.message)


def _word(found: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise RuleBroken(WRONG_OPERATION)
    return found


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise RuleBroken(WRONG_OPERATION)
    if len(found) > LONGEST_INPUT:
        raise RuleBroken(TOO_LONG)
    if _UNSTORABLE.search(found):
        raise RuleBroken(WRONG_LETTERS)
    return found


def _inputs(found: Any, part: str) -> dict[str, str]:
    """The raw texts of a part's inputs; one of another part would read as an emptied answer, so it is refused."""
    if not isinstance(found, dict) or len(found) > MOST_INPUTS:
        raise RuleBroken(WRONG_OPERATION)
    if not all(name == part or name.startswith(f"{part}-") for name in found):
        raise RuleBroken(WRONG_OPERATION)
    return {_text(name): _text(text) for name, text in found.items()}


def _bases(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or len(found) > MOST_BASES:
        raise RuleBroken(WRONG_BASES)
    if not all(isinstance(base, str) and BASE.fullmatch(base) for base in found):
        raise RuleBroken(WRONG_BASES)
    return tuple(found)


def _instant(found: Any) -> datetime:
    try:
        at = datetime.fromisoformat(found).astimezone(UTC) if isinstance(found, str) and len(found) < 40 else None
        if at is None or at.year not in YEARS or datetime.fromisoformat(found).tzinfo is None:
            raise RuleBroken(WRONG_TIME)
    except (ValueError, OverflowError):
        raise RuleBroken(WRONG_TIME) from None
    return at


def _counter(found: Any) -> int:
    if type(found) is not int or not 0 <= found <= LARGEST_COUNTER:
        raise RuleBroken(WRONG_OPERATION)
    return found


def _overrule(found: Any) -> str:
    reason = normalise(_text(found))
    refuse_long_reason(reason)
    return reason
