"""Knows the order of a case file, how its sheets are counted, and that its index holds what both agencies share."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.papers.composing import case_index as index
from inspections.papers.composing.case_index import Filed, IndexFacts
from inspections.papers.content import Table, plain
from inspections.papers.facts.visit import Agency, Order
from models.approvals import Approval
from models.inspections import Inspection
from models.papers import Paper
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import SignIn

DAY = date(2026, 11, 17)


def filed(place: int, number: str, day: int = 1) -> Filed:
    """A paper of November."""
    return Filed(place, number, date(2026, 11, day), f"Văn bản {number}", "Đoàn kiểm tra")


def made_up(*papers: Filed, **typed: str) -> IndexFacts:
    """The facts of a file that holds these papers."""
    order = Order("Kiểm tra thử", "9/QĐ-SKHCN", DAY, "Giám đốc Sở", "", None, "", None, None, None)
    agencies = {"DIC": Agency("Sở Khoa học và Công nghệ", "Ủy ban nhân dân tỉnh Vĩnh Long", "SKHCN")}
    issued = {"today": DAY, "province": "tỉnh Vĩnh Long", "city": "Vĩnh Long", "owner": "DIC", "agencies": agencies}
    return IndexFacts(order=order, filed=papers, kept="20 năm", typed=typed, **issued)  # type: ignore[arg-type]


def test_the_file_is_ordered_as_the_province_files_it_then_by_day_and_a_paper_told_of_twice_stands_once() -> None:
    told = [
        filed(index.REPORTED, "3/BC-ĐKT", 20),
        filed(index.MINUTES, "02/BB-ĐKT", 9),
        filed(index.MINUTES, "01/BB-ĐKT", 8),
        filed(index.VIOLATION, "01/BB-VPHC", 2),
        filed(index.DECISION, "9/QĐ-SKHCN", 3),
    ]
    found = index.in_order([*told, Filed(index.FOLLOWED, "01/BB-ĐKT", date(2026, 11, 8), "Lần nữa", "")])
    assert [one.number for one in found] == ["9/QĐ-SKHCN", "01/BB-ĐKT", "02/BB-ĐKT", "01/BB-VPHC", "3/BC-ĐKT"]


@pytest.mark.parametrize(
    ("typed", "wanted", "whole"),
    [
        ("2\n1\n10", ["01–02", "03", "04–13"], 13),
        ("2\nhai\n1", ["01–02", "", ""], 0),
        ("2", ["01–02", "", ""], 0),
        ("", ["", "", ""], 0),
        ("1\n1\n1\n9", ["01", "02", "03"], 3),
    ],
)
def test_sheets_are_numbered_through_and_stay_blank_from_where_they_are_not_known(
    typed: str, wanted: list[str], whole: int
) -> None:
    assert index.sheets(typed, 3) == (wanted, whole)


def test_the_index_says_its_mark_its_papers_its_sheets_and_who_drew_it_up() -> None:
    papers = (filed(index.DECISION, "9/QĐ-SKHCN"), filed(index.MINUTES, "01/BB-ĐKT"))
    content = index.compose(made_up(*papers, mark="12", sheets="2\n3", signer="Trần Thị B", leader="Phạm Thị H"))
    words = plain(content)
    assert "Số hồ sơ: 12/HSKT" in words and "Thời hạn bảo quản: 20 năm." in words
    assert "Hồ sơ gồm 02 văn bản, tài liệu; 05 tờ, đánh số từ tờ 01 đến tờ 05./." in words
    assert "NGƯỜI LẬP\nTrần Thị B" in words and "Phạm Thị H" in words
    table = next(block for block in content.blocks if isinstance(block, Table))
    assert table.rows[1] == ("02", "01/BB-ĐKT", "01/11/2026", "Văn bản 01/BB-ĐKT", "Đoàn kiểm tra", "03–05", "")
    assert sum(column.width for column in table.columns) == 160
    blank = plain(index.compose(made_up(*papers)))
    assert "…… tờ, đánh số từ tờ 01 đến tờ ……" in blank and "Số hồ sơ: ……/HSKT" in blank


def test_an_index_is_begun_locked_without_a_number_and_signed_and_holds_nothing_of_one_agency_alone(
    app: Flask, sign_in: SignIn
) -> None:
    with everything(app) as session:
        inspection = session.scalars(sa.select(Inspection).where(Inspection.key == "KT-4")).one()
        own = {"owner": "POLICE", "audience": "own", "by_id": person(session, "police.inspector").id}
        hidden = {"paper_kind": "Công văn", "paper_number": "77/PA03", "paper_on": DAY}
        session.add(Approval(inspection=inspection, step="letter", state="in_progress", **hidden, **own))
        ref = inspection.ref
    client = sign_in("dic.manager")
    url = client.post(f"/inspections/{ref}/drafts/index").location
    assert sign_in("police.manager").get(url).status == 200
    with everything(app) as session:
        (paper,) = session.scalars(sa.select(Paper).where(Paper.kind == "case_index"))
        version = paper.version
    for reader in (client, sign_in("police.manager")):
        page = reader.get(f"{url}/content").text
        assert "248/QĐ-SKHCN" in page and "01/BB-ĐKT" in page and "01/BB-VPHC" in page and "77/PA03" not in page
    assert "Còn thiếu: người lập" in client.get(url).text
    client.post(f"{url}/edit", version=str(version), sheets="2", signer="Trần Thị B")
    client.post(f"{url}/steps/lock", version=str(version + 1))
    client.post(f"{url}/steps/sign", version=str(version + 2), day="18/11/2026", signer="Trần Thị B")
    assert "Đã ký" in client.get(url).text
    assert client.post(f"/inspections/{ref}/drafts/index").location != url, "the file goes on; a new index is drawn up"


def test_there_is_no_index_before_the_decision(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = session.scalars(sa.select(Inspection.ref).where(Inspection.state == "draft")).first()
    page = sign_in("dic.manager").post(f"/inspections/{ref}/drafts/index", status=422)
    assert "chưa lập mục lục hồ sơ" in page.text
