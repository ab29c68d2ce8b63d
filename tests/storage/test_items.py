"""Facts and items of a case: they come back as they were, change in their place, and keep what was typed secret."""

from dataclasses import fields, replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from casework.case import Fact, Item
from storage import cases, items
from storage.database import Transaction, reading, transaction
from storage.encrypted import Private
from storage.items import Written
from storage.keys import KeysError
from storage.opening import Opened
from tests.storage.build import HOUR, NOW, SECRET, a_case

FIRST, SECOND = "CC-26-00001", "CC-26-00002"
TASK = Item(1, "other task", NOW, NOW + HOUR)
FULL = Item(
    2,
    "CCTV",
    NOW,
    NOW + HOUR,
    due_at=NOW + 9 * HOUR,
    doer="U0OFFICER2",
    detail="CCTV operator",
    done_at=NOW + 3 * HOUR,
    done_by="U0OFFICER1",
    result="Secured",
)
AT_RISK = Fact("child at risk", "yes", NOW, NOW + HOUR, "U0OFFICER1")
GROOMING = Fact("grooming", "no", NOW, NOW + 2 * HOUR, "U0OFFICER2")


def add(writing: Transaction, *opened: Item, reference: str = FIRST, facts: tuple[Fact, ...] = ()) -> None:
    cases.add(writing, a_case(reference, items=opened, facts=facts), {})


def test_an_item_and_a_fact_come_back_as_they_were(writing: Transaction) -> None:
    add(writing, TASK, FULL, facts=(AT_RISK, GROOMING))
    found = cases.get(writing, FIRST)
    assert (found.items, found.facts) == ((TASK, FULL), (AT_RISK, GROOMING))
    # Each field holds something, so that none can be left out unseen.
    assert not [field.name for field in fields(Item) if getattr(FULL, field.name) is None]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_items_come_back_by_number_and_facts_by_name_however_they_were_written(writing: Transaction) -> None:
    many = tuple(replace(TASK, number=number) for number in range(1, 12))
    add(writing, *reversed(many), facts=(GROOMING, AT_RISK))
    # SQLite gives whatever has no order of its own the other way round.
    writing.execute(text("PRAGMA reverse_unordered_selects = ON"))
    found = cases.get(writing, FIRST)
    assert [item.number for item in found.items] == list(range(1, 12))
    assert [fact.name for fact in found.facts] == ["child at risk", "grooming"]


def test_an_item_that_ended_replaces_the_open_one_and_the_next_is_added(writing: Transaction) -> None:
    add(writing, TASK, FULL)
    ended = replace(TASK, done_at=NOW + 2 * HOUR, done_by="U0OFFICER1", result="Done")
    added = replace(TASK, number=3, kind="deconfliction")
    cases.save(writing, a_case(items=(ended, FULL, added)))
    assert cases.get(writing, FIRST).items == (ended, FULL, added)


def test_another_answer_replaces_the_one_before_and_the_next_is_added(writing: Transaction) -> None:
    add(writing, facts=(AT_RISK,))
    other = replace(AT_RISK, answer="no", since=NOW + HOUR, recorded_at=NOW + 3 * HOUR, recorded_by="U0OFFICER2")
    cases.save(writing, a_case(facts=(other, GROOMING)))
    assert cases.get(writing, FIRST).facts == (other, GROOMING)


def test_nothing_that_was_recorded_is_taken_away(writing: Transaction) -> None:
    add(writing, TASK, FULL, facts=(AT_RISK,))
    cases.save(writing, a_case())
    found = cases.get(writing, FIRST)
    assert (found.items, found.facts) == ((TASK, FULL), (AT_RISK,))


def test_what_is_changed_on_one_case_leaves_the_other(writing: Transaction) -> None:
    for reference in (FIRST, SECOND):
        add(writing, TASK, reference=reference, facts=(AT_RISK,))
    ended, other = replace(TASK, done_at=NOW, result="Done"), replace(AT_RISK, answer="no")
    cases.save(writing, a_case(SECOND, items=(ended,), facts=(other,)))
    assert items.of(writing, [FIRST, SECOND]) == {FIRST: (TASK,), SECOND: (ended,)}
    assert items.facts(writing, [FIRST, SECOND]) == {FIRST: (AT_RISK,), SECOND: (other,)}


def test_a_case_without_items_or_facts_is_not_listed(writing: Transaction) -> None:
    add(writing, TASK)
    add(writing, reference=SECOND)
    assert items.of(writing, [FIRST, SECOND]) == {FIRST: (TASK,)}
    assert items.facts(writing, [FIRST, SECOND]) == {}


def test_an_item_belongs_to_a_case_that_there_is(opened: Opened) -> None:
    with pytest.raises(IntegrityError), transaction(opened.engine, opened.keyring) as inner:
        items.keep(inner, a_case(items=(TASK,)))


def test_what_was_typed_at_the_beginning_and_at_the_end_comes_back(writing: Transaction) -> None:
    add(writing, TASK, FULL)
    items.write(writing, FIRST, 1, text=SECRET)
    items.write(writing, FIRST, 1, ending="told the school")
    assert items.written(writing, FIRST) == {
        1: Written(Private("CC-26-00001/1/text", SECRET), Private("CC-26-00001/1/ending", "told the school")),
        2: Written(None, None),
    }


def test_nothing_typed_is_nothing_stored_and_leaves_what_was_typed_before(writing: Transaction) -> None:
    add(writing, TASK)
    items.write(writing, FIRST, 1, text=SECRET)
    items.write(writing, FIRST, 1, text="", ending="")
    assert items.written(writing, FIRST) == {1: Written(Private("CC-26-00001/1/text", SECRET), None)}


def test_what_was_typed_stays_when_its_item_ends(writing: Transaction) -> None:
    add(writing, TASK)
    items.write(writing, FIRST, 1, text=SECRET)
    cases.save(writing, a_case(items=(replace(TASK, done_at=NOW, result="Done"),)))
    assert items.written(writing, FIRST)[1].text == Private("CC-26-00001/1/text", SECRET)


def with_words(opened: Opened) -> None:
    """Two cases of two items each, and something typed about the first of the first, the second of both."""
    with transaction(opened.engine, opened.keyring) as inner:
        for reference in (FIRST, SECOND):
            add(inner, TASK, FULL, reference=reference)
        items.write(inner, FIRST, 1, text=SECRET, ending="told the school")
        items.write(inner, FIRST, 2, text="another camera")
        items.write(inner, SECOND, 1, text="another case")


def test_what_was_typed_about_an_item_cannot_be_read_in_the_database(opened: Opened) -> None:
    with_words(opened)
    with opened.engine.connect() as connection:
        stored = connection.execute(text("SELECT text, ending FROM items WHERE text IS NOT NULL")).all()
    raw = b"".join(bytes(value) for row in stored for value in row if value is not None)
    assert b"CC-26-00001/1/ending" in raw
    assert not [words for words in (SECRET, "told the school", "another") if words.encode() in raw]


@pytest.mark.parametrize(
    ("column", "of"),
    [
        ("ending", f"reference = '{FIRST}' AND number = 1"),
        ("text", f"reference = '{FIRST}' AND number = 2"),
        ("text", f"reference = '{SECOND}' AND number = 1"),
    ],
)
def test_what_was_typed_is_bound_to_its_case_its_item_and_its_field(opened: Opened, column: str, of: str) -> None:
    with_words(opened)
    with opened.engine.begin() as connection:
        moved = f"UPDATE items SET text = (SELECT {column} FROM items WHERE {of})"  # noqa: S608 - our own words
        connection.execute(text(f"{moved} WHERE reference = '{FIRST}' AND number = 1"))
    with reading(opened.engine, opened.keyring) as inner, pytest.raises(KeysError, match="it was moved"):
        items.written(inner, FIRST)
