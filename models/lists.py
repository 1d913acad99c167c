"""What a person keeps of a list: filters with the columns and the order he wants, under a name."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, Referenced


class SavedFilter(Referenced, Owned, Base):
    """What one person asks of one list again and again; nobody else reads it, not in his agency either."""

    __tablename__ = "saved_filter"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    list_name: Mapped[str] = mapped_column(sa.String(30))
    name: Mapped[str] = mapped_column(sa.String(80))
    asked: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # [name, value] as an address has them
    opens: Mapped[bool] = mapped_column(default=False)  # the list opens with it
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (*Owned.__table_args__, sa.UniqueConstraint("user_id", "list_name", "name"))
