"""A case that nobody owns is its channel's, its supervisors' and then the inspector's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.telling import begins
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story

UNOWNED = "Nobody owns it"


async def test_a_very_high_referral_that_nobody_takes_goes_up_within_the_hour(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    assert "Allocate it · due Tue 3 Nov 10:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-03 12:42")

    for rung, hour in (("half", "09:42"), ("three quarters", "09:57"), ("nine tenths", "10:06")):
        told = story.expect("#ocsae-north", reference, "Allocate it", rung, UNOWNED, at=f"Tue 3 Nov {hour}")
        assert labels(told)[:2] == ["Take it", "Allocate…"]
    nearly = story.expect(
        "@sergeant", reference, "nine tenths", UNOWNED, "you supervise the team", at="Tue 3 Nov 10:06"
    )
    assert "Allocate it" in story.says(nearly)
    story.expect("@sergeant", reference, "Allocate it", "due and has not been done", UNOWNED, at="Tue 3 Nov 10:12")
    story.expect("@inspector", reference, "Allocate it", "no supervisor has said", at="Tue 3 Nov 10:42")
    story.expect("#ocsae-north", reference, "Allocate it", "still overdue", UNOWNED, at="Tue 3 Nov 12:12")
    story.expect("@sergeant", reference, "Allocate it", "still overdue", UNOWNED, at="Tue 3 Nov 12:12")
    story.expect("@inspector", reference, "Allocate it", "still overdue and no supervisor", at="Tue 3 Nov 12:42")

    await story.officer.takes(reference)
    await story.time_passes(hours=8)


@pytest.mark.parametrize("grade", ["high", "medium", "low"])
async def test_every_other_grade_has_a_working_day_to_be_allocated(story: Story, grade: str) -> None:
    reference = await story.officer.refers(grade=grade)
    assert "Allocate it · due Wed 4 Nov 09:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-04 09:12")
    story.expect("#ocsae-north", reference, "Allocate it", "half", UNOWNED, at="Tue 3 Nov 21:12")
    # Three quarters, at 03:12, and nine tenths, at 06:48, wait for the morning, where they are one.
    for place in ("#ocsae-north", "@sergeant"):
        story.expect(place, reference, "Allocate it", "nine tenths", UNOWNED, at="Wed 4 Nov 07:00")
    story.expect("@sergeant", reference, "Allocate it", "due and has not been done", at="Wed 4 Nov 09:12")
    await story.sergeant.allocates(reference, story.officer)
    await story.officer.records_enforcement(reference)
    await story.time_passes(days=3)


async def test_every_later_clock_of_a_case_without_an_owner_comes_to_the_channel(story: Story) -> None:
    reference = await story.southern_officer.refers(grade="high", received="2026-10-31 09:12")
    story.reads_on("#ocsae-south", reference)
    story.reads_on("@southern sergeant", reference)
    await story.time_passes_until("2026-11-03 21:12")
    story.reads_on("@southern inspector", reference)
    story.reads_on("@southern sergeant", reference)
    story.expect("#ocsae-south", reference, "Enforcement action", "half of its time", UNOWNED)
    await story.southern_officer.takes(reference)
    await story.time_passes_until("2026-11-05 15:12")
    story.expect("@southern officer", reference, "three quarters of its time have gone", "You own it")
    await story.southern_officer.records_enforcement(reference)


@begins("2026-11-06 10:00")
async def test_a_working_day_from_friday_is_monday(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    assert "Allocate it · due Mon 9 Nov 10:00" in story.card(reference, "#ocsae-north")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)


@begins("2026-11-07 11:00")
async def test_a_working_day_from_saturday_counts_from_monday_morning(story: Story) -> None:
    reference = await story.officer.refers(grade="medium")
    await story.officer.presses(story.message(reference, "#ocsae-north"), "Why then?")
    assert "counted from Mon 9 Nov 08:00 because 7 Nov is not a working day" in story.officer.window
    assert "due Tue 10 Nov 08:00" in story.officer.window
    await story.time_passes_until("2026-11-08 21:29")
    story.expect_silence()
    await story.time_passes_until("2026-11-08 21:30")
    story.expect("#ocsae-north", reference, "half of its time", "Due Tue 10 Nov 08:00")
    await story.officer.closes_windows()
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)


@begins("2026-12-24 15:00")
async def test_no_bank_holiday_is_a_working_day(story: Story) -> None:
    reference = await story.officer.refers(grade="low")
    assert "Allocate it · due Tue 29 Dec 15:00" in story.card(reference, "#ocsae-north")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)
