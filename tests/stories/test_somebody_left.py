"""Somebody's account is gone: the next above hears what they would, and their cases become somebody's task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.telling import on_both_databases
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story

GONE = "The account of Officer 1, North is deactivated"


def deactivate(story: Story, *roles: str) -> None:
    """Close the accounts of people in Slack."""
    story.refusals_expected |= {"user_disabled", "is_archived"}
    for slack in roles:
        story.installation.workspace.deactivate(slack)


@on_both_databases
async def test_cases_of_somebody_who_left_become_a_task_from_which_they_are_allocated(story: Story) -> None:
    first, second = [await story.officer.refers(grade="low", child_at_risk="no") for _ in range(2)]
    for reference in (first, second):
        await story.officer.takes(reference)
    deactivate(story, "U0OFFICER1")

    await story.time_passes_until("2026-11-04 06:00")
    task = story.expect("@sergeant", GONE, "2 cases need an owner", first, second, "Allocate…", at="Wed 4 Nov 06:00")
    told = story.expect("@admin", GONE, "2 cases need an owner", "Whoever supervises has been asked to allocate")
    assert first not in story.says(told)
    assert labels(told) == []

    await story.sergeant.presses(task, "Allocate…", first)
    assert "Officer 1, North" not in str(story.sergeant.member.modals[-1]["blocks"][1])
    assert not await story.sergeant.submits(owner=story.second_officer.slack)
    story.expect("@second officer", first, "allocated to you")
    assert f"{GONE}; 1 case needs an owner." in story.says(task)
    assert first not in story.says(task)
    await story.sergeant.presses(task, "Allocate…", second)
    assert not await story.sergeant.submits(owner=story.second_officer.slack)
    story.expect("@second officer", second, "allocated to you")
    assert f"{GONE}; none of their cases needs an owner." in story.says(task)
    assert "An administrator takes them off the roster with `/caseclock setup`" in story.says(told)


@on_both_databases
async def test_what_a_supervisor_who_left_would_hear_goes_to_the_next_above_within_the_same_beat(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    deactivate(story, "U0SERGEANT1")
    await story.time_passes_until("2026-11-04 06:48")
    for rung in ("half", "three quarters"):
        story.expect("@officer", reference, rung)
    story.expect("@officer", reference, "nine tenths", at="Wed 4 Nov 06:48")
    instead = "For Sergeant, North, whom Slack does not reach."
    story.expect("@inspector", "The account of Sergeant, North is deactivated", at="Wed 4 Nov 06:00")
    story.expect("@admin", "The account of Sergeant, North is deactivated", at="Wed 4 Nov 06:00")
    story.expect("@inspector", reference, "nine tenths", instead, at="Wed 4 Nov 06:48")
    await story.officer.records_enforcement(reference)


async def test_an_account_that_is_closed_between_two_sweeps_is_noticed_by_what_slack_refuses(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    deactivate(story, "U0OFFICER1")
    await story.time_passes_until("2026-11-03 21:12")
    half = story.expect("@sergeant", reference, "half", "For Officer 1, North, whom Slack does not reach.")
    assert story.moment(half) == "Tue 3 Nov 21:12"
    assert "Owner: Officer 1, North" in story.says(half)
    story.expect("@sergeant", GONE, "1 case needs an owner", at="Tue 3 Nov 21:12")
    story.expect("@admin", GONE)
    await story.sergeant.allocates(reference, story.second_officer)
    await story.second_officer.records_enforcement(reference)


async def test_where_nobody_is_left_whoever_is_on_duty_and_the_administrators_hear(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    deactivate(story, "U0OFFICER1", "U0SERGEANT1", "U0INSPECTOR1")
    await story.time_passes_until("2026-11-03 21:12")
    for place in ("#ocsae-duty", "@admin"):
        story.expect(place, reference, "half", "For Officer 1, North, whom Slack does not reach.")
    for name in ("Officer 1, North", "Sergeant, North", "Inspector, North"):
        for place in ("#ocsae-duty", "@admin"):
            story.expect(place, f"The account of {name} is deactivated")


async def test_an_account_that_is_opened_again_is_noticed_within_the_hour(story: Story) -> None:
    reference = await story.officer.refers(grade="low", child_at_risk="no")
    await story.officer.takes(reference)
    deactivate(story, "U0OFFICER1")
    await story.time_passes_until("2026-11-04 06:00")
    tasks = [story.expect(place, GONE) for place in ("@sergeant", "@admin")]
    officer = story.installation.workspace.people["U0OFFICER1"]
    officer.deleted = False
    await story.time_passes(hours=1)
    for task in tasks:
        assert "Officer 1, North can be reached again. Nothing more is to be done." in story.says(task)


async def test_what_is_urgent_is_not_written_to_an_account_that_slack_still_takes_messages_for(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    story.installation.workspace.deactivate("U0OFFICER1")
    direct = story.installation.workspace.dm("U0OFFICER1")
    assert direct
    direct.is_archived = False
    await story.time_passes_until("2026-11-03 21:12")
    instead = "For Officer 1, North, whom Slack does not reach."
    story.expect("@sergeant", reference, "half", instead, at="Tue 3 Nov 21:12")
    for place in ("@sergeant", "@admin"):
        story.expect(place, GONE, at="Tue 3 Nov 21:12")
