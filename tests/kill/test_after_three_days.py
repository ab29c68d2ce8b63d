"""Seventy-two hours down, and hundreds of cases overdue: the most severe first, all of it at Slack's pace, once."""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection, Select, func, select

from bot.reminders.dispatcher import AT_ONCE
from storage.database import connect
from storage.tables import PENDING, TABLES
from tests.kill.campaign import Campaign, campaign
from tests.kill.force import Cases
from tests.kill.life import Life

OVERDUE = int(os.environ.get("OVERDUE", "80"))
"""How many cases there are, with more timers than are handled at once; `make outage` has five hundred."""
DOWN = timedelta(hours=72)
WITHIN = timedelta(minutes=10)
"""By the workspace's clock; in it nobody posts more than one message a second into a conversation."""
_MESSAGES, _NOTICES, _TIMERS = TABLES["messages"], TABLES["notices"], TABLES["timers"]


@pytest.mark.kill
@pytest.mark.timeout(900)
async def test_the_most_severe_is_said_first_and_all_of_it_within_ten_minutes(
    database_url: str, tmp_path: Path
) -> None:
    async with campaign(database_url, tmp_path, Cases("three days", OVERDUE)) as running:
        running.clock.travel(DOWN)
        start = running.clock.now()
        running.clock.end(start)
        with _record(running) as record:
            assert record.execute(_timers(start)).scalar_one() > AT_ONCE
        life = Life.begin(running.orders)
        assert await life.is_over_within(600), running.log()
        await life.kill()
        assert running.clock.now() - start <= WITHIN
        with _record(running) as record:
            assert not record.execute(_unsent(running.clock.horizon)).all()
            _hears_each_clock_once(record, start)
            _hears_the_most_severe_first(running, dict(record.execute(_due(start)).all()))
            _says_how_long_it_took(record, start)
        assert not running.workspace.ledger.sent_twice()


@contextmanager
def _record(running: Campaign) -> Iterator[Connection]:
    engine = connect(running.orders.database)
    with engine.connect() as record:
        yield record
    engine.dispose()


def _timers(start: datetime) -> Select[int]:
    return select(func.count()).select_from(_TIMERS).where(PENDING, _TIMERS.c.due_at <= start)


def _unsent(by: datetime) -> Select[str]:
    return select(_MESSAGES.c.key).where(_MESSAGES.c.state != "sent", _MESSAGES.c.due_at <= by)


def _due(start: datetime) -> Select[str, int]:
    """What was due at the start, with its severity; meanwhile some of it becomes due to be said again."""
    return select(_MESSAGES.c.key, _MESSAGES.c.severity).where(_MESSAGES.c.due_at <= start)


def _hears_each_clock_once(record: Connection, start: datetime) -> None:
    said = select(_NOTICES.c.recipient, _NOTICES.c.reference, _NOTICES.c.clock, _NOTICES.c.message).distinct()
    heard = Counter(tuple(row)[:3] for row in record.execute(said.where(_NOTICES.c.due_at <= start)))
    assert heard
    assert not [each for each, messages in heard.items() if messages > 1]


def _hears_the_most_severe_first(running: Campaign, severities: dict[str, int]) -> None:
    order: defaultdict[str, list[int]] = defaultdict(list)
    for entry in running.workspace.ledger.posts():
        key = json.loads(entry.key or "{}")["key"]
        if key in severities:
            order[entry.channel].append(severities[key])
    assert order
    assert all(one <= following for each in order.values() for one, following in pairwise(each)), order


def _says_how_long_it_took(record: Connection, start: datetime) -> None:
    """Print it for `make outage`: how fast it is depends on the machine."""
    severe = select(func.min(_MESSAGES.c.sent_at)).where(_MESSAGES.c.severity == 0)
    every = select(func.count(), func.max(_MESSAGES.c.sent_at)).where(_MESSAGES.c.due_at <= start)
    first, (number, last) = record.execute(severe).scalar_one(), record.execute(every).one()
    soonest, longest = (first - start).total_seconds(), (last - start).total_seconds()
    sys.stdout.write(f"{OVERDUE} cases: very high first heard after {soonest:.1f} s, ")
    sys.stdout.write(f"the last of {number} messages after {longest:.0f} s\n")
