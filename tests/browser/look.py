"""Knows what no page may look like, on any screen: too wide, too low to touch, inaccessible; knows no page."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.support.chromium import DESK

PHONE: ViewportSize = {"width": 390, "height": 844}
UPRIGHT: ViewportSize = {"width": 768, "height": 1024}
ZOOMED: ViewportSize = {"width": 640, "height": 400}
"""A desk's screen at 200 %."""
LEAST = 48
"""Pixels of height that a finger needs; an input counts with the label around it, when there is one."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
AXE = Axe()

SHAPES = """() => {
    const shape = one => `${one.tagName}.${one.getAttribute("class")}[${one.getAttribute("role") ?? one.type}]`;
    return [...new Set([...document.querySelectorAll("body *")].map(one => shape(one.parentElement) + shape(one)))];
}"""
OPEN_DETAILS = "document.querySelectorAll('main details').forEach(one => one.open = true)"
TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"
FILLED = (
    """[...document.querySelectorAll('.btn-primary')].filter(one => one.checkVisibility()).map(one => one.innerText)"""
)
TOO_LOW = """least => {
    const found = "a.btn, a.tile, a.brand, a.who, a.section-link, .menu-list a, button, summary, select, textarea, "
        + "label.segment, label.candidate, label.check, label.way-back, input:not([type=hidden])";
    return [...document.querySelectorAll(found)]
        .map(one => one.matches("input") ? one.closest("label") ?? one : one)
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least - 0.5)
        .map(one => `${one.tagName} ${one.className} "${one.innerText}" ${one.getBoundingClientRect().height} px`);
}"""

MACHINE_WORDS = re.compile(r"\b(None|null|undefined|NaN|True|False|Undefined)\b|\d{4}-\d\d-\d\d|\{[{%]|&[a-z]+;")
"""What a program says and an official does not: names of values, days in ISO 8601, template marks, entities."""


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"axe {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def shapes(page: Page) -> set[str]:
    """What the page is built of: every element with the one around it, by tag, class and role."""
    return set(page.evaluate(SHAPES))


def faults_of_size(page: Page) -> list[str]:
    """Whether the page scrolls sideways on the present screen, and what is too low for a finger there."""
    width, wide = page.evaluate("window.innerWidth"), page.evaluate(TOO_WIDE)
    found = [f"{wide} px too wide at {width}"] if wide > 0 else []
    return found + [f"at {width}: {one}" for one in page.evaluate(TOO_LOW, LEAST)]


def faults_on_other_screens(page: Page) -> list[str]:
    """The same on an upright tablet and a zoomed desk, and what axe finds on a desk."""
    found = []
    for screen in (UPRIGHT, ZOOMED, DESK):
        page.set_viewport_size(screen)
        found += faults_of_size(page)
    return found + accessibility_faults(page)


def faults_of_words(page: Page) -> list[str]:
    """The machine's words that a reader would see."""
    return [f"says {one[0]!r}" for one in MACHINE_WORDS.finditer(page.locator("body").inner_text())]


def filled(page: Page) -> list[str]:
    """The words of the filled buttons in sight."""
    words: list[str] = page.evaluate(FILLED)
    return words


def open_everything(page: Page) -> None:
    """Opens what a person may open, so that it is looked at too."""
    page.evaluate(OPEN_DETAILS)
