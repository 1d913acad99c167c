"""The plan of the year: its lines and their bodies, its frozen versions, and the steps it took."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_plan_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_plan_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_plan_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("year", name=op.f("uq_plan_year")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_ref")),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("paper_kind", sa.String(length=200), nullable=True),
        sa.Column("paper_number", sa.String(length=60), nullable=True),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_approval_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_approval_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_approval_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_approval_owner_agency")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_approval_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_plan_id"), "approval", ["plan_id"], unique=False)
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("checklists", sa.JSON(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("lead", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("dropped_reason", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_plan_line_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_plan_line_for_body_id_body")),
        sa.ForeignKeyConstraint(["lead"], ["agency.code"], name=op.f("fk_plan_line_lead_agency")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_plan_line_owner_agency")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_line_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_line_ref")),
    )
    op.create_index(op.f("ix_plan_line_plan_id"), "plan_line", ["plan_id"], unique=False)
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_plan_version_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_plan_version_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_plan_version_owner_agency")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
    )
    op.create_table(
        "plan_line_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_plan_line_body_audience")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_plan_line_body_body_id_body")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_plan_line_body_for_body_id_body")),
        sa.ForeignKeyConstraint(["line_id"], ["plan_line.id"], name=op.f("fk_plan_line_body_line_id_plan_line")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_plan_line_body_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line_body")),
        sa.UniqueConstraint("line_id", "body_id", name=op.f("uq_plan_line_body_line_id_body_id")),
    )
    op.create_index(op.f("ix_plan_line_body_body_id"), "plan_line_body", ["body_id"], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("plan_line_body")
    op.drop_table("plan_version")
    op.drop_table("plan_line")
    op.drop_table("approval")
    op.drop_table("plan")
