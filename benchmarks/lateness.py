"""Goal 4: from the moment at which something is due until a healthy Slack has it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession
from sqlalchemy import select

from benchmarks import seed
from benchmarks.places import BACKENDS, Figures, Places
from benchmarks.race import Contender, Job, race
from benchmarks.sections import NAMES, Goal, Section, at_most, percentile
from benchmarks.sizes import Sizes
from benchmarks.slack import slack
from benchmarks.unaudited import Unaudited
from bot import main
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.sender import Sender
from casework import policy
from casework.case import Case, Grade, Status
from casework.clocks import Clock
from casework.ladder import Rung
from storage import cases, outbox, people, timers
from storage.database import Transaction, transaction
from storage.opening import Opened, open_store
from storage.tables import TABLES
from storage.writer import Store

A_SECOND = 30
_BEFORE = 4
"""Seconds in which everybody is written to for the first time, which takes a call more; they are not counted."""
_MESSAGES = TABLES["messages"]
_WHY = "between the moment and the call lie two commits that are synced to the disk, and four hand-overs to a thread"


def late(job: Job) -> Figures:
    """Milliseconds between due and posted, for 30 reminders a second, each to another of a hundred officers."""
    return asyncio.run(_late(job))


async def _late(job: Job) -> Figures:
    opened, start = open_store(job.address, Path(job.keys)), datetime.now(UTC) + timedelta(seconds=2)
    with transaction(opened.engine, opened.keyring) as filling:
        people.replace(filling, seed.roster())
        for case, at in _cases(start, job.size):
            _promise(filling, case, at)
    with slack() as address:
        heard = await _run(opened, address)
    with opened.engine.connect() as connection:
        due = dict(connection.execute(select(_MESSAGES.c.key, _MESSAGES.c.due_at)).all())
    opened.engine.dispose()
    every = [(due[key], (at - due[key].timestamp()) * 1000) for key, at in heard]
    warm = [taken for moment, taken in every if moment > start + timedelta(seconds=_BEFORE)]
    # A machine that is very busy says it all in the first messages.
    counted = warm or [taken for _, taken in every]
    shares = {"p50": percentile(counted, 0.5), "p99": percentile(counted, 0.99)}
    return {"number": len(counted), **shares, "least": min(counted)}


async def _run(opened: Opened, address: str) -> list[tuple[str, float]]:
    house = House(Store(opened.engine, opened.keyring), policy.load(), main.clock)
    heart = Unaudited(house, Sender(house, Post(main.web_client("xoxb-benchmark", address))), main.clock)
    heart.start()
    while not await house.store.read(_is_done):  # noqa: ASYNC110 - the record has no event for it
        await asyncio.sleep(1)
    await heart.stop()
    house.store.close()
    async with ClientSession() as session, session.get(f"{address}heard") as answer:
        heard: list[tuple[str, float]] = await answer.json()
    return heard


def _is_done(reader: Transaction) -> bool:
    """Whether everything was due and has been said; a slow machine says several things in one message."""
    return timers.next_due(reader) is None and not outbox.next_moments(reader)


def _cases(start: datetime, seconds: int) -> Iterator[tuple[Case, datetime]]:
    for number in range(A_SECOND * (seconds + _BEFORE)):
        owner, at = number % seed.OFFICERS, start + timedelta(seconds=number / A_SECOND)
        team, before = f"Team {owner % seed.TEAMS}", at - timedelta(hours=18)
        case = Case(f"CC-26-{number:05}", team, "NCA", "image sharing", before, before)
        yield _owned(case, f"U0OFFICER{owner}", before), at


def _owned(case: Case, owner: str, at: datetime) -> Case:
    return replace(case, grade=Grade.VERY_HIGH, status=Status.ALLOCATED, owner=owner, graded_at=at, allocated_at=at)


def _promise(filling: Transaction, case: Case, at: datetime) -> None:
    """Let three quarters of the time of its enforcement action be over at `at`: its owner hears of it."""
    clock = Clock(
        "enforcement", case.received_at, at + timedelta(hours=6), case.logged_at, "24 hours", case.grade, None
    )
    cases.add(filling, case, {})
    timers.keep(filling, case.reference, [(clock, (Rung("three quarters", at),))], case.logged_at)


def measure(sizes: Sizes, places: Places) -> Section:
    """Thirty a second for `sizes.seconds`, on both databases."""
    found = race(
        [Contender(NAMES[backend], backend, "benchmarks.lateness:late", sizes.seconds) for backend in BACKENDS],
        1,
        places,
    )
    return Section(
        "Lateness",
        "From due to the arrival of the call at a Slack that answers at once: 30 reminders a second, each to another "
        "officer, through heartbeat, dispatcher, outbox and sender. Milliseconds.",
        ("database", "reminders", "p50", "p99", "least"),
        [
            (name, f"{each['number']:.0f}", *(f"{each[figure]:.1f}" for figure in ("p50", "p99", "least")))
            for name, each in found.items()
        ],
        [
            goal
            for name, each in found.items()
            for goal in (
                at_most(4, f"{name}: lateness p50, ms", 3, each["p50"], _WHY),
                at_most(4, f"{name}: lateness p99, ms", 10, each["p99"], _WHY),
                Goal(4, f"{name}: nothing early", f"{each['least']:.1f} ms", each["least"] >= 0, "see the table"),
            )
        ],
    )
