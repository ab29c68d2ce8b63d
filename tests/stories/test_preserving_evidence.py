"""Where a device or account is in the picture, the advice is there at once, and its confirmation has a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stories.story import Story

RULE = "No factory reset. Nothing wiped, sold or handed on."
SAY = "Please do not reset, wipe, sell or give away the device"
WRITE = "Dates and times with their time zone"
NEVER = "Never copy, forward, screenshot or print an image of a child"
CALL = "Call the digital forensics unit"


@pytest.mark.parametrize("evidence", ["in hand", "at risk", "account only"])
async def test_whoever_logs_it_is_shown_what_to_say_and_confirms_it(story: Story, evidence: str) -> None:
    await story.officer.opens("/refer")
    assert not await story.officer.submits(evidence=evidence, grade="high")
    reference = story.logged_in(story.officer.window)
    for words in (RULE, SAY, WRITE, NEVER, CALL):
        assert words in story.officer.window
    story.expect("#ocsae-north", reference, "Nobody has confirmed yet", RULE, SAY, WRITE, NEVER, CALL)
    story.expect("@officer", reference, "Nobody has confirmed yet", RULE)

    assert not await story.officer.submits(confirmed=["yes"])
    for place in ("#ocsae-north", "@officer"):
        card = story.card(reference, place)
        assert "Advice confirmed by Officer 1, North, Tue 3 Nov 09:12" in card
        assert "Confirm the evidence advice · done Tue 3 Nov 09:12" in card
        assert RULE in card
        assert SAY not in card
    await story.time_passes(hours=2)
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)


async def test_what_nobody_confirms_goes_up_within_the_hour(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="at risk")
    await story.officer.takes(reference)
    assert "Confirm the evidence advice · due Tue 3 Nov 10:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-04 07:05")

    clock = "Confirm the evidence advice"
    for rung, hour in (("half", "09:42"), ("three quarters", "09:57"), ("nine tenths", "10:06")):
        told = story.expect("@officer", reference, clock, rung, at=f"Tue 3 Nov {hour}")
        assert "What stops it: confirming that the advice was given" in story.says(told)
    story.expect("@sergeant", reference, clock, "nine tenths", at="Tue 3 Nov 10:06")
    story.expect("@sergeant", reference, clock, "due and has not been done", at="Tue 3 Nov 10:12")
    story.expect("@inspector", reference, clock, "no supervisor has said", at="Tue 3 Nov 12:12")
    # What comes at 22:12 and 00:12 waits for the morning.
    for place in ("@officer", "@sergeant", "@inspector"):
        story.expect(place, reference, clock, "still overdue", at="Wed 4 Nov 07:00")

    await story.second_officer.confirms_evidence(reference)
    card = story.card(reference, "#ocsae-north")
    assert "Advice confirmed by Officer 2, North, Wed 4 Nov 07:05" in card
    assert "done Wed 4 Nov 07:05, 20 h 53 min late" in card
    await story.officer.records_enforcement(reference)


async def test_evidence_that_comes_into_the_picture_later_starts_the_clock_then(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.time_passes(hours=5)
    assert RULE not in story.card(reference, "#ocsae-north")
    await story.officer.finds(reference, "Advice not to reset was given…")
    assert not await story.officer.submits(evidence="account only")
    card = story.card(reference, "#ocsae-north")
    assert "Confirm the evidence advice · due Tue 3 Nov 15:12" in card
    assert RULE in card
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)
    await story.time_passes(hours=3)


async def test_another_device_asks_for_the_advice_again(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="account only")
    await story.officer.takes(reference)
    await story.officer.confirms_evidence(reference)
    await story.time_passes(hours=2)
    await story.officer.finds(reference, "Advice not to reset was given…")
    assert not await story.officer.submits(evidence="at risk")
    assert "Confirm the evidence advice · due Tue 3 Nov 12:12" in story.card(reference, "#ocsae-north")
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)
