"""What tablets bring from where there was no network: how wrong their clock was, photos sent once, what came late."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WRITTEN = (
    "id, op_id, visit_item_id, owner, repeat, part, value, cleared, bases, device, device_at, counter, received_at, "
    "by_id, reason, observed_by_id"
)
"""What the author of an operation wrote, which the database refuses to change; from now on also his clock's error."""


def upgrade() -> None:
    """Adds the columns; what was written before came with no tablet's clock and was never sent twice."""
    with op.batch_alter_table("operation") as batch:
        batch.add_column(sa.Column("clock_offset", sa.Integer(), nullable=True))
    guard_operations(f"{WRITTEN}, clock_offset")
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("op_id", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("clock_offset", sa.Integer(), nullable=True))
        batch.create_unique_constraint(op.f("uq_evidence_op_id"), ["op_id"])
    with op.batch_alter_table("visit_part") as batch:
        batch.add_column(sa.Column("late_seen_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("late_seen_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_visit_part_late_seen_by_id_user"), "user", ["late_seen_by_id"], ["id"])


def downgrade() -> None:
    """Takes the columns away; answers and photos stay."""
    with op.batch_alter_table("visit_part") as batch:
        batch.drop_constraint(op.f("fk_visit_part_late_seen_by_id_user"), type_="foreignkey")
        batch.drop_column("late_seen_by_id")
        batch.drop_column("late_seen_at")
    with op.batch_alter_table("evidence") as batch:
        batch.drop_constraint(op.f("uq_evidence_op_id"), type_="unique")
        batch.drop_column("clock_offset")
        batch.drop_column("taken_at")
        batch.drop_column("op_id")
    drop_guard()
    with op.batch_alter_table("operation") as batch:
        batch.drop_column("clock_offset")
    guard_operations(WRITTEN)


def drop_guard() -> None:
    """Takes the trigger of the operations away: a database keeps no trigger that names a column which goes."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER IF EXISTS operation_unchanged" + ("" if sqlite else " ON operation"))


def guard_operations(columns: str) -> None:
    """Makes the trigger that refuses a change of these columns of an operation."""
    drop_guard()
    guard = f"CREATE TRIGGER operation_unchanged BEFORE UPDATE OF {columns} ON operation FOR EACH ROW"
    sqlite = op.get_bind().dialect.name == "sqlite"
    ends = "BEGIN SELECT RAISE(ABORT, 'Rows of this table are only added.'); END"
    op.execute(f"{guard} {ends if sqlite else 'EXECUTE FUNCTION refuse_change()'}")
