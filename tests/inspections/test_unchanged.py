"""A page that a tablet has stored is sent again only when it says something else."""

import pytest
from flask import Flask, session

from inspections.unchanged import unless_known

PAGE = (
    '<meta name="csrf-token" content="{0}"><meta name="made-at" content="{0}">'
    '<input name="op_id" value="{0}"><p>{1}</p>'
)


@pytest.fixture
def bare() -> Flask:
    """An application without any page of ours."""
    app = Flask(__name__)
    app.secret_key = "a key of this test"
    return app


def status(bare: Flask, page: str, mark: str = "", token: str = "") -> tuple[int, str]:
    """What is answered to a browser with this mark, in the session of this token, and the mark that comes with it."""
    with bare.test_request_context(headers={"If-None-Match": mark} if mark else {}):
        session["csrf_token"] = token
        response = unless_known(page)
        return response.status_code, str(response.headers["ETag"])


def test_a_page_that_differs_in_tokens_and_time_alone_is_known(bare: Flask) -> None:
    first, mark = status(bare, PAGE.format("a", "Đạt"))
    assert first == 200
    assert status(bare, PAGE.format("b", "Đạt"), mark) == (304, mark)


def test_in_another_session_the_page_comes_anew_with_a_token_that_is_good(bare: Flask) -> None:
    page = PAGE.format("a", "Đạt")
    _, mark = status(bare, page, token="first")
    assert status(bare, page, mark, token="first")[0] == 304
    assert status(bare, page, mark, token="second")[0] == 200


def test_a_page_that_says_something_else_is_sent(bare: Flask) -> None:
    _, mark = status(bare, PAGE.format("a", "Đạt"))
    changed, other = status(bare, PAGE.format("a", "Chưa đạt"), mark)
    assert changed == 200 and other != mark
