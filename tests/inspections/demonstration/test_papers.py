"""Knows which papers the demonstration holds: minutes signed under their number, and one draft; knows no page."""

import sqlalchemy as sa
from flask import Flask

from inspections.evidence.photos import path_of
from models.papers import Paper, PaperSignature
from tests.inspections.inspecting.cases import everything


def test_the_minutes_of_the_inspection_in_progress_are_signed_papers_with_their_files(app: Flask) -> None:
    with everything(app) as session:
        papers = session.scalars(sa.select(Paper).order_by(Paper.id)).all()
        signed = [paper for paper in papers if paper.state == "signed"]
        assert [paper.number for paper in signed] == ["01/BB-ĐKT", "02/BB-ĐKT"]
        for paper in signed:
            assert paper.visit is not None and paper.visit.minutes_number == paper.number
            assert paper.visit.state == "minutes_signed" and paper.log_number
            assert all(path_of(app.config["EVIDENCE_DIR"], one.sha256, one.kind).exists() for one in paper.files)
        drawn = session.scalars(sa.select(PaperSignature)).all()
        assert {one.paper_id for one in drawn} == {paper.id for paper in signed}
        assert all(one.content_sha256 == one.paper.sha256 for one in drawn)
        assert [paper.state for paper in papers if paper not in signed] == ["draft"]
