"""What was logged or answered is only added to: the database itself refuses to change or delete it."""

from alembic import op

revision = "0002"
down_revision = "0001"

# Who may read an operation, and whether it counts, are decided later; what its author wrote is not.
WRITTEN = (
    "id, op_id, visit_item_id, owner, repeat, part, value, cleared, bases, device, device_at, counter, received_at, "
    "by_id, reason"
)
GUARDS = {
    "event_unchanged": "UPDATE ON event FOR EACH ROW",
    "event_undeleted": "DELETE ON event FOR EACH ROW",
    "operation_unchanged": f"UPDATE OF {WRITTEN} ON operation FOR EACH ROW",
    "operation_undeleted": "DELETE ON operation FOR EACH ROW",
}
# SQLite has no TRUNCATE.
POSTGRESQL_GUARDS = GUARDS | {
    "event_not_emptied": "TRUNCATE ON event FOR EACH STATEMENT",
    "operation_not_emptied": "TRUNCATE ON operation FOR EACH STATEMENT",
}
SAYS = "Rows of this table are only added."


def upgrade() -> None:
    """Adds the triggers; on PostgreSQL they call one function."""
    if op.get_bind().dialect.name == "sqlite":
        for name, what in GUARDS.items():
            op.execute(f"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END")
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for name, what in POSTGRESQL_GUARDS.items():
        op.execute(f"CREATE TRIGGER {name} BEFORE {what} EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    """Takes the triggers away."""
    if op.get_bind().dialect.name == "sqlite":
        for name in GUARDS:
            op.execute(f"DROP TRIGGER {name}")
        return
    op.execute("DROP FUNCTION refuse_change() CASCADE")
