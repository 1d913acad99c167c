"""Puts the numbers of the overview into the sentences of a report; it counts nothing and knows no table."""

from collections.abc import Sequence
from datetime import date

from inspections.inspecting.rules import VISITED_STATES
from inspections.overview.rules import Figures, Late, days_late
from inspections.vietnamese import count_text, format_date


def money(dong: int) -> str:
    """A sum as papers print it: 15.000.000 đồng."""
    return f"{dong:,} đồng".replace(",", ".")


def sentences(figures: Figures, today: date, agency: str = "", narrowed: Sequence[str] = ()) -> list[str]:
    """The numbers as a report says them, one paragraph each.

    ``agency`` is the name of the one they are narrowed to, ``narrowed`` the quarter and the place, in words.
    """
    parts = (_of_plan, _of_visits, _of_findings, _of_fines, _of_remedies)
    whose = f", phần do {agency} chủ trì, theo dõi" if agency else ""
    where = "".join(f", {words}" for words in narrowed)
    first = f"Số liệu năm {figures.asked.year} đến ngày {format_date(today)}{whose}{where}:"
    return [first, *(part(figures) for part in parts), _of_late(figures, today)]


def _of_plan(figures: Figures) -> str:
    year = figures.asked.year
    if figures.plan is None:
        return f"Năm {year} chưa có kế hoạch kiểm tra chuyên đề được ban hành."
    planned, begun, finished = (figures.plan.count(stage) for stage in ("", "begun", "finished"))
    return (
        f"Thực hiện Kế hoạch kiểm tra chuyên đề năm {year}: đã tiến hành {count_text(begun + finished)}/"
        f"{count_text(planned)} cuộc, trong đó {count_text(finished)} cuộc đã kết thúc."
    )


def _of_visits(figures: Figures) -> str:
    decided = sum(count for state, count in figures.inspections.items() if state != "draft")
    visited = sum(count for state, count in figures.visits.items() if state in VISITED_STATES)
    return (
        f"Đã ban hành {count_text(decided)} quyết định kiểm tra; đã kiểm tra, khảo sát xong {count_text(visited)} lượt "
        f"đơn vị, đang kiểm tra {count_text(figures.visits.get('announced', 0))} đơn vị."
    )


def _of_findings(figures: Figures) -> str:
    shortcomings, violations, good = (
        count_text(figures.findings.of_kind(kind)) for kind in ("shortcoming", "violation", "good_practice")
    )
    return (
        f"Qua kiểm tra, ghi nhận {shortcomings} tồn tại, hạn chế; {violations} hành vi có dấu hiệu vi phạm hành chính; "
        f"{good} ưu điểm."
    )


def _of_fines(figures: Figures) -> str:
    if not figures.findings.decided:
        return "Chưa có quyết định xử phạt vi phạm hành chính."
    return (
        f"Đã có quyết định xử phạt vi phạm hành chính đối với {count_text(figures.findings.decided)} hành vi, "
        f"tổng số tiền {money(figures.findings.fines)}."
    )


def _of_remedies(figures: Figures) -> str:
    total = sum(figures.remedies.values())
    if not total:
        return "Chưa có yêu cầu khắc phục."
    reported, unsent = figures.remedies.get("reported", 0), figures.to_send
    rest = f", {count_text(unsent)} yêu cầu chưa gửi đơn vị" if unsent else ""
    return (
        f"Đã đề ra {count_text(total)} yêu cầu khắc phục: {count_text(figures.verified)} yêu cầu đã được xác nhận, "
        f"{count_text(reported)} yêu cầu đơn vị đã báo cáo, chờ xác nhận, "
        f"{count_text(total - figures.verified - reported - unsent)} yêu cầu đang thực hiện{rest}."
    )


def _of_late(figures: Figures, today: date) -> str:
    if not figures.late:
        return "Không có yêu cầu khắc phục quá hạn."
    bodies: dict[str, list[Late]] = {}
    for one in figures.late:
        bodies.setdefault(one.ref, []).append(one)
    late, where = count_text(figures.late_count), count_text(len(bodies))
    each = "; ".join(_of_body(of_body, today) for of_body in bodies.values())
    return f"Có {late} yêu cầu khắc phục quá hạn tại {where} đơn vị: {each}."


def _of_body(late: list[Late], today: date) -> str:
    count, days = sum(one.count for one in late), days_late(min(one.due_on for one in late), today)
    return f"{late[0].body} ({count_text(count)} yêu cầu, lâu nhất {count_text(days)} ngày)"
