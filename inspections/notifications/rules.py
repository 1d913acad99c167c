"""Says in words what a person is told of, and how near a last day was by then; it knows no table and no clock."""

from dataclasses import dataclass
from datetime import date

from inspections.vietnamese import count_text, format_date


@dataclass(frozen=True)
class News:
    """One kind of thing that people are told: its words, and whether a deadline stands behind it."""

    label: str
    reminds: bool = False


NEWS = {
    "remedy_due": News("Thực hiện yêu cầu khắc phục", reminds=True),
    "effect_due": News("Đánh giá hiệu quả khắc phục", reminds=True),
    "inspection_due": News("Kết thúc kiểm tra", reminds=True),
    "report_due": News("Báo cáo kết quả kiểm tra", reminds=True),
    "penalty_due": News("Xử lý vi phạm", reminds=True),
    "remedy_sent": News("Cơ quan kiểm tra gửi yêu cầu khắc phục"),
    "remedy_reported": News("Đơn vị đã báo cáo kết quả khắc phục"),
    "remedy_judged": News("Cơ quan kiểm tra đã trả lời báo cáo khắc phục"),
    "extension_asked": News("Có đề nghị gia hạn khắc phục chờ quyết định"),
    "extension_decided": News("Đề nghị gia hạn khắc phục đã được quyết định"),
    "handed_over": News("Cơ quan kia chuyển một phát hiện, chờ tiếp nhận hoặc trả lại"),
    "hand_over_answered": News("Cơ quan kia đã trả lời phát hiện được chuyển"),
    "version_begun": News("Biên bản đã ký đang được lập bản mới thay thế"),
    "version_dropped": News("Bản mới thay thế biên bản đã được bỏ"),
    "version_signed": News("Biên bản có bản mới thay thế, đã ký"),
    "mentioned": News("Có người nhắc đến anh, chị trong ý kiến trao đổi"),
}
"""Everything that a person may be told; a new kind of news is one line here."""

TITLE = 140
"""So many letters of a record's text stand in a list."""


def left_text(due_on: date, on: date) -> str:
    """How near a last day was on a day: "còn 07 ngày", "hôm nay là ngày cuối", "quá hạn 03 ngày"."""
    left = (due_on - on).days
    if left < 0:
        return f"quá hạn {count_text(-left)} ngày"
    return f"còn {count_text(left)} ngày" if left else "là ngày cuối"


def reminder_text(due_on: date, on: date) -> str:
    """What a reminder said on the day it was written, which stays true whatever came since."""
    return f"Thời hạn {format_date(due_on)}; tính đến ngày {format_date(on)} {left_text(due_on, on)}."


def due_mark(due_on: date, on: date) -> tuple[str, str, str]:
    """How near the last day was on the day of a reminder, as sign, words and look."""
    words = left_text(due_on, on)
    sign, look = ("!", "chip-bad") if due_on < on else ("◐", "chip-warning")
    return sign, words[:1].upper() + words[1:], look
