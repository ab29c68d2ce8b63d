"""The real program, started as a force starts it: what prevents it is said in a sentence, within ten seconds."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

import practice
from bot import main
from bot.settings import Settings
from casework import policy
from casework.case import Case
from casework.planner import plan
from practice import Workspace
from storage import cases, timers
from storage.database import transaction
from storage.opening import open_store

ROOT = Path(__file__).parents[2]
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-canary", "SLACK_APP_TOKEN": "xapp-canary"}
SLACK = {"SLACK_BOT_TOKEN": "xoxb-practice", "SLACK_APP_TOKEN": "xapp-practice"}
NOWHERE = {"SLACK_API_URL": "http://127.0.0.1:1/api/"}


@dataclass(frozen=True)
class Ended:
    """How the program ended."""

    code: int
    out: str
    said: str
    seconds: float


@asynccontextmanager
async def started(folder: Path, *words: str, **environment: str) -> AsyncIterator[Process]:
    """Run the program in `folder`, with nothing set but `environment`, until the block ends."""
    ours = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    # Its import of this checkout must not depend on the folder that it is started in.
    own = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "200"}
    command = (sys.executable, "-m", "bot", *words)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=inherited | own | environment, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def ended(folder: Path, *words: str, **environment: str) -> Ended:
    """Run the program to its end."""
    began = time.monotonic()
    async with started(folder, *words, **environment) as process:
        out, said = await asyncio.wait_for(process.communicate(), 30)
    return Ended(process.returncode or 0, out.decode(), said.decode(), time.monotonic() - began)


def is_one_sentence(end: Ended) -> bool:
    """Whether it ended badly, in time, on one line, without a traceback and without a token."""
    is_clear = end.said.count("\n") == 1 and end.said[0] != "{"
    return is_clear and end.code == 1 and end.seconds < 10 and "Traceback" not in end.said and "canary" not in end.said


@pytest.fixture
async def slack() -> AsyncIterator[tuple[Workspace, Mapping[str, str]]]:
    """Give an emulated Slack, and the settings with which it is reached."""
    workspace = Workspace.from_toml(clock=main.clock)
    async with practice.serve(workspace, port=0) as server:
        yield workspace, SLACK | {"SLACK_API_URL": server.api_url, "CASECLOCK_PORT": str(free_port())}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN must be set for Caseclock to reach Slack"),
        ({"SLACK_BOT_TOKEN": "xoxb-canary"}, "SLACK_APP_TOKEN must be set"),
        ({"SLACK_BOT_TOKEN": "canary", "SLACK_APP_TOKEN": "xapp-canary"}, "SLACK_BOT_TOKEN does not hold that kind"),
        (TOKENS | {"CASECLOCK_MODE": "http"}, "CASECLOCK_MODE: “http” does not work in this version"),
        (TOKENS | {"CASECLOCK_POLICY": "nowhere.toml"}, "nowhere.toml: this file cannot be read: No such file"),
        (TOKENS | {"CASECLOCK_ROSTER": "nowhere.toml"}, "nowhere.toml: this file cannot be read: No such file"),
        (TOKENS | {"DATABASE_URL": "oracle://somewhere"}, "DATABASE_URL names 'oracle'"),
        (
            TOKENS | {"DATABASE_URL": "sqlite:///nowhere/caseclock.db"},
            "The database nowhere/caseclock.db cannot be opened",
        ),
        (
            TOKENS | {"DATABASE_URL": "postgresql://canary:canary@127.0.0.1:1/caseclock"},
            "The database caseclock on 127.0.0.1 cannot be reached",
        ),
        (TOKENS | NOWHERE, "Slack cannot be reached at http://127.0.0.1:1/api/: check the network and SLACK_API_URL."),
    ],
)
async def test_what_prevents_the_start_is_one_sentence(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    end = await ended(tmp_path, "run", **environment)
    *before, said = end.said.splitlines()
    assert said.startswith(sentence)
    assert [json.loads(line)["event"] for line in before] in ([], ["key file made: keep a copy in a safe place"])
    assert is_one_sentence(replace(end, said=f"{said}\n"))


async def test_a_wrong_policy_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (ROOT / "casework" / "policy.toml").read_text("utf-8")
    (tmp_path / "policy.toml").write_text(text.replace('"24 hours", high', '"24 ours", high'), "utf-8")
    end = await ended(tmp_path, "run", **TOKENS, CASECLOCK_POLICY="policy.toml")
    assert re.match(r"policy.toml, line \d+: clock “enforcement”, period: .*24 ours", end.said)
    assert is_one_sentence(end)


async def test_a_wrong_roster_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (ROOT / "practice" / "roster.toml").read_text("utf-8").replace('role = "officer"', 'role = "chief"', 1)
    (tmp_path / "roster.toml").write_text(text, "utf-8")
    end = await ended(tmp_path, "run", **TOKENS, CASECLOCK_ROSTER="roster.toml")
    assert is_one_sentence(end)
    assert end.said.startswith(
        "roster.toml, line 23: person “Officer 1, North”, role: 'chief' is not known here; allowed"
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-canary"}, "Slack refuses SLACK_BOT_TOKEN: Slack does not know it.\n"),
        ({"SLACK_APP_TOKEN": "xapp-canary"}, "Slack refuses SLACK_APP_TOKEN: Slack does not know it.\n"),
    ],
)
async def test_a_wrong_token_is_named(
    tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]], wrong: dict[str, str], sentence: str
) -> None:
    open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "caseclock.keys").engine.dispose()
    end = await ended(tmp_path, "run", **{**slack[1], **wrong})
    assert end.said == sentence
    assert is_one_sentence(end)


async def test_a_database_of_a_newer_caseclock_is_left_alone(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "caseclock.keys").engine.dispose()
    with sqlite3.connect(tmp_path / "caseclock.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    end = await ended(tmp_path, "run", **TOKENS, **NOWHERE)
    assert end.said.startswith("The database was written by a newer Caseclock: its tables are at 9999")
    assert is_one_sentence(end)


async def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "caseclock.keys").engine.dispose()
    (tmp_path / "caseclock.keys").unlink()
    end = await ended(tmp_path, "run", **TOKENS, **NOWHERE)
    assert end.said.startswith("The key file caseclock.keys is missing. Put it back from its safe copy")
    assert is_one_sentence(end)


async def test_a_port_that_is_taken_is_named(tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]]) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104 - the bot listens on every address too
        taken.listen()
        port = str(taken.getsockname()[1])
        end = await ended(tmp_path, "run", **{**slack[1], "CASECLOCK_PORT": port})
    assert end.said.splitlines()[-1] == f"CASECLOCK_PORT: port {port} is in use by another program; choose another one."
    assert end.code == 1


async def test_a_policy_without_a_clock_that_cases_run_by_is_refused(tmp_path: Path) -> None:
    opened = open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "caseclock.keys")
    now, rules = main.clock(), policy.load()
    case = Case("CC-26-00001", "OCSAE North", "CEOP", "Grooming", received_at=now, logged_at=now)
    with transaction(opened.engine, opened.keyring) as record:
        cases.add(record, case, {})
        timers.keep(record, case.reference, plan(case, rules, rules.calendar(ZoneInfo("Europe/London"))), now)
    opened.engine.dispose()
    built_in = (ROOT / "casework" / "policy.toml").read_text("utf-8")
    rows = re.findall(r"\[\[clock\]\]\n(?:(?!\[\[|# -).*\n)+", built_in)
    (tmp_path / "force.toml").write_text("".join(row for row in rows if 'name = "grade"' not in row), "utf-8")
    end = await ended(tmp_path, "run", **TOKENS, CASECLOCK_POLICY="force.toml")
    assert is_one_sentence(end)
    assert end.said.startswith("The policy has no clock “grade”, but cases in the record run by it.")
    tried = await ended(tmp_path, "check", CASECLOCK_POLICY="force.toml")
    assert tried.code == 1
    assert "WRONG database and keys: The policy has no clock “grade”" in tried.out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_runs_says_so_and_ends_when_it_is_asked_to(
    tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]], number: signal.Signals
) -> None:
    workspace, environment = slack
    (tmp_path / "roster.toml").write_bytes((ROOT / "practice" / "roster.toml").read_bytes())
    async with started(tmp_path, "run", **environment, CASECLOCK_ROSTER="roster.toml") as process:
        assert process.stderr is not None
        made = json.loads(await process.stderr.readline())
        assert (made["event"], made["file"]) == ("key file made: keep a copy in a safe place", "caseclock.keys")
        assert json.loads(await process.stderr.readline())["event"] == "caseclock runs"
        async with aiohttp.ClientSession() as session:
            well = {"status": "ok", "put_aside": 0, "not_reached": 0, "audited_at": None, "audit_content": None}
            for path, answer in (("health", well), ("ready", {"ready": True})):
                async with session.get(f"http://127.0.0.1:{environment['CASECLOCK_PORT']}/{path}") as response:
                    assert (response.status, await response.json()) == (200, answer)
        officer = workspace.member("U0OFFICER1")
        await officer.command("/queue", channel="C0NORTH")
        assert officer.modals[-1]["title"]["text"] == "My cases"
        process.send_signal(number)
        _, said = await asyncio.wait_for(process.communicate(), 10)
        assert (process.returncode, said.decode()) == (0, "")
