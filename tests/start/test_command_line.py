"""The other commands of the command line, run as the real program."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import __version__, main
from casework import policy
from casework.case import Case
from casework.planner import plan
from practice import Workspace
from storage import cases, timers
from storage.database import transaction
from storage.opening import open_store
from tests.start.test_start import ROOT, TOKENS, ended, free_port, slack, started

__all__ = ["slack"]


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


async def test_the_version_is_printed(tmp_path: Path) -> None:
    end = await ended(tmp_path, "version")
    assert (end.code, end.out, end.said) == (0, f"{__version__}\n", "")


async def test_the_rules_are_printed_with_their_sources(tmp_path: Path) -> None:
    end = await ended(tmp_path, "policy")
    assert end.code == 0
    for words in ("built in", "Enforcement action", "very high: 24 hours", "2023-04-05", "HMICFRS", "again and again"):
        assert words in end.out


async def test_a_database_is_made_ready_by_hand(tmp_path: Path) -> None:
    first, second = await ended(tmp_path, "migrate"), await ended(tmp_path, "migrate")
    assert first.out.splitlines() == [
        "The database has the tables of this version.",
        "The key file caseclock.keys was made: keep a copy in a safe place, apart from the database.",
    ]
    assert (second.code, second.out) == (0, "The database has the tables of this version.\n")


async def test_a_whole_journal_is_said_to_be_whole_and_an_altered_row_is_named(tmp_path: Path) -> None:
    await ended(tmp_path, "migrate")
    whole = await ended(tmp_path, "audit", "verify")
    assert (whole.code, whole.out) == (0, "The journal is whole.\n")
    with sqlite3.connect(tmp_path / "caseclock.db") as database:
        database.execute("UPDATE journal_head SET number = 1")
    database.close()
    altered = await ended(tmp_path, "audit", "verify")
    assert (altered.code, altered.out) == (1, "")
    assert altered.said.startswith("The journal ends at row 0, but 1 were written")


async def test_a_record_that_is_not_there_is_not_said_to_be_whole(tmp_path: Path) -> None:
    end = await ended(tmp_path, "audit", "verify")
    assert (end.code, end.said) == (1, "There is no record at caseclock.db yet: the first start makes it.\n")
    assert is_empty(tmp_path)


async def test_a_check_says_a_line_for_each_thing_and_makes_nothing(tmp_path: Path) -> None:
    end = await ended(tmp_path, "check")
    assert end.code == 0
    assert [line.partition(":")[0] for line in end.out.splitlines()] == [
        "ok    policy",
        "ok    roster",
        "ok    database and keys",
        "ok    Slack",
    ]
    assert is_empty(tmp_path)


async def test_a_check_goes_on_after_what_is_wrong(tmp_path: Path) -> None:
    end = await ended(tmp_path, "check", CASECLOCK_POLICY="nowhere.toml", SLACK_BOT_TOKEN="xoxb-canary")
    assert end.code == 1
    assert [line[:12] for line in end.out.splitlines()] == [
        "WRONG policy",
        "ok    roster",
        "ok    databa",
        "WRONG Slack:",
    ]
    assert "canary" not in end.out + end.said


async def test_a_check_asks_slack_about_the_tokens(tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]]) -> None:
    good = await ended(tmp_path, "check", **slack[1])
    bad = await ended(tmp_path, "check", **{**slack[1], **TOKENS})
    assert (good.code, good.out.splitlines()[-1][:11]) == (0, "ok    Slack")
    assert bad.out.splitlines()[-1] == "WRONG Slack: Slack refuses SLACK_BOT_TOKEN: Slack does not know it."


async def test_the_practice_workspace_needs_no_settings(tmp_path: Path) -> None:
    async with started(tmp_path, "practice", "--port", str(free_port())) as process:
        assert process.stdout is not None
        assert b"http://127.0.0.1:" in await asyncio.wait_for(process.stdout.readline(), 20)
        process.terminate()
        await asyncio.wait_for(process.communicate(), 10)
        assert process.returncode == 0


async def test_a_port_that_is_taken_is_named(tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]]) -> None:
    port = slack[1]["SLACK_API_URL"].split(":")[2].split("/")[0]
    end = await ended(tmp_path, "practice", "--port", port)
    assert end.said == f"Port {port} is in use by another program: choose another one with --port.\n"
    assert end.code == 1


@pytest.mark.parametrize("words", [(), ("nonsense",), ("audit",)])
async def test_what_is_not_a_command_is_answered_with_how_to_use_it(tmp_path: Path, words: tuple[str, ...]) -> None:
    end = await ended(tmp_path, *words)
    assert end.code == 2
    assert "Usage: caseclock" in end.out + end.said


def a_case_is_kept(folder: Path) -> datetime:
    """Log a case in a new database and return when."""
    opened = open_store(f"sqlite:///{folder}/caseclock.db", folder / "caseclock.keys")
    now, rules = main.clock(), policy.load()
    case = Case("CC-26-00001", "OCSAE North", "CEOP", "Grooming", received_at=now, logged_at=now)
    with transaction(opened.engine, opened.keyring) as record:
        cases.add(record, case, {})
        calendar = rules.calendar(ZoneInfo("Europe/London"))
        timers.keep(record, case.reference, plan(case, rules, calendar), now)
    opened.engine.dispose()
    return now


async def test_receipts_of_a_case_are_printed_as_a_table_and_as_json(tmp_path: Path) -> None:
    now = a_case_is_kept(tmp_path)
    table = await ended(tmp_path, "receipts", "cc 26 1")
    assert (table.code, table.said) == (0, "")
    assert "CC-26-00001 · ungraded · who was told, and when" in table.out
    printed = await ended(tmp_path, "receipts", "CC-26-00001", "--json")
    rows = json.loads(printed.out)["receipts"]
    assert {row["state"] for row in rows} == {"planned"}
    [due] = [row for row in rows if (row["clock"], row["rung"]) == ("enforcement", "due")]
    assert (due["due_at"], due["tells"]) == ((now + timedelta(hours=24)).isoformat(), ["supervisor"])
    assert (await ended(tmp_path, "audit", "verify")).out == "The journal is whole.\n"


async def test_receipts_of_a_case_that_there_is_not_are_refused(tmp_path: Path) -> None:
    a_case_is_kept(tmp_path)
    missing = await ended(tmp_path, "receipts", "CC-26-00002")
    assert (missing.code, missing.out) == (1, "")
    assert missing.said.startswith("There is no case CC-26-00002.")
    other = await ended(tmp_path, "receipts", "the boy of number nine")
    assert (other.code, other.out) == (1, "")
    assert other.said.startswith("That is no reference of a case.")


async def test_a_rehearsal_shows_what_another_policy_would_change(tmp_path: Path) -> None:
    a_case_is_kept(tmp_path)
    plain = await ended(tmp_path, "rehearse")
    assert (plain.code, plain.said) == (0, "")
    assert "Clocks that are overdue or run out" in plain.out
    assert "Would be said" not in plain.out
    rows = re.findall(r"\[\[grade\]\]\n(?:(?!\[\[|# -).*\n)+", (ROOT / "casework" / "policy.toml").read_text("utf-8"))
    (tmp_path / "new.toml").write_text("".join(rows).replace('repeat = "2 hours"', 'repeat = "1 hour"'), "utf-8")
    stricter = await ended(tmp_path, "rehearse", "--policy", "new.toml")
    assert "Would be said, and is not by what holds now" in stricter.out
    printed = json.loads((await ended(tmp_path, "rehearse", "--policy", "new.toml", "--json")).out)
    assert len(printed["after"]["tellings"]) > len(printed["before"]["tellings"])
    assert printed["before"]["breaches"] == printed["after"]["breaches"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--away", "U0NOBODY", "--from", "2026-12-07", "--until", "2026-12-14"], "There is nobody with the Slack id"),
        (["--away", "U0OFFICER1", "--from", "2026-12-07"], "The absence must end after it begins"),
        (["--away", "U0OFFICER1", "--from", "2026-12-07", "--until", "2026-12-07"], "The absence must end after"),
        (["--policy", "missing.toml"], "missing.toml"),
    ],
)
async def test_a_rehearsal_of_what_cannot_be_is_refused(tmp_path: Path, options: list[str], sentence: str) -> None:
    a_case_is_kept(tmp_path)
    end = await ended(tmp_path, "rehearse", *options)
    assert (end.code, end.out) == (1, "")
    assert sentence in end.said


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
async def test_a_port_that_is_none_is_refused_with_a_sentence(tmp_path: Path, port: str) -> None:
    end = await ended(tmp_path, "practice", "--port", port)
    assert (end.code, end.out) == (2, "")
    assert "Invalid value for '--port'" in end.said
