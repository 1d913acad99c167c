"""Signatures drawn on a tablet, and what was found of a paper's digital signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Makes the table and adds the column; no file has been checked yet."""
    op.add_column("paper_file", sa.Column("signers", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "paper_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.String(length=300), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_paper_signature_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_paper_signature_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_paper_signature_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_paper_signature_owner_agency")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_signature_paper_id_paper")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["user.id"], name=op.f("fk_paper_signature_removed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_signature")),
        sa.UniqueConstraint("ref", name=op.f("uq_paper_signature_ref")),
    )
    op.create_index(op.f("ix_paper_signature_paper_id"), "paper_signature", ["paper_id"], unique=False)


def downgrade() -> None:
    """Takes both away again."""
    op.drop_table("paper_signature")
    with op.batch_alter_table("paper_file") as batch:
        batch.drop_column("signers")
