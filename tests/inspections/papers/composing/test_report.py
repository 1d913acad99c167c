"""Knows the department's reports: what they say, how they are written by hand, and that a locked one stays."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.clock import today
from inspections.papers.composing import report
from inspections.papers.composing.report import compose_summary, compose_yearly, days
from inspections.papers.content import Content, Recipients, Table, plain
from inspections.papers.facts.visit import YearFacts
from inspections.papers.layout.docx import SIDE_ROOM
from inspections.reporting import rules
from inspections.reporting.rules import Figures, Line
from inspections.vietnamese import fold
from models.findings import Finding
from models.papers import Paper
from tests.inspections.inspecting.cases import everything
from tests.inspections.papers.conftest import SignIn
from tests.inspections.papers.layout.test_docx import read as read_docx
from tests.inspections.papers.layout.test_pdf import read as read_pdf
from tests.inspections.papers.layout.test_pdf import squeezed
from tests.inspections.papers.made_up import AGENCIES
from tests.support.client import Client
from tests.support.papers.checker import faults
from tests.support.papers.visits import render

NUMBERS = {
    "planned": 7,
    "planned_begun": 6,
    "visits": 23,
    "bodies": 73,
    "covered": 20,
    "penalty_decisions": 2,
    "fines": 15_000_000,
}
SYLLABLE = re.compile("(?:ngh?|nh|[cgkpt]h|gi|qu|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
"""A Vietnamese word without its marks; names of tables and columns, with their clusters and strokes, are none."""
LINE = Line("Bưu điện phường Cổ Chiên", dict.fromkeys(rules.OF_BODY, 2))


def facts(first: date = date(2026, 1, 1), last: date = date(2026, 12, 31), **typed: Any) -> YearFacts:
    """A report that nobody made."""
    agencies = (Line("Sở Khoa học và Công nghệ", dict.fromkeys(rules.OF_AGENCY, 1)),)
    groups = (("Chất lượng", 5), ("Khác", 1))
    figures = Figures(first, last, rules.named(NUMBERS), groups, agencies, (LINE,) * 30)
    issued = {"today": date(2027, 1, 5), "province": "tỉnh Vĩnh Long", "city": "Vĩnh Long", "owner": "DIC"}
    return YearFacts(figures=figures, agencies=AGENCIES, typed=typed, **issued)  # type: ignore[arg-type]


def test_it_says_what_was_done_to_the_committee_and_how_each_figure_was_counted() -> None:
    content = compose_yearly(facts())
    said = plain(content)
    assert (content.head.number, content.title) == ("Số: ……/BC-SKHCN", "BÁO CÁO")
    assert "Kính gửi: Ủy ban nhân dân tỉnh Vĩnh Long" in said
    assert "07 cuộc với 0 lượt đơn vị; đã tiến hành 06 cuộc" in said and "20/73 đơn vị trong danh mục" in said
    assert (
        "tổng số tiền phạt 15.000.000 đồng (Mười lăm triệu đồng); đã nộp 0 đồng." in said
        and "a) Chất lượng: 05 nội dung;" in said
    )
    assert "kính báo cáo Ủy ban nhân dân tỉnh Vĩnh Long./." in said
    [notes] = tables(content)[2:]
    assert [row[1:] for row in notes.rows[:-1]] == [
        (one.name, rules_said(one.number, one.unit), one.note) for one in facts().figures.all.values()
    ]
    last = content.blocks[-1]
    assert isinstance(last, Recipients) and last.cell.above == ("GIÁM ĐỐC",) and last.lines[0] == "- Như trên;"


def tables(content: Content) -> list[Table]:
    """The table of each annex."""
    return [block for annex in content.annexes for block in annex.blocks if isinstance(block, Table)]


def test_what_each_figure_counts_is_said_in_vietnamese_alone() -> None:
    said = [rules.SHARED, *(word for one in facts().figures.notes for word in one)]
    assert not [word for word in re.findall(r"[a-z_=]+", fold(" ".join(said))) if not SYLLABLE.fullmatch(word)]


def test_every_annex_says_which_report_it_belongs_to() -> None:
    belongs = "(Kèm theo Báo cáo số ……/BC-SKHCN ngày …… tháng …… năm 2027 của Sở Khoa học và Công nghệ)"
    for content in (compose_yearly(facts()), compose_summary(facts())):
        assert [(one.title, one.attached) for one in content.annexes] == [
            (f"Phụ lục {number}", belongs) for number in ("I", "II", "III")
        ]


def test_the_tables_fill_the_page_as_they_lie_on_it_and_the_fines_have_room_for_their_figures() -> None:
    for table in tables(compose_yearly(facts()))[:2]:
        widths = {column.title: column.width for column in table.columns}
        assert sum(widths.values()) == SIDE_ROOM and widths["TT"] == 10 and widths["Tiền phạt (đồng)"] == 32
        assert 70 <= table.columns[1].width < 80 and min(column.width for column in table.columns[2:]) >= 19
    few = report._table("Đơn vị", (LINE,), rules.OF_BODY[:4])
    assert [column.width for column in few.columns] == [10, 52, 22, 22, 22, 32]


@pytest.mark.parametrize("compose", [compose_yearly, compose_summary])
def test_both_files_keep_every_rule_of_official_papers(compose: Callable[[YearFacts], Content]) -> None:
    given = facts(last=date(2026, 6, 30), signer="Lê Văn Sáu")
    assert list(faults(render("summary_report", compose(given)))) == []


def rules_said(number: int, unit: str) -> str:
    return f"{number:02,d} {unit}".replace(",", ".") if number else f"0 {unit}"


def test_a_block_is_composed_until_it_is_written_by_hand() -> None:
    assert "Còn yêu cầu khắc phục quá hạn tại Bưu điện phường Cổ Chiên" in plain(compose_yearly(facts()))
    by_hand = plain(compose_yearly(facts(difficulties="Thiếu phương tiện.\nThiếu người")))
    assert "Thiếu phương tiện." in by_hand and "Thiếu người." in by_hand and "quá hạn tại" not in by_hand


def test_a_period_is_a_whole_year_or_its_days() -> None:
    assert days(2026, {}) == (date(2026, 1, 1), date(2026, 12, 31))
    assert days(2026, {"last": "30/06/2026"}) == (date(2026, 1, 1), date(2026, 6, 30))
    half = compose_summary(facts(last=date(2026, 6, 30)))
    days_of_half = "từ ngày 01 tháng 01 năm 2026 đến ngày 30 tháng 6 năm 2026"
    assert half.about.endswith(days_of_half) and f"KT1 {days_of_half} như sau:" in plain(half)
    whole = compose_summary(facts())
    assert whole.about.endswith("KT1 năm 2026")
    assert "năm 2026 (số liệu đến hết ngày 31 tháng 12 năm 2026) như sau:" in plain(whole)


def test_both_files_carry_the_tables_and_the_pages_of_each_annex() -> None:
    content = compose_yearly(facts(signer="Lê Văn Sáu"))
    pages = [squeezed(page.extract_text()) for page in read_pdf(content).pages]
    assert "Nơinhận:" in "".join(pages) and "PhụlụcIII" in "".join(pages)
    assert len(read_docx(content).tables) >= 5


def begun(app: Flask, client: Client, kind: str) -> tuple[str, int]:
    """The address of a report of this year, begun by the department's manager, and the year."""
    with app.app_context():
        year = today().year
    return client.post(f"/department-reports/{kind}", year=str(year)).location or "", year


@pytest.mark.parametrize("kind", ["yearly", "summary"])
def test_a_report_is_written_locked_signed_and_numbered_by_the_clerk(app: Flask, sign_in: SignIn, kind: str) -> None:
    client = sign_in("dic.manager")
    url, year = begun(app, client, kind)
    assert begun(app, client, kind)[0] == url
    assert "Còn thiếu: ngày cuối kỳ báo cáo (chưa đến), người ký." in client.get(url).text
    form = client.get(f"{url}/edit").form(f"{url}/edit")
    with app.app_context():
        last = today().strftime("%d/%m/%Y")
    typed = {name: values[0] for name, values in form.items() if name not in {"csrf_token", "reset"} and values}
    edited = typed | {"last": last, "difficulties": "Thiếu phương tiện đi lại", "signer": "Lê Văn Sáu"}
    client.post(f"{url}/edit", **edited)
    assert "Đã sửa tay" in client.get(f"{url}/edit").text
    client.post(f"{url}/edit", **(edited | {"version": "2", "reset": "difficulties"}))
    assert "Thiếu phương tiện" not in client.get(f"{url}/content").text
    client.post(f"{url}/steps/lock", version="3")
    locked = client.get(f"{url}/content").text.rpartition("Nội dung văn bản")[2]
    with everything(app) as session:
        session.execute(sa.update(Finding).values(state="dismissed", audience="own"))
    assert client.get(f"{url}/content").text.endswith(locked) and "CÁCH TÍNH SỐ LIỆU" in locked
    with app.app_context():
        signed = today().strftime("%d/%m/%Y")
    clerk = sign_in("clerk")
    clerk.post(f"{url}/steps/issue", version="4", day=signed, signer="Lê Văn Sáu", number="12/BC-SKHCN")
    assert "Số 12/BC-SKHCN" in clerk.get(f"/department-reports?year={year}").text
    assert sign_in("police.manager").get(url).text
    sign_in("dic.inspector").post(f"/department-reports/{kind}", status=403, year=str(year))
    sign_in("police.manager").post(f"/department-reports/{kind}", status=403, year=str(year))


def test_a_period_without_an_end_or_the_wrong_way_round_is_refused(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.manager")
    url, _year = begun(app, client, "summary")
    for last, words in (("", "cần ghi cả ngày cuối kỳ"), ("01/01/2026", "phải từ ngày đầu kỳ trở đi")):
        page = client.post(f"{url}/edit", status=422, version="1", first="05/02/2026", last=last)
        assert words in page.text and "05/02/2026" in page.html
    client.post("/department-reports/yearly", status=422, year="20x6")
    with everything(app) as session:
        assert session.scalars(sa.select(Paper.fields).where(Paper.kind == "summary_report")).one() == {}
