"""The real bot in a process of its own, which kills or stops itself at the step that its orders name."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Select, event, func, or_, select

from bot import main
from bot.context import House
from bot.main import Bot
from casework import policy
from casework.errors import NotSaved
from storage.opening import open_store
from storage.tables import TABLES, TO_DRAW
from storage.writer import Store
from tests.kill.shared_clock import SharedClock

APP_TOKEN, BOT_TOKEN = "xapp-practice", "xoxb-practice"
STEPS = ("dispatched", "claimed", "found", "composed", "posting", "posted", "recorded", "committing")
"""The labelled steps, in their order; `committing` is any write of the bot just before its commit."""
PATIENCE = 1
"""Real seconds that a call to the emulated Slack may take."""
RULES = policy.load()
"""Read once, by the process that the bots are forked from."""
STUMBLE = 0
"""Instead of a signal: the step goes wrong with an error that nobody foresaw, and the bot lives on."""


class Stumbled(Exception):
    """What nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Where everything is, and at the how manieth passing of which step the process is to get which signal.

    `flies`: whether it sets the clock to the next moment whenever nothing is left to do; without, it lives in real time
    until it is killed.
    """

    database: str
    keys: Path
    slack: str
    clock: Path
    log: Path
    step: str = ""
    passing: int = 1
    signal: int = signal.SIGKILL
    flies: bool = True


def send(process: int, number: int) -> None:
    """Send a signal to a process."""
    os.kill(process, number)


def live(orders: Orders) -> None:
    """Run the bot until it is killed, or until nothing is left to do up to the clock's horizon."""
    with orders.log.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    asyncio.run(_live(orders))


async def _live(orders: Orders) -> None:
    clock, observe = SharedClock(orders.clock), _executioner(orders)
    opened = open_store(orders.database, orders.keys)
    event.listen(opened.engine, "commit", lambda _connection: observe("committing"))
    house = House(Store(opened.engine, opened.keyring), RULES, clock.now)
    client = main.web_client(BOT_TOKEN, orders.slack)
    async with main.connected(house, client, APP_TOKEN, observe) as bot:
        # Only now: a busy machine is no reason to call the tokens wrong.
        client.timeout = PATIENCE
        bot.heartbeat.start()
        if not orders.flies:
            await asyncio.Event().wait()
        while not await _is_done(bot, clock):
            """Time has gone on."""


def _executioner(orders: Orders) -> Callable[[str], None]:
    passed: Counter[str] = Counter()

    def observe(step: str) -> None:
        passed[step] += 1
        if step == orders.step and passed[step] == orders.passing:
            os.write(1, f"{step} is reached\n".encode())
            if orders.signal == STUMBLE:
                raise Stumbled
            send(os.getpid(), orders.signal)

    return observe


def _left(horizon: datetime) -> Select[int]:
    """Count what is to be said by `horizon`; what is said again is queued hours before its moment."""
    messages = TABLES["messages"]
    is_wanted = or_(messages.c.state != "queued", messages.c.due_at <= horizon)
    return select(func.count()).select_from(messages).where(TO_DRAW, is_wanted)


async def _is_done(bot: Bot, clock: SharedClock) -> bool:
    """Let everything happen that is due, then let time fly to the next moment at which something is."""
    with suppress(NotSaved, Stumbled):
        await bot.heartbeat.settle()
        following, deadline = await bot.heartbeat.next_moment(), await bot.heartbeat.next_deadline()
        left = await bot.house.store.read(lambda t: t.execute(_left(clock.horizon)).scalar_one())
        if not left and (deadline is None or deadline > clock.horizon):
            return True
        if following:
            await bot.heartbeat.foresee(following)
            clock.travel(following - clock.now())
    return False
