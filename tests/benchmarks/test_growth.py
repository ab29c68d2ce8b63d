"""What is asked again and again costs no more the more is in the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import seed
from benchmarks.places import SQLITE, Places, places
from benchmarks.seed import NOW
from bot.reminders import agenda
from casework import policy
from storage.database import Transaction, reading
from storage.opening import open_existing

RULES = policy.load()


@pytest.fixture(scope="module")
def here() -> Iterator[Places]:
    with places() as made:
        yield made


def steps(here: Places, pending: int) -> int:
    """How many steps SQLite takes for all that a beat asks where nothing is due."""
    opened, taken = open_existing(here.filled(SQLITE, *seed.pending(pending)), Path(here.keys)), []
    with reading(opened.engine, opened.keyring) as transaction:
        _ask(transaction)
        raw = transaction.connection.connection.driver_connection
        assert raw
        raw.set_progress_handler(lambda: taken.append(1), 1)
        _ask(transaction)
        raw.set_progress_handler(None, 0)
    opened.engine.dispose()
    return len(taken)


def _ask(transaction: Transaction) -> None:
    agenda.read(transaction, RULES, NOW)


def test_a_beat_with_nothing_due_asks_no_more_of_a_record_with_many_timers(here: Places) -> None:
    assert 0 < steps(here, 5_000) == steps(here, 50)
