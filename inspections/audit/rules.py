"""The words of the event log: what was done, to what, how it ended; it knows no row of it."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

ACTIONS = {
    "sign_in": "Đăng nhập",
    "sign_out": "Đăng xuất",
    "session:end": "Kết thúc một phiên đăng nhập",
    "session:end_others": "Kết thúc các phiên đăng nhập khác",
    "account:own": "Xem tài khoản của mình",
    "account:password": "Đổi mật khẩu",
    "account:read": "Xem tài khoản người dùng",
    "account:manage": "Quản lý tài khoản người dùng",
    "user:create": "Lập tài khoản",
    "user:edit": "Sửa tài khoản",
    "user:disable": "Ngừng tài khoản",
    "user:enable": "Mở lại tài khoản",
    "user:lock": "Khóa tài khoản",
    "user:unlock": "Mở khóa tài khoản",
    "user:reset_password": "Đặt lại mật khẩu",
    "home:read": "Xem việc của mình",
    "help:read": "Xem trợ giúp",
    "body:read": "Xem đơn vị",
    "checklist:read": "Xem mẫu phiếu kiểm tra",
    "law:read": "Xem văn bản, hành vi",
    "inspection:read": "Xem cuộc kiểm tra",
    "inspection:in_progress": "Cuộc kiểm tra bắt đầu",
    "visit:read": "Xem kiểm tra tại đơn vị",
    "visit:choose_items": "Chọn nội dung kiểm tra",
    "visit:announce": "Công bố quyết định kiểm tra",
    "visit:announced": "Kiểm tra tại đơn vị trở lại đang thực hiện",
    "visit:fieldwork_done": "Đã kiểm tra xong tại đơn vị",
    "fieldwork:read": "Mở phiếu kiểm tra",
    "item:read": "Xem nội dung kiểm tra",
    "item:answer": "Ghi kết quả nội dung kiểm tra",
    "item:conclude": "Kết luận nội dung hai cơ quan cùng kiểm tra",
    "answer": "Ghi kết quả, ghi chú",
    "section:rest": "Ghi Đạt các nội dung còn lại của một phần",
    "note:audience": "Đổi người được xem ghi chú",
    "secrecy:overrule": "Giữ nội dung đã nhập sau lời nhắc về bí mật nhà nước",
    "evidence:read": "Xem hình ảnh kèm theo",
    "evidence:change": "Thay đổi hình ảnh kèm theo",
    "evidence:add": "Thêm hình ảnh",
    "evidence:describe": "Sửa chú thích, người xem hình ảnh",
    "evidence:remove": "Bỏ hình ảnh",
    "evidence:restore": "Lấy lại hình ảnh đã bỏ",
    "plan:read": "Xem kế hoạch kiểm tra chuyên đề",
    "plan:create": "Lập kế hoạch kiểm tra chuyên đề",
    "plan:draft": "Soạn kế hoạch kiểm tra chuyên đề",
    "plan:delete": "Xóa dự thảo kế hoạch",
    "plan:rename": "Sửa tên kế hoạch",
    "plan:line_add": "Thêm cuộc kiểm tra vào kế hoạch",
    "plan:line_edit": "Sửa cuộc kiểm tra trong kế hoạch",
    "plan:line_drop": "Đưa cuộc kiểm tra ra khỏi kế hoạch",
    "plan:line_restore": "Đưa cuộc kiểm tra trở lại kế hoạch",
    "plan:record": "Ghi nhận văn bản về kế hoạch",
    "plan:consult": "Gửi dự thảo kế hoạch lấy ý kiến Công an tỉnh",
    "plan:agree": "Cho ý kiến về dự thảo kế hoạch: thống nhất",
    "plan:agree_with_comments": "Cho ý kiến về dự thảo kế hoạch: thống nhất, có góp ý",
    "plan:return_by_police": "Cho ý kiến về dự thảo kế hoạch: đề nghị hoàn chỉnh",
    "plan:submit": "Trình kế hoạch",
    "plan:approve": "Phê duyệt kế hoạch",
    "plan:return_by_chairman": "Trả lại kế hoạch đã trình",
    "plan:issue": "Ban hành kế hoạch",
    "plan:return_by_department": "Trả lại kế hoạch trước khi ban hành",
    "plan:send": "Gửi kế hoạch đến Thanh tra tỉnh",
    "plan:revise": "Điều chỉnh kế hoạch đã ban hành",
    "part:read": "Xem phần kiểm tra của cơ quan",
    "part:check": "Soát lại phần kiểm tra",
    "part:sign_off": "Xác nhận hoàn thành phần kiểm tra",
    "part:reopen": "Mở lại phần kiểm tra",
    "log:read": "Xem nhật ký hệ thống",
    "log:verify": "Kiểm chứng nhật ký hệ thống",
    "demonstration:load": "Nạp dữ liệu trình diễn",
}
"""Every action that is logged, and every permission that may be refused, in words."""

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
    "ChecklistVersion": "Mẫu phiếu kiểm tra",
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
