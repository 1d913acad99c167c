"""Knows which fixtures the tests of what tablets send may ask for; knows no rule."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.inspections.fieldwork.answering import Place, place_of
from tests.inspections.sending.tablet import Tablet
from tests.support.client import Client


@pytest.fixture
def place(app: Flask) -> Place:
    """The visit in progress."""
    return place_of(app)


@pytest.fixture
def tablet(sign_in: Callable[[str], Client]) -> Tablet:
    """The tablet of an inspector of the department."""
    return Tablet(sign_in("dic.inspector"))


@pytest.fixture
def other(sign_in: Callable[[str], Client]) -> Tablet:
    """The tablet of his manager, who is in the same team."""
    return Tablet(sign_in("dic.manager"))
