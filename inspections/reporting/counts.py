"""Says of every figure of a report what exactly it counts, in words for its readers; it counts nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure: what it is called, its unit, and what exactly is counted (table, conditions, days)."""

    name: str
    unit: str
    note: str


MEASURES: dict[str, Measure] = {
    "planned": Measure(
        "Cuộc kiểm tra theo kế hoạch",
        "cuộc",
        "Số cuộc không bị bỏ trong bản kế hoạch (plan_version) mới nhất ban hành đến hết ngày cuối kỳ, có quý "
        "kết thúc trong kỳ.",
    ),
    "planned_begun": Measure(
        "Cuộc trong kế hoạch đã tiến hành",
        "cuộc",
        "Trong các cuộc trên, số cuộc đã công bố quyết định tại ít nhất một đơn vị (visit.announced_on) đến "
        "hết ngày cuối kỳ.",
    ),
    "planned_units": Measure(
        "Lượt đơn vị theo kế hoạch",
        "lượt",
        "Tổng số đơn vị mà các cuộc nói trên nêu tên; mỗi cuộc tính riêng.",
    ),
    "decisions": Measure(
        "Quyết định kiểm tra đã ban hành",
        "quyết định",
        "Cuộc kiểm tra (inspection) có ngày quyết định (decided_on) trong kỳ, trừ dự thảo; kể cả quyết định "
        "sau đó bị hủy bỏ, đình chỉ.",
    ),
    "unscheduled": Measure(
        "Quyết định kiểm tra ngoài kế hoạch",
        "quyết định",
        "Như trên, căn cứ (ground) không phải kế hoạch kiểm tra chuyên đề.",
    ),
    "visits": Measure(
        "Lượt đơn vị đã kiểm tra, khảo sát",
        "lượt",
        "Lần kiểm tra tại đơn vị (visit) có ngày công bố quyết định, bắt đầu làm việc (announced_on) trong kỳ.",
    ),
    "surveys": Measure(
        "Lượt đơn vị được khảo sát",
        "lượt",
        "Như trên, là khảo sát (kind = survey).",
    ),
    "unscheduled_visits": Measure(
        "Lượt đơn vị kiểm tra ngoài kế hoạch",
        "lượt",
        "Như lượt đơn vị đã kiểm tra, thuộc cuộc kiểm tra có căn cứ không phải kế hoạch kiểm tra chuyên đề.",
    ),
    "minutes": Measure(
        "Biên bản đã ký",
        "biên bản",
        "Lần kiểm tra tại đơn vị (visit) có ngày biên bản (minutes_on) trong kỳ.",
    ),
    "shortcomings": Measure(
        "Tồn tại, hạn chế",
        "tồn tại",
        "Phát hiện (finding) loại shortcoming, ngày phát hiện (detected_on) trong kỳ; đến hết kỳ không bị bỏ "
        "(finding_step, trạng thái dismissed).",
    ),
    "violations": Measure(
        "Hành vi có dấu hiệu vi phạm hành chính",
        "hành vi",
        "Phát hiện (finding) loại violation, ngày phát hiện (detected_on) trong kỳ; đến hết kỳ không bị bỏ "
        "(finding_step, trạng thái dismissed).",
    ),
    "good_practices": Measure(
        "Ưu điểm",
        "ưu điểm",
        "Phát hiện (finding) loại good_practice, ngày phát hiện (detected_on) trong kỳ; đến hết kỳ không bị bỏ.",
    ),
    "records": Measure(
        "Hành vi đã lập biên bản vi phạm hành chính",
        "hành vi",
        "Phát hiện (finding) loại violation có ngày biên bản vi phạm (record_on) trong kỳ.",
    ),
    "penalty_decisions": Measure(
        "Quyết định xử phạt",
        "quyết định",
        "Số quyết định khác nhau (decision_number, decision_on) của từng cơ quan đối với phát hiện loại "
        "violation, ngày quyết định trong kỳ.",
    ),
    "fines": Measure(
        "Tổng số tiền phạt",
        "đồng",
        "Tổng mức phạt (finding.fine) của các hành vi có ngày quyết định (decision_on) trong kỳ.",
    ),
    "paid": Measure(
        "Tiền phạt đã nộp",
        "đồng",
        "Tổng số tiền (receipt.amount) của biên lai còn giá trị, ngày nộp (day) trong kỳ.",
    ),
    "sent": Measure(
        "Yêu cầu khắc phục đã gửi đơn vị",
        "yêu cầu",
        "Yêu cầu (remedy) được gửi lần đầu (remedy_step, bước send) trong kỳ.",
    ),
    "due": Measure(
        "Yêu cầu khắc phục đến hạn trong kỳ",
        "yêu cầu",
        "Yêu cầu (remedy) đã gửi đến hết kỳ; thời hạn (due_on, không tính gia hạn quyết định sau kỳ) trong kỳ.",
    ),
    "in_time": Measure(
        "Đã khắc phục đúng hạn",
        "yêu cầu",
        "Yêu cầu đến hạn trong kỳ; bước cuối cùng đến hết kỳ (remedy_step) là đã xác nhận, có hiệu quả "
        "(verified, effective); ngày báo cáo được chấp nhận, không có thì ngày xác nhận, không sau thời hạn.",
    ),
    "met_late": Measure(
        "Đã khắc phục sau thời hạn",
        "yêu cầu",
        "Yêu cầu đến hạn trong kỳ, đến hết kỳ đã xác nhận, có hiệu quả (verified, effective), không thuộc số đúng hạn.",
    ),
    "overdue": Measure(
        "Quá hạn đến ngày cuối kỳ",
        "yêu cầu",
        "Yêu cầu (remedy) đã gửi đến hết kỳ, kể cả của kỳ trước; đến hết kỳ chưa xác nhận (verified, "
        "effective); thời hạn trước ngày cuối kỳ.",
    ),
    "reports": Measure(
        "Báo cáo của đơn vị đã nhận",
        "báo cáo",
        "Dòng của sổ báo cáo (received_report) không bị rút và phiếu tự kiểm tra đã trả lời (inquiry), ngày "
        "nhận trong kỳ; mỗi cơ quan nhận tính riêng.",
    ),
    "reports_in_time": Measure(
        "Báo cáo nhận đúng hạn",
        "báo cáo",
        "Như trên, ngày nhận không sau hạn gửi (due_on).",
    ),
    "reports_late": Measure(
        "Báo cáo nhận muộn",
        "báo cáo",
        "Như trên, ngày nhận sau hạn gửi (due_on).",
    ),
}
"""Every figure that is counted row by row, so that it can be cut by agency and by body."""

ALONE: dict[str, Measure] = {
    "bodies": Measure(
        "Đơn vị có tên trong danh mục",
        "đơn vị",
        "Đơn vị (body) có tên (body_name) còn hiệu lực vào ngày cuối kỳ.",
    ),
    "covered": Measure(
        "Đơn vị đã được kiểm tra, khảo sát",
        "đơn vị",
        "Số đơn vị khác nhau có ít nhất một lượt kiểm tra, khảo sát trong kỳ (visit.announced_on).",
    ),
    "yearly_missing": Measure(
        "Báo cáo năm chưa nhận",
        "báo cáo",
        "Doanh nghiệp cung cấp dịch vụ cấp tỉnh, năm có hạn gửi báo cáo năm trong kỳ, đến hết ngày cuối kỳ "
        "chưa có dòng trong sổ báo cáo (received_report, loại yearly).",
    ),
}
"""Figures of the whole alone."""
GROUPS = Measure(
    "Tồn tại, vi phạm theo nhóm nội dung",
    "nội dung",
    "Tồn tại, hạn chế và hành vi có dấu hiệu vi phạm nói trên, theo mẫu phiếu (checklist) của các nội "
    "dung làm căn cứ (finding_item); căn cứ vào nhiều mẫu phiếu thì tính ở mỗi mẫu một lần; không gắn nội "
    "dung nào thì tính ở “Khác”.",
)
