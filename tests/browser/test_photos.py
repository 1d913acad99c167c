"""A photo waits on the tablet, upright and without a trace, until the server has it: once, byte for byte."""

import hashlib
import io
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from inspections.evidence import photos
from tests.browser.look import accessibility_faults, faults_of_size
from tests.browser.people import card, open_section, sign_in
from tests.browser.waiting import until
from tests.inspections.evidence.pictures import HEIC, HTML, TRACES, camera_photo
from tests.support.chromium import TABLET, Guard
from tests.support.server import Server

SECTION = "Giá cước, thông tin, lưu trữ, báo cáo"
CODE = "CL-37"
PIECE = 256 * 1024
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
KEPT = """() => new Promise((resolve) => {
    const opening = indexedDB.open("kt1");
    opening.onsuccess = () => {
        const asking = opening.result.transaction("photos").objectStore("photos").getAll();
        asking.onsuccess = () => { opening.result.close(); resolve(asking.result.map(({ blob, ...row }) => row)); };
    };
})"""

TELL_OFFSETS = """
const ask = window.fetch;
window.fetch = (address, options) => {
    if (options?.body instanceof FormData) console.debug(`offset ${options.body.get("offset")}`);
    return ask(address, options);
};
"""


@pytest.fixture
def tablet(server: Server, guard: Guard) -> Page:
    """An inspector of the department at a section."""
    return open_section(sign_in(guard.new_page(TABLET), server.url, "dic.inspector"), server.url, SECTION)


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of more than 12 MB, lying on its side, which says where it was taken."""
    path = tmp_path_factory.mktemp("camera") / "IMG_0001.JPG"
    path.write_bytes(camera_photo((8000, 6000), quality=97))
    assert path.stat().st_size > 12_000_000
    return path


def choose(page: Page, *files: Any) -> None:
    """Takes photos of the item."""
    card(page, CODE).locator(".photo-open > summary").click()
    card(page, CODE).get_by_label("Xác nhận, chụp hoặc chọn ảnh").set_input_files(list(files))


def made_up(name: str, raw: bytes) -> dict[str, Any]:
    """A file without a place."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": raw}


def small(seed: int = 0) -> dict[str, Any]:
    """A little photo."""
    return made_up(f"{seed}.jpg", camera_photo((640 + seed, 480)))


def waiting(page: Page) -> Locator:
    """The photos that wait on this tablet."""
    return card(page, CODE).locator(".photo-waiting")


def stored(page: Page) -> Locator:
    """The photos that the server has."""
    return card(page, CODE).locator("a.photo")


def until_kept(page: Page, what: str) -> None:
    """Waits until this is true of the ``rows`` of photos that are kept on the tablet."""
    until(page, f"async () => {{ const rows = await ({KEPT})(); return {what}; }}")


def rows(instance: Path) -> list[tuple[str, str, str, int, int]]:
    """What the database has of the photos that tablets sent."""
    query = "SELECT op_id, sha256, caption, width, height FROM evidence WHERE op_id IS NOT NULL ORDER BY id"
    with sqlite3.connect(instance / "kt1.db") as connection:
        return connection.execute(query).fetchall()


def test_a_camera_s_photo_waits_upright_and_arrives_as_it_was_made_ready(
    tablet: Page, guard: Guard, instance: Path, camera: Path
) -> None:
    guard.allow(*NO_NETWORK)
    until(tablet, "() => window.kt1.photos !== undefined")  # fetched by itself, some seconds after the page
    tablet.context.set_offline(True)
    choose(tablet, camera)
    expect(waiting(tablet)).to_contain_text("Chờ gửi", timeout=30_000)
    [kept] = tablet.evaluate(KEPT)
    assert (kept["width"], kept["height"], kept["name"]) == (1536, 2048, "IMG_0001.JPG")
    caption = waiting(tablet).get_by_role("textbox")
    expect(caption).to_be_focused()
    caption.fill("Bảng giá ở quầy")
    assert not faults_of_size(tablet) and not accessibility_faults(tablet)
    caption.blur()
    tablet.context.set_offline(False)
    expect(stored(tablet)).to_have_count(1)
    expect(stored(tablet)).to_contain_text("Bảng giá ở quầy")
    expect(waiting(tablet)).to_have_count(0)
    assert rows(instance) == [(kept["op_id"], kept["sha256"], "Bảng giá ở quầy", 1536, 2048)]
    assert tablet.evaluate(KEPT) == []
    data = photos.path_of(instance / "evidence", kept["sha256"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == kept["sha256"]
    assert not [trace for trace in TRACES if trace in data]
    left, right = (Image.open(io.BytesIO(data)).getpixel((x, 1500)) for x in (300, 1200))
    assert left[0] > 180 > 60 > left[2] and right[2] > 180 > 60 > right[0]  # type: ignore[index]


def test_a_photo_that_was_cut_off_goes_on_from_the_middle_after_the_tab_was_killed(
    server: Server, tablet: Page, guard: Guard, instance: Path, camera: Path
) -> None:
    guard.allow(*NO_NETWORK)
    sent: list[str] = []

    def cut_after_the_first(route: Route) -> None:
        sent.append(route.request.url)
        route.continue_() if len(sent) == 1 else route.abort()

    context = tablet.context
    context.route("**/photos/chunks", cut_after_the_first)
    choose(tablet, camera)
    waiting(tablet).get_by_role("textbox").blur()
    expect(waiting(tablet)).to_contain_text("Chờ gửi")
    until_kept(tablet, f"rows[0]?.sent === {PIECE}")
    tablet.close()
    context.unroute("**/photos/chunks")
    offsets: list[str] = []
    context.add_init_script(TELL_OFFSETS)
    context.on("console", lambda one: offsets.append(one.text) if one.type == "debug" else None)
    again = open_section(context.new_page(), server.url, SECTION)
    expect(stored(again)).to_have_count(1)
    expect(waiting(again)).to_have_count(0)
    assert len(rows(instance)) == 1
    assert set(offsets) == {f"offset {PIECE}"}


def test_several_photos_and_half_a_caption_survive_the_tab(
    server: Server, tablet: Page, guard: Guard, instance: Path
) -> None:
    guard.allow(*NO_NETWORK)
    context = tablet.context
    context.route("**/photos/chunks", lambda route: route.abort())
    choose(tablet, small(1), small(2), small(3))
    expect(waiting(tablet)).to_have_count(3)
    first = waiting(tablet).first.get_by_role("textbox")
    first.press_sequentially("Tủ hồ s")
    until_kept(tablet, "rows.some((row) => row.caption === 'Tủ hồ s')")
    tablet.close()
    again = open_section(context.new_page(), server.url, SECTION)
    expect(waiting(again)).to_have_count(3)
    first = waiting(again).first.get_by_role("textbox")
    expect(first).to_have_value("Tủ hồ s")
    last = waiting(again).last
    last.get_by_role("button", name="Bỏ ảnh").click()
    last.get_by_role("button", name="Bỏ hẳn ảnh này?").click()
    expect(waiting(again)).to_have_count(2)
    first.fill("Tủ hồ sơ")
    context.unroute("**/photos/chunks")
    first.press("Enter")
    expect(stored(again)).to_have_count(2)
    assert sorted(row[2] for row in rows(instance)) == ["", "Tủ hồ sơ"]  # what met a fault before goes after the rest


def test_a_caption_that_looks_like_a_secret_is_refused_and_stays_to_be_changed(
    tablet: Page, guard: Guard, instance: Path
) -> None:
    guard.allow("422")
    choose(tablet, small())
    caption = waiting(tablet).get_by_role("textbox")
    caption.fill("Phiếu (Mật)")
    caption.press("Enter")
    expect(waiting(tablet)).to_contain_text("hồ sơ giấy lưu riêng")
    expect(waiting(tablet)).to_contain_text("Ảnh vẫn giữ trên máy này")
    assert not rows(instance) and not faults_of_size(tablet) and not accessibility_faults(tablet)
    caption.fill("Phiếu trống")
    caption.press("Enter")
    expect(stored(tablet)).to_contain_text("Phiếu trống")


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [("anh.jpg", HTML, "không phải ảnh đọc được"), ("IMG_0002.HEIC", HEIC, "không đọc được ảnh HEIC")],
)
def test_what_this_browser_cannot_read_is_sent_to_nobody(
    tablet: Page, instance: Path, name: str, raw: bytes, words: str
) -> None:
    asked: list[str] = []
    tablet.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    choose(tablet, made_up(name, raw), small())
    expect(card(tablet, CODE).get_by_role("alert")).to_contain_text(words)
    waiting(tablet).get_by_role("textbox").blur()
    expect(stored(tablet)).to_have_count(1)
    assert len(asked) == len(rows(instance)) == 1


def test_on_plain_http_the_hash_is_the_same(server: Server, guard: Guard, instance: Path) -> None:
    page = guard.new_page(TABLET)
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
    open_section(sign_in(page, server.url, "dic.inspector"), server.url, SECTION)
    choose(page, small())
    waiting(page).get_by_role("textbox").blur()
    expect(stored(page)).to_have_count(1)
    [(_, sha256, *_)] = rows(instance)
    assert hashlib.sha256(photos.path_of(instance / "evidence", sha256).read_bytes()).hexdigest() == sha256
