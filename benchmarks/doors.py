"""The way in, inside one process: Bolt, door, use case, commit, acknowledgement; and Bolt as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from benchmarks.places import Figures
from benchmarks.race import Job
from benchmarks.sections import percentile
from benchmarks.slack import slack
from benchmarks.unaudited import Unaudited
from bot import main
from bot.commands.directory import Directory
from bot.commands.door import Door
from bot.commands.visit import Visit
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.sender import Sender
from casework import policy
from storage.opening import open_existing
from storage.writer import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

A_SECOND = 100
_PASSING = 200
"""How many commands pass through the door for each second that a load is kept up elsewhere."""
_LOOK = 0.001
"""Seconds between two looks at the loop: what is more than this was a gap."""
Ask = Callable[[str], Awaitable[object]]


def bolt(job: Job) -> Figures:
    """Bolt as it comes, with one command that only acknowledges: milliseconds."""
    return asyncio.run(_bolt(job.size))


def ours(job: Job) -> Figures:
    """Our door, with one command that writes into the journal and is acknowledged after the commit."""
    return asyncio.run(_ours(job))


def under_load(job: Job) -> Figures:
    """The same while the heartbeat handles what is due; and the longest gap in the loop."""
    return asyncio.run(_under_load(job))


def one_command(job: Job) -> Figures:
    """How many a second pass through the door with one command behind it."""
    return asyncio.run(_passing(job, 1))


def fifty_commands(job: Job) -> Figures:
    """The same with fifty."""
    return asyncio.run(_passing(job, 50))


async def _bolt(seconds: int) -> Figures:
    with slack() as address:
        app = AsyncApp(client=main.web_client("xoxb-benchmark", address), authorize=_authorize)

        @app.command("/note0")
        async def _note(ack: Callable[[], Awaitable[None]]) -> None:
            await ack()

        return await _asked(lambda name: app.async_dispatch(_request(name)), seconds)


async def _ours(job: Job) -> Figures:
    with slack() as address:
        async with _house(job) as house:
            return await _asked(_door(house, address, 1), job.size)


async def _under_load(job: Job) -> Figures:
    with slack() as address:
        async with _house(job) as house:
            ask = _door(house, address, 1)
            await ask("/note0")
            heart = Unaudited(house, Sender(house, Post(main.web_client("xoxb-benchmark", address))), main.clock)
            heart.start()
            gaps: list[float] = []
            looking = asyncio.create_task(_look(gaps))
            figures = await _asked(ask, job.size)
            looking.cancel()
            await heart.stop()
            return figures | {"gap": max(gaps), "gap p99": percentile(gaps, 0.99)}


async def _passing(job: Job, commands: int) -> Figures:
    with slack() as address:
        async with _house(job) as house:
            ask = _door(house, address, commands)
            await ask("/look0")
            start = perf_counter()
            for number in range(_PASSING * job.size):
                await ask(f"/look{number % commands}")
            return {"a second": _PASSING * job.size / (perf_counter() - start)}


@asynccontextmanager
async def _house(job: Job) -> AsyncIterator[House]:
    opened = open_existing(job.address, Path(job.keys))
    house = House(Store(opened.engine, opened.keyring), policy.load(), main.clock)
    try:
        yield house
    finally:
        house.store.close()


def _door(house: House, address: str, commands: int) -> Ask:
    client = main.web_client("xoxb-benchmark", address)
    app = AsyncApp(client=client, authorize=_authorize, process_before_response=True)
    door = Door(house, Directory(client, house.clock))
    for number in range(commands):
        door.on("command", f"/note{number}", _note)
        door.on("command", f"/look{number}", _look_in)
    door.open(app)
    return lambda name: app.async_dispatch(_request(name))


async def _note(visit: Visit, _typed: str) -> None:
    await visit.do(lambda context: context.record("noted"))


async def _look_in(_visit: Visit, _typed: str) -> None:
    """Do nothing: the way in is measured."""


async def _authorize(**_facts: object) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0", bot_token="xoxb-benchmark", bot_id="B0", bot_user_id="U0")  # noqa: S106 - no secret


def _request(name: str) -> AsyncBoltRequest:
    body: dict[str, Any] = {
        "command": name,
        "text": "",
        "user_id": "U0OFFICER0",
        "team_id": "T0",
        "channel_id": "C0",
        "trigger_id": "1.1",
        "response_url": "https://slack.invalid/",
    }
    return AsyncBoltRequest(body=body, mode="socket_mode")


async def _asked(ask: Ask, seconds: int) -> Figures:
    """Ask a hundred times a second, each timed from the moment at which it was due."""
    await ask("/note0")
    loop, taken, tasks = asyncio.get_running_loop(), list[float](), []
    start = loop.time() + 0.1

    async def timed(due: float) -> None:
        await ask("/note0")
        taken.append((loop.time() - due) * 1000)

    for number in range(A_SECOND * seconds):
        due = start + number / A_SECOND
        await asyncio.sleep(max(due - loop.time(), 0))
        tasks.append(asyncio.create_task(timed(due)))
    await asyncio.gather(*tasks)
    return {"number": len(taken), "p50": percentile(taken, 0.5), "p99": percentile(taken, 0.99), "most": max(taken)}


async def _look(gaps: list[float]) -> None:
    """Note by how many milliseconds the loop was late, again and again."""
    while True:
        start = perf_counter()
        await asyncio.sleep(_LOOK)
        gaps.append((perf_counter() - start - _LOOK) * 1000)
