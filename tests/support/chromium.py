"""Knows how to find and open Chromium and what no page may ever do; knows no page of ours."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

expect.set_options(timeout=30_000)  # what comes late on a busy machine is no fault

TABLET: ViewportSize = {"width": 820, "height": 1180}
DESK: ViewportSize = {"width": 1280, "height": 800}

DEBIAN_CHROMIUM = "/usr/bin/chromium"
PLAIN_HTTP = "kt1.test"
"""Names this machine as a plain address of an office network does: a browser gives it no secure context."""
LOOPBACK = {"127.0.0.1", "localhost", PLAIN_HTTP}
WITHOUT_HOST = {"data", "blob", "about"}
ARGUMENTS = [
    "--disable-auto-reload",  # an error page that reloads by itself would interrupt what the test does next
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    # Nothing leaves the machine even before the guard has seen it.
    f"--host-resolver-rules=MAP {PLAIN_HTTP} 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event =>
    console.error(`CSP violation: ${event.effectiveDirective} blocked ${event.blockedURI || "inline code"}`));
"""
MISSING = (
    "The browser tests need Chromium: run `apt-get install chromium` (Debian) or "
    "`.venv/bin/python -m playwright install --with-deps chromium`, or set CHROMIUM to the path of one."
)


class ChromiumMissing(RuntimeError):
    """No Chromium was found; the message says what to install."""


def find(of_playwright: str) -> str:
    """The path of Chromium: CHROMIUM when it is set, else Debian's, else the one of Playwright.

    Raises ChromiumMissing with what to install.
    """
    wanted = os.environ.get("CHROMIUM")
    for path in [wanted] if wanted else [DEBIAN_CHROMIUM, of_playwright]:
        if Path(path).is_file():
            return path
    raise ChromiumMissing(f"CHROMIUM names {wanted}, which is not a file. {MISSING}" if wanted else MISSING)


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser that speaks to this machine alone. Raises ChromiumMissing."""
    with sync_playwright() as playwright:
        path = find(playwright.chromium.executable_path)
        # No sandbox: root may not have one, and every page opened here is our own.
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=ARGUMENTS)
        yield browser
        browser.close()


def _settings(viewport: ViewportSize) -> dict[str, Any]:
    zone = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
    return {"viewport": viewport, "has_touch": viewport == TABLET, **zone}


class Guard:
    """Opens pages and notes what none of them may do: ask another host, break the CSP, fail in script or console."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.allowed: list[str] = []

    def new_page(self, viewport: ViewportSize = TABLET, **options: Any) -> Page:
        """A page of a device of its own (own cookies and storage); `options` are those of Browser.new_context."""
        context = self.browser.new_context(**_settings(viewport) | options)
        self._watch(context)
        return context.new_page()

    def start(self, folder: Path, viewport: ViewportSize = TABLET) -> BrowserContext:
        """A browser process of its own, whose storage in this folder outlives it: close it and start it again."""
        path = find(self.browser.browser_type.executable_path)
        context = self.browser.browser_type.launch_persistent_context(
            folder, executable_path=path, chromium_sandbox=False, args=ARGUMENTS, **_settings(viewport)
        )
        self._watch(context)
        return context

    def _watch(self, context: BrowserContext) -> None:
        context.set_default_timeout(10_000)
        context.add_init_script(TELL_VIOLATIONS)
        context.on("request", lambda request: self._see_request(request.url))
        context.on("console", self._see_console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        self.contexts.append(context)

    def allow(self, *fragments: str) -> None:
        """Expect faults that contain one of these words, for example "status of 422" or "ERR_INTERNET_DISCONNECTED"."""
        self.allowed.extend(fragments)

    def close(self) -> None:
        """Close every page; what they still had to say has arrived afterwards."""
        for context in self.contexts:
            context.close()

    def check(self) -> None:
        """Raises AssertionError with every fault that was not allowed."""
        faults = [fault for fault in self.faults if not any(fragment in fault for fragment in self.allowed)]
        assert not faults, "The page did what no page may do:\n" + "\n".join(faults)

    def _see_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in WITHOUT_HOST and parts.hostname not in LOOPBACK:
            self.faults.append(f"request to another host: {url}")

    def _see_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text} ({message.location['url']})")


@contextmanager
def guarded(browser: Browser) -> Iterator[Guard]:
    """A guard whose pages are closed and judged at the end."""
    guard = Guard(browser)
    try:
        yield guard
    finally:
        guard.close()
    guard.check()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a run."""
    with opened() as browser:
        yield browser


@pytest.fixture
def guard(browser: Browser) -> Iterator[Guard]:
    """Fails the test at its end for what its pages did; `guard.new_page(DESK)` opens one more device."""
    with guarded(browser) as guard:
        yield guard


@pytest.fixture
def page(guard: Guard) -> Page:
    """A page on a tablet."""
    return guard.new_page(TABLET)


if __name__ == "__main__":  # the Makefile asks whether there is one
    with sync_playwright() as playwright:
        print(find(playwright.chromium.executable_path))
