"""When somebody writes of a reset in a channel, the advice stands in the thread before anybody has done it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from practice import faults
from storage.tables import TABLES
from tests.stories import words
from tests.stories.installation import practice_roster
from tests.stories.people import CANARY

if TYPE_CHECKING:
    from storage.database import Transaction
    from tests.stories.story import Story

TALK = f"Told mum to factory reset the phone, {CANARY}"
RULE = "No factory reset. Nothing wiped, sold or handed on."
SAY = "Please do not reset, wipe, sell or give away the device"
NORTH, SOUTH, GENERAL = "C0NORTH", "C0SOUTH", "C0GENERAL"


def journal(transaction: Transaction) -> list[tuple[str, str | None, dict[str, Any], Any]]:
    """What the journal has of the advice: who, the case, the facts, the note."""
    rows = TABLES["journal"]
    wanted = select(rows).where(rows.c.event == "reset talk answered").order_by(rows.c.number)
    return [(row.actor, row.reference, json.loads(row.facts), row.note) for row in transaction.execute(wanted)]


def without(*slack: str) -> Any:  # noqa: ANN401 - a roster, as a fixture of the story
    whole = practice_roster()
    return replace(whole, people={each: person for each, person in whole.people.items() if each not in slack})


async def test_the_advice_stands_in_the_thread_and_a_case_can_be_opened_from_it(story: Story) -> None:
    written = await story.officer.writes(NORTH, TALK)
    told = story.expect("#ocsae-north", RULE, SAY, "Stop answering the person", "Call the digital forensics unit")
    assert told.thread_ts == written.ts
    assert words.labels(told) == ["Open a case", "The advice in full"]
    await story.officer.presses(told, "Open a case")
    assert "Log a referral" in story.officer.window
    await story.officer.closes_windows()
    await story.officer.presses(told, "The advice in full")
    assert "Who are you talking to?" in story.officer.window
    [(actor, reference, facts, note)] = await story.installation.read(journal)
    assert (actor, reference, note) == ("caseclock", None, None)
    assert facts["channel"] == NORTH
    assert facts["delivery"].startswith("Ev")
    assert set(facts) == {"channel", "delivery"}


async def test_a_case_that_is_named_is_the_one_that_opens(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="at risk")
    await story.second_officer.writes(NORTH, f"cc 26 1: he wants to wipe the laptop, {CANARY}")
    told = story.expect("#ocsae-north", RULE, SAY)
    await story.officer.takes(reference)
    assert words.labels(told) == [f"Open {reference}", "The advice in full"]
    await story.second_officer.presses(told, f"Open {reference}")
    assert "heard talk of a reset and gave the advice in its thread" in story.second_officer.window
    await story.second_officer.closes_windows()
    await story.second_officer.presses(told, "The advice in full")
    assert not await story.second_officer.submits()
    assert "Advice confirmed by Officer 2, North" in story.second_officer.window
    await story.officer.records_enforcement(reference)


async def test_what_is_written_below_a_picture_is_heard_too(story: Story) -> None:
    workspace = story.installation.workspace
    picture = workspace.uploads.add("screen.png", b"not really a picture")
    await story.officer.writes(NORTH, TALK, files=[picture])
    story.expect("#ocsae-north", RULE, SAY)
    assert not [entry for entry in workspace.ledger.entries if entry.method.startswith("files.")]


async def test_a_case_that_there_is_not_is_not_offered(story: Story) -> None:
    await story.officer.writes(NORTH, "CC-26-00099 wants to know: can he reset the phone?")
    assert words.labels(story.expect("#ocsae-north", RULE)) == ["Open a case", "The advice in full"]


async def test_it_is_said_once_a_thread_and_in_each_thread(story: Story) -> None:
    harmless = await story.officer.writes(NORTH, "We have the boy’s phone number now.")
    reply = await story.second_officer.writes(NORTH, "His mum will wipe the phone today.", harmless.ts)
    told = story.expect("#ocsae-north", RULE)
    assert told.thread_ts == harmless.ts != reply.ts
    await story.officer.writes(NORTH, "She has deleted the messages too.", harmless.ts)
    story.expect_silence()
    other = await story.officer.writes(NORTH, "She has deleted the messages too.")
    assert story.expect("#ocsae-north", RULE).thread_ts == other.ts


@pytest.mark.parametrize(
    "text", ["Reset my password, please.", "Do not let him reset the phone!", "The meeting is reset to three.", ""]
)
async def test_what_is_innocent_is_met_with_silence(story: Story, text: str) -> None:
    await story.officer.writes(NORTH, text)
    story.expect_silence()
    assert await story.installation.read(journal) == []


async def test_what_is_said_to_caseclock_alone_is_answered_with_what_it_can_do(story: Story) -> None:
    assert "log a referral" in await story.officer.says("D0OFFICER1", TALK)
    story.expect_silence()


@pytest.mark.parametrize(
    "change",
    [
        {"bot_id": "B0OTHER"},
        {"bot_id": "B0CASECLOCK", "user": "U0CASECLOCK"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed", "message": {"text": TALK, "user": "U0OFFICER1", "ts": "1.1"}},
        {"subtype": "message_deleted"},
        {"channel_type": "mpim"},
        {"text": None},
    ],
)
async def test_bots_edits_and_group_messages_are_not_listened_to(story: Story, change: dict[str, Any]) -> None:
    await deliver(story, **change)
    story.expect_silence()


async def deliver(story: Story, **change: object) -> None:
    """Deliver an event of a message in the channel of North, and see it acknowledged."""
    said = {"type": "message", "channel_type": "group", "channel": NORTH, "user": "U0OFFICER1", "text": TALK}
    event = said | {"ts": "1.1"} | change
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T0PRACTICE", "event": event}
    for attempt in range(3):
        await story.installation.workspace.hub.ask("events_api", body, {"retry_attempt": attempt, "retry_reason": ""})
    await story.installation.settle()


async def test_an_event_that_comes_three_times_is_answered_once(story: Story) -> None:
    written = await story.officer.writes(NORTH, TALK)
    await deliver(story, ts=written.ts)
    story.expect("#ocsae-north", RULE)
    story.expect_silence()
    assert len(await story.installation.read(journal)) == 1


@pytest.mark.parametrize("roster", [without("U0OFFICER2")])
async def test_whoever_writes_gets_the_advice_and_access_is_looked_at_when_they_press(story: Story) -> None:
    await story.guest.writes(GENERAL, TALK)
    told = story.expect("#general", RULE, SAY)
    for presser, refusal in ((story.guest, "full members"), (story.second_officer, "not on the Caseclock roster")):
        await presser.presses(told, "Open a case")
        assert refusal in presser.window
        await presser.closes_windows()
    await story.second_officer.writes(GENERAL, TALK)
    await story.second_officer.presses(story.expect("#general", RULE, SAY), "The advice in full")
    assert "Read aloud" in story.second_officer.window


async def test_of_a_case_of_another_team_nothing_is_shown(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.southern_officer.writes(SOUTH, f"{reference}: they will wipe the tablet")
    told = story.expect("#ocsae-south", RULE)
    for label in (f"Open {reference}", "The advice in full"):
        await story.southern_officer.presses(told, label)
        assert "belongs to another team" in story.southern_officer.window
        await story.southern_officer.closes_windows()
    await story.officer.records_enforcement(reference)


async def test_an_answer_that_slack_has_without_saying_so_is_found_in_the_thread(story: Story) -> None:
    story.installation.workspace.faults.next("chat.postMessage", faults.dropped().after_accepting())
    await story.officer.writes(NORTH, TALK)
    await story.time_passes(minutes=5)
    story.expect("#ocsae-north", RULE)
    story.expect_silence()


async def test_where_the_channel_cannot_be_written_to_the_leaders_of_the_team_hear_of_it(story: Story) -> None:
    story.installation.workspace.faults.next("chat.postMessage", faults.error("restricted_action"))
    await story.officer.writes(NORTH, TALK)
    for place in ("@sergeant", "@inspector"):
        assert story.expect(place, RULE, SAY).thread_ts is None
    story.expect("@admin", "Messages cannot be delivered: who may write there is restricted.")


async def test_a_bot_that_was_down_gives_the_advice_when_it_is_back(story: Story) -> None:
    story.installation.workspace.faults.next("chat.postMessage", faults.status(503), 5)
    written = await story.officer.writes(NORTH, TALK)
    await story.caseclock_is_down(hours=1)
    await story.time_passes(minutes=10)
    assert story.expect("#ocsae-north", RULE).thread_ts == written.ts
