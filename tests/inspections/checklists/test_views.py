"""Knows the pages of the checklists."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.checklists import queries
from models.checklists import ChecklistVersion
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]


def _refs(app: Flask) -> dict[str, str]:
    with everything(app) as session:
        return {row.checklist.code: row.ref for row in session.scalars(sa.select(ChecklistVersion))}


def test_the_four_checklists_are_listed_with_their_versions(app: Flask, sign_in: SignIn) -> None:
    page = sign_in("admin").get("/checklists")
    assert {f"/checklists/{ref}" for ref in _refs(app).values()} <= page.links()
    assert len(_refs(app)) == 4
    with everything(app) as session:
        assert session.scalars(sa.select(ChecklistVersion.sha256)).all()[0][:12] in page.text


@pytest.mark.parametrize("code", ["provider-quality", "provider-security", "transport", "user-agency"])
def test_a_checklist_shows_its_items_with_who_leads_and_how_sure_the_law_is(
    app: Flask, sign_in: SignIn, code: str
) -> None:
    text = sign_in("police.inspector").get(f"/checklists/{_refs(app)[code]}").text
    assert "cần xác minh" in text
    assert "Hai cơ quan kiểm tra" in text
    assert "Tài liệu cần xem:" in text


def test_grounds_are_spelt_out_on_a_checklist(app: Flask, sign_in: SignIn) -> None:
    text = sign_in("clerk").get(f"/checklists/{_refs(app)['provider-quality']}").text
    assert "điểm c khoản 4 Điều 4 Thông tư số 16/2017/TT-BTTTT ! Quy định trước đây, cần xác minh" in text
    assert "TT16" not in text


def test_a_retired_item_stays_with_its_reason(app: Flask, sign_in: SignIn) -> None:
    text = sign_in("clerk").get(f"/checklists/{_refs(app)['provider-security']}").text
    assert "AN-02" in text
    assert "Đã thôi áp dụng. Trùng AN-01" in text


def test_checklists_are_not_for_bodies_or_auditors(app: Flask, sign_in: SignIn) -> None:
    for login in ("body", "auditor"):
        sign_in(login).get("/checklists", status=403)


def test_a_kind_of_body_has_its_checklists_in_their_newest_versions(each_app: Flask) -> None:
    with everything(each_app) as session:
        old = session.scalars(sa.select(ChecklistVersion).join(ChecklistVersion.checklist)).first()
        assert old is not None
        new = ChecklistVersion(
            checklist=old.checklist, number=old.number + 1, title=old.title, content=old.content, sha256="f" * 64
        )
        session.add(new)
        session.flush()
        found = queries.current_of_kind(session, old.checklist.inspected_kind)
        assert found[old.checklist_id] == new.id
        assert new in queries.current_versions(session)
        assert old not in queries.current_versions(session)
