"""A new policy comes while messages wait for the morning, for a fixed hour, or for Slack: each is told once."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from casework.policy import Policy
from practice import faults
from tests.stories.policies import allowing, starts_by, with_rung_at, without_rung
from tests.stories.telling import begins, on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story

SEVEN, SIX, EIGHT = (allowing("24 hours", f"{days} days") for days in (7, 6, 8))
"""Of a case of Tuesday at noon, half is over on Saturday at midnight; or on Friday at noon; or on Saturday at noon."""

DOWN = faults.status(503)


def without(policy: Policy, name: str) -> Policy:
    """Return such a policy whose ladder does not have a rung."""
    return Policy.model_construct(**{**dict(policy), "rung": without_rung(name).rung})


def quiet_until(policy: Policy, ends: time) -> Policy:
    """Return such a policy whose night ends at another hour."""
    hours = policy.quiet_hours.model_copy(update={"ends": ends})
    return Policy.model_construct(**{**dict(policy), "quiet_hours": hours})


async def half_waits_for_the_morning(story: Story) -> str:
    """Have an officer's case reach half of its time at midnight, which the officer is to hear at seven."""
    reference = await story.officer.refers(grade="high", evidence="none known")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-07 02:00")
    story.expect_silence()
    return reference


@on_both_databases
@begins("2026-11-03 12:00")
@pytest.mark.parametrize(
    ("policy", "told"),
    [
        pytest.param(SIX, "Sat 7 Nov 07:00", id="its moment is past"),
        pytest.param(EIGHT, "Sat 7 Nov 12:00", id="its moment is to come"),
        pytest.param(with_rung_at("half", "40 %"), "Sat 7 Nov 07:00", id="its clock stands, and its moment is past"),
        pytest.param(with_rung_at("half", "60 %"), "Sat 7 Nov 07:00", id="its clock stands, and its moment is to come"),
        pytest.param(quiet_until(SEVEN, time(5)), "Sat 7 Nov 07:00", id="the night is shorter"),
        pytest.param(quiet_until(SIX, time(9)), "Sat 7 Nov 07:00", id="the night is longer, and its moment is past"),
        pytest.param(without(SIX, "half"), None, id="there is no such rung any more"),
    ],
)
async def test_what_waits_for_the_morning_is_told_once(story: Story, policy: Policy, told: str | None) -> None:
    reference = await half_waits_for_the_morning(story)
    await starts_by(story, policy)
    story.expect_silence()
    await story.time_passes_until("2026-11-07 16:00")
    if told:
        message = story.expect("@officer", reference, "half of its time has gone", at=told)
        assert "Late" not in story.says(message)
        assert "has changed since" not in story.says(message)
        assert "Not said in time" not in story.says(message)
    story.expect_silence()
    assert await story.installation.is_as_it_should_be()
    await story.officer.records_enforcement(reference)


@begins("2026-11-03 12:00")
async def test_what_a_second_new_policy_finds_waiting_is_told_once(story: Story) -> None:
    reference = await half_waits_for_the_morning(story)
    await starts_by(story, SIX)
    await starts_by(story, SEVEN)
    await story.time_passes_until("2026-11-07 16:00")
    story.expect("@officer", reference, "half of its time has gone", at="Sat 7 Nov 07:00")
    story.expect_silence()
    await story.officer.records_enforcement(reference)


@begins("2026-11-03 12:00")
async def test_who_was_told_shows_what_a_new_policy_found_waiting(story: Story) -> None:
    reference = await half_waits_for_the_morning(story)
    await starts_by(story, SIX)
    await story.time_passes_until("2026-11-07 08:00")
    story.reads_on("@officer", reference)
    await story.sergeant.finds(reference, "Who was told?")
    said, _, left_out = story.sergeant.window.partition("Was planned and not said")
    assert "Sat 7 Nov 00:00 · Enforcement action · half → Officer 1, North (owner), sent 07:00" in said
    assert "Enforcement action · half" not in left_out
    await story.sergeant.closes_windows()
    await story.officer.records_enforcement(reference)


@on_both_databases
@begins("2026-11-03 12:00")
async def test_what_is_said_again_and_waits_for_its_hour_is_told_then(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="none known")
    await story.officer.takes(reference)
    # Overdue since Tuesday noon; said again at midnight, and at noon for 16:00.
    await story.time_passes_until("2026-11-11 14:00")
    story.has_read(story.unread())
    await starts_by(story, SIX)
    story.expect_silence()
    await story.time_passes_until("2026-11-12 09:00")
    for hour in ("Wed 11 Nov 16:00", "Thu 12 Nov 08:00"):
        for person in ("@officer", "@sergeant", "@inspector"):
            story.expect(person, reference, "still overdue", at=hour)
    story.expect_silence()
    await story.officer.records_enforcement(reference)


@begins("2026-11-03 12:00")
async def test_that_an_answer_expired_is_told_in_the_morning(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="none known")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-10 12:01")
    due = story.expect("@sergeant", reference, "it is due and has not been done")
    story.has_read(story.unread())
    await story.sergeant.presses(due, "I have this", reference)
    await story.time_passes_until("2026-11-11 02:00")
    story.has_read(story.unread())
    await starts_by(story, SIX)
    await story.time_passes_until("2026-11-11 07:01")
    story.expect("@sergeant", reference, "still not done", at="Wed 11 Nov 07:00")
    told = story.expect("@inspector", reference, "still overdue", at="Wed 11 Nov 07:00")
    assert "no supervisor has said" in story.says(told)
    story.expect("@officer", reference, "still overdue", at="Wed 11 Nov 07:00")
    await story.officer.records_enforcement(reference)


@on_both_databases
@pytest.mark.parametrize("fault", [faults.rate_limited("300"), DOWN.after_accepting(), DOWN])
async def test_what_slack_has_not_taken_yet_or_may_have_is_told_once(story: Story, fault: faults.Fault) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-03 21:11")
    story.installation.workspace.faults.next("chat.postMessage", fault)
    story.installation.workspace.faults.next("conversations.history", DOWN, 3)
    await story.time_passes(minutes=1)
    await starts_by(story, allowing("23 hours", "7 days"))
    await story.time_passes(minutes=20)
    told = story.expect("@officer", reference, "half of its time has gone")
    assert "has changed since" not in story.says(told)
    story.expect_silence()
    await story.officer.records_enforcement(reference)
