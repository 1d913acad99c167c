"""Knows a tablet of an inspector who fills a section: what its page showed as kept, how it dies and comes back.

It is a Chromium of its own with a folder of its own, so that it can be killed and opened again with what it kept.
"""

import os
import re
import signal
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tests.browser.people import card, sign_in
from tests.browser.waiting import until
from tests.support.chromium import ARGUMENTS, TABLET, find

TRIES = 12
"""How often a person reloads a page that comes without its scripts."""
WATCH = """
window.keptHere = [];
document.addEventListener("kt1:kept", ({detail}) => { if (!detail.elsewhere) window.keptHere.push(detail); });
document.addEventListener("kt1:painted", () => { window.isPainted = true; });
"""
PAINTED = "() => window.isPainted === true && document.documentElement.classList.contains('js')"
KEPT = "([code, part, text]) => window.keptHere.findLast(one => one.code === code && one.inputs[part] === text)"
PHOTO = "code => window.keptHere.findLast(one => one.code === code && one.part === 'photo')"
CAN_TAKE_PHOTOS = "() => window.kt1.photos !== undefined"
"""The script for photos comes by itself some seconds after the page; who lost the network before takes none."""
EMPTY = """async () => {
    const {operations, photos} = await kt1.outbox.waiting();
    return operations.length + photos.length === 0;
}"""
ALL_SENT = re.compile("Đã lưu trên máy chủ|Có hai kết quả khác nhau")
FORGET = """() => new Promise((resolve, reject) => {
    const forgetting = indexedDB.deleteDatabase("kt1");
    forgetting.onsuccess = () => resolve(true);
    forgetting.onerror = reject;
})"""
PATIENCE = 90_000
LONGEST_CLOSING = 60.0
LOST = (Error, AssertionError)
"""What Playwright says of a page that did not come."""


class Tablet:
    """One device. `kept` is what its page showed as kept, by op_id; `grown` are those to which letters may have come
    that it had no time to show.
    """

    def __init__(self, browser: Browser, folder: Path, login: str) -> None:
        self.kind = browser.browser_type  # lends its Playwright
        self.folder = folder
        self.login = login
        self.address = ""
        self.kept: dict[str, dict[str, Any]] = {}
        self.photos: dict[str, str] = {}  # op_id → sha256
        self.grown: set[str] = set()
        self.deaths = 0
        self.cookies: Any = []
        self.page: Page | None = None
        self.context = self._launched()

    def _launched(self) -> BrowserContext:
        context = self.kind.launch_persistent_context(
            self.folder,
            executable_path=find(self.kind.executable_path),
            chromium_sandbox=False,
            args=ARGUMENTS,
            viewport=TABLET,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(20_000)
        context.add_init_script(WATCH)
        if self.cookies:  # a tablet that is opened again has its session still
            context.add_cookies(self.cookies)
        return context

    def sign_in(self, address: str, title: str) -> None:
        """Signs in and finds the section; later the tablet opens it by its address."""
        page = sign_in(self.context.new_page(), address, self.login)
        page.get_by_role("link", name="Kiểm tra tại đơn vị Bưu điện xã Sông Măng").click()
        page.get_by_role("navigation", name="Các phần của mẫu phiếu").get_by_role("link", name=title).click()
        page.get_by_role("heading", level=2, name=title, exact=True).wait_for()
        self.address, self.cookies = page.url, self.context.cookies()
        page.close()

    def leave(self) -> None:
        """Closes the page, if there is one; what it was about to send is not sent.

        Playwright waits for ever for a page that Chromium does not close; then that Chromium is killed.
        """
        page, self.page = self.page, None
        if not page:
            return
        late = Timer(LONGEST_CLOSING, os.killpg, [self._process(), signal.SIGKILL])
        late.start()
        with suppress(Error):
            page.close()
        if not late.is_alive():
            self._start_again()
        late.cancel()

    def begin(self) -> None:
        """A new schedule: nothing is kept, on the tablet as in our book, and the section is open."""
        self.kept.clear()
        self.photos.clear()
        self.grown.clear()
        self.deaths = 0
        page = self.context.new_page()
        page.goto(urljoin(self.address, "/static/css/base.css"))  # of the same origin, but without our scripts
        until(page, FORGET)
        page.close()
        self.open()

    def open(self) -> None:
        """Opens the section anew, with its scripts and with what the tablet keeps; the server can be reached."""
        self.leave()
        page = self.context.new_page()
        for _ in range(TRIES):
            with suppress(*LOST):
                page.goto(self.address, wait_until="load", timeout=8_000)
                until(page, PAINTED, patience=5_000)
                self.page = page
                return
        self.kill()
        raise AssertionError(f"The section did not come to {self.login} in {TRIES} tries.")

    def answer(self, code: str, choice: int) -> None:
        """Chooses another result than the one that is chosen, if the item can still be answered here."""
        place = self._card(code).locator("[data-part=result] .answers")
        results = place.locator("input[type=radio]:not(:checked)")
        if not results.count():
            return
        chosen = results.nth(choice % results.count())
        value = str(chosen.get_attribute("value"))
        self._watch()
        place.locator("label").filter(has=chosen.page.locator(f"input[value={value}]")).click()
        self._note_down(code, "result", value)

    def note(self, code: str, text: str, finished: bool = True) -> None:
        """Types into the note, over what stands there; unfinished, the last letters come without a pause after them."""
        box = self._card(code).locator("textarea[name=note]")
        if not box.count():
            return
        if not box.is_visible():
            self._card(code).get_by_text("Ghi chú", exact=True).click()
        self._watch()
        box.fill(text)
        op_id = self._note_down(code, "note", text)
        if finished:
            box.blur()
        else:
            box.press_sequentially(" và")
            self.grown.add(op_id)

    def photo(self, code: str, picture: bytes) -> None:
        """Takes a photo of the item, if that is allowed there and this page can."""
        place = self._card(code).locator(".photo-open")
        if not place.count() or not self._can_take_photos():
            return
        self._watch()
        place.locator("summary").click()
        place.locator("input[type=file]").set_input_files(
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
        assert self.page is not None
        kept = until(self.page, PHOTO, code, PATIENCE)
        self.photos[kept["op_id"]] = kept["sha256"]
        self._card(code).locator(".photo-waiting, a.photo").last.wait_for()
        self.page.evaluate("document.activeElement.blur()")  # no caption: it may be sent at once

    def _can_take_photos(self) -> bool:
        assert self.page is not None
        with suppress(*LOST):
            return bool(until(self.page, CAN_TAKE_PHOTOS, patience=5_000))
        return False

    def close_tab(self) -> None:
        """Closes the page at once, as one who wipes it away."""
        self.leave()
        self.deaths += 1

    def kill(self) -> None:
        """Kills the browser with its helpers, as an empty battery does, and starts it again; no page is open then."""
        os.killpg(self._process(), signal.SIGKILL)
        self._start_again()

    def _start_again(self) -> None:
        self.deaths += 1
        self.page = None
        with suppress(Error):
            self.context.close()
        self.context = self._launched()

    def send_everything(self) -> None:
        """Waits until nothing waits any more; "Gửi ngay" is pressed meanwhile, also when it has just gone again."""
        assert self.page is not None  # the network is good again
        sent = self.page.locator("#outbox [role=status]").filter(has_text=ALL_SENT)
        self.page.locator("#outbox [data-send]").dispatch_event("click")
        expect(sent).to_be_visible(timeout=PATIENCE)
        until(self.page, EMPTY)

    def _card(self, code: str) -> Locator:
        assert self.page is not None  # asked only while it is open
        return card(self.page, code)

    def _watch(self) -> None:
        assert self.page is not None
        self.page.evaluate("window.keptHere.length = 0")

    def _note_down(self, code: str, part: str, text: str) -> str:
        """Waits until the page shows that this is kept, and writes it into our book."""
        assert self.page is not None
        kept = until(self.page, KEPT, [code, part, text])
        self.kept[kept["op_id"]] = kept
        return str(kept["op_id"])

    def _process(self) -> int:
        """The number of the browser itself, who leads its group: it has our folder and is nobody's helper."""
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                words = path.read_bytes().split(b"\0")
                if f"--user-data-dir={self.folder}".encode() in words and not any(b"--type=" in one for one in words):
                    return int(path.parent.name)
        raise AssertionError(f"No browser has {self.folder}.")
