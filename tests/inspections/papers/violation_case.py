"""Knows a visit whose minutes are signed and the way to its papers on violations; knows no test."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from inspections.law.actions import bring_in
from inspections.law.catalogue import FOLDER
from inspections.law.record_forms import NAME
from models.findings import Finding
from models.inspections import Visit
from models.law import Act
from models.papers import Paper, PaperSignature
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client, Page


@dataclass
class Case:
    """A visit whose minutes are signed, the day of it, and the way to its papers."""

    app: Flask
    visit: str
    day: date

    def violation(self, owner: str = "DIC", act: str = "BC-09.2", **given: Any) -> str:
        """The reference of a confirmed violation of this agency."""
        with everything(self.app) as session:
            visit = session.scalars(sa.select(Visit).where(Visit.ref == self.visit)).one()
            held: dict[str, Any] = {"audience": "joint", "state": "confirmed", "subject": ""} | given
            by = person(session, "police.inspector" if owner == "POLICE" else "dic.inspector")
            found = session.scalars(sa.select(Act).where(Act.code == act)).one()
            row = Finding(visit=visit, owner=owner, kind="violation", text=f"Việc {act}", act=found, **held)
            row.noted_by, row.detected_on, row.continuing, row.severity = by, visit.day, True, "moderate"
            session.add(row)
            session.flush()
            return row.ref

    def finding(self, ref: str) -> Finding:
        """A violation as it is now."""
        with everything(self.app) as session:
            row = session.scalars(sa.select(Finding).where(Finding.ref == ref)).one()
            session.refresh(row)
            session.expunge_all()
            return row

    def paper(self, url: str) -> Paper:
        """The paper at an address as it is now."""
        with everything(self.app) as session:
            row = session.scalars(sa.select(Paper).where(Paper.ref == url.rsplit("/", 1)[-1])).one()
            session.expunge_all()
            return row

    def change(self, url: str, **given: Any) -> None:
        """Brings the paper at an address to where it would stand later."""
        with everything(self.app) as session:
            session.execute(sa.update(Paper).where(Paper.ref == url.rsplit("/", 1)[-1]).values(**given))

    def drawn(self, url: str) -> str:
        """The address of a signature that somebody drew for the paper at an address."""
        with everything(self.app) as session:
            paper = session.scalars(sa.select(Paper).where(Paper.ref == url.rsplit("/", 1)[-1])).one()
            row = PaperSignature(paper=paper, owner=paper.owner, audience=paper.audience, name="A", capacity="B")
            row.by_id = person(session, "police.inspector").id
            row.content_sha256, row.sha256, row.width, row.height = "ab" * 32, "cd" * 32, 3, 1
            session.add(row)
            session.flush()
            return f"/paper-signatures/{row.ref}"

    def type_in(self, client: Client, url: str, status: int = 303, **typed: Any) -> Page:
        """Changes some fields of the form of a draft and sends it whole."""
        form = client.get(f"{url}/edit").form(f"{url}/edit")
        held = {name: values for name, values in form.items() if name != "csrf_token"}
        return client.post(f"{url}/edit", status=status, **held | typed)

    def step(self, client: Client, url: str, name: str, status: int = 303, **typed: Any) -> Page:
        """Takes a step of a paper as it stands."""
        return client.post(f"{url}/steps/{name}", status=status, version=str(self.paper(url).version), **typed)

    def verify_form(self, folder: Path) -> None:
        """An office's own edition, of which the form was compared with the one in force."""
        for file in FOLDER.glob("*.yaml"):
            (folder / file.name).write_bytes(file.read_bytes())
        verified = (folder / NAME).read_text(encoding="utf-8").replace("status: unverified", "status: verified")
        (folder / NAME).write_text(verified, encoding="utf-8")
        with everything(self.app) as session:
            bring_in(session, self.day, folder)
