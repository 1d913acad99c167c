"""How long the file of an inspection is kept, if somebody chose it, and when it was handed over to the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

COLUMNS = {
    "retention_class": sa.String(length=60),
    "retention_reason": sa.Text(),
    "archived_on": sa.Date(),
    "archive_receipt": sa.String(length=60),
    "archive_receiver": sa.String(length=200),
}


def upgrade() -> None:
    """Adds the columns; every file has the class that its records speak for."""
    for name, kind in COLUMNS.items():
        op.add_column("inspection", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Takes the columns away."""
    with op.batch_alter_table("inspection") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
