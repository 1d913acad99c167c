"""Knows what signing leaves in the tables of both databases, and what it refuses there; knows no page."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.errors import RuleBroken
from inspections.signatures import actions, ink, queries, rules
from inspections.signatures.actions import Checked
from models.papers import Paper, PaperSignature
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.signatures.test_ink import picture


def locked(session: Session) -> Paper:
    """Minutes of the demonstration as they were before they were signed."""
    paper = session.scalars(sa.select(Paper).where(Paper.state == "signed").order_by(Paper.id)).first()
    assert paper is not None
    paper.state = "locked"
    session.flush()
    return paper


def test_a_place_is_signed_once_and_again_after_its_signature_was_removed(each_app: Flask, tmp_path: Path) -> None:
    with everything(each_app) as session:
        paper, by = locked(session), person(session, "dic.inspector")
        drawn, seen = ink.read(picture()), str(paper.sha256)
        before = len(queries.signatures_of(session, paper))
        first = actions.draw(session, paper, by, 1, seen, drawn, tmp_path)
        with pytest.raises(RuleBroken, match="đã ký nội dung này"):
            actions.draw(session, paper, by, 1, seen, drawn, tmp_path)
        with pytest.raises(RuleBroken, match="đã thay đổi"):
            actions.draw(session, paper, by, 3, "0" * 64, drawn, tmp_path)
        with pytest.raises(RuleBroken, match="không có người ký này"):
            actions.draw(session, paper, by, 99, seen, drawn, tmp_path)
        actions.remove(session, first, by, "ký nhầm")
        actions.draw(session, paper, by, 1, seen, drawn, tmp_path)
        assert len(queries.signatures_of(session, paper)) == before + 1
        session.info.pop("events", None)


def test_a_file_that_was_held_against_another_edition_is_not_kept(each_app: Flask, tmp_path: Path) -> None:
    with everything(each_app) as session:
        paper, by = locked(session), person(session, "clerk")
        base = queries.locked_pdf(session, paper)
        assert base is not None
        signer = rules.Signer("A", "B", "C", None, "", None, "no_roots")
        checked = Checked(b"%PDF-", "ab" * 32, base.sha256, [vars(signer)])
        paper.for_approval = True
        row = actions.keep_signed(session, paper, by, checked, tmp_path)
        assert (row.for_approval, row.audience, row.by_id) == (True, paper.audience, by.id)
        assert actions.keep_signed(session, paper, by, checked, tmp_path) is row
        assert [one.signers[0]["name"] for one in queries.signed_files(session, paper)] == ["A"]
        with pytest.raises(RuleBroken, match="vừa thay đổi"):
            actions.keep_signed(session, paper, by, Checked(b"%PDF-", "ab" * 32, "cd" * 32, []), tmp_path)
        session.info.pop("events", None)


def test_a_signers_name_fits_its_column_however_long_the_line_was_that_it_was_typed_in() -> None:
    content = {"blocks": [{"is": "Signatures", "rows": [[{"name": "A" * 500, "above": ["NGƯỜI CHỨNG KIẾN"]}]]}]}
    [place] = rules.places(content)
    assert place.name == "A" * PaperSignature.__mapper__.columns["name"].type.length
    assert rules.signed(place, [PaperSignature(name=place.name, capacity=place.capacity, content_sha256="x")], "x")
