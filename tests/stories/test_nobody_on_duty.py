"""Before days off it is looked whether somebody above each officer is on duty, and said once where nobody is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.stories.telling import begins, on_both_databases
from tests.stories.words import london

if TYPE_CHECKING:
    from tests.stories.people import Person
    from tests.stories.story import Story

SATURDAY = "On Sat 7 Nov nobody above Officer 1, North, Officer 2, North is on duty."


async def is_away(who: Person, starts: str, until: str, **entered: object) -> None:
    """Enter an absence from "2026-11-07 00:00" until another moment."""
    await who.closes_windows()
    await who.opens("/duty")
    await who.presses_in_window("Enter an absence…")
    (first, begins_at), (last, ends_at) = (moment.split() for moment in (starts, until))
    errors = await who.submits(starts_date=first, starts_time=begins_at, ends_date=last, ends_time=ends_at, **entered)
    assert not errors, errors
    await who.closes_windows()


@on_both_databases
async def test_on_friday_it_is_said_that_nobody_is_on_duty_on_saturday_and_not_again(story: Story) -> None:
    await is_away(story.sergeant, "2026-11-07 00:00", "2026-11-09 08:00")
    await is_away(story.inspector, "2026-11-07 00:00", "2026-11-08 00:00")
    await story.time_passes_until("2026-11-06 11:59")
    story.expect_silence()
    await story.time_passes_until("2026-11-09 09:00")
    for place in ("#ocsae-duty", "@sergeant", "@inspector"):
        told = story.expect(place, SATURDAY, "Enter who covers with `/duty`", at="Fri 6 Nov 12:00")
        assert "Sun 8 Nov" not in story.says(told)


@pytest.mark.parametrize("until", ["2026-11-07 14:00", "2026-11-07 00:00"])
async def test_an_absence_that_ends_on_the_day_leaves_a_gap_until_then(story: Story, until: str) -> None:
    for who in (story.sergeant, story.inspector):
        await is_away(who, "2026-11-06 23:00", until)
    await story.time_passes_until("2026-11-09 09:00")
    if until.endswith("14:00"):
        for place in ("#ocsae-duty", "@sergeant", "@inspector"):
            story.expect(place, SATURDAY)


async def test_a_cover_is_somebody_above_and_nobody_is_above_himself(story: Story) -> None:
    await is_away(story.inspector, "2026-11-06 20:00", "2026-11-09 08:00")
    await is_away(story.sergeant, "2026-11-06 20:00", "2026-11-09 08:00", cover=story.second_officer.slack)
    await story.time_passes_until("2026-11-09 09:00")
    for place in ("#ocsae-duty", "@sergeant", "@inspector"):
        story.expect(
            place, "On Sat 7 Nov nobody above Officer 2, North is on duty", "On Sun 8 Nov nobody above Officer 2"
        )


@begins("2026-12-23 09:00")
async def test_bank_holidays_are_days_off_too(story: Story) -> None:
    for who in (story.sergeant, story.inspector):
        await is_away(who, "2026-12-28 00:00", "2026-12-29 08:00")
    await story.time_passes_until("2026-12-29 09:00")
    for place in ("#ocsae-duty", "@sergeant", "@inspector"):
        story.expect(place, "On Mon 28 Dec nobody above", at="Thu 24 Dec 12:00")


async def test_a_check_that_was_missed_is_made_up_for_while_it_is_of_use(story: Story) -> None:
    for who in (story.sergeant, story.inspector):
        await is_away(who, "2026-11-07 00:00", "2026-11-09 08:00")
    until = london("2026-11-07 10:00") - story.now
    await story.caseclock_is_down(hours=until / timedelta(hours=1))
    story.expect("#ocsae-duty", SATURDAY, at="Sat 7 Nov 10:00")
