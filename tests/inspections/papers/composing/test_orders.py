"""Knows the papers of a whole inspection: its decision, the working plan and the report of its team, and their way."""

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask

from inspections.papers.composing import decision, people, team_report, working_plan
from inspections.papers.content import Recipients, Signatures, Table, plain
from inspections.papers.facts.visit import Earlier, Finding, Person
from inspections.papers.facts.wholes import Base, CaseFacts, Ground, Letter, Unit
from inspections.papers.gathering import prose
from inspections.papers.gathering.case_facts import facts_of
from inspections.papers.rules import Stage, once_decided, once_finished, unless_over
from models.inspections import Inspection, Visit
from models.papers import Paper
from tests.inspections.inspecting.cases import everything
from tests.inspections.papers.conftest import SignIn
from tests.inspections.papers.made_up import AGENCIES, ORDER, TEAM, VIOLATION
from tests.inspections.remedies.cases import make_finding

POST = Unit(
    "Bưu điện phường Cổ Chiên",
    "provider",
    False,
    date(2026, 11, 13),
    date(2026, 11, 13),
    minutes_number="02/BB-ĐKT",
    minutes_on=date(2026, 11, 13),
    counts={"Đạt": 14, "Chưa đạt": 2},
    findings=(
        replace(VIOLATION, record="số 01/BB-VPHC ngày 16 tháng 11 năm 2026"),
        Finding("shortcoming", "Sổ ghi chưa đủ.", requirement="Ghi đủ sổ.", due_on=date(2026, 12, 15)),
    ),
    earlier=(Earlier("Niêm yết giá cước", "Đã thực hiện"),),
    opinion="Đơn vị thống nhất.",
)
COURT = Unit("Tòa án khu vực 1", "user_agency", True, date(2026, 11, 16), None, agreement="Công văn số 9/TA")
FACTS = CaseFacts(
    today=date(2026, 12, 20),
    province="tỉnh Vĩnh Long",
    city="Vĩnh Long",
    owner="DIC",
    agencies=AGENCIES,
    order=ORDER,
    team=TEAM,
    duties=("Phụ trách chung.", "Phụ trách an ninh.", "Ghi biên bản."),
    issuer="DIC",
    signer=Person("Bà", "Phạm Thị Thu Hà", "Phó Giám đốc Sở", agency="DIC"),
    authority="KT. GIÁM ĐỐC",
    scope="Việc chấp hành quy định về dịch vụ bưu chính KT1.",
    units=(POST, COURT),
    base=Base(
        plan=Letter("Kế hoạch", "12/KH-SKHCN", date(2026, 1, 9)),
        plan_title="Kế hoạch kiểm tra chuyên đề năm 2026",
        police=Letter("Công văn", "1520/CAT-PA03", date(2026, 10, 23)),
    ),
    grounds=(Ground("Luật Bưu chính ngày 17 tháng 6 năm 2010", "49/2010/QH12", True),),
    prose={**prose.of("decision", date(2026, 11, 1)), **prose.of("report", date(2026, 11, 1))},
    items={"goal": "Đánh giá việc chấp hành", "assignment": "Việc một\nViệc hai"},
    began_on=date(2026, 11, 13),
    finished_on=date(2026, 11, 20),
)


def test_a_decision_has_its_authority_its_grounds_and_four_articles() -> None:
    content = decision.compose(FACTS)
    said = plain(content)
    assert content.head.number == "Số: ……/QĐ-SKHCN" and content.about.startswith("Về việc kiểm tra")
    assert "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH VĨNH LONG" in said and "Thành lập" not in said
    assert "Căn cứ Kế hoạch số 12/KH-SKHCN ngày 09 tháng 01 năm 2026 về kiểm tra chuyên đề" in said
    assert "số 1520/CAT-PA03 ngày 23 tháng 10 năm 2026 của Công an tỉnh về việc cử cán bộ" in said
    grounds = [block for block in content.blocks if getattr(block, "look", "") == "ground"]
    assert plain(replace(content, blocks=(grounds[-1],))).endswith("Theo đề nghị của …….")
    articles = [block.runs[0] for block in content.blocks if getattr(block, "look", "") == "subheading"]
    assert [run.text for run in articles] == [
        *("Điều 1. ", "Điều 2. ", "Điều 3. Nhiệm vụ, quyền hạn của Đoàn kiểm tra"),
        "Điều 4. Hiệu lực và tổ chức thực hiện",
    ]
    assert {run.mark for run in articles} == {"bold"}
    assert "1. Đối tượng kiểm tra: Bưu điện phường Cổ Chiên." in said
    assert "2. Khảo sát, trao đổi trên cơ sở thống nhất bằng văn bản: Tòa án khu vực 1 (theo Công văn số 9/TA)." in said
    assert "10 ngày, kể từ ngày công bố" in said and "Điều 8 và Điều 15 Nghị định số 217/2025/NĐ-CP" in said
    assert said.count("./.") == 1


def test_a_deputy_signs_for_the_head_and_the_chairman_decides_himself() -> None:
    last = decision.compose(FACTS).blocks[-1]
    assert isinstance(last, Recipients) and last.lines[0] == "- Như Điều 4;"
    assert (last.cell.above, last.cell.name) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Phạm Thị Thu Hà")
    order = replace(ORDER, issuer="Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long")
    content = decision.compose(replace(FACTS, issuer="UBND", authority="", order=order))
    end = content.blocks[-1]
    assert content.head.number == "Số: ……/QĐ-UBND" and "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VĨNH LONG" in plain(content)
    assert isinstance(end, Recipients) and end.cell.above == ("CHỦ TỊCH",)
    unit = AGENCIES | {"DIC": replace(AGENCIES["DIC"], unit="BCVT")}
    assert last_line(replace(FACTS, agencies=unit)) == "- Lưu: VT, BCVT."
    assert last_line(replace(FACTS, agencies=unit, issuer="UBND", order=order)) == "- Lưu: VT, hồ sơ."


def last_line(facts: CaseFacts) -> str:
    """Who keeps a decision."""
    end = decision.compose(facts).blocks[-1]
    assert isinstance(end, Recipients)
    return end.lines[-1]


def test_a_working_plan_has_nine_parts_a_timetable_an_outline_and_who_approves() -> None:
    content = working_plan.compose(replace(FACTS, number="01/KH-ĐKT"))
    said = plain(content)
    assert content.head.number == "Số: 01/KH-ĐKT" and "QUYẾT\u00a0ĐỊNH SỐ\u00a0248" in content.head.issuer
    assert content.head.place_day == "Vĩnh Long, ngày 29 tháng 10 năm 2026"
    assert "I. MỤC TIÊU" in said and "IX. NGUỒN LỰC (KINH PHÍ, PHƯƠNG TIỆN)" in said
    assert "a) Việc một;" in said and "b) Việc hai.\nPhân công cụ thể:\n- Bà Phạm Thị Thu Hà" in said
    assert "Phó Trưởng đoàn: Phụ trách an ninh;" in said
    [signed] = [block for block in content.blocks if isinstance(block, Signatures)]
    approved, leader = signed.rows[0]
    assert approved.above == ("PHÊ DUYỆT", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and signed.kept
    assert leader.above[0] == "TM. ĐOÀN KIỂM TRA" and leader.below == "Phó Giám đốc Sở Khoa học và Công nghệ"
    timetable, outline = content.annexes
    [table] = [block for block in timetable.blocks if isinstance(block, Table)]
    assert table.rows[1][1] == "Tòa án khu vực 1" and table.rows[1][-1] == "Khảo sát"
    assert "A. ĐỐI VỚI ĐƠN VỊ CUNG CẤP DỊCH VỤ" in plain(replace(content, blocks=outline.blocks))


def test_a_report_counts_names_no_fine_but_in_its_table_and_proposes_by_addressee() -> None:
    content = team_report.compose(FACTS)
    said = plain(content)
    assert "Kính gửi: Giám đốc Sở Khoa học và Công nghệ\n" in said
    assert "báo cáo Giám đốc Sở Khoa học và Công nghệ xem xét" in said
    assert "Xem xét 16 nội dung: 14 đạt, 02 chưa đạt." in said and "Niêm yết giá cước: đã thực hiện" in said
    [table] = [block for block in content.blocks if isinstance(block, Table)]
    assert table.rows[0][3:5] == ("khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP", "18/10/2027")
    assert said.count("174/2026") == 1
    assert "Lập Biên bản vi phạm hành chính số 01/BB-VPHC" in said
    assert "Bưu điện phường Cổ Chiên: “Đơn vị thống nhất.”" in said
    assert "ghi đủ sổ; hoàn thành chậm nhất ngày 15 tháng 12 năm 2026" in said
    assert "ghi nhận 01 tồn tại, hạn chế; 01 hành vi có dấu hiệu vi phạm hành chính." in said


def test_a_post_that_names_its_agency_is_not_given_it_again() -> None:
    chairman = Person("Bà", "Huỳnh Ngọc Ánh", "Phó Chủ tịch Ủy ban nhân dân tỉnh", agency="UBND")
    assert people.of_agency(FACTS, chairman) == "Bà Huỳnh Ngọc Ánh, Phó Chủ tịch Ủy ban nhân dân tỉnh"


def test_where_nobody_came_nothing_is_told_and_where_nothing_is_joint_nothing_is_counted() -> None:
    said = plain(team_report.compose(FACTS))
    assert "(khảo sát)\nChưa tiến hành.\n" in said and "làm việc ngày 16" not in said
    alone = replace(COURT, announced_on=date(2026, 11, 16))
    said = plain(team_report.compose(replace(FACTS, units=(alone,))))
    assert "Đoàn kiểm tra làm việc ngày 16 tháng 11 năm 2026.\n" in said and "nội dung kiểm tra chung" not in said


def test_without_a_violation_the_report_says_so_and_has_no_table() -> None:
    content = team_report.compose(replace(FACTS, units=(COURT,)))
    assert not [block for block in content.blocks if isinstance(block, Table)]
    assert "chưa phát hiện hành vi có dấu hiệu vi phạm hành chính" in plain(content)
    assert "không phải áp dụng biện pháp xử lý nào" in plain(content)


def test_each_paper_has_its_time() -> None:
    assert unless_over(Stage("draft")) is None and unless_over(Stage("cancelled"))
    assert once_decided(Stage("decided")) is None
    assert once_decided(Stage("draft")) and once_decided(Stage("finished"))
    assert once_decided(Stage("stopped"))
    assert once_finished(Stage("finished")) is None and once_finished(Stage("in_progress"))


def _ref(app: Flask, key: str) -> str:
    with everything(app) as session:
        return session.scalars(sa.select(Inspection.ref).where(Inspection.key == key)).one()


def _paper(app: Flask, kind: str) -> Paper:
    with everything(app) as session:
        paper = session.scalars(sa.select(Paper).where(Paper.kind == kind).order_by(Paper.id.desc())).first()
        assert paper is not None
        session.expunge(paper)
        return paper


def test_the_page_says_what_may_be_begun_and_why_the_rest_may_not(app: Flask, sign_in: SignIn) -> None:
    lead = sign_in("dic.manager")
    ref = _ref(app, "KT-4")
    page = lead.get(f"/inspections/{ref}/papers").text
    assert "Lập quyết định kiểm tra" in page and "Lập kế hoạch tiến hành kiểm tra" in page
    assert "Báo cáo kết quả kiểm tra: Chỉ lập sau khi kết thúc kiểm tra tại các đơn vị." in page
    assert "Chỉ lập sau" in lead.post(f"/inspections/{ref}/drafts/report", status=422).text
    sign_in("police.inspector").post(f"/inspections/{ref}/drafts/decision")
    sign_in("clerk").post(f"/inspections/{ref}/drafts/decision", status=403)


def test_the_working_plan_takes_the_number_that_its_inspection_has_and_locks_with_no_other(
    app: Flask, sign_in: SignIn
) -> None:
    lead, ref = sign_in("dic.manager"), _ref(app, "KT-4")
    url = lead.post(f"/inspections/{ref}/drafts/programme").location
    form = lead.get(url).form(f"{url}/number")
    assert form["serial"] == ["1"]
    lead.post(f"{url}/number", version="1", serial="2")
    assert "cần thống nhất một số" in lead.post(f"{url}/steps/lock", status=422, version="2").text
    lead.post(f"{url}/number", version="2", serial="1")
    lead.post(f"{url}/steps/lock", version="3")
    assert "Ghi nhận đơn vị không ký" not in lead.get(url).text
    lead.post(f"{url}/steps/sign", version="4", day="18/11/2026", signer="Phạm Thị Thu Hà")
    assert (_paper(app, "working_plan").state, _paper(app, "working_plan").number) == ("signed", "01/KH-ĐKT")


def test_a_second_number_for_one_decision_is_warned_of_and_the_recorded_one_is_suggested(
    app: Flask, sign_in: SignIn
) -> None:
    lead, clerk, ref = sign_in("dic.manager"), sign_in("clerk"), _ref(app, "KT-4")
    url = lead.post(f"/inspections/{ref}/drafts/decision").location
    assert "nơi đề nghị ban hành quyết định" in lead.get(url).text
    lead.post(f"{url}/edit", version="1", proposer="Trưởng phòng Bưu chính", grounds="Căn cứ Luật Bưu chính")
    lead.post(f"{url}/steps/lock", version="2")
    assert clerk.get(url).form(f"{url}/steps/issue")["number"] == ["248/QĐ-SKHCN"]
    typed = {"version": "3", "day": "18/11/2026", "signer": "Trương Quang Vinh"}
    clerk.post(f"{url}/steps/issue", number="999/QĐ-SKHCN", **typed)
    for address in (url, f"/inspections/{ref}/papers"):
        assert "mang số 999/QĐ-SKHCN nhưng bước tương ứng đã ghi nhận số 248/QĐ-SKHCN" in lead.get(address).text


def test_the_report_says_only_what_both_agencies_share(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = session.scalars(sa.select(Visit).join(Visit.inspection).where(Inspection.key == "KT-1")).first()
        assert visit is not None
        make_finding(session, visit=visit, text="Việc chung của hai cơ quan")
        make_finding(session, visit=visit, text="Việc riêng của công an", owner="POLICE", audience="own")
        paper = Paper(kind="team_report", inspection=visit.inspection, owner="DIC", title="Báo cáo")
        session.add(paper)
        for edition, state in ((1, "signed"), (2, "dropped")):
            of_visit: dict[str, Any] = {"inspection": visit.inspection, "owner": "DIC", "visit": visit}
            opinion = {"opinion": f"Ý kiến của bản {state}."}
            session.add(Paper(kind="minutes", title="B", edition=edition, state=state, fields=opinion, **of_visit))
        session.flush()
        said = plain(team_report.compose(facts_of(session, paper, each_app.config["TIME_ZONE"])))
        session.rollback()
    assert "Việc chung của hai cơ quan" in said and "Việc riêng" not in said
    assert "Xem xét 81 nội dung" in said
    assert "Ý kiến của bản signed." in said and "bản dropped" not in said


def test_the_number_of_the_signed_report_is_suggested_where_the_report_is_recorded(app: Flask, sign_in: SignIn) -> None:
    ref = _ref(app, "KT-4")
    with everything(app) as session:
        case = session.scalars(sa.select(Inspection).where(Inspection.ref == ref)).one()
        case.state, case.finished_on = "finished", date(2026, 11, 18)
        session.add(
            Paper(
                kind="team_report",
                inspection=case,
                owner="DIC",
                title="Báo cáo",
                state="signed",
                number="07/BC-ĐKT",
                signed_on=date(2026, 11, 19),
                signer="Phạm Thị Thu Hà",
            )
        )
    form = sign_in("clerk").get(f"/inspections/{ref}/decision").form(f"/inspections/{ref}/papers/report")
    assert form["number"] + form["day"] + form["signer"] == ["07/BC-ĐKT", "19/11/2026", "Phạm Thị Thu Hà"]
