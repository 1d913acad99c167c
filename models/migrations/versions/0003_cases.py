"""The plan of the year, the decision and its team, findings, remedies, and the papers of an inspection."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
NO = sa.false()
EMPTY = ""
MADE = (
    "remedy_file",
    "remedy_step",
    "finding_photo",
    "due_extension",
    "remedy",
    "paper_file",
    "finding_item",
    "supplied_document",
    "paper",
    "finding",
    "suspension",
    "plan_line_body",
    "inspection_line",
    "approval",
    "plan_version",
    "plan_line",
    "plan",
)
"""Tables that this revision makes, children first."""
REFERENCED = ("attendee", "team_member")
"""Older tables whose rows now have addresses of their own."""


def added() -> dict[str, list[sa.Column]]:
    """Columns that older tables get; rows that are there already take the value beside each."""
    return {
        "attendee": [sa.Column("side", sa.String(length=10), nullable=False, server_default="body")],
        "inspection": [
            sa.Column("ground_paper", sa.String(length=200), nullable=True),
            sa.Column("repeat_reason", sa.Text(), nullable=True),
            sa.Column("scope", sa.Text(), nullable=False, server_default=EMPTY),
            sa.Column("content", sa.Text(), nullable=False, server_default=EMPTY),
            sa.Column("form", sa.String(length=20), nullable=False, server_default="on_site"),
            sa.Column("working_plan", sa.JSON(), nullable=False, server_default="{}"),
            sa.Column("finished_on", sa.Date(), nullable=True),
            sa.Column("report_number", sa.String(length=60), nullable=True),
            sa.Column("report_on", sa.Date(), nullable=True),
            sa.Column("search_text", sa.Text(), nullable=False, server_default=EMPTY),
            sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("for_approval", sa.Boolean(), nullable=False, server_default=NO),
        ],
        "team_member": [
            sa.Column("duty", sa.Text(), nullable=False, server_default=EMPTY),
            sa.Column("no_conflict_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("left_on", sa.Date(), nullable=True),
            sa.Column("for_approval", sa.Boolean(), nullable=False, server_default=NO),
        ],
        "visit": [
            sa.Column("agreement", sa.String(length=200), nullable=True),
            sa.Column("for_approval", sa.Boolean(), nullable=False, server_default=NO),
        ],
    }


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
        sa.UniqueConstraint("ref", name=op.f("uq_plan_ref")),
        sa.UniqueConstraint("year", name=op.f("uq_plan_year")),
    )
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
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("paper_kind", sa.String(length=200), nullable=True),
        sa.Column("paper_number", sa.String(length=60), nullable=True),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.String(length=200), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_approval_audience")),
        sa.CheckConstraint("(plan_id IS NULL) <> (inspection_id IS NULL)", name=op.f("ck_approval_belongs_to_one")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_approval_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_approval_for_body_id_body")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_approval_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_approval_owner_agency")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_approval_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("ref", name=op.f("uq_approval_ref")),
    )
    op.create_index(op.f("ix_approval_inspection_id"), "approval", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_approval_plan_id"), "approval", ["plan_id"], unique=False)
    op.create_table(
        "inspection_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("plan_line_id", sa.Integer(), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_inspection_line_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_inspection_line_for_body_id_body")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_line_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_inspection_line_owner_agency")),
        sa.ForeignKeyConstraint(
            ["plan_line_id"], ["plan_line.id"], name=op.f("fk_inspection_line_plan_line_id_plan_line")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_line")),
        sa.UniqueConstraint(
            "inspection_id", "plan_line_id", name=op.f("uq_inspection_line_inspection_id_plan_line_id")
        ),
    )
    op.create_index(op.f("ix_inspection_line_plan_line_id"), "inspection_line", ["plan_line_id"], unique=False)
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
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_suspension_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_suspension_for_body_id_body")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_suspension_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_suspension_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index(op.f("ix_suspension_inspection_id"), "suspension", ["inspection_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("continuing", sa.Boolean(), nullable=False),
        sa.Column("detected_on", sa.Date(), nullable=False),
        sa.Column("put_right_on", sa.Date(), nullable=True),
        sa.Column("dismissed_reason", sa.Text(), nullable=True),
        sa.Column("record_number", sa.String(length=60), nullable=True),
        sa.Column("record_on", sa.Date(), nullable=True),
        sa.Column("writer_id", sa.Integer(), nullable=True),
        sa.Column("transferred_to", sa.String(length=200), nullable=True),
        sa.Column("transferred_on", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("fine", sa.BigInteger(), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_finding_audience")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_finding_act_id_act")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_finding_for_body_id_body")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["user.id"], name=op.f("fk_finding_noted_by_id_user")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_finding_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_finding_visit_id_visit")),
        sa.ForeignKeyConstraint(["writer_id"], ["user.id"], name=op.f("fk_finding_writer_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("ref", name=op.f("uq_finding_ref")),
    )
    op.create_index(op.f("ix_finding_act_id"), "finding", ["act_id"], unique=False)
    op.create_index(op.f("ix_finding_state"), "finding", ["state"], unique=False)
    op.create_index(op.f("ix_finding_visit_id"), "finding", ["visit_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("log_number", sa.Integer(), nullable=True),
        sa.Column("log_hash", sa.String(length=64), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column("series", sa.String(length=60), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("numbered_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.String(length=200), nullable=True),
        sa.Column("not_signed_reason", sa.Text(), nullable=True),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_paper_audience")),
        sa.ForeignKeyConstraint(["corrects_id"], ["paper.id"], name=op.f("fk_paper_corrects_id_paper")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_paper_for_body_id_body")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_paper_inspection_id_inspection")),
        sa.ForeignKeyConstraint(["locked_by_id"], ["user.id"], name=op.f("fk_paper_locked_by_id_user")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_paper_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_paper_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("ref", name=op.f("uq_paper_ref")),
        sa.UniqueConstraint("series", "serial", name=op.f("uq_paper_series_serial")),
    )
    op.create_index(op.f("ix_paper_inspection_id"), "paper", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_paper_kind"), "paper", ["kind"], unique=False)
    op.create_index(op.f("ix_paper_state"), "paper", ["state"], unique=False)
    op.create_index(op.f("ix_paper_visit_id"), "paper", ["visit_id"], unique=False)
    op.create_table(
        "supplied_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_supplied_document_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_supplied_document_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_supplied_document_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_supplied_document_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplied_document")),
        sa.UniqueConstraint("ref", name=op.f("uq_supplied_document_ref")),
    )
    op.create_index(op.f("ix_supplied_document_visit_id"), "supplied_document", ["visit_id"], unique=False)
    op.create_table(
        "finding_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("visit_item_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_finding_item_audience")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_item_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_finding_item_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_finding_item_owner_agency")),
        sa.ForeignKeyConstraint(
            ["visit_item_id"], ["visit_item.id"], name=op.f("fk_finding_item_visit_item_id_visit_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_item")),
        sa.UniqueConstraint("finding_id", "visit_item_id", name=op.f("uq_finding_item_finding_id_visit_item_id")),
    )
    op.create_index(op.f("ix_finding_item_visit_item_id"), "finding_item", ["visit_item_id"], unique=False)
    op.create_table(
        "paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reader", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("for_approval", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_paper_file_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_paper_file_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_paper_file_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_paper_file_owner_agency")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_file_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_paper_file_ref")),
    )
    op.create_index(op.f("ix_paper_file_paper_id"), "paper_file", ["paper_id"], unique=False)
    op.create_table(
        "remedy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=True),
        sa.Column("times_ineffective", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_remedy_audience")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_remedy_finding_id_finding")),
        sa.ForeignKeyConstraint(["follower_id"], ["user.id"], name=op.f("fk_remedy_follower_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_remedy_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_remedy_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_remedy_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy")),
        sa.UniqueConstraint("ref", name=op.f("uq_remedy_ref")),
    )
    op.create_index(op.f("ix_remedy_finding_id"), "remedy", ["finding_id"], unique=False)
    op.create_index("ix_remedy_state_due_on", "remedy", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_remedy_visit_id"), "remedy", ["visit_id"], unique=False)
    op.create_table(
        "due_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remedy_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_due_extension_audience")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_due_extension_asked_by_id_user")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_due_extension_decided_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_due_extension_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_due_extension_owner_agency")),
        sa.ForeignKeyConstraint(["remedy_id"], ["remedy.id"], name=op.f("fk_due_extension_remedy_id_remedy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_extension")),
        sa.UniqueConstraint("ref", name=op.f("uq_due_extension_ref")),
    )
    op.create_index(op.f("ix_due_extension_remedy_id"), "due_extension", ["remedy_id"], unique=False)
    op.create_table(
        "finding_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_finding_photo_audience")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_finding_photo_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_photo_finding_id_finding")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_finding_photo_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_finding_photo_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_photo")),
        sa.UniqueConstraint("finding_id", "evidence_id", name=op.f("uq_finding_photo_finding_id_evidence_id")),
    )
    op.create_index(op.f("ix_finding_photo_evidence_id"), "finding_photo", ["evidence_id"], unique=False)
    op.create_table(
        "remedy_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remedy_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("paper_number", sa.String(length=60), nullable=True),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_remedy_step_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_remedy_step_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_remedy_step_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_remedy_step_owner_agency")),
        sa.ForeignKeyConstraint(["remedy_id"], ["remedy.id"], name=op.f("fk_remedy_step_remedy_id_remedy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_step")),
        sa.UniqueConstraint("ref", name=op.f("uq_remedy_step_ref")),
    )
    op.create_index(op.f("ix_remedy_step_remedy_id"), "remedy_step", ["remedy_id"], unique=False)
    op.create_table(
        "remedy_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_remedy_file_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_remedy_file_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_remedy_file_owner_agency")),
        sa.ForeignKeyConstraint(["step_id"], ["remedy_step.id"], name=op.f("fk_remedy_file_step_id_remedy_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_remedy_file_ref")),
    )
    op.create_index(op.f("ix_remedy_file_step_id"), "remedy_file", ["step_id"], unique=False)
    for table, columns in added().items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.add_column(column)
    for table in REFERENCED:
        add_references(table)


def add_references(table: str) -> None:
    """Gives every row of a table a random public reference."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("ref", sa.String(length=10), nullable=True))
    rows = sa.table(table, sa.column("id", sa.Integer), sa.column("ref", sa.String))
    connection = op.get_bind()
    for key in connection.scalars(sa.select(rows.c.id)).all():
        ref = "".join(secrets.choice(ALPHABET) for _ in range(10))
        connection.execute(sa.update(rows).where(rows.c.id == key).values(ref=ref))
    with op.batch_alter_table(table) as batch:
        batch.alter_column("ref", existing_type=sa.String(length=10), nullable=False)
        batch.create_unique_constraint(op.f(f"uq_{table}_ref"), ["ref"])


def downgrade() -> None:
    """Takes the change back."""
    for table in REFERENCED:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"uq_{table}_ref"), type_="unique")
            batch.drop_column("ref")
    for table, columns in added().items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
    for table in MADE:
        op.drop_table(table)
