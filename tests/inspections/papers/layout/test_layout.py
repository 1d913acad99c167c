"""Knows that every paper keeps Decree 30/2020 in both files, on 200 visits that nobody made; knows no database."""

from dataclasses import replace

import pytest

from inspections.papers.composing.case_index import Filed, IndexFacts
from inspections.papers.composing.case_index import compose as compose_index
from inspections.papers.composing.minutes import compose
from inspections.papers.composing.notice import compose_notice
from inspections.papers.content import URGENCIES, Column, Content, Table
from tests.inspections.papers.made_up import AGENCIES, DAY, ORDER, visit_facts
from tests.support.papers.checker import faults
from tests.support.papers.visits import case, render

VISITS, TOGETHER = 200, 10


@pytest.mark.parametrize("first", range(0, VISITS, TOGETHER))
def test_generated_visits_keep_every_rule_in_both_files(first: int) -> None:
    found = {seed: held for seed in range(first, first + TOGETHER) if (held := list(faults(case(seed))))}
    assert not found


@pytest.mark.parametrize("degree", URGENCIES)
def test_the_degree_of_urgency_stands_in_its_frame(degree: str) -> None:
    urgent = compose_notice(visit_facts(typed={"urgency": degree}))
    assert urgent.head.urgency == degree
    assert list(faults(render("result_notice", urgent))) == []


@pytest.mark.parametrize("count", [6, 7, 14])
def test_a_table_of_more_than_six_columns_lies_on_its_side(count: int) -> None:
    columns = tuple(Column(f"Cột {number:02d}", 40, number % 2 == 0) for number in range(count))
    row = tuple(f"Ô thứ {number:02d}" for number in range(count))
    assert list(faults(render("minutes", with_table(Table(columns, (row,) * 60))))) == []


@pytest.mark.parametrize("count", [1, 9, 40])
def test_the_index_of_a_case_file_keeps_every_rule(count: int) -> None:
    papers = [
        Filed(2, f"{n:02d}/BB-ĐKT", DAY, "Biên bản kiểm tra", "Đoàn kiểm tra", "Đơn vị không ký") for n in range(count)
    ]
    issued = {"today": DAY, "province": "tỉnh Vĩnh Long", "city": "Vĩnh Long", "owner": "DIC", "agencies": AGENCIES}
    typed = {"sheets": "12\n" * count, "leader": "Phạm Thị Thu Hà"}
    facts = IndexFacts(order=ORDER, filed=tuple(papers), kept="20 năm", typed=typed, **issued)
    assert list(faults(render("case_index", compose_index(facts)))) == []


def with_table(table: Table) -> Content:
    """Minutes whose first annex holds a table."""
    content = compose(visit_facts())
    annex = replace(content.annexes[0], blocks=(table,), attached="(Kèm theo Biên bản kiểm tra số 02/BB-ĐKT)")
    return replace(content, annexes=(annex, *content.annexes))
