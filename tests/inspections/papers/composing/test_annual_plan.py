"""Knows what the plan of a year says, its list, its grounds, its way to the clerk and to the approver."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from flask import Flask

from inspections.papers.composing.annual_plan import compose
from inspections.papers.content import Recipients, Table, plain
from inspections.papers.facts.wholes import Ground, Letter, PlanFacts, PlannedLine
from inspections.papers.gathering import grounds, prose
from models.approvals import Approval
from models.law import LegalDocument
from models.papers import Paper
from models.plans import Plan
from tests.inspections.inspecting.cases import everything
from tests.inspections.papers.conftest import SignIn
from tests.inspections.papers.made_up import AGENCIES

SURE = Ground("Luật Bưu chính ngày 17 tháng 6 năm 2010", "49/2010/QH12", True)
UNSURE = Ground("Quyết định số 32/2025/QĐ-TTg ngày …… của Thủ tướng Chính phủ", "32/2025/QĐ-TTg", False)
FACTS = PlanFacts(
    today=date(2026, 1, 9),
    province="tỉnh Vĩnh Long",
    city="Vĩnh Long",
    owner="DIC",
    agencies=AGENCIES,
    year=2026,
    title="Kế hoạch kiểm tra chuyên đề việc cung cấp dịch vụ bưu chính KT1 năm 2026",
    lines=(
        PlannedLine(("UBND xã Sông Măng", "Sở Y"), "Sử dụng dịch vụ", "Quý III", "Sở KH&CN", "", False),
        PlannedLine(("Tòa án nhân dân khu vực 1",), "Sử dụng dịch vụ", "Quý IV", "Sở KH&CN", "Khảo sát", True),
    ),
    kinds=("user_agency",),
    grounds=(SURE, UNSURE),
    prose=prose.of("plan", date(2026, 1, 9)),
    steps={
        "approve": Letter("Công văn", "118/UBND-KGVX", date(2026, 1, 6)),
        "agree": Letter("Công văn", "1386/CAT-PA03", date(2025, 12, 23)),
    },
    enterprise="Bưu điện tỉnh Vĩnh Long",
    days=10,
    extension=5,
)


def test_it_names_both_letters_the_limits_and_who_does_what() -> None:
    said = plain(compose(FACTS))
    assert "của Chủ tịch Ủy ban nhân dân tỉnh tại Công văn số 118/UBND-KGVX ngày 06 tháng 01 năm 2026" in said
    assert "thống nhất với Công an tỉnh tại Công văn số 1386/CAT-PA03 ngày 23 tháng 12 năm 2025" in said
    assert "không quá 10 ngày kể từ ngày công bố" in said and "không quá 05 ngày" in said
    assert "gửi Kế hoạch đến Thanh tra tỉnh" in said and "- Thanh tra tỉnh;" in said
    assert "1. Đối tượng: 02 cuộc theo danh mục" in said and "thống nhất bằng văn bản, không tiến hành" in said
    assert "{" not in said and "thanh tra chuyên ngành" not in said


def test_number_and_day_are_the_clerks_and_the_list_is_an_annex_of_its_own() -> None:
    content = compose(FACTS)
    assert content.head.number == "Số: ……/KH-SKHCN" and content.about.startswith("Kiểm tra chuyên đề")
    [annex] = content.annexes
    [table] = [block for block in annex.blocks if isinstance(block, Table)]
    assert table.rows[0] == ("01", "UBND xã Sông Măng; Sở Y", "Sử dụng dịch vụ", "Quý III", "Sở KH&CN", "")
    assert sum(column.width for column in table.columns) <= 160


def test_the_peoples_committee_issues_it_as_a_body_at_the_departments_request() -> None:
    content = compose(replace(FACTS, owner="UBND", days=None, extension=None))
    last = content.blocks[-1]
    assert content.head.issuer == "ỦY BAN NHÂN DÂN TỈNH\u00a0VĨNH\u00a0LONG" and content.head.above == ""
    assert content.head.number == "Số: ……/KH-UBND" and "Xét đề nghị của Sở Khoa học và Công nghệ" in plain(content)
    assert isinstance(last, Recipients) and last.cell.above[0] == "TM. ỦY BAN NHÂN DÂN"
    assert "ghi trong quyết định kiểm tra, tính từ ngày công bố" in plain(content)
    assert "Đề nghị Công an tỉnh: cử" in plain(compose(FACTS)) and "Đề nghị Công an" not in plain(content)
    assert ". Công an tỉnh: cử cán bộ" in plain(content) and last.lines[-1] == "- Lưu: VT, hồ sơ."


def test_a_ground_nobody_verified_is_marked_and_counts_also_when_it_is_written_by_hand() -> None:
    assert "Thủ tướng Chính phủ (cần xác minh)." in plain(compose(FACTS))
    assert grounds.unverified(FACTS.grounds, "") == 1
    assert grounds.unverified(FACTS.grounds, "Căn cứ Quyết định số 32/2025/QĐ-TTg ngày 15 tháng 9 năm 2025") == 1
    assert grounds.unverified(FACTS.grounds, "Căn cứ Luật Bưu chính ngày 17 tháng 6 năm 2010") == 0


def test_a_revised_plan_says_which_one_it_replaces() -> None:
    before = Letter("Kế hoạch", "12/KH-SKHCN", date(2026, 1, 9))
    said = plain(compose(replace(FACTS, before=before)))
    assert "thay thế Kế hoạch số 12/KH-SKHCN ngày 09 tháng 01 năm 2026." in said


def test_a_block_written_by_hand_stands_in_place_of_the_fixed_sentences() -> None:
    said = plain(compose(replace(FACTS, typed={"purposes": "Việc một\nViệc hai", "funds": "Không có kinh phí"})))
    assert "a) Việc một;" in said and "b) Việc hai." in said and "Đánh giá việc chấp hành" not in said
    assert "Không có kinh phí." in said and "1. Không có kinh phí" not in said


def _newest(app: Flask) -> str:
    with everything(app) as session:
        plan = session.scalars(sa.select(Plan).order_by(Plan.year.desc())).first()
        assert plan is not None and plan.state == "sent"
        return plan.ref


def test_it_is_begun_from_the_plan_locked_with_verified_grounds_and_numbered_by_the_clerk(
    app: Flask, sign_in: SignIn
) -> None:
    ref = _newest(app)
    head, clerk, approver = sign_in("dic.manager"), sign_in("clerk"), sign_in("approver")
    assert "Lập kế hoạch kiểm tra chuyên đề" in head.get(f"/plans/{ref}/papers").text
    url = head.post(f"/plans/{ref}/drafts/plan").location
    assert head.post(f"/plans/{ref}/drafts/plan").location == url
    page = head.get(url)
    assert "← Văn bản của kế hoạch" in page.text and "Còn thiếu: người ký." in page.text
    head.post(f"{url}/edit", version="1", issuer="DIC", signer="Trương Quang Vinh")
    assert "căn cứ pháp lý cần xác minh" in head.post(f"{url}/steps/lock", status=422, version="2").text
    approver.get(url, status=404)
    with everything(app) as session:
        for row in session.scalars(sa.select(LegalDocument).where(LegalDocument.key.in_(("QD32", "SKHCN-CN")))):
            row.status = row.title_status = "verified"
            row.issued_on = row.valid_from = date(2025, 9, 10)
    head.post(f"{url}/steps/lock", version="2")
    assert "Kế hoạch kiểm tra chuyên đề" in approver.get(f"/plans/{ref}/papers").text
    assert "Tải tệp PDF" in approver.get(url).text
    clerk.post(f"{url}/steps/issue", version="3", day="18/11/2026", signer="Trương Quang Vinh", number="99/KH-SKHCN")
    with everything(app) as session:
        issued = sa.select(Approval).where(Approval.step == "issue").order_by(Approval.id.desc())
        session.scalars(issued.limit(1)).one().paper_number = "12/KH-SKHCN"
    warned = "đã ghi nhận số 12/KH-SKHCN"
    assert warned in head.get(url).text and warned in head.get(f"/plans/{ref}/papers").text
    with everything(app) as session:
        session.scalars(issued.offset(1).limit(1)).one().paper_number = "99/KH-SKHCN"
    assert "đã ghi nhận số" not in head.get(url).text
    clerk.post(f"{url}/steps/send", version="4", day="18/11/2026")
    with everything(app) as session:
        assert session.scalars(sa.select(Paper.state).where(Paper.kind == "annual_plan")).all() == ["sent"]
