"""The first tables, and a journal that can only be added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.encrypted import Encrypted
from storage.utc import Moment

revision = "0001"
down_revision = None

_REFUSAL = "the journal is only ever added to"
_SEALED = "number, at, actor, event, reference, facts, note_seal, key, seal"
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    for make in (
        _cases,
        _digests,
        _journal,
        _journal_head,
        _messages,
        _requests,
        _settings,
        _teams,
        _clocks,
        _digest_channels,
        _notices,
        _people,
        _timers,
        _skills,
        _append_only,
    ):
        make()


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("logged_at", Moment(), nullable=False),
        sa.Column("child_at_risk", sa.String(), nullable=False),
        sa.Column("child_in_contact", sa.String(), nullable=False),
        sa.Column("suspect_identified", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("grade_tool", sa.String(), nullable=True),
        sa.Column("graded_by", sa.String(), nullable=True),
        sa.Column("graded_at", Moment(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("allocated_at", Moment(), nullable=True),
        sa.Column("evidence_known_at", Moment(), nullable=True),
        sa.Column("evidence_confirmed_at", Moment(), nullable=True),
        sa.Column("evidence_confirmed_by", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("action_at", Moment(), nullable=True),
        sa.Column("action_recorded_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_reference", Encrypted(), nullable=True),
        sa.Column("summary", Encrypted(), nullable=True),
        sa.PrimaryKeyConstraint("reference"),
    )
    op.create_index("ix_cases_owner", "cases", ["owner"], unique=False)
    op.create_index("ix_cases_team", "cases", ["team"], unique=False)


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("queued_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "day"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("note", Encrypted(), nullable=True),
        sa.Column("note_seal", sa.String(), nullable=True),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_journal_reference", "journal", ["reference"], unique=False)


def _journal_head() -> None:
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("looks", sa.String(), nullable=True),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_messages_place", "messages", ["channel", "ts"], unique=False)
    op.create_index("ix_messages_reference", "messages", ["reference"], unique=False)
    op.create_index(
        "ix_messages_to_draw",
        "messages",
        ["not_before"],
        unique=False,
        sqlite_where=sa.text("drawn < wanted"),
        postgresql_where=sa.text("drawn < wanted"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_requests_at", "requests", ["at"], unique=False)


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _clocks() -> None:
    op.create_table(
        "clocks",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("known_at", Moment(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("stopped_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reference"],
            ["cases.reference"],
        ),
        sa.PrimaryKeyConstraint("reference", "name"),
    )
    op.create_index(
        "ix_clocks_open",
        "clocks",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("stopped_at IS NULL"),
        postgresql_where=sa.text("stopped_at IS NULL"),
    )


def _digest_channels() -> None:
    op.create_table(
        "digest_channels",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team"],
            ["teams.name"],
        ),
        sa.PrimaryKeyConstraint("team", "channel"),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message"],
            ["messages.key"],
        ),
        sa.ForeignKeyConstraint(
            ["reference"],
            ["cases.reference"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference", "clock", "version", "rung", "turn", "recipient"),
    )
    op.create_index("ix_notices_message", "notices", ["message"], unique=False)
    op.create_index("ix_notices_reference", "notices", ["reference"], unique=False)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("slack", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("supervisor", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team"],
            ["teams.name"],
        ),
        sa.PrimaryKeyConstraint("slack"),
    )
    op.create_index("ix_people_team", "people", ["team"], unique=False)


def _timers() -> None:
    op.create_table(
        "timers",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"],
            ["cases.reference"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference", "clock", "version", "rung", "turn"),
    )
    op.create_index(
        "ix_timers_pending",
        "timers",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _skills() -> None:
    op.create_table(
        "skills",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.slack"],
        ),
        sa.PrimaryKeyConstraint("person", "name"),
    )


def _append_only() -> None:
    """Let the database itself refuse to alter or remove what the journal says; a note may be encrypted anew."""
    if op.get_bind().dialect.name == "sqlite":
        for what, when in (("DELETE", "DELETE"), ("UPDATE", f"UPDATE OF {_SEALED}")):
            op.execute(
                f"CREATE TRIGGER journal_no_{what.lower()} BEFORE {when} ON journal "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE OF {_SEALED} ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()"
    )
    op.execute(
        "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()"
    )
