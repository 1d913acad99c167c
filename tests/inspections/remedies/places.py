"""Knows how to put a requirement into an application, due in so many days; knows no page."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from inspections.clock import today
from tests.inspections.inspecting.cases import everything
from tests.inspections.remedies.cases import make_finding, make_own, make_remedy


def soon(app: Flask, days: int) -> date:
    """A day so many days from today."""
    with app.app_context():
        return today() + timedelta(days=days)


def made(app: Flask, state: str = "open", days: int = 30, own: bool = False, **fields: Any) -> str:
    """The reference of a requirement in this state that is due in so many days."""
    with everything(app) as session:
        finding = make_own(session) if own else make_finding(session, **fields)
        remedy = make_remedy(session, Path(app.config["EVIDENCE_DIR"]), state, finding)
        remedy.due_on = soon(app, days)
        return remedy.ref
