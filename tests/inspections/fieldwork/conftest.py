"""Knows which fixtures the tests of the fieldwork may ask for; knows no rule."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.inspections.fieldwork.answering import Place, place_of
from tests.support.client import Client

SignIn = Callable[[str], Client]


@pytest.fixture
def place(app: Flask) -> Place:
    """The visit in progress."""
    return place_of(app)


@pytest.fixture
def dic(sign_in: SignIn) -> Client:
    """An inspector of the department."""
    return sign_in("dic.inspector")


@pytest.fixture
def police(sign_in: SignIn) -> Client:
    """An inspector of the police."""
    return sign_in("police.inspector")
