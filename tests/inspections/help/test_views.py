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


def test_the_help_is_honest_about_a_lost_network(sign_in: Callable[[str], Client]) -> None:
    assert "chưa giữ được gì ngoài những nội dung đã báo “Đã lưu”" in sign_in("clerk").get("/help").text


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/help", status=303).location.startswith("/sign-in")


def test_every_entry_of_the_contents_leads_to_its_part(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("clerk").get("/help")
    targets = {link[1:] for link in page.links() if link.startswith("#") and link != "#content"}
    assert targets == {section.get("id") for section in page.all("section")}
