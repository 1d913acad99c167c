"""Reminders: notifications of people, the e-mails of their mornings, the settings of both."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

SETTINGS = {
    "reminder_stages": [
        {"days": -7, "to": ["responsible", "body"]},
        {"days": -1, "to": ["responsible", "body"]},
        {"days": 0, "to": ["responsible", "body"]},
        {"days": 3, "to": ["manager"]},
        {"days": 10, "to": ["both_managers"]},
        {"days": 30, "to": ["both_managers"]},
    ],
    "report_up_days": 30,
    "digest": {"from_hour": 6, "to_hour": 18, "working_days": True},
}
"""What a province that is at work already begins with; a new one reads the shipped file."""


def upgrade() -> None:
    """Makes the tables, and gives the settings their first values."""
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("news", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_ref", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_with", sa.String(length=10), nullable=True),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_notification_audience")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_notification_user_id_user")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_notification_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_notification_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_notification_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("ref", name=op.f("uq_notification_ref")),
        sa.UniqueConstraint("user_id", "news", "subject_ref", "due_on", "days", name="uq_notification_stage"),
    )
    op.create_index("ix_notification_user_id_read_at", "notification", ["user_id", "read_at"], unique=False)
    op.create_index("ix_notification_user_id_at_id", "notification", ["user_id", "at", "id"], unique=False)
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_digest_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_digest_user_id_day")),
    )
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("email", sa.String(length=200), nullable=True))
    add_settings()


def add_settings() -> None:
    """Gives a province that is at work the new settings; an empty database gets them with all others."""
    connection = op.get_bind()
    if not connection.execute(sa.text("SELECT count(*) FROM setting")).scalar():
        return
    for key, value in SETTINGS.items():
        connection.execute(
            sa.text("INSERT INTO setting (key, value, valid_from) VALUES (:key, :value, '0001-01-01')"),
            {"key": key, "value": json.dumps(value)},
        )


def downgrade() -> None:
    """Takes everything away again."""
    with op.batch_alter_table("user") as batch:
        batch.drop_column("email")
    op.drop_table("digest")
    op.drop_index("ix_notification_user_id_at_id", table_name="notification")
    op.drop_index("ix_notification_user_id_read_at", table_name="notification")
    op.drop_table("notification")
    keys = ", ".join(f"'{key}'" for key in SETTINGS)
    op.execute(sa.text(f"DELETE FROM setting WHERE key IN ({keys})"))  # noqa: S608 - the keys stand above
