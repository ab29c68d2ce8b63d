"""The record cannot be written to: nothing is called saved, the officer reads why, and it goes on when it can again."""

from __future__ import annotations

import resource
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from casework.errors import NotSaved
from practice import Member
from tests.faults.conftest import Installed
from tests.faults.seed import OFFICER
from tests.kill.held import held
from tests.stories.screen import REFERRAL

pytestmark = [pytest.mark.kill]
LOCKED = {"sqlite": 30, "postgresql": 10}
"""Seconds for which another program holds the record: a server ends a wait for a lock by itself, and sooner."""
on_sqlite = pytest.mark.parametrize("backend", ["sqlite"])
on_postgresql = pytest.mark.parametrize("backend", ["postgresql"])


async def _filled_in(installed: Installed) -> Member:
    officer = installed.workspace.member(OFFICER)
    await officer.command("/refer")
    officer.fill(REFERRAL)
    return officer


async def _is_refused(officer: Member) -> None:
    """Send the form off in vain: it stays open with a sentence, and what was typed stays in it."""
    began = time.monotonic()
    outcome = await officer.submit()
    assert time.monotonic() - began < 3
    assert list(outcome.errors.values()) == [str(NotSaved())]
    assert officer.modals[-1]["state"]["values"]["summary"]["summary"]["value"] == REFERRAL["summary"]


async def _is_saved(installed: Installed, officer: Member, before: dict[str, int]) -> None:
    assert installed.count()["cases"] == before["cases"]
    assert (await officer.submit()).response_action == "update"
    assert installed.count()["cases"] == before["cases"] + 1
    await installed.workspace.until(lambda: any("CC-" in each.text for each in installed.workspace.ledger.posts()))


async def test_for_the_thirty_seconds_that_the_record_is_held_nothing_is_called_saved(
    installed: Installed, backend: str
) -> None:
    async with installed.running():
        officer, before = await _filled_in(installed), installed.count()
        with held(installed.machine.database):
            began, tries = time.monotonic(), 0
            while time.monotonic() - began < LOCKED[backend]:
                await _is_refused(officer)
                tries += 1
        assert tries > 3
        await _is_saved(installed, officer, before)


def _size_of_wal(installed: Installed) -> int:
    return Path(installed.machine.database.removeprefix("sqlite:///") + "-wal").stat().st_size


@on_sqlite
async def test_a_full_disk_is_said_and_survived(installed: Installed) -> None:
    async with installed.running() as life:
        officer, before = await _filled_in(installed), installed.count()
        assert life.process.pid
        none, (_, most) = _size_of_wal(installed), resource.prlimit(life.process.pid, resource.RLIMIT_FSIZE)
        # No file of this process may grow beyond what the record has now: so a disk that is full looks from inside.
        resource.prlimit(life.process.pid, resource.RLIMIT_FSIZE, (none, most))
        for _ in range(3):
            await _is_refused(officer)
        resource.prlimit(life.process.pid, resource.RLIMIT_FSIZE, (most, most))
        await _is_saved(installed, officer, before)


def _turn_read_only(address: str, *, is_on: bool) -> None:
    """Let the database take writes or not, for who is connected too."""
    with closing(psycopg.connect(address, autocommit=True)) as admin:
        admin.execute("SET default_transaction_read_only = off")
        name = sql.Identifier(admin.info.dbname)
        setting = sql.SQL("on" if is_on else "off")
        admin.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}").format(name, setting))
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@on_postgresql
async def test_a_server_that_turned_read_only_is_said_and_survived(installed: Installed) -> None:
    async with installed.running():
        officer, before = await _filled_in(installed), installed.count()
        _turn_read_only(installed.machine.database, is_on=True)
        for _ in range(3):
            await _is_refused(officer)
        _turn_read_only(installed.machine.database, is_on=False)
        await _is_saved(installed, officer, before)
