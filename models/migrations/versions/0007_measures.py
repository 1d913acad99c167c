"""Remedies to their end: causes, measures, their effect, changes of many at once, looking again on site."""

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
SETTINGS = {
    "causes": {
        "unaware": "Chưa nắm hoặc chưa cập nhật quy định",
        "no_procedure": "Chưa có hoặc chưa ban hành quy trình",
        "not_followed": "Có quy trình nhưng không thực hiện đúng",
        "training": "Chưa tập huấn, hướng dẫn người làm",
        "staff": "Thiếu người, thay đổi người",
        "equipment": "Thiếu hoặc hỏng trang thiết bị, cơ sở vật chất",
        "supervision": "Thiếu tự kiểm tra, giám sát",
        "partner": "Do đơn vị phối hợp, cấp trên",
        "other": "Nguyên nhân khác",
    },
    "effect_days": {"minor": 15, "moderate": 30, "serious": 60},
    "effect_pass": 50,
}
"""What a province that is at work already begins with; a new one reads the shipped file."""

OWNER = ("audience", "owner", "for_body_id")

OLD_MEASURES = sa.text(
    "SELECT remedy.id, remedy.measures, remedy.due_on, remedy.owner, remedy.audience, remedy.for_body_id, "
    "coalesce(remedy.for_body_id, visit.body_id) AS body_id, "
    "(SELECT min(step.by_id) FROM remedy_step step WHERE step.remedy_id = remedy.id AND step.step = 'create') by_id, "
    "finding.noted_by_id, remedy.state FROM remedy JOIN visit ON visit.id = remedy.visit_id "
    "JOIN finding ON finding.id = remedy.finding_id WHERE remedy.measures <> ''"
)


def owned(name: str) -> list[sa.schema.SchemaItem]:
    """The columns and constraints of a table whose rows belong to an agency."""
    return [
        sa.Column("audience", sa.String(length=5), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("for_body_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('joint', 'own')", name=op.f(f"ck_{name}_audience")),
        sa.ForeignKeyConstraint(["for_body_id"], ["body.id"], name=op.f(f"fk_{name}_for_body_id_body")),
        sa.ForeignKeyConstraint(["owner"], ["agency.code"], name=op.f(f"fk_{name}_owner_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    ]


def refers(name: str, column: str, to: str, **options: str) -> sa.ForeignKeyConstraint:
    """The foreign key of a column of a table."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}_{to}"), **options)


def upgrade() -> None:
    """Makes the tables, turns what was required as text into measures, and gives the settings their first values."""
    make_measures()
    make_changes()
    make_rechecks()
    keep_old_measures()
    with op.batch_alter_table("remedy") as batch:
        batch.add_column(sa.Column("cause", sa.String(length=40), nullable=False, server_default=""))
        batch.add_column(sa.Column("cause_text", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("effect_due_on", sa.Date(), nullable=True))
        batch.drop_column("measures")
    with op.batch_alter_table("remedy") as batch:
        batch.alter_column("cause", server_default=None)
        batch.alter_column("cause_text", server_default=None)
    with op.batch_alter_table("remedy_step") as batch:
        batch.add_column(sa.Column("score", sa.Integer(), nullable=True))
    op.execute(sa.text("UPDATE remedy SET effect_due_on = closed_on WHERE state = 'verified'"))
    add_settings()


def make_measures() -> None:
    """What bodies do, and which requirement it serves."""
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        refers("measure", "body_id", "body"),
        refers("measure", "made_by_id", "user"),
        refers("measure", "done_by_id", "user"),
        sa.UniqueConstraint("ref", name=op.f("uq_measure_ref")),
        *owned("measure"),
    )
    op.create_index(op.f("ix_measure_body_id"), "measure", ["body_id"], unique=False)
    op.create_table(
        "remedy_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remedy_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        refers("remedy_measure", "remedy_id", "remedy"),
        refers("remedy_measure", "measure_id", "measure"),
        sa.UniqueConstraint("remedy_id", "measure_id", name=op.f("uq_remedy_measure_remedy_id_measure_id")),
        *owned("remedy_measure"),
    )
    op.create_index(op.f("ix_remedy_measure_measure_id"), "remedy_measure", ["measure_id"], unique=False)


def make_changes() -> None:
    """What was done to many requirements at once."""
    op.create_table(
        "bulk_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        refers("bulk_change", "by_id", "user"),
        refers("bulk_change", "undone_by_id", "user"),
        sa.UniqueConstraint("ref", name=op.f("uq_bulk_change_ref")),
        *owned("bulk_change"),
    )
    op.create_table(
        "bulk_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("remedy_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("left_at", sa.Integer(), nullable=False),
        refers("bulk_row", "change_id", "bulk_change"),
        refers("bulk_row", "remedy_id", "remedy"),
        *owned("bulk_row"),
    )
    for column in ("change_id", "remedy_id"):
        op.create_index(op.f(f"ix_bulk_row_{column}"), "bulk_row", [column], unique=False)


def make_rechecks() -> None:
    """Which finding is looked at again at which visit."""
    op.create_table(
        "recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        refers("recheck", "finding_id", "finding"),
        refers("recheck", "visit_id", "visit", ondelete="CASCADE"),
        refers("recheck", "settled_by_id", "user"),
        sa.UniqueConstraint("ref", name=op.f("uq_recheck_ref")),
        sa.UniqueConstraint("finding_id", "visit_id", name=op.f("uq_recheck_finding_id_visit_id")),
        *owned("recheck"),
    )
    for column in ("finding_id", "visit_id"):
        op.create_index(op.f(f"ix_recheck_{column}"), "recheck", [column], unique=False)


def keep_old_measures() -> None:
    """What a requirement said as text becomes one measure of it; where it was verified, the measure is done."""
    connection = op.get_bind()
    for row in connection.execute(OLD_MEASURES).mappings().all():
        ref = "".join(secrets.choice(ALPHABET) for _ in range(10))
        by = row["by_id"] or row["noted_by_id"]
        state = "done" if row["state"] in ("verified", "effective") else "open"
        given = {name: row[name] for name in ("id", "measures", "due_on", "body_id", *OWNER)}
        connection.execute(
            sa.text(
                "INSERT INTO measure (body_id, kind, state, text, responsible, position, due_on, evidence, made_by_id, "
                "made_at, done_on, version, ref, audience, owner, for_body_id) VALUES (:body_id, 'corrective', :state, "
                ":measures, '', '', :due_on, '', :by, CURRENT_TIMESTAMP, :done_on, 1, "
                ":ref, :audience, :owner, :for_body_id)"
            ),
            given | {"ref": ref, "by": by, "state": state, "done_on": row["due_on"] if state == "done" else None},
        )
        connection.execute(
            sa.text(
                "INSERT INTO remedy_measure (remedy_id, measure_id, attempt, audience, owner, for_body_id) "
                "SELECT :id, id, 0, :audience, :owner, :for_body_id FROM measure WHERE ref = :ref"
            ),
            given | {"ref": ref},
        )


def add_settings() -> None:
    """Gives a province that is at work the new settings; an empty database gets them with all others."""
    connection = op.get_bind()
    if not connection.execute(sa.text("SELECT count(*) FROM setting")).scalar():
        return
    for key, value in SETTINGS.items():
        connection.execute(
            sa.text("INSERT INTO setting (key, value, valid_from) VALUES (:key, :value, '0001-01-01')"),
            {"key": key, "value": json.dumps(value, ensure_ascii=False)},
        )


def downgrade() -> None:
    """Writes the measures back as text and takes everything else away."""
    with op.batch_alter_table("remedy_step") as batch:
        batch.drop_column("score")
    with op.batch_alter_table("remedy") as batch:
        batch.add_column(sa.Column("measures", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("remedy") as batch:
        batch.alter_column("measures", server_default=None)
        batch.drop_column("effect_due_on")
        batch.drop_column("cause_text")
        batch.drop_column("cause")
    give_old_measures_back()
    for name in ("recheck", "bulk_row", "bulk_change", "remedy_measure", "measure"):
        op.drop_table(name)
    keys = ", ".join(f"'{key}'" for key in SETTINGS)
    op.execute(sa.text(f"DELETE FROM setting WHERE key IN ({keys})"))  # noqa: S608 - the keys stand above


def give_old_measures_back() -> None:
    """The texts of a requirement's measures, one a line."""
    connection = op.get_bind()
    found: dict[int, list[str]] = {}
    for remedy, text in connection.execute(
        sa.text(
            "SELECT remedy_id, text FROM remedy_measure JOIN measure ON measure.id = measure_id ORDER BY measure.id"
        )
    ):
        found.setdefault(remedy, []).append(text)
    for remedy, texts in found.items():
        connection.execute(
            sa.text("UPDATE remedy SET measures = :text WHERE id = :id"), {"text": "\n".join(texts), "id": remedy}
        )
