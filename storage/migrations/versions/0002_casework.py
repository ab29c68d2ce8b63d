"""Facts, items, identifiers and absences; what a grade rests on; when progress was recorded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.encrypted import Encrypted
from storage.utc import Moment

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ASKED = {
    "child_at_risk": "child at risk",
    "child_in_contact": "child in contact",
    "suspect_identified": "suspect identified",
}


def upgrade() -> None:
    """Make the tables, and turn the three answers of a referral into facts."""
    for make in (_facts, _items, _identifiers, _absences, _columns):
        make()


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("reference", "name"),
    )
    cases = sa.table("cases", *(sa.column(name) for name in ("reference", "received_at", "logged_at", *_ASKED)))
    facts = sa.table("facts", *(sa.column(name) for name in _FACT))
    for column, name in _ASKED.items():
        known = sa.select(
            cases.c.reference,
            sa.literal(name),
            cases.c[column],
            cases.c.received_at,
            cases.c.logged_at,
            sa.literal("caseclock"),
        ).where(cases.c[column] != "not known")
        op.execute(facts.insert().from_select(_FACT, known))


_FACT = ["reference", "name", "answer", "since", "recorded_at", "recorded_by"]


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("doer", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("text", Encrypted(), nullable=True),
        sa.Column("ending", Encrypted(), nullable=True),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("reference", "number"),
    )


def _identifiers() -> None:
    op.create_table(
        "identifiers",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference", "digest"),
    )
    op.create_index("ix_identifiers_digest", "identifiers", ["digest"])


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("cover", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_absences_person", "absences", ["person"])


def _columns() -> None:
    texts = ("grade_tool_version", "training", "confirmed_by", "proposed", "proposed_tool", "proposed_by")
    moments = ("first_graded_at", "proposed_at", "progress_at", "reopened_at")
    for name in texts:
        op.add_column("cases", sa.Column(name, sa.String(), nullable=True))
    for name in moments:
        op.add_column("cases", sa.Column(name, Moment(), nullable=True))
    op.add_column("cases", sa.Column("children_safeguarded", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE cases SET first_graded_at = graded_at, progress_at = logged_at")
    for name in _ASKED:
        op.drop_column("cases", name)
