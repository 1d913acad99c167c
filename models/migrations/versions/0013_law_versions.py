"""Law that a later edition of the catalogue replaced or dropped: it stays, with the day of that import."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

TABLES = ("legal_document", "act", "service_standard", "penalty_term")


def upgrade() -> None:
    """Adds the day to each table; nothing is closed yet."""
    for table in TABLES:
        op.add_column(table, sa.Column("closed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Takes the day away; the rows stay."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("closed_on")
