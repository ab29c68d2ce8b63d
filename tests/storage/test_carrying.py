"""What people are being told of a clock goes over to another version of it; whoever is sending it claims it anew."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.reminders.ledger import Ledger
from casework.replan import Carried
from storage import carrying, outbox, timers
from storage.answers import Answer, give
from storage.database import Transaction, transaction
from storage.opening import open_store
from tests.storage.build import HOUR, NOW, a_message, a_notice, refer

NEW = 2


def told(inner: Transaction, look_at: datetime | None = None) -> tuple[str, str]:
    """Log a case of which a message speaks that was due two hours ago; return its reference and the message's key."""
    reference = refer(inner)
    [key] = outbox.queue(inner, [a_message(kind="reminder", notices=(a_notice(reference),), look_at=look_at)], NOW)
    return reference, key


def of(reference: str, version: int = 1) -> tuple[str, str, int]:
    return reference, "enforcement", version


def test_the_timer_and_what_is_told_go_over_and_a_claim_of_before_counts_no_more(
    database_url: str, tmp_path: Path
) -> None:
    opened = open_store(database_url, tmp_path / "caseclock.keys")
    with transaction(opened.engine, opened.keyring) as inner:
        reference, key = told(inner)
        timers.fired(inner, [timer.id for timer in timers.due_of(inner, reference, NOW + 13 * HOUR, 1)], NOW)
        [claimed] = outbox.claim(inner, NOW, NOW + HOUR)
        carrying.carry(inner, of(reference), NEW, [Carried("half", 0, 0)], NOW)
        assert carrying.unsettled(inner, reference) == {of(reference, NEW): {"half": {0}}}
        assert not outbox.mark(inner, claimed, state="withdrawn", drawn=1)
        [again] = outbox.claim(inner, NOW + HOUR, NOW + 2 * HOUR)
        assert again.in_doubt
        assert [notice.version for notice in again.message.notices] == [NEW]
        ledger = Ledger.begun(inner, NOW + HOUR)
    with transaction(opened.engine, opened.keyring) as inner:
        ledger.read_on(inner, NOW + HOUR)
    assert {(part[2], part[3], part[4]) for part in ledger.queued[key].parts} == {(NEW, "half", 0)}
    opened.engine.dispose()


@pytest.mark.parametrize(
    ("state", "is_looked_after", "is_answered", "is_open"),
    [
        ("queued", False, False, True),
        ("sending", False, False, True),
        ("in doubt", False, False, True),
        ("sent", False, False, False),
        ("sent", True, False, True),
        ("sent", True, True, False),
        ("withdrawn", False, False, False),
        ("undeliverable", False, False, False),
    ],
)
def test_what_is_over_is_left_where_it_is(  # noqa: PLR0913 - two places and a row of the table
    database_url: str, tmp_path: Path, state: str, *, is_looked_after: bool, is_answered: bool, is_open: bool
) -> None:
    opened = open_store(database_url, tmp_path / "caseclock.keys")
    with transaction(opened.engine, opened.keyring) as inner:
        reference, _ = told(inner, look_at=NOW + HOUR if is_looked_after else None)
        [claimed] = outbox.claim(inner, NOW, NOW + HOUR)
        outbox.mark(inner, claimed, state=state)
        if is_answered:
            give(inner, Answer(*of(reference), 1, "U0SERGEANT1", NOW, NOW + HOUR))
        assert bool(carrying.unsettled(inner, reference)) is is_open
    opened.engine.dispose()
