"""The words of the event log: what was done, to what, how it ended; it knows no row of it."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from inspections.audit.action_words import ACTIONS

SUBJECTS = {
    "User": "Tài khoản",
    "UserSession": "Phiên đăng nhập",
    "Body": "Đơn vị",
    "Plan": "Kế hoạch kiểm tra chuyên đề",
    "PlanLine": "Cuộc kiểm tra trong kế hoạch",
    "Inspection": "Cuộc kiểm tra",
    "Visit": "Kiểm tra tại đơn vị",
    "VisitPart": "Phần kiểm tra của cơ quan",
    "VisitItem": "Nội dung kiểm tra",
    "Operation": "Lần ghi kết quả",
    "Answer": "Kết quả, ghi chú",
    "Evidence": "Hình ảnh",
    "Attendee": "Người trong thành phần làm việc",
    "SuppliedDocument": "Tài liệu đơn vị cung cấp",
    "ChecklistVersion": "Mẫu phiếu kiểm tra",
    "Finding": "Phát hiện",
    "HandOver": "Phát hiện chuyển cho cơ quan kia",
    "PenaltyFile": "Bản quét quyết định xử phạt, biên lai",
    "Remedy": "Yêu cầu khắc phục",
    "Measure": "Việc phải làm",
    "BulkChange": "Thay đổi nhiều yêu cầu khắc phục",
    "Recheck": "Kiểm tra lại phát hiện",
    "Inquiry": "Phiếu gửi đơn vị",
    "Paper": "Văn bản",
    "PaperFile": "Tệp của văn bản",
    "PaperSignature": "Chữ ký vẽ trên máy",
    "TeamMember": "Thành viên đoàn kiểm tra",
    "SavedFilter": "Bộ lọc đã lưu",
    "ReceivedReport": "Báo cáo đơn vị gửi đến",
}
"""The kinds of records that a row may be about, in words."""

OUTCOMES = {"done": ("✓", "Đã thực hiện", "chip-good"), "refused": ("✕", "Bị từ chối", "chip-bad")}
"""How it ended: sign, word and look."""

EARLIEST, LATEST = date(2, 1, 1), date(9998, 12, 31)
"""The days that every time zone has."""
MOST_FAULTS = 50
"""How many faults of a broken log are shown; the rest are counted."""


def action_text(action: str) -> str:
    """What was done, in words; an action of another version of the application by its code."""
    return ACTIONS.get(action, f"Việc khác ({action})")


def day_between(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The instants between which a local day lies, the second one no longer in it; the ends of time are cut off."""
    start = datetime.combine(min(max(day, EARLIEST), LATEST), time(), tzinfo=zone)
    return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)
