"""Knows that every route answers every account as the reviewed table says; knows no page."""

from tests.house.access import FILE, table
from tests.house.house import House, routes


def test_every_account_is_answered_as_reviewed(house: House) -> None:
    found = table(house).splitlines()
    reviewed = FILE.read_text(encoding="utf-8").splitlines()
    changed = [line for line in found if line not in reviewed] + [f"gone: {x}" for x in reviewed if x not in found]
    assert not changed, "run `python -m tests.house.access`, review the difference and keep it"


def test_every_route_stands_in_the_table(house: House) -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = [
        (line[:4].strip(), line[5:].split("  ")[0].split("/")) for line in lines if line[:4].strip() in {"GET", "POST"}
    ]
    missing = []
    for route in routes(house.app):
        words = route.rule.split("/")
        alike = [row for method, row in rows if method == route.method and len(row) == len(words)]
        if not any(all(a == b or b.startswith("<") for a, b in zip(row, words, strict=True)) for row in alike):
            missing.append((route.method, route.rule))
    assert not missing
