"""Knows the list of requirements: its order, its filters, its pages."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.inspections.inspecting.cases import body, everything
from tests.inspections.remedies.cases import make_finding, make_remedy
from tests.inspections.remedies.places import made
from tests.support.client import Client

SignIn = Callable[[str], Client]
REQUIREMENT = re.compile("/remedies/[a-z0-9]{10}")


def test_the_list_has_late_ones_first_and_met_ones_last(app: Flask, sign_in: SignIn) -> None:
    order = [made(app, "open", -40), made(app, "in_progress", -3), made(app, "open", 4), made(app, "verified", -90)]
    page = sign_in("dic.manager").get("/remedies?body=" + _body_ref(app))
    listed = [a.get("href") for a in page.tree.iter("a") if str(a.get("href")).startswith("/remedies/")]
    assert [one for one in listed if one in {f"/remedies/{ref}" for ref in order}] == [f"/remedies/{r}" for r in order]
    assert "Quá hạn 40 ngày" in page.text and "Quá hạn 90 ngày" not in page.text


def _body_ref(app: Flask, key: str = "bd-song-mang") -> str:
    with everything(app) as session:
        return body(session, key).ref


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=open", {"late", "coming"}),
        ("state=verified", {"met"}),
        ("state=unfinished", {"late", "coming"}),
        ("overdue=yes", {"late"}),
        ("overdue=yes&state=verified", set()),
        ("agency=DIC", {"late", "coming", "met"}),
        ("agency=POLICE", set()),
        ("body=zzzzzzzzzz&state=%00&overdue=2", {"late", "coming", "met"}),
        ("year=1999", {"late", "coming", "met"}),
        ("year=2026&overdue=yes", {"late"}),
        ("after=zzzzzzzzzz", {"late", "coming", "met"}),
    ],
)
def test_the_list_is_narrowed(app: Flask, sign_in: SignIn, query: str, expected: set[str]) -> None:
    refs = {"late": made(app, "open", -40), "coming": made(app, "open", 4), "met": made(app, "verified", -90)}
    links = sign_in("dic.inspector").get(f"/remedies?{query}").links()
    assert {name for name, ref in refs.items() if f"/remedies/{ref}" in links} == expected


def test_the_list_is_turned_by_its_key_both_ways(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        finding = make_finding(session, key="bd-tam-binh")
        for number in range(45):
            make_remedy(
                session, Path(app.config["EVIDENCE_DIR"]), finding=finding, due_on=date(2027, 1, 1 + number // 2)
            )
    who, seen = sign_in("dic.inspector"), []
    address: str | None = f"/remedies?body={_body_ref(app, 'bd-tam-binh')}"
    while address:
        page = who.get(address)
        seen.append([link for link in page.links() if REQUIREMENT.fullmatch(link)])
        address = next((one.get("href") for one in page.all("a", rel="next")), None)
        back = next((one.get("href") for one in page.all("a", rel="prev")), None)
    assert [len(one) for one in seen] == [20, 20, 5]
    assert len({link for page in seen for link in page}) == 45
    before = [link for link in who.get(str(back)).links() if REQUIREMENT.fullmatch(link)]
    assert set(before) == set(seen[1])
