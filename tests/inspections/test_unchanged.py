"""A page that a tablet has stored is sent again only when it says something else."""

import pytest
from flask import Flask

from inspections.unchanged import unless_known

PAGE = (
    '<meta name="csrf-token" content="{0}"><meta name="made-at" content="{0}">'
    '<input name="op_id" value="{0}"><p>{1}</p>'
)


@pytest.fixture
def bare() -> Flask:
    """An application without any page of ours."""
    return Flask(__name__)


def status(bare: Flask, page: str, mark: str = "") -> tuple[int, str]:
    """What is answered to a browser that sends this mark, and the mark that comes with it."""
    with bare.test_request_context(headers={"If-None-Match": mark} if mark else {}):
        response = unless_known(page)
        return response.status_code, str(response.headers["ETag"])


def test_a_page_that_differs_in_tokens_and_time_alone_is_known(bare: Flask) -> None:
    first, mark = status(bare, PAGE.format("a", "Đạt"))
    assert first == 200
    assert status(bare, PAGE.format("b", "Đạt"), mark) == (304, mark)


def test_a_page_that_says_something_else_is_sent(bare: Flask) -> None:
    _, mark = status(bare, PAGE.format("a", "Đạt"))
    changed, other = status(bare, PAGE.format("a", "Chưa đạt"), mark)
    assert changed == 200 and other != mark
