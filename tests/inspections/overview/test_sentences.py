"""Knows the sentences of the report as a golden text; knows no table and no page."""

from dataclasses import replace
from datetime import date

from inspections.overview.cells import Cell, Totals
from inspections.overview.rules import Asked, Figures, Findings, Late, Plan, PlanLine
from inspections.overview.sentences import money, sentences

TODAY = date(2026, 11, 22)
FIGURES = Figures(
    asked=Asked(2026),
    late=[
        Late("DIC", "a", "Bưu điện xã Sông Măng", ((date(2026, 11, 10), 2),)),
        Late("POLICE", "a", "Bưu điện xã Sông Măng", ((date(2026, 11, 12), 1),)),
        Late("DIC", "b", "Bưu điện phường Cổ Chiên", ((date(2026, 11, 18), 1),)),
    ],
    plans={
        2026: Plan(
            "ref",
            [PlanLine(n, (), 1, "DIC", (("r", "t", "reported"),) if n < 7 else ()) for n in range(1, 9)]
            + [PlanLine(9, (), 4, "DIC", (("r", "t", "in_progress"),))],
        )
    },
    inspections={"draft": 2, "reported": 6, "in_progress": 1},
    visits={"planned": 3, "announced": 1, "closed": 4, "following_up": 8},
    findings=Findings({("shortcoming", "confirmed"): 11, ("violation", "decided"): 2}, 1, 15_000_000),
    remedies={"open": 1, "in_progress": 4, "reported": 3, "verified": 2, "effective": 10},
    totals=Totals([Cell("running", 2026, 4, "DIC", "", 3), Cell("yes", 2026, 4, "DIC", "", 4)]),
    bodies=[],
    duties=[],
    sections=[],
    items=[],
)
GOLDEN = [
    "Số liệu năm 2026 đến ngày 22/11/2026:",
    "Thực hiện Kế hoạch kiểm tra chuyên đề năm 2026: đã tiến hành 07/09 cuộc, trong đó 06 cuộc đã kết thúc.",
    "Đã ban hành 07 quyết định kiểm tra; đã kiểm tra, khảo sát xong 12 lượt đơn vị, đang kiểm tra 01 đơn vị.",
    "Qua kiểm tra, ghi nhận 11 tồn tại, hạn chế; 02 hành vi có dấu hiệu vi phạm hành chính; 00 ưu điểm.",
    "Đã có quyết định xử phạt vi phạm hành chính đối với 01 hành vi, tổng số tiền 15.000.000 đồng.",
    "Đã đề ra 20 yêu cầu khắc phục: 12 yêu cầu đã được xác nhận, 03 yêu cầu đơn vị đã báo cáo, chờ xác nhận, "
    "04 yêu cầu đang thực hiện, 01 yêu cầu chưa gửi đơn vị.",
    "Có 04 yêu cầu khắc phục quá hạn tại 02 đơn vị: Bưu điện xã Sông Măng (03 yêu cầu, lâu nhất 12 ngày); "
    "Bưu điện phường Cổ Chiên (01 yêu cầu, lâu nhất 04 ngày).",
]


def test_the_report_reads_as_an_official_writes_it() -> None:
    assert sentences(FIGURES, TODAY) == GOLDEN


def test_a_report_of_one_agency_says_whose_numbers_they_are() -> None:
    first = sentences(FIGURES, TODAY, "Công an tỉnh")[0]
    assert first == "Số liệu năm 2026 đến ngày 22/11/2026, phần do Công an tỉnh chủ trì, theo dõi:"


def test_a_report_of_a_place_and_a_quarter_says_so() -> None:
    first = sentences(FIGURES, TODAY, narrowed=("Quý III", "xã Sông Măng"))[0]
    assert first == "Số liệu năm 2026 đến ngày 22/11/2026, Quý III, xã Sông Măng:"


def test_nothing_yet_is_said_in_words_and_not_in_noughts() -> None:
    nothing = replace(FIGURES, late=[], plans={}, findings=Findings(), remedies={})
    text = " ".join(sentences(nothing, TODAY))
    for words in (
        "Năm 2026 chưa có kế hoạch kiểm tra chuyên đề được ban hành.",
        "Chưa có quyết định xử phạt vi phạm hành chính.",
        "Chưa có yêu cầu khắc phục.",
        "Không có yêu cầu khắc phục quá hạn.",
    ):
        assert words in text


def test_money_has_dots_for_thousands() -> None:
    assert money(1_234_567) == "1.234.567 đồng"
