"""The page of unsent work: who may open it, and that no page but his carries what sends."""

from collections.abc import Callable

import pytest

from tests.support.client import Client


@pytest.mark.parametrize("login", ["dic.inspector", "police.manager"])
def test_whoever_inspects_finds_his_unsent_work_from_his_account(sign_in: Callable[[str], Client], login: str) -> None:
    person = sign_in(login)
    assert "Việc chưa gửi trên máy này" in person.get("/account").text
    page = person.get("/outbox")
    assert "Việc chưa gửi" in page.text and "outbox.js" in page.response.text


@pytest.mark.parametrize("login", ["clerk", "admin"])
def test_who_writes_no_answers_has_none(sign_in: Callable[[str], Client], login: str) -> None:
    person = sign_in(login)
    assert "outbox.js" not in person.get("/account").response.text
    person.get("/outbox", status=403)


def test_a_page_says_when_it_was_made(sign_in: Callable[[str], Client]) -> None:
    assert 'name="made-at" content="20' in sign_in("dic.inspector").get("/outbox").response.text
