"""Knows what the help page must say, and to whom."""

from collections.abc import Callable

import pytest

from inspections import secrecy
from tests.support.client import Client


@pytest.mark.parametrize("login", ["dic.inspector", "body", "auditor", "admin"])
def test_everyone_with_an_account_may_read_the_help(sign_in: Callable[[str], Client], login: str) -> None:
    text = sign_in(login).get("/help").text
    assert secrecy.BANNER in text
    assert secrecy.SIGN_OFF_CONFIRMATION in text


def test_the_help_says_what_happens_without_network_and_leads_to_the_tablet(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("clerk").get("/help")
    assert "không làm mất những gì đã báo “Chờ gửi”" in page.text
    assert "/help/tablet" in page.links()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/help", status=303).location.startswith("/sign-in")


@pytest.mark.parametrize("url", ["/help", "/help/tablet"])
def test_every_entry_of_the_contents_leads_to_its_part(sign_in: Callable[[str], Client], url: str) -> None:
    page = sign_in("clerk").get(url)
    targets = {link[1:] for link in page.links() if link.startswith("#") and link != "#content"}
    assert targets == {section.get("id") for section in page.all("section")}


def test_a_tablet_that_nobody_can_sign_in_on_yet_is_shown_how_to_be_made_ready(client: Client) -> None:
    assert "/help/tablet" in client.get("/sign-in").links()
    assert "http://localhost/root.crt" in client.get("/help/tablet").text
