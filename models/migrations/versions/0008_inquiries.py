"""What a team asks of a body in writing: the sheets and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


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


def refers(name: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """The foreign key of a column of a table."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}_{to}"))


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=10), nullable=False),
        refers("inquiry", "visit_id", "visit"),
        refers("inquiry", "sent_by_id", "user"),
        refers("inquiry", "answered_by_id", "user"),
        sa.UniqueConstraint("ref", name=op.f("uq_inquiry_ref")),
        *owned("inquiry"),
    )
    op.create_index(op.f("ix_inquiry_visit_id"), "inquiry", ["visit_id"], unique=False)
    op.create_index("ix_inquiry_for_body_id_state", "inquiry", ["for_body_id", "state"], unique=False)
    op.create_table(
        "inquiry_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        refers("inquiry_line", "inquiry_id", "inquiry"),
        sa.UniqueConstraint("inquiry_id", "position", name=op.f("uq_inquiry_line_inquiry_id_position")),
        *owned("inquiry_line"),
    )
    op.create_index(op.f("ix_inquiry_line_key"), "inquiry_line", ["key"], unique=False)


def downgrade() -> None:
    """Takes both tables away again."""
    op.drop_table("inquiry_line")
    op.drop_table("inquiry")
