"""What nobody acts on goes up the line by the grade's own times, to the minute, until it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from casework.policy import Policy
from tests.stories.installation import clocks_of_a_case
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story


class Times(NamedTuple):
    """When each rung of the enforcement clock is told, for a case received on Tuesday 3 November 2026 at 09:12.

    What is neither very high nor ungraded waits from 22:00 to 07:00.
    """

    half: str
    three_quarters: str
    nearly: str
    due: str
    unanswered: str
    again: str
    again_unanswered: str


VERY_HIGH = Times(
    "Tue 3 Nov 21:12",
    "Wed 4 Nov 03:12",
    "Wed 4 Nov 06:48",
    "Wed 4 Nov 09:12",
    "Wed 4 Nov 09:42",
    "Wed 4 Nov 11:12",
    "Wed 4 Nov 11:42",
)
HIGH = Times(
    "Fri 6 Nov 21:12",
    "Sun 8 Nov 15:12",
    "Mon 9 Nov 16:24",
    "Tue 10 Nov 09:12",
    "Tue 10 Nov 11:12",
    "Tue 10 Nov 21:12",
    "Wed 11 Nov 07:00",
)
MEDIUM = Times(
    "Tue 10 Nov 09:12",
    "Fri 13 Nov 21:12",
    "Mon 16 Nov 07:00",
    "Tue 17 Nov 09:12",
    "Tue 17 Nov 13:12",
    "Wed 18 Nov 09:12",
    "Wed 18 Nov 13:12",
)
LOW = Times(
    "Wed 18 Nov 09:12",
    "Wed 25 Nov 21:12",
    "Mon 30 Nov 09:12",
    "Thu 3 Dec 09:12",
    "Fri 4 Dec 09:12",
    "Fri 4 Dec 09:12",
    "Mon 7 Dec 09:12",
)


@pytest.mark.parametrize(
    ("grade", "times", "until"),
    [
        ("very high", VERY_HIGH, "2026-11-04 11:42"),
        ("high", HIGH, "2026-11-11 07:00"),
        ("medium", MEDIUM, "2026-11-18 13:12"),
        ("low", LOW, "2026-12-07 09:00"),
    ],
)
async def test_nobody_acts_on_a_referral(story: Story, grade: str, times: Times, until: str) -> None:
    reference = await story.officer.refers(grade=grade)
    await story.officer.takes(reference)
    await story.time_passes_until(until)

    story.expect("@officer", reference, "half of its time has gone", "You own it", at=times.half)
    story.expect("@officer", reference, "three quarters of its time have gone", at=times.three_quarters)
    story.expect("@officer", reference, "nine tenths of its time have gone", at=times.nearly)
    story.expect("@sergeant", reference, "nine tenths of its time have gone", at=times.nearly)
    due = story.expect("@sergeant", "it is due and has not been done", "You supervise the owner", at=times.due)
    silence = "overdue and no supervisor has said “I have this”"
    unanswered = story.expect("@inspector", reference, "You are the inspector", silence, at=times.unanswered)
    again = story.expect("@sergeant", reference, "it is still overdue", at=times.again)
    story.expect("@officer", reference, "it is still overdue", at=times.again)
    for message in (due, unanswered, again):
        assert "I have this" in labels(message)

    if grade != "low":
        last = story.expect("@inspector", reference, f"still {silence}", at=times.again_unanswered)
        assert "I have this" in labels(last)
    await story.officer.records_enforcement(reference)
    await story.time_passes(days=5)


async def test_what_is_overdue_comes_back_until_it_is_met(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=24)
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)

    await story.time_passes(hours=7)
    for hour in ("11:12", "14:00", "16:00"):
        story.expect("@officer", reference, "it is still overdue", "You own it", at=f"Wed 4 Nov {hour}")
        story.expect("@sergeant", reference, "it is still overdue", at=f"Wed 4 Nov {hour}")
    for hour in ("09:42", "11:42", "14:00", "16:00"):
        story.expect("@inspector", reference, "no supervisor has said", at=f"Wed 4 Nov {hour}")
    await story.officer.records_enforcement(reference)
    await story.time_passes(days=3)


async def test_a_low_grade_comes_back_to_the_inspector_on_each_working_day(story: Story) -> None:
    reference = await story.officer.refers(grade="low")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-12-03 09:13")
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)

    await story.time_passes_until("2026-12-08 16:01")
    for moment in ("Fri 4 Dec 09:12", "Mon 7 Dec 16:00", "Tue 8 Dec 16:00"):
        story.expect("@officer", reference, "it is still overdue", at=moment)
        story.expect("@sergeant", reference, "it is still overdue", at=moment)
    for moment in ("Fri 4 Dec 09:12", "Mon 7 Dec 09:12", "Tue 8 Dec 16:00"):
        story.expect("@inspector", reference, "no supervisor has said", at=moment)
    await story.officer.records_enforcement(reference)


def telling(rung: str, *tell: str) -> Policy:
    """Return rules by which a rung tells others."""
    rules = clocks_of_a_case()
    rungs = tuple(row.model_copy(update={"tell": tell}) if row.name == rung else row for row in rules.rung)
    return Policy.model_construct(**{**dict(rules), "rung": rungs})


@pytest.mark.parametrize("rules", [telling("unanswered", "inspector", "duty channel")], ids=["duty channel"])
async def test_a_rung_may_tell_whoever_is_on_duty(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 09:42")
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    told = story.expect("#ocsae-duty", reference, "It came to whoever is on duty", "Owner: Officer 1, North")
    assert "no supervisor has said “I have this”" in story.says(told)
    await story.sergeant.presses(told, "I have this")
    assert "Sergeant, North has this" in story.says(told)
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize("rules", [telling("due", "supervisor", "cover")], ids=["cover"])
async def test_a_rung_may_tell_who_covers_while_somebody_is_away(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.officer.opens("/duty")
    await story.officer.presses_in_window("Enter an absence…")
    assert not await story.officer.submits(ends_date="2026-11-06", cover="U0OFFICER2")
    await story.officer.closes_windows()
    await story.time_passes_until("2026-11-04 09:13")
    story.reads_on("@sergeant", reference)
    covered = story.reads_on("@second officer", reference, "For Officer 1, North, who is away")
    assert "it is due and has not been done" in story.says(covered[-1]).casefold()
    await story.sergeant.records_enforcement(reference)
