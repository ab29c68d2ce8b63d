"""What the auditor does about messages that were taken apart, stand at one place in Slack, or were never sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.reminders import audit_of_outbox, recording
from bot.reminders.audit_messages import Moment
from bot.reminders.ledger import Ledger
from bot.reminders.outcomes import Posted
from bot.views.alarm import Wrong
from storage import bundles, journal, outbox
from storage.database import transaction
from storage.opening import open_store
from storage.tables import TABLES
from tests.storage.build import HOUR, NOW, a_message, a_notice, refer

if TYPE_CHECKING:
    from storage.database import Transaction
    from storage.opening import Opened

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
_MESSAGES = TABLES["messages"]
_LOOK = timedelta(seconds=20)


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    opened = open_store(database_url, tmp_path / "keys")
    yield opened
    opened.engine.dispose()


def _send(writing: Transaction, at: datetime, ts: str) -> None:
    """Let Slack take what may go, all of it at one place."""
    for claimed in outbox.claim(writing, at, at + HOUR):
        place = {"channel": "D1", "ts": ts, "looks": "the same", "sent_at": at}
        outbox.mark(writing, claimed, state="sent", drawn=claimed.wanted, **place)
        for entry in recording._told(claimed, Posted("D1", ts, "the same"), None, at):  # noqa: SLF001 - as it is journalled
            journal.record(writing, entry)


def _looked(writing: Transaction, ledger: Ledger, now: datetime) -> list[Wrong]:
    """Look at the outbox and put right what is wrong; return what was."""
    at = Moment(now, now - _LOOK, lambda _recipient: True)
    ledger.read_on(writing, now)
    found = list(audit_of_outbox.suspects(writing, ledger, at))
    lines = [audit_of_outbox.put_right(writing, ledger, suspect, at) for suspect in found]
    return [line.wrong for line in lines if line]


def test_of_two_that_stand_at_one_place_since_a_backup_was_put_back_each_is_mended_once(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as writing:
        told = a_notice(refer(writing)), a_notice(refer(writing))
        first, _ = outbox.queue(writing, [a_message(kind="reminder", notices=(each,)) for each in told], NOW)
    for _ in told:
        with transaction(opened.engine, opened.keyring) as writing:
            _send(writing, NOW, "1.0")
    with transaction(opened.engine, opened.keyring) as writing:
        ledger = Ledger.begun(writing, NOW)
        assert _looked(writing, ledger, NOW + _LOOK) == []
        writing.execute(update(_MESSAGES).where(_MESSAGES.c.key == first).values(severity=2))
    looks = []
    for number in range(2, 6):
        with transaction(opened.engine, opened.keyring) as writing:
            looks.append(_looked(writing, ledger, NOW + number * _LOOK))
    assert looks == [[Wrong.MESSAGE_CHANGED], [], [], []]


@pytest.mark.parametrize("days", [7, 8])
def test_what_was_taken_apart_long_ago_says_what_it_says_since(opened: Opened, days: int) -> None:
    later = NOW + timedelta(seconds=10)
    with transaction(opened.engine, opened.keyring) as writing:
        both = a_notice(refer(writing)), a_notice(refer(writing))
        outbox.queue(writing, [a_message(kind="reminder", notices=both)], NOW)
    with transaction(opened.engine, opened.keyring) as writing:
        [claimed] = outbox.claim(writing, later, later + HOUR)
        outbox.mark(writing, claimed, state="queued")
        bundles.part(writing, claimed, claimed.message.notices[1:], later)
    for ts in ("1.0", "2.0"):
        with transaction(opened.engine, opened.keyring) as writing:
            _send(writing, later, ts)
    now = NOW + timedelta(days=days, seconds=5)
    with transaction(opened.engine, opened.keyring) as writing:
        ledger = Ledger.begun(writing, now)
        ledger.read_on(writing, now)
        ledger.forget(now)
        assert _looked(writing, ledger, now) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [("withdrawn", "withdrawn"), ("undeliverable", "not delivered")],
)
def test_what_ended_without_being_sent_is_mended_too(opened: Opened, state: str, said: str) -> None:
    with transaction(opened.engine, opened.keyring) as writing:
        [key] = outbox.queue(writing, [a_message(kind="reminder", notices=(a_notice(refer(writing)),))], NOW)
    with transaction(opened.engine, opened.keyring) as writing:
        [claimed] = outbox.claim(writing, NOW, NOW + HOUR)
        outbox.mark(writing, claimed, state=state, drawn=claimed.wanted)
        journal.record(writing, journal.Entry(NOW, "caseclock", said, None, {"key": key, "instead": "U0SERGEANT"}))
    with transaction(opened.engine, opened.keyring) as writing:
        ledger = Ledger.begun(writing, NOW)
        assert _looked(writing, ledger, NOW + _LOOK) == []
        writing.execute(update(_MESSAGES).where(_MESSAGES.c.key == key).values(severity=2))
    looks = []
    for number in (2, 3):
        with transaction(opened.engine, opened.keyring) as writing:
            looks.append(_looked(writing, ledger, NOW + number * _LOOK))
    assert looks == [[Wrong.MESSAGE_CHANGED], []]
