"""Papers of a plan or of a year, beside those of an inspection."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Adds what else a paper may belong to; every paper there is belongs to its inspection as before."""
    with op.batch_alter_table("paper") as batch:
        batch.alter_column("inspection_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("plan_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("year", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_paper_plan_id_plan", "plan", ["plan_id"], ["id"])
        batch.create_index("ix_paper_plan_id", ["plan_id"])
        batch.create_index("ix_paper_year", ["year"])
        batch.create_check_constraint("belongs", BELONGS)


BELONGS = "inspection_id IS NOT NULL OR plan_id IS NOT NULL OR year IS NOT NULL"


def downgrade() -> None:
    """Back to papers of inspections alone; raises where there is another one."""
    with op.batch_alter_table("paper") as batch:
        batch.drop_constraint("belongs", type_="check")
        batch.drop_index("ix_paper_year")
        batch.drop_index("ix_paper_plan_id")
        batch.drop_constraint("fk_paper_plan_id_plan", type_="foreignkey")
        batch.drop_column("year")
        batch.drop_column("plan_id")
        batch.alter_column("inspection_id", existing_type=sa.Integer(), nullable=False)
