"""Knows which fixtures the tests over the whole house may ask for; knows no page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.house.house import House
from tests.support.application import opened


@pytest.fixture(scope="module")
def house(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of the module's own with everybody signed in; what a test writes it puts back."""
    folder = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("house") / "instance"))
    with opened(folder) as app:
        house = House(app)
        house.keep()
        yield house


@pytest.fixture(scope="module")
def house_app(house: House) -> Flask:
    """The application of the house."""
    return house.app
