"""The first tables. Until the first release this file is made anew from the models, never by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "agency",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agency")),
    )
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("group_name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("enterprise_of", sa.String(length=40), nullable=True),
        sa.Column("kt1", sa.String(length=20), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("key", name=op.f("uq_body_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_body_ref")),
    )
    op.create_index(op.f("ix_body_sort_key"), "body", ["sort_key"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("inspected_kind", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("code", name=op.f("uq_checklist_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_checklist_ref")),
    )
    op.create_table(
        "legal_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_status", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("replaced_by", sa.String(length=20), nullable=True),
        sa.Column("amended_by", sa.Text(), nullable=True),
        sa.Column("base_subject", sa.String(length=20), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_document")),
        sa.UniqueConstraint("key", name=op.f("uq_legal_document_key")),
    )
    op.create_table(
        "service_standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_standard")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_setting_key_valid_from")),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("point", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("minimum", sa.BigInteger(), nullable=True),
        sa.Column("maximum", sa.BigInteger(), nullable=True),
        sa.Column("competence", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["legal_document.id"], name=op.f("fk_act_document_id_legal_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("code", name=op.f("uq_act_code")),
    )
    op.create_index(op.f("ix_act_document_id"), "act", ["document_id"], unique=False)
    op.create_table(
        "agency_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=200), nullable=True),
        sa.Column("symbol", sa.String(length=20), nullable=True),
        sa.Column("unit_symbol", sa.String(length=20), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agency.code"], name=op.f("fk_agency_name_agency_code_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_name")),
    )
    op.create_index(op.f("ix_agency_name_agency_code"), "agency_name", ["agency_code"], unique=False)
    op.create_table(
        "body_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_name_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_name")),
    )
    op.create_index(op.f("ix_body_name_body_id"), "body_name", ["body_id"], unique=False)
    op.create_table(
        "checklist_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_version_checklist_id_checklist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint("checklist_id", "number", name=op.f("uq_checklist_version_checklist_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_checklist_version_ref")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.String(length=60), nullable=True),
        sa.Column("position", sa.String(length=160), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("agency_code", sa.String(length=20), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agency.code"], name=op.f("fk_user_agency_code_agency")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_user_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("login", name=op.f("uq_user_login")),
        sa.UniqueConstraint("ref", name=op.f("uq_user_ref")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_ref", sa.String(length=10), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=True),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_event_audience")),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_event_actor_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_event_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_event_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_event_number")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_event_prev_hash")),
        sa.UniqueConstraint("ref", name=op.f("uq_event_ref")),
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
    op.create_index(op.f("ix_event_subject_ref"), "event", ["subject_ref"], unique=False)
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("issuer", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=10), nullable=False),
        sa.Column("ground_text", sa.Text(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("signer_authority", sa.String(length=60), nullable=True),
        sa.Column("police_letter_number", sa.String(length=60), nullable=True),
        sa.Column("police_letter_on", sa.Date(), nullable=True),
        sa.Column("working_plan_number", sa.String(length=60), nullable=True),
        sa.Column("working_plan_on", sa.Date(), nullable=True),
        sa.Column("working_plan_approval", sa.String(length=60), nullable=True),
        sa.Column("working_plan_approved_on", sa.Date(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("duration_days", sa.Integer(), nullable=True),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("days_unit", sa.String(length=10), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_inspection_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_inspection_for_body_id_body")),
        sa.ForeignKeyConstraint(["issuer"], ["agency.code"], name=op.f("fk_inspection_issuer_agency")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_inspection_owner_agency")),
        sa.ForeignKeyConstraint(["signer_id"], ["user.id"], name=op.f("fk_inspection_signer_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("key", name=op.f("uq_inspection_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_inspection_ref")),
    )
    op.create_index(op.f("ix_inspection_state"), "inspection", ["state"], unique=False)
    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("idle_minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_session_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("ref", name=op.f("uq_user_session_ref")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)
    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_team_member_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_team_member_for_body_id_body")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_team_member_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_team_member_owner_agency")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_team_member_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
    )
    op.create_index(op.f("ix_team_member_inspection_id"), "team_member", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_team_member_user_id"), "team_member", ["user_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("minutes_number", sa.String(length=60), nullable=True),
        sa.Column("minutes_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_visit_audience")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_visit_body_id_body")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_visit_for_body_id_body")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_visit_inspection_id_inspection")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_visit_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("ref", name=op.f("uq_visit_ref")),
    )
    op.create_index(op.f("ix_visit_body_id"), "visit", ["body_id"], unique=False)
    op.create_index("ix_visit_day_id", "visit", ["day", "id"], unique=False)
    op.create_index(op.f("ix_visit_inspection_id"), "visit", ["inspection_id"], unique=False)
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=10), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=True),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_attendee_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_attendee_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_attendee_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_attendee_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
    )
    op.create_index(op.f("ix_attendee_visit_id"), "attendee", ["visit_id"], unique=False)
    op.create_table(
        "visit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("checklist_version_id", sa.Integer(), nullable=False),
        sa.Column("section_code", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lead", sa.String(length=10), nullable=False),
        sa.Column("deferred", sa.String(length=20), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_visit_item_audience")),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_version.id"],
            name=op.f("fk_visit_item_checklist_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_visit_item_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_visit_item_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_item_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_item")),
        sa.UniqueConstraint("ref", name=op.f("uq_visit_item_ref")),
        sa.UniqueConstraint("visit_id", "code", name=op.f("uq_visit_item_visit_id_code")),
    )
    op.create_index("ix_visit_item_visit_id_position", "visit_item", ["visit_id", "position"], unique=False)
    op.create_table(
        "visit_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_off_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_reason", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_visit_part_audience")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["user.id"], name=op.f("fk_visit_part_checked_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_visit_part_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_visit_part_owner_agency")),
        sa.ForeignKeyConstraint(["signed_off_by_id"], ["user.id"], name=op.f("fk_visit_part_signed_off_by_id_user")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_part_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_part")),
        sa.UniqueConstraint("ref", name=op.f("uq_visit_part_ref")),
        sa.UniqueConstraint("visit_id", "owner", name=op.f("uq_visit_part_visit_id_owner")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_item_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("repeat", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_answer_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_answer_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_answer_owner_agency")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["user.id"], name=op.f("fk_answer_updated_by_id_user")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_answer_visit_id_visit")),
        sa.ForeignKeyConstraint(["visit_item_id"], ["visit_item.id"], name=op.f("fk_answer_visit_item_id_visit_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "visit_item_id", "owner", "kind", "repeat", name=op.f("uq_answer_visit_item_id_owner_kind_repeat")
        ),
    )
    op.create_index("ix_answer_visit_id_kind", "answer", ["visit_id", "kind"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("visit_item_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("caption", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ref", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_evidence_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_evidence_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_evidence_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_evidence_owner_agency")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_evidence_visit_id_visit")),
        sa.ForeignKeyConstraint(
            ["visit_item_id"], ["visit_item.id"], name=op.f("fk_evidence_visit_item_id_visit_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("ref", name=op.f("uq_evidence_ref")),
    )
    op.create_index(op.f("ix_evidence_visit_id"), "evidence", ["visit_id"], unique=False)
    op.create_index(op.f("ix_evidence_visit_item_id"), "evidence", ["visit_item_id"], unique=False)
    op.create_table(
        "operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.String(length=64), nullable=False),
        sa.Column("visit_item_id", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("bases", sa.JSON(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("aside", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f("ck_operation_audience")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_operation_by_id_user")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f("fk_operation_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f("fk_operation_owner_agency")),
        sa.ForeignKeyConstraint(
            ["visit_item_id"], ["visit_item.id"], name=op.f("fk_operation_visit_item_id_visit_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("op_id", name=op.f("uq_operation_op_id")),
    )
    op.create_index(
        "ix_operation_visit_item_id_owner_part", "operation", ["visit_item_id", "owner", "part"], unique=False
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("operation")
    op.drop_table("evidence")
    op.drop_table("answer")
    op.drop_table("visit_part")
    op.drop_table("visit_item")
    op.drop_table("attendee")
    op.drop_table("visit")
    op.drop_table("team_member")
    op.drop_table("user_session")
    op.drop_table("inspection")
    op.drop_table("event")
    op.drop_table("user")
    op.drop_table("checklist_version")
    op.drop_table("body_name")
    op.drop_table("agency_name")
    op.drop_table("act")
    op.drop_table("setting")
    op.drop_table("service_standard")
    op.drop_table("legal_document")
    op.drop_table("checklist")
    op.drop_table("calendar_day")
    op.drop_table("body")
    op.drop_table("agency")
