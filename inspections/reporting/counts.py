"""Says of every figure of a report what exactly it counts, in words for its readers; it counts nothing.

The words are printed in a paper that a director signs: they name no table and no column (``queries.py`` has those).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure: what it is called, its unit, and what exactly is counted (conditions, days)."""

    name: str
    unit: str
    note: str


MEASURES: dict[str, Measure] = {
    "planned": Measure(
        "Cuộc kiểm tra theo kế hoạch",
        "cuộc",
        "Cuộc kiểm tra, khảo sát có trong bản kế hoạch năm mới nhất ban hành đến hết ngày cuối kỳ, không bị bỏ khỏi "
        "kế hoạch, có quý thực hiện kết thúc trong kỳ.",
    ),
    "planned_begun": Measure(
        "Cuộc trong kế hoạch đã tiến hành",
        "cuộc",
        "Trong số cuộc theo kế hoạch nói trên, những cuộc đã công bố quyết định tại ít nhất một đơn vị đến hết ngày "
        "cuối kỳ.",
    ),
    "planned_units": Measure(
        "Lượt đơn vị theo kế hoạch",
        "lượt",
        "Tổng số đơn vị nêu tên trong các cuộc theo kế hoạch nói trên; đơn vị có trong nhiều cuộc thì tính ở từng "
        "cuộc.",
    ),
    "decisions": Measure(
        "Quyết định kiểm tra đã ban hành",
        "quyết định",
        "Quyết định kiểm tra có ngày ban hành trong kỳ, không tính dự thảo; kể cả quyết định sau đó bị hủy bỏ, đình "
        "chỉ.",
    ),
    "unscheduled": Measure(
        "Quyết định kiểm tra ngoài kế hoạch",
        "quyết định",
        "Trong số quyết định kiểm tra nói trên, những quyết định không căn cứ kế hoạch kiểm tra chuyên đề.",
    ),
    "visits": Measure(
        "Lượt đơn vị đã kiểm tra, khảo sát",
        "lượt",
        "Mỗi lần kiểm tra, khảo sát tại một đơn vị là một lượt, tính vào kỳ có ngày công bố quyết định, bắt đầu làm "
        "việc tại đơn vị.",
    ),
    "surveys": Measure(
        "Lượt đơn vị được khảo sát",
        "lượt",
        "Trong số lượt đơn vị đã kiểm tra, khảo sát, những lượt là khảo sát.",
    ),
    "unscheduled_visits": Measure(
        "Lượt đơn vị kiểm tra ngoài kế hoạch",
        "lượt",
        "Trong số lượt đơn vị đã kiểm tra, khảo sát, những lượt thuộc cuộc kiểm tra không căn cứ kế hoạch kiểm tra "
        "chuyên đề.",
    ),
    "minutes": Measure(
        "Biên bản đã ký",
        "biên bản",
        "Mỗi lượt kiểm tra, khảo sát có biên bản ký trong kỳ tính là một biên bản.",
    ),
    "shortcomings": Measure(
        "Tồn tại, hạn chế",
        "tồn tại",
        "Tồn tại, hạn chế có ngày phát hiện trong kỳ; không tính nội dung mà đến hết ngày cuối kỳ đã được xác định là "
        "không ghi nhận.",
    ),
    "violations": Measure(
        "Hành vi có dấu hiệu vi phạm hành chính",
        "hành vi",
        "Hành vi có dấu hiệu vi phạm hành chính có ngày phát hiện trong kỳ; không tính hành vi mà đến hết ngày cuối "
        "kỳ đã được xác định là không ghi nhận.",
    ),
    "good_practices": Measure(
        "Ưu điểm",
        "ưu điểm",
        "Ưu điểm có ngày phát hiện trong kỳ; không tính nội dung mà đến hết ngày cuối kỳ đã được xác định là không ghi "
        "nhận.",
    ),
    "records": Measure(
        "Hành vi đã lập biên bản vi phạm hành chính",
        "hành vi",
        "Hành vi vi phạm có ngày lập biên bản vi phạm hành chính trong kỳ.",
    ),
    "penalty_decisions": Measure(
        "Quyết định xử phạt",
        "quyết định",
        "Quyết định xử phạt có ngày quyết định trong kỳ; quyết định xử phạt nhiều hành vi tính là một; mỗi cơ quan "
        "tính riêng.",
    ),
    "fines": Measure(
        "Tổng số tiền phạt",
        "đồng",
        "Tổng mức phạt tiền đối với các hành vi có ngày quyết định xử phạt trong kỳ.",
    ),
    "paid": Measure(
        "Tiền phạt đã nộp",
        "đồng",
        "Tổng số tiền của các biên lai còn giá trị, có ngày nộp trong kỳ.",
    ),
    "sent": Measure(
        "Yêu cầu khắc phục đã gửi đơn vị",
        "yêu cầu",
        "Yêu cầu khắc phục được gửi đơn vị lần đầu trong kỳ.",
    ),
    "due": Measure(
        "Yêu cầu khắc phục đến hạn trong kỳ",
        "yêu cầu",
        "Yêu cầu khắc phục đã gửi đơn vị đến hết ngày cuối kỳ, có thời hạn trong kỳ; thời hạn tính cả gia hạn, trừ "
        "gia hạn được quyết định sau ngày cuối kỳ.",
    ),
    "in_time": Measure(
        "Đã khắc phục đúng hạn",
        "yêu cầu",
        "Trong số yêu cầu đến hạn trong kỳ, những yêu cầu đến hết ngày cuối kỳ đã được xác nhận kết quả hoặc đánh "
        "giá có hiệu quả, có ngày báo cáo được chấp nhận (không có báo cáo thì ngày xác nhận) không sau thời hạn.",
    ),
    "met_late": Measure(
        "Đã khắc phục sau thời hạn",
        "yêu cầu",
        "Trong số yêu cầu đến hạn trong kỳ, những yêu cầu đến hết ngày cuối kỳ đã được xác nhận kết quả hoặc đánh "
        "giá có hiệu quả, không thuộc số khắc phục đúng hạn.",
    ),
    "overdue": Measure(
        "Quá hạn đến ngày cuối kỳ",
        "yêu cầu",
        "Yêu cầu khắc phục đã gửi đơn vị đến hết ngày cuối kỳ, kể cả của các kỳ trước, có thời hạn trước ngày cuối kỳ "
        "mà khi hết ngày cuối kỳ chưa được xác nhận kết quả.",
    ),
    "reports": Measure(
        "Báo cáo của đơn vị đã nhận",
        "báo cáo",
        "Báo cáo trong sổ theo dõi (không tính báo cáo đã rút khỏi sổ) và phiếu tự kiểm tra đơn vị đã trả lời, có "
        "ngày nhận trong kỳ; mỗi cơ quan nhận tính riêng.",
    ),
    "reports_in_time": Measure(
        "Báo cáo nhận đúng hạn",
        "báo cáo",
        "Trong số báo cáo đã nhận, những báo cáo có ngày nhận không sau hạn gửi.",
    ),
    "reports_late": Measure(
        "Báo cáo nhận muộn",
        "báo cáo",
        "Trong số báo cáo đã nhận, những báo cáo có ngày nhận sau hạn gửi.",
    ),
}
"""Every figure that is counted row by row, so that it can be cut by agency and by body."""

ALONE: dict[str, Measure] = {
    "bodies": Measure(
        "Đơn vị có tên trong danh mục",
        "đơn vị",
        "Đơn vị có tên trong danh mục, còn hiệu lực vào ngày cuối kỳ.",
    ),
    "covered": Measure(
        "Đơn vị đã được kiểm tra, khảo sát",
        "đơn vị",
        "Đơn vị có ít nhất một lượt kiểm tra, khảo sát trong kỳ; đơn vị có nhiều lượt chỉ tính một lần.",
    ),
    "yearly_missing": Measure(
        "Báo cáo năm chưa nhận",
        "báo cáo",
        "Báo cáo năm của doanh nghiệp cung cấp dịch vụ cấp tỉnh có hạn gửi trong kỳ mà đến hết ngày cuối kỳ chưa "
        "nhận được.",
    ),
}
"""Figures of the whole alone."""
GROUPS = Measure(
    "Tồn tại, vi phạm theo nhóm nội dung",
    "nội dung",
    "Tồn tại, hạn chế và hành vi có dấu hiệu vi phạm nói trên, theo mẫu phiếu kiểm tra của các nội dung làm căn cứ; "
    "căn cứ vào nhiều mẫu phiếu thì tính ở mỗi mẫu một lần; không gắn nội dung nào thì tính ở nhóm “Khác”.",
)
