"""Knows the nine people of a year's case, each with a page of his own, and how they press and fill; knows no case."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from inspections.vietnamese import format_date
from tests.browser.people import sign_in
from tests.support.chromium import DESK, TABLET, Guard

PATIENCE = 20_000
"""Milliseconds until a page must say what was pressed for; a loaded machine takes its time to lay out a paper."""
ON_TABLET = {"dic.inspector", "police.inspector", "body"}
"""Who walks the case with a tablet in his hand; the others sit at a desk, or the other way round."""


class People:
    """The people of a case; each signs in when he is first needed, and his page stays open."""

    def __init__(self, guard: Guard, address: str, swapped: bool) -> None:
        self.guard = guard
        self.address = address
        self.swapped = swapped
        self.pages: dict[str, Page] = {}

    def __call__(self, login: str) -> Page:
        """This person's page, on his first page."""
        return self.at(login, self.address)

    def at(self, login: str, url: str) -> Page:
        """This person's page, on the address that another person has sent him."""
        if login not in self.pages:
            size = TABLET if (login in ON_TABLET) != self.swapped else DESK
            self.pages[login] = sign_in(self.guard.new_page(size), self.address, login)
        self.pages[login].goto(url)
        return self.pages[login]


def today() -> str:
    """The day as it is typed."""
    return format_date(date.today())


def menu(page: Page, words: str) -> None:
    """Opens a page by the menu, which a tablet keeps folded."""
    if not page.get_by_role("navigation", name="Danh mục").filter(visible=True).count():
        page.locator("summary", has_text="Danh mục").click()
    page.get_by_role("navigation", name="Danh mục").filter(visible=True).get_by_role("link", name=words).click()


def content(place: Page | Locator) -> Locator:
    """The page without its bar and menu; a place on it is itself."""
    return place.get_by_role("main") if isinstance(place, Page) else place


def unfold(place: Page | Locator, words: str) -> Locator:
    """Opens what is folded under these words; returns it."""
    summary = content(place).locator("summary", has_text=words).first
    folded = summary.locator("xpath=..")
    if folded.get_attribute("open") is None:
        summary.click()
    return folded


def fill(place: Page | Locator, typed: dict[str, str]) -> None:
    """Fills boxes: the beginning of a label → text."""
    for label, text in typed.items():
        content(place).get_by_role("textbox", name=beginning(label)).first.fill(text)


def pick(place: Page | Locator, label: str, option: str) -> None:
    """Picks from a list the first option with these words."""
    box = content(place).get_by_role("combobox", name=beginning(label)).first
    box.select_option(str(box.locator("option", has_text=option).first.get_attribute("value")))


def beginning(words: str) -> re.Pattern[str]:
    """What begins with these words."""
    return re.compile(rf"^\s*{re.escape(words)}")


def press(place: Page | Locator, words: str) -> None:
    """Presses the button with these words."""
    content(place).get_by_role("button", name=words).first.click()


def go(place: Page | Locator, words: str) -> None:
    """Follows the link with these words."""
    content(place).get_by_role("link", name=words).first.click()


def reads(page: Page, words: str) -> None:
    """Waits until the page says these words."""
    expect(page.get_by_role("main")).to_contain_text(words, timeout=PATIENCE)
