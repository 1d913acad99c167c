"""Somebody signs minutes on the tablet that was handed over, draws again, saves, and sees it beside his name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from models.directory import Body
from models.inspections import Visit
from models.papers import Paper
from tests.browser import look
from tests.browser.people import sign_in
from tests.inspections.inspecting.cases import everything
from tests.inspections.papers.conftest import Desk
from tests.support.application import opened
from tests.support.chromium import TABLET, Guard
from tests.support.client import Client
from tests.support.server import Server, serving

LEADER = "Phạm Thị Thu Hà"


@pytest.fixture
def locked(instance: Path) -> Paper:
    """Minutes that wait for their signatures."""
    with opened(instance) as app:
        with everything(app) as session:
            query = sa.select(Visit.ref).join(Body, Visit.body_id == Body.id)
            ref = session.scalars(query.where(Body.key == "kt-vinh-long", Visit.state == "fieldwork_done")).one()
        return Desk(app, ref).locked(Client(app).sign_in("dic.manager"))


@pytest.fixture
def server(instance: Path, locked: Paper) -> Iterator[Server]:
    """The application with these minutes."""
    with serving({"INSTANCE": str(instance)}) as server:
        yield server


def faults(page: Page) -> list[str]:
    """What is wrong with the page, on a tablet, on a desk, everything opened."""
    look.open_everything(page)
    found = look.faults_of_size(page) + look.accessibility_faults(page) + look.faults_on_other_screens(page)
    page.set_viewport_size(TABLET)
    return found


def stroke(page: Page, *places: tuple[float, float]) -> None:
    """Draws with the mouse through these places of the frame, given as parts of its width and height."""
    box = page.locator("canvas").bounding_box()
    assert box is not None
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in places]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=8)
    page.mouse.up()


def test_a_person_signs_on_the_tablet_and_stands_beside_his_name(server: Server, guard: Guard, locked: Paper) -> None:
    guard.allow("status of 422")
    page = sign_in(guard.new_page(TABLET), server.url, "dic.manager")
    page.goto(f"{server.url}/papers/{locked.ref}")
    page.get_by_role("link", name=re.compile(f"Ký trên máy.*{LEADER}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Ký trên máy: {LEADER}")
    assert not faults(page)
    page.get_by_role("button", name="Lưu chữ ký").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa có chữ ký")
    stroke(page, (0.1, 0.1), (0.9, 0.9))
    page.get_by_role("button", name="Xóa và vẽ lại").click()
    assert page.locator("input[name=drawn]").input_value() == ""
    stroke(page, (0.2, 0.7), (0.35, 0.25), (0.45, 0.75), (0.6, 0.3), (0.8, 0.5))
    page.get_by_role("button", name="Lưu chữ ký").click()
    expect(page.get_by_text(f"Đã lưu chữ ký của {LEADER}.")).to_be_visible()
    picture = page.get_by_role("img", name=f"Chữ ký của {LEADER}")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") > 200
    assert not faults(page)
    picture.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Chữ ký của {LEADER}")
    assert not faults(page)
