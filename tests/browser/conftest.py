"""Knows how to give a browser test a served application with the demonstration province; knows no page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server, serving


@pytest.fixture
def instance(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration province of this test's own."""
    return Path(shutil.copytree(demonstration, tmp_path / "instance"))


@pytest.fixture
def server(instance: Path) -> Iterator[Server]:
    """The application as it is really served, on this test's own province."""
    with serving({"INSTANCE": str(instance)}) as server:
        yield server


@pytest.fixture(scope="module")
def shared_server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests of a file that only look."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("browser") / "instance")
    with serving({"INSTANCE": str(folder)}) as server:
        yield server
