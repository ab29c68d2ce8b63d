import tracemalloc
from datetime import datetime

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError

from storage import journal
from storage.database import Transaction, reading, transaction
from storage.encrypted import Private
from storage.journal import Entry
from storage.keys import Keyring
from storage.opening import Opened
from storage.tables import TABLES
from tests.storage.build import NOW, SECRET


def entries(number: int) -> list[Entry]:
    return [Entry(NOW, "U0OFFICER1", "graded", f"CC-26-{row:05d}", {"grade": "high"}, SECRET) for row in range(number)]


def write(opened: Opened, number: int) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        for entry in entries(number):
            journal.record(inner, entry)


def verdict(opened: Opened) -> str | None:
    with reading(opened.engine, opened.keyring) as inner:
        return journal.verify(inner)


def tamper(opened: Opened, *statements: str) -> None:
    """Do to the journal what its triggers forbid, as whoever owns the database can."""
    with opened.engine.begin() as connection:
        disarm(connection)
        for statement in statements:
            connection.execute(text(statement))


def disarm(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER journal_no_update"))
        connection.execute(text("DROP TRIGGER journal_no_delete"))
    else:
        connection.execute(text("DROP TRIGGER journal_append_only ON journal"))


def test_a_journal_that_was_only_added_to_is_whole(opened: Opened) -> None:
    assert verdict(opened) is None
    write(opened, 2)
    write(opened, 1)
    assert verdict(opened) is None


def test_the_history_of_a_case_is_told_in_order_and_without_notes(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        for event in ("referred", "graded"):
            journal.record(inner, Entry(NOW, "U0OFFICER1", event, "CC-26-00001", {"grade": "high"}, SECRET))
        journal.record(inner, Entry(NOW, "U0OFFICER2", "referred", "CC-26-00002"))
    with reading(opened.engine, opened.keyring) as inner:
        history = journal.of(inner, "CC-26-00001")
    assert history == [
        (1, NOW, "U0OFFICER1", "referred", '{"grade": "high"}'),
        (2, NOW, "U0OFFICER1", "graded", '{"grade": "high"}'),
    ]


def test_the_notes_of_a_case_are_read_by_the_numbers_of_their_rows(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        journal.record(inner, Entry(NOW, "U0OFFICER1", "referred", "CC-26-00001"))
        journal.record(inner, Entry(NOW, "U0OFFICER1", "progress", "CC-26-00001", note=SECRET))
        journal.record(inner, Entry(NOW, "U0OFFICER2", "progress", "CC-26-00002", note="Another’s."))
    with reading(opened.engine, opened.keyring) as inner:
        notes = journal.notes(inner, "CC-26-00001")
    assert {number: note.text for number, note in notes.items()} == {2: SECRET}


def test_nothing_is_journalled_of_what_was_undone(opened: Opened) -> None:
    def fail() -> None:
        with transaction(opened.engine, opened.keyring) as inner:
            journal.record(inner, entries(1)[0])
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with reading(opened.engine, opened.keyring) as inner:
        assert journal.of(inner, "CC-26-00001") == []


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-11-03 09:13:00'",
        "actor = 'U0OFFICER2'",
        "event = 'closed'",
        "reference = 'CC-26-00009'",
        "reference = NULL",
        """facts = '{"grade": "low"}'""",
        "note_seal = note_seal || '0'",
        "note_seal = NULL",
        "seal = substr(seal, 2) || '0'",
        "number = 22",
    ],
)
def test_an_altered_row_is_named(opened: Opened, change: str) -> None:
    write(opened, 3)
    tamper(opened, f"UPDATE journal SET {change} WHERE number = 2")  # noqa: S608 - of the table above
    wrong = "missing" if "number" in change else "altered"
    assert (verdict(opened) or "").startswith("Row 2 of the journal ")
    assert wrong in (verdict(opened) or "")


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["DELETE FROM journal WHERE number = 2"], "Row 2 of the journal is missing."),
        (["DELETE FROM journal WHERE number = 1"], "Row 1 of the journal is missing."),
        (
            ["DELETE FROM journal WHERE number >= 2"],
            "The journal ends at row 1, but 3 were written: its end is missing.",
        ),
        (["DELETE FROM journal"], "The journal ends at row 0, but 3 were written: its end is missing."),
        (
            [
                "UPDATE journal SET number = 9 WHERE number = 2",
                "UPDATE journal SET number = 2 WHERE number = 3",
                "UPDATE journal SET number = 3 WHERE number = 9",
            ],
            "Row 2 of the journal was altered.",
        ),
        (
            ["DELETE FROM journal WHERE number = 3", "UPDATE journal_head SET number = 2"],
            "The journal’s head was altered",
        ),
        (["UPDATE journal_head SET seal = 'another'"], "The journal’s head was altered: it does not belong to row 3"),
        (
            ["UPDATE journal_head SET number = 2"],
            "The journal’s head was altered: it does not belong to row 3, the last.",
        ),
        (["DELETE FROM journal_head"], "The journal’s head is missing"),
        (["UPDATE journal SET key = 7 WHERE number = 2"], "Row 2 of the journal is sealed with audit key number 7"),
    ],
)
def test_what_was_taken_out_or_moved_is_named(opened: Opened, statements: list[str], told: str) -> None:
    write(opened, 3)
    tamper(opened, *statements)
    assert (verdict(opened) or "").startswith(told)


@pytest.mark.parametrize("about", ["journal/2", "journal/3", "elsewhere"])
def test_an_altered_note_is_named(opened: Opened, about: str) -> None:
    write(opened, 3)
    forged = about.encode() + b"\0" + opened.keyring.encrypt("she was calm", about)
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE journal SET note = :note WHERE number = 2"), {"note": forged})
    assert verdict(opened) == "The note of row 2 of the journal was altered."


def test_a_note_that_cannot_be_opened_is_named(opened: Opened) -> None:
    write(opened, 3)
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE journal SET note = :note WHERE number = 2"), {"note": b"\xff\0\0\1"})
    assert verdict(opened) == "The note of row 2 of the journal was altered."


def test_a_note_may_be_encrypted_anew_or_erased(opened: Opened) -> None:
    write(opened, 3)
    rows = TABLES["journal"]
    with opened.engine.begin() as connection:
        connection.execute(rows.update().where(rows.c.number == 2).values(note=Private("journal/2", SECRET)))
        connection.execute(rows.update().where(rows.c.number == 3).values(note=None))
    assert verdict(opened) is None


def test_a_forged_row_at_the_end_is_named(opened: Opened) -> None:
    write(opened, 1)
    forger = Keyring(opened.keyring.encryption, {1: b"f" * 32})
    row = {"number": 2, "at": NOW, "actor": "U1", "event": "closed", "facts": "{}", "key": 1, "seal": forger.seal(b"")}
    with opened.engine.begin() as connection:
        connection.execute(insert(TABLES["journal"]), row)
    assert verdict(opened) == "Row 2 of the journal was altered."


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'U0OFFICER2'",
        "UPDATE journal SET number = 9",
        "UPDATE journal SET seal = ''",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE number = 2",
    ],
)
def test_the_database_itself_refuses_to_alter_the_journal(opened: Opened, statement: str) -> None:
    refuses(opened, statement)


@pytest.mark.parametrize("backend", ["postgresql"])
def test_the_database_itself_refuses_to_empty_the_journal(opened: Opened) -> None:
    refuses(opened, "TRUNCATE journal")


def refuses(opened: Opened, statement: str) -> None:
    write(opened, 2)

    def alter() -> None:
        with opened.engine.begin() as connection:
            connection.execute(text(statement))

    with pytest.raises(DBAPIError, match="the journal is only ever added to"):
        alter()
    assert verdict(opened) is None


def test_a_reading_transaction_cannot_journal(looking: Transaction) -> None:
    with pytest.raises(RuntimeError, match="only reads"):
        journal.record(looking, entries(1)[0])


def test_a_moment_without_a_zone_fails_where_it_is_recorded(writing: Transaction) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        journal.record(writing, Entry(datetime(2026, 11, 3), "U1", "graded"))  # noqa: DTZ001 - the point


def test_half_a_character_does_not_stop_the_journal(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        journal.record(inner, Entry(NOW, "U1", "graded", None, {"why": "\ud83d"}, "\ud83d"))
    assert verdict(opened) is None


def test_verifying_needs_the_memory_of_some_rows_only(opened: Opened) -> None:
    def peak(number: int) -> int:
        write(opened, number)
        verdict(opened)
        tracemalloc.start()
        verdict(opened)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few = peak(2_000)
    assert peak(8_000) < 2 * few
