"""The commune of a body as a column of its own, read once from its address, so that numbers are counted by it."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

COMMUNE = re.compile(r"(?:^|,)\s*((?:xã|phường|thị trấn|đặc khu)\s[^,(]*[^,(\s])", re.IGNORECASE)


def upgrade() -> None:
    """Adds the column and fills it for the bodies that there are."""
    with op.batch_alter_table("body") as batch:
        batch.add_column(sa.Column("commune", sa.String(length=120), nullable=False, server_default=""))
    body = sa.table("body", sa.column("id"), sa.column("place"), sa.column("commune"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(body.c.id, body.c.place)).all():
        if found := COMMUNE.search(row.place):
            connection.execute(sa.update(body).where(body.c.id == row.id).values(commune=found[1]))
    with op.batch_alter_table("body") as batch:
        batch.alter_column("commune", server_default=None)
        batch.create_index(op.f("ix_body_commune"), ["commune"])


def downgrade() -> None:
    """Takes the column away; the address still names the commune."""
    with op.batch_alter_table("body") as batch:
        batch.drop_index(op.f("ix_body_commune"))
        batch.drop_column("commune")
