"""What a viewer reads of a visit: progress of both, items he may see, what is missing, in few queries."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from inspections.fieldwork import queries
from models.checklists import Answer, VisitItem
from models.inspections import Visit
from tests.inspections.fieldwork.answering import Place, place_of
from tests.inspections.inspecting.cases import everything, seen_by
from tests.inspections.sending.tablet import Tablet
from tests.support.client import Client, counted

SAVE, SECTION = 14, 14
"""How many statements an answer and a section's page may send."""


def the_visit(session, place: Place) -> Visit:
    """The visit in progress in this session."""
    return session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()


def test_an_own_item_is_in_no_count_no_list_and_no_gap_of_the_other_agency(each_app: Flask) -> None:
    place, found = place_of(each_app), {}
    for hidden in (False, True):
        if hidden:
            with everything(each_app) as session:
                item = session.scalars(sa.select(VisitItem).where(VisitItem.ref == place.items["AN-26"])).one()
                item.audience = "own"
                session.flush()
                session.execute(sa.update(Answer).where(Answer.visit_item_id == item.id).values(audience="own"))
        for agency in ("DIC", "POLICE"):
            with seen_by(each_app, agency) as session:
                visit = the_visit(session, place)
                codes = {row.item.code for row in queries.item_rows(session, visit)}
                total = queries.progress_of(session, [visit.id])[visit.id]["POLICE"].total
                gaps = {gap.item.code for gap in queries.gaps(session, visit, "POLICE")}
                found[agency, hidden] = ("AN-26" in codes, "AN-26" in gaps, total)
    assert found["POLICE", True] == found["POLICE", False] == (True, True, found["DIC", False][2])
    assert found["DIC", True] == (False, False, found["DIC", False][2] - 1)


def test_sections_come_in_their_order_with_the_progress_of_each_agency(each_app: Flask) -> None:
    place = place_of(each_app)
    with seen_by(each_app, "DIC") as session:
        visit = the_visit(session, place)
        sections = queries.sections(session, visit)
        codes = [section.code for section in sections]
        assert codes == sorted(codes) and set(sections[-1].by_agency) == {"DIC", "POLICE"}
        totals = queries.progress_of(session, [visit.id])[visit.id]
        for agency in ("DIC", "POLICE"):
            parts = [section.by_agency[agency] for section in sections if agency in section.by_agency]
            assert sum(parts, queries.Progress()) == totals[agency]


def test_hidden_items_are_neither_listed_nor_counted_nor_missing(each_app: Flask) -> None:
    place = place_of(each_app)
    with seen_by(each_app, "POLICE") as session:
        visit = the_visit(session, place)
        assert "AN-33" in place.items
        assert "AN-33" not in {row.item.code for row in queries.item_rows(session, visit)}
        assert "AN-33" not in {gap.item.code for gap in queries.gaps(session, visit, "POLICE")}


def test_what_waits_for_another_time_is_neither_next_nor_missing(each_app: Flask) -> None:
    place = place_of(each_app)
    with seen_by(each_app, "DIC") as session:
        visit = the_visit(session, place)
        assert "CL-23" not in {gap.item.code for gap in queries.gaps(session, visit, "DIC")}
        following = queries.next_open(session, visit, "DIC")
        assert following is not None and (following[0].code, following[1]) == ("CL-43", "unchecked")


def test_a_section_and_an_answer_cost_few_queries(app: Flask, sign_in: Callable[[str], Client]) -> None:
    place, dic = place_of(app), sign_in("dic.inspector")
    tablet = Tablet(dic)
    dic.get(place.section("A4"))
    with counted(app) as statements:
        dic.get(place.section("A4"))
    assert len(statements) <= SECTION
    first = tablet.op(place.items["CL-26"], "result", text="pass")
    tablet.send(first)
    body, headers = (
        tablet.envelope(tablet.op(place.items["CL-26"], "result", first["op_id"], text="fail")),
        tablet.headers(),
    )
    with counted(app) as statements:
        dic.http.post("/operations", json=body, headers=headers)
    assert len(statements) <= SAVE, statements
