"""The register of reports received."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "received_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_received_report_audience")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_received_report_body_id_body")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_received_report_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_received_report_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_received_report_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_received_report_visit_id_visit")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["user.id"], name=op.f("fk_received_report_withdrawn_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_report")),
        sa.UniqueConstraint("ref", name=op.f("uq_received_report_ref")),
    )
    op.create_index("ix_received_report_received_on_ref", "received_report", ["received_on", "ref"], unique=False)
    for column in ("body_id", "visit_id", "year"):
        op.create_index(f"ix_received_report_{column}", "received_report", [column], unique=False)


def downgrade() -> None:
    """Takes it away again."""
    op.drop_table("received_report")
