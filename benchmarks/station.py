"""A busy station: the emulated workspace with a hundred officers, and the real bot in a process of its own."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from practice import Workspace, description, serve
from practice.channels import Channel
from practice.people import Person

OFFICERS = tuple(f"U0OFFICER{number:03}" for number in range(100))
SERGEANT = "U0SERGEANT"
CHANNEL = "C0TEAM"
_START = 120.0
"""Real seconds within which the bot has to be connected."""


@dataclass(frozen=True, slots=True)
class Station:
    """The workspace, with the bot connected to it."""

    workspace: Workspace
    process: int


@dataclass(frozen=True, slots=True)
class Record:
    """A database that is filled already, and its key file."""

    address: str
    keys: str


@asynccontextmanager
async def station(record: Record | None = None) -> AsyncIterator[Station]:
    """Run workspace and bot until the block ends. Slack's limits are lifted: it is the bot that is measured."""
    workspace = _workspace()
    workspace.rates.lift()
    with tempfile.TemporaryDirectory(prefix="caseclock-") as folder:
        async with serve(workspace) as server:
            bot = _bot(Path(folder), server.api_url, record)
            try:
                await workspace.until(lambda: workspace.hub.connected or bot.poll() is not None, _START)
                if bot.poll() is not None:
                    sys.exit(f"The bot did not start: {(Path(folder) / 'log').read_text()}")
                yield Station(workspace, bot.pid)
            finally:
                bot.terminate()
                await asyncio.to_thread(bot.wait)


def _workspace() -> Workspace:
    start = description.read()
    bot = next(person for person in start.people if person.is_bot)
    people = [Person(slack, slack.title()) for slack in (*OFFICERS, SERGEANT)]
    channel = Channel(CHANNEL, "team", "private", members=[bot.id, *OFFICERS, SERGEANT])
    return Workspace(description.Description(start.app, [bot, *people], [channel], []), lambda: datetime.now(UTC))


def _bot(folder: Path, slack: str, record: Record | None) -> subprocess.Popen[bytes]:
    roster = folder / "roster.toml"
    roster.write_text(_roster())
    record = record or Record(f"sqlite:///{folder / 'caseclock.db'}", str(folder / "caseclock.keys"))
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-practice",
        "SLACK_APP_TOKEN": "xapp-practice",
        "SLACK_API_URL": slack,
        "DATABASE_URL": record.address,
        "CASECLOCK_KEYS": record.keys,
        "CASECLOCK_ROSTER": str(roster),
        "CASECLOCK_PORT": str(_free_port()),
    }
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env={**os.environ, **settings}, stdout=log, stderr=log
        )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _roster() -> str:
    team = f'[[team]]\nname = "Team"\nchannel = "{CHANNEL}"\ndigest_at = "08:00"\ntimezone = "Europe/London"\n'
    return team + "".join(
        f'[[person]]\nslack = "{slack}"\nname = "{slack.title()}"\nteam = "Team"\nrole = "{role}"\n'
        for slack, role in (*((officer, "officer") for officer in OFFICERS), (SERGEANT, "supervisor"))
    )
