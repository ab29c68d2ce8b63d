"""“Remind me…” for whom it is not the owner's own: a cover, who asks for somebody else, and the doer of a task."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule
from tests.stories.test_remind_me import REMIND, asks_for
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story


async def test_a_cover_asks_for_whom_they_cover_and_who_is_back_hears_of_it(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.officer.opens("/duty")
    await story.officer.presses_in_window("Enter an absence…")
    away = {"ends_date": "2026-11-07", "ends_time": "01:00", "cover": story.second_officer.slack}
    assert not await story.officer.submits(**away)
    await story.officer.closes_windows()
    await story.time_passes_until("2026-11-06 22:00")
    half = story.expect("@second officer", reference, "half of its time", "For Officer 1, North, who is away")
    assert "Not mine…" not in labels(half)
    assert not await asks_for(story.second_officer, half, "1 hour")
    await story.time_passes(hours=1)
    again = story.expect("@second officer", reference, "You asked for this reminder", "For Officer 1, North")
    assert not await asks_for(story.second_officer, again, "4 hours")
    await story.time_passes(hours=4)
    story.expect("@officer", reference, "You own it. Officer 2, North asked for this reminder", at="Sat 7 Nov 03:00")
    await story.second_officer.presses(again, REMIND)
    assert "is for Officer 1, North to see to now" in story.second_officer.window
    await story.second_officer.closes_windows()
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize("rules", [every_rule()], ids=["every rule"])
async def test_whoever_has_a_task_to_do_asks_for_it_and_not_the_owner(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.adds(reference, "CCTV", doer=story.second_officer.slack)
    await story.time_passes_until("2026-11-17 10:00")
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    half = story.expect("@second officer", reference, "CCTV", "half of its time has gone")
    assert labels(half) == ["Done…", REMIND, "Not mine…", "Open"]
    assert not await asks_for(story.second_officer, half, "2 hours")
    await story.time_passes(hours=2)
    story.expect("@second officer", "CCTV", "It is yours to do. You asked for this reminder", at="Tue 17 Nov 12:00")
    await story.second_officer.presses(half, "Done…")
    assert not await story.second_officer.submits(result="Secured")
    assert "Nothing more is needed from this message" in story.says(half)
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)


async def test_a_sergeant_who_gave_a_case_away_still_hears_of_it_as_supervisor_and_so_does_its_owner(
    story: Story,
) -> None:
    reference = await story.officer.refers(grade="medium")
    await story.sergeant.takes(reference)
    await story.time_passes_until("2026-11-13 20:00")
    half = story.reads_on("@sergeant", reference)[-1]
    assert not await asks_for(story.sergeant, half, "own", at_date="2026-11-16", at_time="08:00")
    await story.sergeant.allocates(reference, story.officer)
    await story.time_passes_until("2026-11-16 08:00")
    story.expect("@officer", reference, "three quarters", at="Fri 13 Nov 21:12")
    story.expect("@officer", reference, "nine tenths", at="Mon 16 Nov 07:00")
    story.expect("@sergeant", reference, "nine tenths", "You supervise the owner", at="Mon 16 Nov 07:00")
    story.expect("@officer", reference, "Sergeant, North asked for this reminder", at="Mon 16 Nov 08:00")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)


async def test_a_window_that_is_sent_off_many_times_at_once_asks_once(story: Story) -> None:
    reference = await story.officer.refers(grade="medium")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-10 10:00")
    half = story.reads_on("@officer", reference)[-1]
    await story.officer.presses(half, REMIND)
    story.officer.fills_in(when="1 hour")
    await asyncio.gather(*(story.officer.member.submit() for _ in range(5)))
    await story.installation.settle()
    await story.time_passes(hours=3)
    story.expect("@officer", reference, "You asked for this reminder", at="Tue 10 Nov 11:00")
    assert (await story.officer.asks(f"/case {reference}")).count("asked to be reminded") == 1
    await story.officer.records_enforcement(reference)
