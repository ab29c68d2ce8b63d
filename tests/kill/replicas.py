"""Several bots on one record of PostgreSQL, and what is still theirs to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import select

from storage import outbox, people
from storage.database import connect, transaction
from storage.opening import open_store
from storage.outbox import Message
from storage.tables import TABLES
from tests.kill.campaign import Campaign
from tests.kill.life import Life

REPLICAS = 4
WHEN = timedelta(seconds=3)
"""How long after they are queued the four are after the same messages: time for all of them to be asleep until then."""
A_MINUTE = timedelta(seconds=60)
_MESSAGES = TABLES["messages"]


@asynccontextmanager
async def replicas(running: Campaign, **orders: object) -> AsyncIterator[list[Life]]:
    """Let four bots live in real time until the block ends; the first of them has the orders that are given."""
    plain = replace(running.orders, flies=False)
    lives = [Life.begin(replace(plain, **orders))]  # type: ignore[arg-type]  # by name
    lives += [Life.begin(plain) for _ in range(REPLICAS - 1)]
    try:
        await running.workspace.until(lambda: len(running.workspace.hub.connections) == REPLICAS, within=120)
        yield lives
    finally:
        for life in lives:
            await life.kill()


def race(running: Campaign, number: int, at: datetime) -> None:
    """Queue so many messages that all may go at one moment, to everybody and every channel in turn."""
    opened = open_store(running.orders.database, running.orders.keys)
    with transaction(opened.engine, opened.keyring) as inner:
        roster = people.roster(inner)
        recipients = cycle([*roster.people, *(team.channel for team in roster.teams.values())])
        messages = [
            Message("digest", recipient, "North", count % 5, at, content={"text": f"Race {count}", "blocks": []})
            for count, recipient in zip(range(number), recipients, strict=False)
        ]
        outbox.queue(inner, messages, at)
    opened.engine.dispose()


def unsent(running: Campaign, *, leased: bool = False) -> set[str]:
    """Return the keys of what Slack does not have as far as the record knows; or only of what a bot has claimed."""
    engine = connect(running.orders.database)
    wanted = select(_MESSAGES.c.key).where(_MESSAGES.c.ts.is_(None), _MESSAGES.c.state != "withdrawn")
    if leased:
        wanted = wanted.where(_MESSAGES.c.leased_until.is_not(None))
    with engine.connect() as connection:
        found = set(connection.execute(wanted).scalars())
    engine.dispose()
    return found


async def until(holds: Callable[[], bool], within: float) -> None:
    """Wait until something holds that is costly to ask; TimeoutError after real seconds."""
    async with asyncio.timeout(within):
        while not await asyncio.to_thread(holds):
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 0.3)
