"""Knows what an inspection is found by; knows no page."""

import sqlalchemy as sa
from flask import Flask

from inspections.search.actions import index_inspection
from models.inspections import Inspection
from tests.inspections.inspecting.cases import everything, make_inspection, make_visit


def test_an_inspection_is_found_by_its_title_its_number_and_every_name_of_its_bodies(each_app: Flask) -> None:
    with everything(each_app) as session:
        inspection = make_inspection(session, {}, title="Kiểm tra Điện", decision_number="248/QĐ-SKHCN")
        make_visit(session, inspection, "bd-song-mang")
        index_inspection(session, inspection)
        for words in ("kiem tra dien", "248/qd-skhcn", "buu dien xa song mang", "buu dien huyen song mang"):
            assert words in inspection.search_text


def test_a_visit_that_an_agency_keeps_to_itself_does_not_betray_its_body(each_app: Flask) -> None:
    with everything(each_app) as session:
        joint = make_inspection(session, {})
        make_visit(session, joint, "bd-song-mang", owner="POLICE", audience="own")
        index_inspection(session, joint)
        assert "song mang" not in joint.search_text
        own = make_inspection(session, {}, owner="POLICE", audience="own")
        make_visit(session, own, "bd-song-mang", owner="POLICE", audience="own")
        index_inspection(session, own)
        assert "song mang" in own.search_text


def test_every_inspection_of_the_demonstration_can_be_found(app: Flask) -> None:
    with everything(app) as session:
        rows = session.execute(sa.select(Inspection.title, Inspection.search_text)).all()
        assert rows and all(row.search_text for row in rows)
