"""What the law says on penalties, how far each violation is handled, its receipts, and findings handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the tables; what the law says is loaded when the application is prepared."""
    op.create_table(
        "penalty_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty_term")),
        sa.UniqueConstraint("kind", "code", "valid_from", name=op.f("uq_penalty_term_kind_code_valid_from")),
    )
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("from_agency", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_hand_over_audience")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_hand_over_answered_by_id_user")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_hand_over_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_hand_over_for_body_id_body")),
        sa.ForeignKeyConstraint(["from_agency"], ["agency.code"], name=op.f("fk_hand_over_from_agency_agency")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_hand_over_owner_agency")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["user.id"], name=op.f("fk_hand_over_sent_by_id_user")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_hand_over_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sa.UniqueConstraint("ref", name=op.f("uq_hand_over_ref")),
    )
    op.create_index(op.f("ix_hand_over_finding_id"), "hand_over", ["finding_id"], unique=False)
    op.create_index("ix_hand_over_sent_on_id", "hand_over", ["sent_on", "id"], unique=False)
    op.create_index(op.f("ix_hand_over_state"), "hand_over", ["state"], unique=False)
    op.create_index(op.f("ix_hand_over_visit_id"), "hand_over", ["visit_id"], unique=False)
    op.create_table(
        "penalty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("complicated", sa.Boolean(), nullable=False),
        sa.Column("expertise_on", sa.Date(), nullable=True),
        sa.Column("explain_way", sa.String(length=10), nullable=True),
        sa.Column("explain_asked_on", sa.Date(), nullable=True),
        sa.Column("pace", sa.String(length=20), nullable=False),
        sa.Column("office", sa.String(length=60), nullable=True),
        sa.Column("proposed_fine", sa.BigInteger(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("reminder", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_penalty_audience")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_penalty_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_penalty_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_penalty_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_penalty_finding_id")),
    )
    op.create_table(
        "penalty_circumstance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_penalty_circumstance_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_penalty_circumstance_by_id_user")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_penalty_circumstance_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_penalty_circumstance_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_penalty_circumstance_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty_circumstance")),
        sa.UniqueConstraint("finding_id", "code", name=op.f("uq_penalty_circumstance_finding_id_code")),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_receipt_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_receipt_by_id_user")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_receipt_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_receipt_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_receipt_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("ref", name=op.f("uq_receipt_ref")),
    )
    op.create_index(op.f("ix_receipt_finding_id"), "receipt", ["finding_id"], unique=False)
    op.create_table(
        "penalty_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_penalty_file_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_penalty_file_by_id_user")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_penalty_file_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_penalty_file_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_penalty_file_owner_agency")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_penalty_file_receipt_id_receipt")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_penalty_file_ref")),
    )
    op.create_index(op.f("ix_penalty_file_finding_id"), "penalty_file", ["finding_id"], unique=False)


def downgrade() -> None:
    """Takes the tables away; findings keep their record and decision."""
    op.drop_index(op.f("ix_penalty_file_finding_id"), table_name="penalty_file")
    op.drop_table("penalty_file")
    op.drop_index(op.f("ix_receipt_finding_id"), table_name="receipt")
    op.drop_table("receipt")
    op.drop_table("penalty_circumstance")
    op.drop_table("penalty")
    op.drop_index(op.f("ix_hand_over_visit_id"), table_name="hand_over")
    op.drop_index(op.f("ix_hand_over_state"), table_name="hand_over")
    op.drop_index("ix_hand_over_sent_on_id", table_name="hand_over")
    op.drop_index(op.f("ix_hand_over_finding_id"), table_name="hand_over")
    op.drop_table("hand_over")
    op.drop_table("penalty_term")
