"""Decides what a decision may hold: who signs it, what it lacks, whom it may visit again; it knows no table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from inspections.deciding.steps import BEFORE_IT_BEGINS, BEGUN
from inspections.errors import RuleBroken
from inspections.planning.rules import CLEAR_SIGNS, paper_text
from inspections.vietnamese import fold, format_date

UNPLANNED_GROUNDS = ("a", "b")
"""The grounds of article 11.2 of Decree 217/2025 that need no plan; ground c is the plan."""
FORMS = {"on_site": "Trực tiếp tại đơn vị", "remote": "Trực tuyến, từ xa"}

AUTHORITIES = {
    "DIC": (("Phó Giám đốc", "KT. GIÁM ĐỐC"), ("Quyền Giám đốc", "Q. GIÁM ĐỐC"), ("Giám đốc", "GIÁM ĐỐC")),
    "UBND": (("Phó Chủ tịch", "KT. CHỦ TỊCH"), ("Quyền Chủ tịch", "Q. CHỦ TỊCH"), ("Chủ tịch", "CHỦ TỊCH")),
}
"""Who may sign a decision: agency → beginning of the post → the authority printed above the name.

A deputy signs for the head (KT.), who acts as one is Q. (Decree 30/2020, Appendix I, II.7a); nobody signs by order
(TL.) a decision that Decree 217/2025, article 6.2, leaves to the head of the department or the Chairman.
"""
HEADED = {"DIC": ("Sở",), "UBND": ("Ủy ban nhân dân", "UBND")}
"""What such a post may name besides; the head of a centre or a branch office of the agency signs no decision."""
DEGREES = ("Thường trực", "thường trực", "phụ trách")
"""What may stand between the two."""
BY_ORDER = re.compile(r"\btl\b|thua lenh")
"""How a paper says that it was signed by order, folded."""
LIMIT_OF = {"DIC": "department", "UBND": "chairman_of_province"}
"""Issuer → under which name the province's settings hold its limits."""

WORKING_PLAN = {
    "goal": "Mục tiêu",
    "requirements": "Yêu cầu",
    "subjects": "Đối tượng",
    "content": "Nội dung",
    "time": "Thời gian",
    "place": "Địa điểm",
    "method": "Phương thức",
    "assignment": "Phân công nhiệm vụ chung",
    "resources": "Nguồn lực (kinh phí, phương tiện)",
}
"""The nine items of a working plan; source: Decree 217/2025, article 14.2."""

STOP_GROUNDS = {
    "gone": "Đối tượng kiểm tra không còn tồn tại",
    "inspected": "Nội dung kiểm tra đã được cơ quan thanh tra tiến hành thanh tra",
    "criminal": "Cơ quan có thẩm quyền đã khởi tố vụ án hình sự về nội dung kiểm tra",
    "ordered": "Theo yêu cầu của người đứng đầu cơ quan nhà nước có thẩm quyền",
}
"""When an inspection is stopped for good; source: Decree 217/2025, article 7.2.đ."""

SECRECY_ITEMS = frozenset({*(f"SD-{number}" for number in range(12, 20)), "SD-23"})
"""Items about the protection of state secrets, which is not the department's field."""

OVER = ("cancelled", "stopped")
"""States in which an inspection stands in nobody's way."""
AHEAD = frozenset({"draft", "decided", "working_plan_approved"})
"""States in which it may still meet another one."""

PLACES = ("lead", "deputy", "secretary", "member")


def authority(agency: str, position: str) -> str | None:
    """What is printed above the name of somebody in this post who signs a decision; None when he may not."""
    for beginning, above in AUTHORITIES.get(agency, ()):
        if position.startswith(beginning):
            rest = position.removeprefix(beginning).strip()
            for degree in DEGREES:
                rest = rest.removeprefix(degree).strip(" ,")
            return above if not rest or rest.startswith(HEADED[agency]) else None
    return None


def refuse_signer(agency: str | None, position: str) -> str:
    """The authority with which somebody signs; raises RuleBroken when a decision is not his to sign."""
    if found := authority(agency or "", position):
        return found
    raise RuleBroken(
        "Quyết định kiểm tra do Giám đốc Sở hoặc Chủ tịch Ủy ban nhân dân tỉnh ký, cấp phó ký thay (KT.); "
        "không ký thừa lệnh (TL.)."
    )


def refuse_by_order(signer: str) -> None:
    """Raises RuleBroken for a paper that somebody signed by order; ``signer`` is as it was typed from the paper."""
    if BY_ORDER.search(fold(signer)):
        raise RuleBroken("Văn bản này không được ký thừa lệnh (TL.); cấp phó ký thay (KT.).", "signer")


def refuse_another_signer(signer: str, name: str, state: str) -> None:
    """Raises RuleBroken when a paper was signed by somebody else than whom the decision names.

    ``state`` is that of the inspection: a draft's signer can still be chosen anew. Source: Decree 217/2025, article 14:
    who signs the decision approves its working plan.
    """
    if not re.search(rf"\b{re.escape(fold(name))}\b", fold(signer)):
        chosen = "Nếu dự thảo chọn nhầm người ký, sửa tại nội dung quyết định."
        signed = "Nếu quyết định đã ghi nhận nhầm người ký, hủy bỏ quyết định này rồi ra quyết định khác."
        raise RuleBroken(
            f"Người ký quyết định là {name}; văn bản do người khác ký thì chưa ghi nhận được. "
            f"{chosen if state == 'draft' else signed}",
            "signer",
        )


def refuse_period(first: date | None, last: date | None) -> None:
    """Raises RuleBroken for a period under review that ends before it begins."""
    if first and last and last < first:
        raise RuleBroken("Thời kỳ kiểm tra kết thúc trước khi bắt đầu.", "period_to")


def repeat_text(clear_signs: bool, facts: str) -> str | None:
    """Why an enterprise is inspected again in a year, as it is kept; raises RuleBroken for a ground without facts."""
    if not clear_signs:
        return None
    if not facts.strip():
        raise RuleBroken("Cần ghi dấu hiệu vi phạm rõ ràng là gì, theo tài liệu nào.", "repeat_facts")
    return f"{CLEAR_SIGNS.capitalize()}: {facts.strip()}"


def repeat_facts(reason: str | None) -> str:
    """The facts in a kept reason, without its ground."""
    return (reason or "").partition(": ")[2]


def repeated(titles: Sequence[str], limit: int, reason: str | None) -> str | None:
    """Why an enterprise may not be inspected again in the year, or None; ``titles`` are the inspections it had.

    Source: Resolution 198/2025/QH15, article 4 (reported): one inspection a year, but where there are clear signs of
    a violation. All post offices are one enterprise.
    """
    if len(titles) < limit or (reason or "").lower().startswith(CLEAR_SIGNS):
        return None
    return (
        f"Doanh nghiệp này trong năm đã có: {'; '.join(titles)}. Mỗi doanh nghiệp chỉ được kiểm tra một lần trong năm "
        f"(Điều 4 Nghị quyết số 198/2025/QH15, cần xác minh); chỉ tiếp tục khi {CLEAR_SIGNS}, "
        "ghi tại nội dung quyết định."
    )


def unready(inspection: Any, visits: Sequence[Any], members: Sequence[Any]) -> str | None:
    """What the draft of a decision still lacks; source: Decree 217/2025, articles 11.3 and 12.1."""
    missing = [words for words, there in _needed(inspection, visits, members) if not there]
    return f"Dự thảo quyết định còn thiếu: {'; '.join(missing)}." if missing else None


def _needed(inspection: Any, visits: Sequence[Any], members: Sequence[Any]) -> Iterable[tuple[str, bool]]:
    police = any(one.user.agency_code == "POLICE" for one in members)
    yield "nội dung kiểm tra", bool(inspection.content.strip())
    yield "phạm vi kiểm tra", bool(inspection.scope.strip())
    yield "thời kỳ kiểm tra", bool(inspection.period_from and inspection.period_to)
    yield "thời hạn kiểm tra", inspection.duration_days is not None
    yield "người ký quyết định", inspection.signer_id is not None
    yield "căn cứ (văn bản nêu dấu hiệu, yêu cầu)", inspection.ground == "c" or bool(inspection.ground_text)
    yield "đơn vị được kiểm tra", bool(visits)
    yield "văn bản thống nhất của đơn vị được khảo sát", all(v.agreement for v in visits if v.kind == "survey")
    yield "trưởng đoàn", sum(one.role == "lead" for one in members) == 1
    yield "công văn cử cán bộ của Công an tỉnh", not police or bool(inspection.police_letter_number)


def plan_unready(inspection: Any, members: Sequence[Any]) -> str | None:
    """What the working plan still lacks; source: Decree 217/2025, article 14.2."""
    kept: Mapping[str, str] = inspection.working_plan or {}
    missing = [label for key, label in WORKING_PLAN.items() if not (kept.get(key) or "").strip()]
    missing += [f"nhiệm vụ của {one.user.name}" for one in members if not one.duty.strip()]
    if not inspection.working_plan_number:
        missing.append("số, ngày của kế hoạch")
    return f"Kế hoạch tiến hành kiểm tra còn thiếu: {'; '.join(missing)}." if missing else None


def undeclared(members: Sequence[Any]) -> str | None:
    """Who has not declared that he has no conflict of interest; source: Decree 217/2025, article 12.2."""
    names = [one.user.name for one in members if one.no_conflict_at is None]
    return f"Chưa cam kết không xung đột lợi ích: {', '.join(names)}." if names else None


def why_not_declared_now(member: Any, state: str) -> str | None:
    """Why a member has nothing to declare (any more), or None."""
    if member.no_conflict_at is not None:
        return "Anh, chị đã cam kết."
    if member.left_on is not None or state in {"finished", "reported", *OVER}:
        return "Cuộc kiểm tra đã kết thúc hoặc anh, chị đã thôi tham gia đoàn."
    return None


def staying(members: Iterable[Any]) -> list[Any]:
    """Who is in the team now."""
    return [one for one in members if one.left_on is None]


def refuse_places(places: Mapping[str, str]) -> None:
    """Raises RuleBroken for a team with two leaders or two secretaries; ``places`` is person → place."""
    taken = list(places.values())
    for place, words in (("lead", "trưởng đoàn"), ("secretary", "thư ký")):
        if taken.count(place) > 1:
            raise RuleBroken(f"Đoàn kiểm tra chỉ có một {words}.")


def refuse_without_leader(members: Sequence[Any]) -> None:
    """Raises RuleBroken for a team that a change would leave without a leader, or with two."""
    refuse_places({str(one.user.id): one.role for one in members})
    if not any(one.role == "lead" for one in members):
        raise RuleBroken("Đoàn kiểm tra phải có trưởng đoàn; chọn người thay làm trưởng đoàn.")


def refuse_police_without_letter(agency: str | None, letter: str | None) -> None:
    """Raises RuleBroken for a police member of a decided team whom no letter names."""
    if agency == "POLICE" and not letter:
        raise RuleBroken("Cán bộ Công an tỉnh tham gia theo công văn cử cán bộ; ghi nhận công văn trước.")


def why_sent_up(state: str, submitted: bool) -> str | None:
    """Why the draft of a decision can no longer be changed, or None."""
    if state != "draft":
        return "Quyết định đã ban hành nên không sửa được nữa; mọi thay đổi phải có văn bản."
    return "Dự thảo đang trình ký; rút về trước khi sửa." if submitted else None


def refuse(reason: str | None) -> None:
    """Raises RuleBroken with the reason, if there is one."""
    if reason:
        raise RuleBroken(reason)


def why_over(state: str, submitted: bool) -> str | None:
    """Why the visits of an inspection can no longer be planned otherwise, or None."""
    if state in {"finished", "reported", *OVER}:
        return "Cuộc kiểm tra đã kết thúc nên không đổi lịch được nữa."
    return why_sent_up(state, submitted) if state == "draft" else None


def refuse_new_body(state: str) -> None:
    """Raises RuleBroken when a body would be added to what was decided: the decision names its subjects.

    Source: Decree 217/2025, article 11.3.
    """
    if state != "draft":
        raise RuleBroken("Quyết định đã ban hành; thêm đơn vị được kiểm tra phải có quyết định khác.")


def why_plan_closed(state: str) -> str | None:
    """Why the working plan can no longer be changed, or None."""
    return None if state in {"draft", "decided"} else "Kế hoạch tiến hành kiểm tra đã phê duyệt nên không sửa được nữa."


def why_team_closed(state: str) -> str | None:
    """Why the team of a signed decision can no longer, or not yet, be changed by a paper; None while it can."""
    if state in BEFORE_IT_BEGINS | BEGUN:
        return None
    return "Đoàn kiểm tra chỉ thay đổi bằng văn bản sau khi quyết định đã ký và trước khi kết thúc."


def refuse_future(day: date | None, today: date) -> None:
    """Raises RuleBroken for a day that has not come."""
    if day and day > today:
        raise RuleBroken("Ngày này không được sau hôm nay.", "on", "day")


def refuse_order(day: date, earlier: date | None, words: str) -> None:
    """Raises RuleBroken when a day lies before the one it must follow; ``words`` names that one."""
    if earlier and day < earlier:
        raise RuleBroken(f"Ngày {format_date(day)} trước {words} ({format_date(earlier)}).", "on", "day")


def history_text(kind: str, number: str | None, day: date) -> str:
    """A paper as the history names it; a declaration has no number."""
    return paper_text(kind, number, day) if number else f"{kind} ngày {format_date(day)}"
