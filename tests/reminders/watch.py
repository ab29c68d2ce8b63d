"""A team at night, with something pending, something waiting for the morning and something said; and an hour later."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import access
from bot.usecases import allocation, referrals
from casework.case import Grade
from storage.tables import TABLES
from tests.stories.installation import Installation, Place, clocks_of_a_case, practice_roster
from tests.stories.words import london
from tests.told import a_referral

if TYPE_CHECKING:
    from pathlib import Path

    from bot.context import Context
    from storage.database import Transaction

START, NIGHT, MORNING = (london(f"2026-11-{at}") for at in ("03 20:00", "03 22:45", "04 08:10"))
OVERDUE, COMING, DEFERRED = "CC-26-00001", "CC-26-00002", "CC-26-00003"
"""Said again every two hours; three quarters of its time are over at 03:12; its owner hears of it in the morning."""
_HOURS = {OVERDUE: (Grade.VERY_HIGH, 26.0), COMING: (Grade.VERY_HIGH, 10.8), DEFERRED: (Grade.HIGH, 81.3)}
"""The grade of each, and how long ago it was received."""
_JOURNAL, _TIMERS = TABLES["journal"], TABLES["timers"]


def installation(database: str, folder: Path) -> Installation:
    """Return a practice system that is not running yet."""
    return Installation(Place(database, folder / "caseclock.keys"), START, practice_roster(), clocks_of_a_case())


async def comes(running: Installation) -> None:
    """Log the cases, and let it be night."""
    officer = partial(access.person, slack="U0OFFICER1")
    for number, (grade, hours) in enumerate(_HOURS.values()):
        received = START - timedelta(hours=hours)
        await running.house.do(officer, partial(_refer, grade=grade, received=received, number=number))
    await running.go_to(NIGHT)


def _refer(context: Context, grade: Grade, received: datetime, number: int) -> None:
    case = referrals.refer(context, a_referral(received, grade), f"V{number}")
    allocation.take(context, case.reference)


async def a_minute_passes(running: Installation) -> None:
    """Let a minute pass, with three audits and what beats in it."""
    for _ in range(3):
        await running.travel.travel(20)
        await running.bot.heartbeat.audit()
    await running.settle()


async def told(running: Installation) -> Counter[tuple[Any, ...]]:
    """Return what was told to whom, by the journal, and how often, and what is still to be told.

    What is said of Caseclock itself is left out.
    """
    rows = await running.read(partial(_of, event="told"))
    names = ("kind", "to", "clock", "rung", "turn")
    promised = await running.read(_promised)
    return promised + Counter(
        (reference, *(facts.get(name) for name in names))
        for reference, facts in rows
        if facts["kind"] not in {"alarm", "back"}
    )


def _promised(transaction: Transaction) -> Counter[tuple[Any, ...]]:
    wanted = select(*(_TIMERS.c[name] for name in ("reference", "state", "clock", "rung", "turn", "due_at")))
    return Counter(tuple(row) for row in transaction.execute(wanted.where(_TIMERS.c.state == "pending")))


async def put_right(running: Installation) -> set[str]:
    """Return what the auditor says in the journal that it put right."""
    return {facts["what"] for _, facts in await running.read(partial(_of, event="put right"))}


def _of(transaction: Transaction, event: str) -> list[tuple[str, dict[str, Any]]]:
    wanted = select(_JOURNAL.c.reference, _JOURNAL.c.facts).where(_JOURNAL.c.event == event)
    return [(row.reference, json.loads(row.facts)) for row in transaction.execute(wanted)]


def alarms(running: Installation) -> list[tuple[str, str]]:
    """Return where an alarm was raised, and what it says."""
    said = [(entry.channel, f"{entry.text} {entry.blocks}") for entry in running.workspace.ledger.posts()]
    return [(channel, text) for channel, text in said if "looked through its own record" in text]
