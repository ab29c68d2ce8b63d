"""Gives the whole program on a machine of its own, beside a workspace that stays."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

import practice
from bot import main
from practice import Workspace
from storage.database import connect
from storage.tables import TABLES
from tests.faults.program import Machine, run
from tests.kill.life import Life

SLACK = {"SLACK_BOT_TOKEN": "xoxb-practice", "SLACK_APP_TOKEN": "xapp-practice"}


PATIENCE = 15.0
"""Real seconds for an answer; where three are the question, they are asked for."""


@dataclass(slots=True)
class Installed:
    """A workspace, and a machine on which the program is installed."""

    workspace: Workspace
    machine: Machine

    @asynccontextmanager
    async def running(self, **changes: object) -> AsyncIterator[Life]:
        """Run the program until the block ends."""
        life = Life.begin(replace(self.machine, **changes), run)  # type: ignore[arg-type]  # by name
        try:
            await self.workspace.until(lambda: self.workspace.hub.connected and "caseclock runs" in self.log, within=20)
            yield life
        finally:
            await life.kill()

    @property
    def log(self) -> str:
        """Return what the program wrote."""
        return self.machine.log.read_text("utf-8") if self.machine.log.exists() else ""

    async def is_ready(self) -> bool:
        """Ask it whether it is ready."""
        address = f"http://127.0.0.1:{self.machine.environment['CASECLOCK_PORT']}/ready"
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            return response.status == 200

    async def at_rest(self) -> dict[str, int]:
        """Count the rows once what a start brings with it, such as a digest that was missed, is done."""
        before, now = dict[str, int](), self.count()
        while before != now:
            with suppress(TimeoutError):
                await self.workspace.until(lambda: False, within=1)
            before, now = now, self.count()
        return now

    def count(self) -> dict[str, int]:
        """Count the rows of every table of the record."""
        engine = connect(self.machine.database)
        with engine.connect() as connection:
            found = {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in TABLES.items()
            }
        engine.dispose()
        return found


@pytest.fixture
async def installed(database_url: str, tmp_path: Path) -> AsyncIterator[Installed]:
    """Give the program installed, with the roster of the practice workspace."""
    workspace = Workspace.from_toml(clock=main.clock)
    workspace.wait_longer(PATIENCE)
    async with practice.serve(workspace) as server:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        settings = {
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
            "CASECLOCK_PORT": port,
            "CASECLOCK_KEYS": str(tmp_path / "caseclock.keys"),
            "CASECLOCK_ROSTER": str(files("practice") / "roster.toml"),
        }
        machine = Machine(tmp_path, database_url, SLACK | settings)
        machine.set_clock(timedelta())
        yield Installed(workspace, machine)
