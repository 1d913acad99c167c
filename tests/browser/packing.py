"""Knows how a visit is taken along and what a browser holds of it; knows no rule of what it should hold."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

BODY = "Bưu điện xã Sông Măng"
TAKEN = re.compile(r"Đã mang theo: \d+(,\d)? [KM]B, lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}\.")

LEFT = """async () => {
    const database = await new Promise((resolve) => {
        indexedDB.open("kt1").onsuccess = (event) => resolve(event.target.result);
    });
    const rows = {};
    for (const name of ["operations", "photos", "kept", "packs"]) {
        const asked = database.transaction(name).objectStore(name).getAll();
        rows[name] = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    }
    database.close();
    return { ...rows, caches: await caches.keys(), worker: Boolean(await navigator.serviceWorker.getRegistration()) };
}"""
"""What the browser holds of the application."""

PUT = """async ([name, row]) => {
    const database = await new Promise((resolve) => {
        indexedDB.open("kt1").onsuccess = (event) => resolve(event.target.result);
    });
    const transaction = database.transaction(name, "readwrite");
    transaction.objectStore(name).put(row);
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    database.close();
}"""
"""Writes a row as if the application had."""

EMPTIED = """async () => {
    for (let tries = 0; tries < 100 && (await caches.keys()).length; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return !(await caches.keys()).length;
}"""
"""Waits until nothing is stored any more."""


def left(page: Page) -> Any:
    """What the browser holds of the application."""
    return page.evaluate(LEFT)


def state(page: Page) -> Locator:
    """Where the page of a visit says whether it was taken along."""
    return page.locator("#pack-state")


def take(page: Page, address: str) -> str:
    """Takes the visit that is going on along; gives the address of its page."""
    page.goto(address)
    page.get_by_role("link", name=f"Kiểm tra tại đơn vị {BODY}").click()
    page.get_by_role("link", name=BODY).click()
    page.get_by_role("button", name="Mang theo").click()
    expect(state(page)).to_have_text(TAKEN, timeout=30_000)
    return page.url


def renew(page: Page) -> None:
    """Takes the visit on the screen along once more, until that has succeeded or not."""
    page.get_by_role("button", name="Cập nhật gói").click()
    expect(page.locator("#pack[data-busy]")).to_have_count(0, timeout=30_000)
