"""Knows how to wait for what a page's own scripts say, and never without an end; knows no page.

Playwright's `wait_for_function` evaluates text again and again, which the policy of our pages forbids: what is not true
at once is an error to it, and its patience counts for nothing.
"""

from typing import Any

from playwright.sync_api import Page

LOOK = """([given, patience]) => new Promise((resolve, reject) => {
    setTimeout(() => resolve(null), patience);
    const asked = FUNCTION;
    const look = async () => {
        const found = await asked(given);
        if (found) resolve(found);
        else setTimeout(() => look().catch(reject), 50);
    };
    look().catch(reject);
})"""


def until(page: Page, function: str, given: Any = None, patience: int = 20_000) -> Any:
    """What this JavaScript function gives for `given`, as soon as that is true; a promise is waited for.

    `patience` is in milliseconds; afterwards an AssertionError is raised, also when a promise never comes.
    """
    found = page.evaluate(LOOK.replace("FUNCTION", function), [given, patience])
    assert found, f"Not true within {patience} ms: {function}"
    return found
