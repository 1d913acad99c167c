"""Every reopening of an agency's part of a visit has a row of its own; until now only the last reason stayed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Who reopened the part stands in the log, which has a row for each reopening.
KEEP_THE_LAST = """
    INSERT INTO reopening (part_id, by_id, at, reason, owner, audience, for_body_id)
    SELECT part.id, event.actor_id, event.at, part.reopened_reason, part.owner, part.audience, part.for_body_id
    FROM visit_part part JOIN event ON event.number = (
        SELECT max(one.number) FROM event one WHERE one.action = 'part:reopen' AND one.subject_ref = part.ref
    )
    WHERE part.reopened_reason IS NOT NULL
"""
GIVE_THE_LAST_BACK = """
    UPDATE visit_part SET reopened_reason = (
        SELECT one.reason FROM reopening one
        WHERE one.id = (SELECT max(last.id) FROM reopening last WHERE last.part_id = visit_part.id)
    )
"""


def upgrade() -> None:
    """Makes the table, moves the reasons there and drops their column."""
    op.create_table(
        "reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_reopening_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_reopening_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_reopening_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_reopening_owner_agency")),
        sa.ForeignKeyConstraint(["part_id"], ["visit_part.id"], name=op.f("fk_reopening_part_id_visit_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening")),
    )
    op.create_index(op.f("ix_reopening_part_id"), "reopening", ["part_id"], unique=False)
    op.execute(KEEP_THE_LAST)
    with op.batch_alter_table("visit_part") as batch:
        batch.drop_column("reopened_reason")


def downgrade() -> None:
    """Keeps the last reason of each part."""
    with op.batch_alter_table("visit_part") as batch:
        batch.add_column(sa.Column("reopened_reason", sa.Text(), nullable=True))
    op.execute(GIVE_THE_LAST_BACK)
    op.drop_index(op.f("ix_reopening_part_id"), table_name="reopening")
    op.drop_table("reopening")
