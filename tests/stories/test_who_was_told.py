"""Afterwards it can be shown who was told what and when, what was not said and why, and what comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot import access
from bot.context import Context
from bot.usecases import casefiles, receipts
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.people import Person
    from tests.stories.story import Story


async def told(person: Person, reference: str) -> str:
    await person.asks(f"/case {reference}")
    await person.presses_in_window("Who was told?")
    shown = person.window
    await person.closes_windows()
    return shown


async def as_json(story: Story, reference: str, slack: str) -> list[dict[str, Any]]:
    def read(context: Context) -> str:
        sheet = casefiles.sheet(context, reference)
        return receipts.as_json(sheet, receipts.of(context, sheet))

    printed = await story.installation.bot.house.do(lambda roster: access.person(roster, slack), read)
    found: list[dict[str, Any]] = json.loads(printed)["receipts"]
    return found


def lines(window: str, clock: str) -> list[str]:
    return [line for line in window.splitlines() if f"· {clock} ·" in line]


@on_both_databases
async def test_every_rung_has_its_receipt(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=24, minutes=10)
    story.reads_on("@officer", reference)
    asked = story.reads_on("@sergeant", reference)[-1]
    await story.sergeant.presses(asked, "I have this")
    await story.time_passes(hours=1)
    story.reads_on("@inspector", reference)

    shown = lines(await told(story.sergeant, reference), "Enforcement action")
    assert len([line for line in shown if "half → Officer 1, North (owner)" in line]) == 1
    due = next(line for line in shown if "· due →" in line)
    assert "Sergeant, North (supervisor)" in due
    assert "seen 09:22" in due
    assert "Sergeant, North said “I have this” 09:22" in due
    silent = next(line for line in shown if "· unanswered:" in line)
    assert silent.endswith("Sergeant, North had said “I have this”")
    assert "overdue (1) → owner, supervisor" in "\n".join(shown)

    rows = await as_json(story, reference, "U0SERGEANT1")
    [row] = [each for each in rows if (each["clock"], each["rung"]) == ("enforcement", "due")]
    assert row["state"] == "said"
    assert row["answered"][0] == "Sergeant, North"
    [message] = row["told"]
    assert (message["channel"], message["ts"]) == (asked.channel, asked.ts)
    assert message["sent_at"] >= row["due_at"]
    await story.officer.records_enforcement(reference)


async def test_an_answer_stands_with_the_message_that_it_was_given_to_and_no_other(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=29)
    for place in ("@officer", "@inspector"):
        story.reads_on(place, reference)
    await story.sergeant.presses(story.reads_on("@sergeant", reference)[-1], "I have this")
    rows = await as_json(story, reference, "U0SERGEANT1")
    overdue = [row for row in rows if (row["clock"], row["rung"], row["state"]) == ("enforcement", "overdue", "said")]
    assert [(row["turn"], bool(row["answered"])) for row in overdue] == [(1, False), (2, True)]
    assert not [row for row in rows if row["rung"] == "due" and row["answered"]]
    await story.officer.records_enforcement(reference)


async def test_what_was_superseded_says_by_what(story: Story) -> None:
    reference = await story.officer.refers(grade="low")
    await story.officer.takes(reference)
    await story.officer.grades(reference, "high")
    shown = lines(await told(story.officer, reference), "Enforcement action")
    superseded = [line for line in shown if "graded it high" in line]
    assert any(line.split(" · ")[-1].startswith("half: Officer 1, North graded it high") for line in superseded)
    assert any(line.endswith("half → owner") for line in shown)
    await story.officer.records_enforcement(reference)
    shown = lines(await told(story.officer, reference), "Enforcement action")
    assert not [line for line in shown if line.endswith("half → owner")]
    assert [line for line in shown if "recorded enforcement action" in line]


async def test_what_somebody_asked_to_hear_later_says_that_it_was_their_own_wish(story: Story) -> None:
    reference = await story.officer.refers(grade="low")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-29 12:00")
    half = story.reads_on("@officer", reference)[-1]
    for choice in ("4 hours", "own"):
        await story.officer.presses(half, "Remind me…")
        own = {"at_date": "2026-12-01", "at_time": "08:00"} if choice == "own" else {}
        assert not await story.officer.submits(when=choice, **own)
    await story.time_passes_until("2026-12-01 08:00")
    story.expect("@sergeant", reference, "nine tenths")
    story.expect("@officer", reference, "You asked for this reminder")
    shown = lines(await told(story.officer, reference), "Enforcement action")
    [nearly] = [line for line in shown if "nearly due" in line]
    assert "nearly due → Sergeant, North (supervisor); Officer 1, North had asked to be reminded later" in nearly
    assert [line for line in shown if line.endswith("asked for (1): another time was asked for")]
    assert [line for line in shown if "asked for (2) → Officer 1, North (owner)" in line]
    await story.officer.records_enforcement(reference)


async def test_what_only_the_owner_would_have_heard_is_superseded_by_their_wish(story: Story) -> None:
    reference = await story.officer.refers(grade="medium")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-13 20:00")
    half = story.reads_on("@officer", reference)[-1]
    await story.officer.presses(half, "Remind me…")
    assert not await story.officer.submits(when="4 hours")
    await story.time_passes(hours=2)
    shown = lines(await told(story.officer, reference), "Enforcement action")
    assert [line for line in shown if line.endswith("three quarters: Officer 1, North had asked to be reminded later")]
    rows = await as_json(story, reference, "U0OFFICER1")
    [row] = [each for each in rows if (each["clock"], each["rung"]) == ("enforcement", "three quarters")]
    assert row["state"] == "superseded"
    await story.officer.records_enforcement(reference)
    await story.time_passes(hours=4)


async def test_it_is_for_the_team_and_reading_it_is_on_record(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await told(story.auditor, reference)
    window = await story.officer.asks(f"/case {reference}")
    assert "Auditor · read it (2 times since then)" in window
