"""Where Slack takes nothing, or nobody answers, people are told by e-mail, without a word of any case."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from practice import faults
from storage.roster import Address, Roster
from tests.mail import MailServer, Mood, mail_server
from tests.stories.installation import practice_roster
from tests.stories.policies import allowing, starts_by
from tests.stories.screen import CANARY
from tests.stories.telling import on_both_databases
from tests.stories.test_who_was_told import lines, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.stories.story import Story

OFFICER, SERGEANT, DUTY = "first@example.org", "second@example.org", "third@example.org"
BY_HAND = "waits for you since Tue 3 Nov 21:12, and Slack does not take it. Look at the queue by hand."


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server
    for raw in server.everything:
        assert CANARY not in raw
        assert not re.search(r"CC-\d\d|very high|enforcement|OCSAE|Officer", raw, re.IGNORECASE), raw


@pytest.fixture
def roster(mail: MailServer) -> Roster:
    """Reach the officer, the sergeant and whoever is on duty in the north by e-mail, and the inspector not."""
    known = practice_roster()
    people, north = dict(known.people), known.teams["OCSAE North"]
    for slack, address in (("U0OFFICER1", OFFICER), ("U0SERGEANT1", SERGEANT)):
        people[slack] = replace(people[slack], fallback=(Address(mail.address(address)),))
    teams = {**known.teams, north.name: replace(north, fallback=(Address(mail.address(DUTY)),))}
    return Roster(teams, people)


def slack_takes_nothing(story: Story) -> None:
    story.installation.workspace.faults.next("chat.postMessage", faults.error("token_revoked"), 1_000)


def slack_is_back(story: Story) -> None:
    while story.installation.workspace.faults.take("chat.postMessage"):
        """It goes wrong no more."""


async def owned(story: Story) -> str:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    return reference


@on_both_databases
async def test_what_slack_does_not_take_is_said_by_e_mail_once(story: Story, mail: MailServer) -> None:
    reference = await owned(story)
    await story.time_passes_until("2026-11-03 21:11")
    slack_takes_nothing(story)
    await story.time_passes(minutes=10)
    assert mail.read() == []
    await story.time_passes(minutes=1)
    assert mail.read() == [(OFFICER, f"Caseclock: something urgent {BY_HAND}")]
    assert (await story.installation.bot.counts())["not_reached"] == 1, "that Slack takes nothing is known still"
    await story.caseclock_starts_anew()
    await story.time_passes(minutes=9)
    assert mail.read() == []

    slack_is_back(story)
    await story.time_passes(minutes=2)
    story.expect("@officer", reference, "half of its time", "Late")
    await story.time_passes(minutes=40)
    assert mail.read() == []
    shown = await told(story.sergeant, reference)
    assert "Officer 1, North by e-mail (owner), sent 21:22" in shown
    history = await story.sergeant.asks(f"/case {reference}")
    assert "told Officer 1, North by e-mail of “Enforcement action”" in history


async def test_what_is_delivered_and_done_in_time_is_said_in_slack_alone(story: Story, mail: MailServer) -> None:
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 09:20")
    asked = story.reads_on("@sergeant", reference)[-1]
    await story.sergeant.presses(asked, "I have this")
    await story.officer.records_enforcement(reference)
    await story.time_passes(hours=4)
    story.reads_on("@officer", reference)
    assert mail.read() == []


async def test_what_nobody_answers_in_time_is_said_by_e_mail_once(story: Story, mail: MailServer) -> None:
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 09:41")
    assert mail.read() == []
    await story.time_passes(minutes=2)
    in_slack = "Caseclock: something urgent waits for you in Slack since Wed 4 Nov 09:12. Open Slack."
    assert mail.read() == [(SERGEANT, in_slack)]
    # The inspector, who has no address, was told at 09:42; whoever is on duty hears that nobody answered.
    await story.time_passes(minutes=30)
    assert mail.read() == [(DUTY, in_slack.replace("09:12", "09:42"))]
    story.reads_on("@inspector", reference)
    await story.sergeant.presses(story.reads_on("@sergeant", reference)[-1], "I have this")
    await story.time_passes(minutes=45)
    assert mail.read() == []
    story.reads_on("@officer", reference)
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize("answers", [False, True])
async def test_a_new_policy_keeps_nobody_from_hearing_that_nobody_answered(
    story: Story, mail: MailServer, *, answers: bool
) -> None:
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 09:20")
    if answers:
        await story.sergeant.presses(story.reads_on("@sergeant", reference)[-1], "I have this")
    await starts_by(story, allowing("23 hours", "7 days"))
    assert mail.read() == []
    await story.time_passes_until("2026-11-04 09:43")
    in_slack = "Caseclock: something urgent waits for you in Slack since Wed 4 Nov 09:12. Open Slack."
    assert mail.read() == ([] if answers else [(SERGEANT, in_slack)])
    await story.officer.records_enforcement(reference)
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)


async def test_only_who_is_asked_hears_that_nobody_answered_and_only_of_what_asks(
    story: Story, mail: MailServer
) -> None:
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 06:00")
    await story.caseclock_is_down(hours=3.3)
    await story.time_passes_until("2026-11-04 11:50")
    assert [to for to, _ in mail.read()] == [SERGEANT, DUTY, SERGEANT]
    shown = lines(await told(story.sergeant, reference), "Enforcement action")
    due, nearly = (next(line for line in shown if f"· {rung} →" in line) for rung in ("due", "nearly due"))
    assert "by e-mail" in due
    assert "by e-mail" not in nearly
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.records_enforcement(reference)


async def test_what_can_wait_is_said_in_slack_alone(story: Story, mail: MailServer) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.time_passes(days=8)
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    assert mail.read() == []
    await story.officer.records_enforcement(reference)


async def test_beside_what_is_urgent_nothing_else_goes_beyond_slack(story: Story, mail: MailServer) -> None:
    urgent, other = [await story.officer.refers(grade=grade, evidence="in hand") for grade in ("very high", "high")]
    for reference in (urgent, other):
        await story.officer.takes(reference)
    await story.time_passes(minutes=25)
    slack_takes_nothing(story)
    await story.time_passes(minutes=17)
    assert [to for to, _ in mail.read()] == [OFFICER]
    slack_is_back(story)
    await story.time_passes(minutes=2)
    story.expect("@officer", urgent, other, "half of its time", "1 more reminder")
    assert "by e-mail" in await told(story.sergeant, urgent)
    assert "by e-mail" not in await told(story.sergeant, other)
    for reference in (urgent, other):
        await story.officer.confirms_evidence(reference)
        await story.officer.records_enforcement(reference)


async def test_an_e_mail_that_is_no_longer_needed_is_not_sent(story: Story, mail: MailServer) -> None:
    reference = await owned(story)
    mail.mood = Mood.REFUSES
    await story.time_passes_until("2026-11-04 09:43")
    asked = story.reads_on("@sergeant", reference)[-1]
    await story.sergeant.presses(asked, "I have this")
    mail.mood = Mood.TAKES
    await story.time_passes(minutes=10)
    assert mail.read() == []
    assert "Sergeant, North by e-mail (supervisor): was settled before it was sent" in await told(
        story.inspector, reference
    )
    story.reads_on("@inspector", reference)
    story.reads_on("@officer", reference)
    await story.officer.records_enforcement(reference)


async def test_a_gateway_that_takes_nothing_is_the_task_of_an_administrator(story: Story, mail: MailServer) -> None:
    reference = await owned(story)
    mail.mood = Mood.REFUSES
    await story.time_passes_until("2026-11-04 09:52")
    task = story.expect("@admin", "Messages to Sergeant, North by e-mail cannot be delivered", "does not take them")
    assert "See to the address in the roster file" in story.says(task)
    assert "Sergeant, North by e-mail, 1 message since" in await story.admin.asks("/caseclock status")
    assert "could not tell Sergeant, North by e-mail" in await story.inspector.asks(f"/case {reference}")
    assert mail.address(SERGEANT) not in story.transcript()
    mail.mood = Mood.TAKES
    await story.time_passes(minutes=12)
    [(to, _)] = mail.read()
    assert to == SERGEANT
    assert "Messages to Sergeant, North by e-mail arrive again." in story.says(task)
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.records_enforcement(reference)


async def test_a_gateway_that_may_have_taken_it_gets_it_again_and_holds_up_nobody(
    story: Story, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reminders.gateways._PATIENCE", 0.3)
    reference = await owned(story)
    mail.mood = Mood.TAKES_IN_SILENCE
    await story.time_passes_until("2026-11-04 09:43")
    words = "Caseclock: something urgent waits for you in Slack since Wed 4 Nov 09:12. Open Slack."
    assert mail.read()[0] == (SERGEANT, words)
    story.expect("@inspector", reference, "no supervisor has said", at="Wed 4 Nov 09:42")
    mail.mood = Mood.TAKES
    mail.read()
    await story.time_passes(minutes=5)
    assert mail.read() == [(SERGEANT, f"{words} (This may be a repeat.)")]
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.records_enforcement(reference)
