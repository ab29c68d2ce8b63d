"""Seventy-two hours down, and hundreds of cases overdue: the most severe first, all of it at Slack's pace, once."""

import json
import os
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import connect
from storage.tables import TABLES
from tests.kill.campaign import Campaign, campaign
from tests.kill.force import Cases
from tests.kill.life import Life

OVERDUE = int(os.environ.get("OVERDUE", "60"))
"""How many cases there are; `make outage` has five hundred."""
DOWN = timedelta(hours=72)
WITHIN = timedelta(minutes=10)
"""By the workspace's clock; in it nobody posts more than one message a second into a conversation."""
_MESSAGES, _NOTICES = TABLES["messages"], TABLES["notices"]


@pytest.mark.kill
@pytest.mark.timeout(900)
async def test_the_most_severe_is_said_first_and_all_of_it_within_ten_minutes(
    database_url: str, tmp_path: Path
) -> None:
    async with campaign(database_url, tmp_path, Cases("three days", OVERDUE)) as running:
        running.clock.travel(DOWN)
        start = running.clock.now()
        running.clock.end(start)
        life = Life.begin(running.orders)
        assert await life.is_over_within(600), running.log()
        await life.kill()
        assert running.clock.now() - start <= WITHIN
        _is_said_once_and_in_order(running)


def _is_said_once_and_in_order(running: Campaign) -> None:
    """Demand that every message is said once, the most severe first, and of each clock each reader hears once."""
    engine = connect(running.orders.database)
    with engine.connect() as record:
        severities = {row.key: row.severity for row in record.execute(select(_MESSAGES.c.key, _MESSAGES.c.severity))}
        unsent = select(_MESSAGES.c.key).where(_MESSAGES.c.state != "sent", _MESSAGES.c.due_at <= running.clock.horizon)
        assert not record.execute(unsent).all()
        said = select(_NOTICES.c.recipient, _NOTICES.c.reference, _NOTICES.c.clock, _NOTICES.c.message).distinct()
        heard = Counter(tuple(row)[:3] for row in record.execute(said))
    engine.dispose()
    assert heard
    assert not [each for each, messages in heard.items() if messages > 1]
    posts = running.workspace.ledger.posts()
    assert not running.workspace.ledger.sent_twice()
    order: defaultdict[str, list[int]] = defaultdict(list)
    for entry in posts:
        order[entry.channel].append(severities[json.loads(entry.key or "{}")["key"]])
    assert order
    assert all(one <= following for each in order.values() for one, following in pairwise(each)), order
