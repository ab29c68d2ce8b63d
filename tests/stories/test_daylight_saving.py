"""Elapsed time is elapsed time, whatever the clock on the wall does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.telling import begins

if TYPE_CHECKING:
    from tests.stories.story import Story


@begins("2026-10-06 09:12")
async def test_thirty_days_across_the_end_of_summer_time_are_thirty_times_twenty_four_hours(story: Story) -> None:
    reference = await story.officer.refers(grade="low")
    await story.officer.takes(reference)
    assert "Enforcement action · due Thu 5 Nov 08:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-05 08:12")
    story.expect("@officer", reference, "half of its time", at="Wed 21 Oct 09:12")
    story.expect("@officer", reference, "three quarters", at="Wed 28 Oct 20:12")
    story.expect("@officer", reference, "nine tenths", at="Mon 2 Nov 08:12")
    story.expect("@sergeant", reference, "nine tenths", at="Mon 2 Nov 08:12")
    story.expect("@sergeant", reference, "it is due and has not been done", at="Thu 5 Nov 08:12")
    await story.officer.records_enforcement(reference)


@begins("2027-03-27 09:12")
async def test_a_day_across_the_start_of_summer_time_is_twenty_four_hours(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    assert "Enforcement action · due Sun 28 Mar 10:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2027-03-28 10:12")
    story.expect("@officer", reference, "half of its time", at="Sat 27 Mar 21:12")
    story.expect("@officer", reference, "three quarters", at="Sun 28 Mar 04:12")
    story.reads_on("@officer", reference, "nine tenths")
    story.expect("@sergeant", reference, "nine tenths", at="Sun 28 Mar 07:48")
    story.expect("@sergeant", reference, "it is due and has not been done", at="Sun 28 Mar 10:12")
    await story.officer.records_enforcement(reference)


@begins("2027-03-28 12:00")
async def test_an_hour_that_never_was_cannot_be_the_hour_of_receipt(story: Story) -> None:
    await story.officer.opens("/refer")
    errors = await story.officer.submits(received="2027-03-28 01:30")
    assert "there was no 01:30" in errors["received_time"]
    await story.officer.closes_windows()


@begins("2026-10-25 12:00")
async def test_of_an_hour_that_came_twice_the_first_counts_and_is_named(story: Story) -> None:
    reference = await story.officer.refers(grade="high", received="2026-10-25 01:30")
    await story.officer.takes(reference)
    assert "Enforcement action · due Sun 1 Nov 00:30" in story.card(reference, "#ocsae-north")
    await story.officer.presses(story.message(reference, "#ocsae-north"), "Why then?")
    assert "Received 25 Oct 01:30 BST; graded high; 7 days" in story.officer.window
