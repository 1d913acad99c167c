"""Tables of the application; importing this package registers every one of them."""

from models import checklists, directory, events, inspections, law, plans
from models.base import OPEN_TABLES, Base, Owned, db

__all__ = ["OPEN_TABLES", "Base", "Owned", "checklists", "db", "directory", "events", "inspections", "law", "plans"]
