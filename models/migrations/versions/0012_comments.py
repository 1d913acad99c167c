"""Comments on items and findings."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("visit_item_id", sa.Integer(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("mentioned", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(visit_item_id IS NULL) <> (finding_id IS NULL)", name=op.f("ck_comment_about_one")),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_comment_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_comment_by_id_user")),
        sa.ForeignKeyConstraint(["done_by_id"], ["user.id"], name=op.f("fk_comment_done_by_id_user")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_comment_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_comment_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_comment_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_comment_visit_id_visit")),
        sa.ForeignKeyConstraint(["visit_item_id"], ["visit_item.id"], name=op.f("fk_comment_visit_item_id_visit_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("ref", name=op.f("uq_comment_ref")),
    )
    for column in ("visit_id", "visit_item_id", "finding_id"):
        op.create_index(f"ix_comment_{column}", "comment", [column], unique=False)


def downgrade() -> None:
    """Takes it away again."""
    op.drop_table("comment")
