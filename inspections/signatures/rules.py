"""Decides who signs a paper on a tablet, which signature still fits, and what a digital one is called; no table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LARGEST_FILE = 24 * 1024 * 1024
"""Bytes of an uploaded file; a request may have little more."""
MOST_ADDED = 4 * 1024 * 1024
"""Bytes that signatures with their seals and certificates may add to a paper."""
MOST_SIGNATURES = 20
LARGEST_SEAL = 0.25
"""The part of a page of A4 that one visible signature may cover: a larger one would hide what was signed."""

NO_FILE = "Chưa chọn tệp nào."
NOT_PDF = "Tệp này không phải tệp PDF đọc được."
TOO_LARGE = "Tệp quá lớn: chữ ký số chỉ thêm tối đa 4 MB vào tệp PDF của văn bản."
ENCRYPTED = "Tệp bị mã hóa hoặc đặt mật khẩu nên không kiểm tra được; mời ký lại mà không đặt mật khẩu."
OTHER_FILE = (
    "Tệp này không phải tệp PDF đã khóa của văn bản kèm chữ ký số: có chỗ khác với tệp của hệ thống. Mời tải lại tệp "
    "PDF của đúng văn bản này, chỉ ký số, không in hoặc lưu lại bằng phần mềm khác."
)
UNSIGNED = "Tệp chưa có chữ ký số nào."
BROKEN = "Chữ ký số trong tệp không toàn vẹn: tệp bị sửa sau khi ký hoặc chữ ký bị hỏng."
UNCOVERED = "Chữ ký số không bao trùm toàn bộ nội dung tệp: có phần được thêm vào mà không được ký."
CHANGED = "Ngoài chữ ký số, tệp còn có thay đổi khác (trang, chú thích hoặc biểu mẫu) so với tệp đã khóa."
HIDES = "Hình chữ ký quá lớn hoặc có kèm lệnh, có thể che nội dung văn bản; mời ký lại với hình chữ ký nhỏ hơn."
NOT_LOCKED = "Văn bản chưa khóa nội dung nên chưa có tệp để ký số."
MOVED = "Văn bản vừa thay đổi trong lúc kiểm tra tệp; mời mở lại trang rồi thử lại."

CHAINS = {
    "trusted": ("✓", "Chuỗi chứng thư số dẫn tới chứng thư gốc tin cậy"),
    "untrusted": ("!", "Chuỗi chứng thư số không dẫn tới chứng thư gốc tin cậy nào đã cài"),
    "no_roots": ("!", "Chưa kiểm tra được chuỗi chứng thư số vì chưa cài chứng thư gốc"),
}
TIMES = {
    "stamp": "theo dấu thời gian",
    "stamp_unchecked": "theo dấu thời gian (chưa xác minh được nơi cấp)",
    "clock": "theo đồng hồ của máy ký",
}
VALIDITY = {
    True: ("✓", "Chứng thư số còn hiệu lực tại thời điểm ký"),
    False: ("✕", "Chứng thư số không còn hoặc chưa có hiệu lực tại thời điểm ký"),
    None: ("!", "Không rõ thời điểm ký nên chưa xác định được hiệu lực chứng thư số"),
}


@dataclass(frozen=True)
class Signer:
    """One digital signature: whose, by which issuer, when. ``timed`` is a code of TIMES, ``chain`` one of CHAINS."""

    name: str
    organisation: str
    issuer: str
    at: str | None
    timed: str
    valid_then: bool | None
    chain: str


def shown(held: Mapping[str, Any]) -> dict[str, Any]:
    """A kept Signer as a page shows it: ``at`` an instant, the codes as words with their signs."""
    at = datetime.fromisoformat(held["at"]) if held["at"] else None
    words = {"timed": TIMES.get(held["timed"], ""), "valid_then": VALIDITY[held["valid_then"]]}
    return dict(held) | words | {"at": at, "chain": CHAINS[held["chain"]]}


NOT_NOW = "Chỉ ký trên máy khi văn bản của đoàn đã khóa nội dung và chưa ghi nhận việc ký."
KEPT = "Văn bản đã ghi nhận việc ký nên không gỡ chữ ký được nữa."
SEEN_OTHER = "Nội dung văn bản đã thay đổi so với trang đang xem; mời mở lại trang, đọc lại rồi ký."
ALREADY = "Người này đã ký nội dung này rồi; gỡ chữ ký cũ trước khi ký lại."
NO_SUCH = "Văn bản không có người ký này."
LONGEST_NAME = 200
"""Characters that are kept of a signer's name, which may come from a line that was typed."""
REMOVABLE = frozenset({"draft", "locked"})


@dataclass(frozen=True)
class Place:
    """One place for a signature as the paper prints it; ``number`` counts from 1 in the order of the paper."""

    number: int
    name: str
    capacity: str


def places(content: Any) -> list[Place]:
    """Who signs a frozen content (its JSON): the named cells of the signatures at its end; annexes have their own."""
    rows = [row for block in (content or {}).get("blocks", ()) if block["is"] == "Signatures" for row in block["rows"]]
    cells = [cell for row in rows for cell in row if cell["name"] and cell["above"]]
    return [
        Place(number, cell["name"][:LONGEST_NAME], " ".join(cell["above"]))
        for number, cell in enumerate(cells, start=1)
    ]


def place_at(content: Any, number: int) -> Place | None:
    """The place with this number."""
    return next((place for place in places(content) if place.number == number), None)


def drawable(of_team: bool, state: str) -> bool:
    """Whether people sign this paper on the tablet now: a team's paper, locked, not recorded as signed yet."""
    return of_team and state == "locked"


def fits(signature: Any, sha256: str | None) -> bool:
    """Whether what was signed is what the paper says now."""
    return sha256 is not None and signature.content_sha256 == sha256


def by_place(content: Any, signatures: Sequence[Any]) -> tuple[list[tuple[Place, list[Any]]], list[Any]]:
    """Each place with its signatures, and the signatures of people whom the paper no longer names there."""
    found = [(place, [one for one in signatures if _of(one, place)]) for place in places(content)]
    placed = {id(one) for _place, held in found for one in held}
    return found, [one for one in signatures if id(one) not in placed]


def _of(signature: Any, place: Place) -> bool:
    return (signature.name, signature.capacity) == (place.name, place.capacity)


def signed(place: Place, signatures: Iterable[Any], sha256: str | None) -> bool:
    """Whether somebody has signed at this place what the paper says now."""
    return any(_of(one, place) and fits(one, sha256) for one in signatures)
