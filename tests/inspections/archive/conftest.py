"""Knows how a case file is taken away and unpacked, and how a case is brought to its end; knows no rule."""

import csv
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from models.inspections import Inspection, Visit
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client


@dataclass
class Desk:
    """The inspection KT-4 of the demonstration, as the tests ask for it."""

    app: Flask
    ref: str

    @property
    def url(self) -> str:
        """The address of its file."""
        return f"/inspections/{self.ref}/archive"

    @property
    def folder(self) -> Path:
        """Where stored files lie."""
        return Path(self.app.config["EVIDENCE_DIR"])

    def version(self) -> str:
        """What a form of its page says that it saw."""
        with everything(self.app) as session:
            return str(session.scalars(sa.select(Inspection.version).where(Inspection.ref == self.ref)).one())

    def whole(self, client: Client) -> zipfile.ZipFile:
        """The case file as this person takes it away."""
        return zipfile.ZipFile(BytesIO(client.post(f"{self.url}/export", status=200).response.data))

    def end(self, ended: date) -> None:
        """Ends the work on a day: the report is made and every visit is closed."""
        with everything(self.app) as session:
            inspection = session.scalars(sa.select(Inspection).where(Inspection.ref == self.ref)).one()
            inspection.state, inspection.report_on, inspection.report_number = "reported", ended, "3/BC-ĐKT"
            session.execute(sa.update(Visit).where(Visit.inspection_id == inspection.id).values(state="closed"))


def table_of(whole: zipfile.ZipFile, ending: str) -> list[dict[str, str]]:
    """The rows of the one table whose path ends so, as a program reads them."""
    name = next(one for one in whole.namelist() if one.endswith(ending))
    return list(csv.DictReader(StringIO(whole.read(name).decode("utf-8-sig"))))


@pytest.fixture
def desk(app: Flask) -> Desk:
    """The inspection with visits in every state, photos and findings."""
    with everything(app) as session:
        return Desk(app, session.scalars(sa.select(Inspection.ref).where(Inspection.key == "KT-4")).one())


@pytest.fixture
def manager(sign_in: Callable[[str], Client]) -> Client:
    """The manager of the department, which leads."""
    return sign_in("dic.manager")
