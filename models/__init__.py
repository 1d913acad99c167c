"""Tables of the application; importing this package registers every one of them."""

from models import (
    approvals,
    checklists,
    comments,
    directory,
    events,
    findings,
    inquiries,
    inspections,
    law,
    lists,
    measures,
    notifications,
    papers,
    penalties,
    plans,
    reports,
)
from models.base import OPEN_TABLES, Base, Owned, db

__all__ = [
    "OPEN_TABLES",
    "Base",
    "Owned",
    "approvals",
    "checklists",
    "comments",
    "db",
    "directory",
    "events",
    "findings",
    "inquiries",
    "inspections",
    "law",
    "lists",
    "measures",
    "notifications",
    "papers",
    "penalties",
    "plans",
    "reports",
]
