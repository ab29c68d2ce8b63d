"""What is typed to Caseclock is answered: with what was asked for, or with what can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule
from tests.stories.people import CANARY

if TYPE_CHECKING:
    from tests.stories.story import Story


async def test_a_queue_is_ordered_by_risk_and_then_by_what_is_due_first(story: Story) -> None:
    low = await story.officer.refers(grade="low", received="06:00")
    high = await story.officer.refers(grade="high", received="08:00")
    sooner = await story.officer.refers(grade="high", received="07:00")
    ungraded = await story.officer.refers()
    for reference in (low, high, sooner, ungraded):
        await story.officer.takes(reference)
    shown = await story.officer.asks("/queue mine")
    places = [shown.index(reference) for reference in (ungraded, sooner, high, low)]
    assert places == sorted(places)
    assert "■■■■ CC-26-00004 · ungraded · in progress\nGrade it due today 13:12 · Officer 1, North" in shown
    await story.officer.grades(ungraded, "low")


async def test_each_queue_shows_its_own(story: Story) -> None:
    overdue = await story.second_officer.refers(grade="very high", received="2026-11-02 09:00")
    for place in ("#ocsae-north", "@sergeant"):
        story.reads_on(place, overdue)
    await story.second_officer.takes(overdue)
    for place in ("@second officer", "@sergeant"):
        story.reads_on(place, overdue)
    unowned = await story.officer.refers(grade="high")
    ungraded = await story.officer.refers()
    await story.officer.takes(ungraded)

    everything = {overdue, unowned, ungraded}
    expected = {
        "mine": {ungraded},
        "team": everything,
        "overdue": {overdue},
        "unallocated": {unowned},
        "ungraded": {ungraded},
        "": {ungraded},
    }
    for which, references in expected.items():
        shown = await story.officer.asks(f"/queue {which}".strip())
        assert {reference for reference in everything if reference in shown} == references, which
    await story.southern_officer.asks("/queue team")
    assert "nothing is open here" in story.southern_officer.window
    await story.second_officer.records_enforcement(overdue)


@pytest.mark.parametrize("rules", [every_rule()], ids=["every rule"])
async def test_a_queue_names_what_is_due_next_where_that_is_something_to_do(story: Story) -> None:
    reference = await story.officer.refers(grade="very high", child_at_risk="yes")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)
    assert "Refer to children’s services due today" in await story.sergeant.asks("/queue team")


async def test_a_case_opens_from_a_queue_and_shows_what_was_typed_and_who_read_it(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.sergeant.asks("/queue team")
    await story.sergeant.presses_in_window("Open", reference)
    for words in (CANARY, f"REF {CANARY}", "Grooming", "CEOP", "logged it: CEOP, Grooming"):
        assert words in story.sergeant.window
    await story.officer.asks(f"/case {reference}")
    assert "Sergeant, North · read it" in story.officer.window
    await story.officer.presses_in_window("Take it")
    assert "Officer 1, North" in story.officer.window
    assert "Owner\nOfficer 1, North" in story.card(reference, "#ocsae-north")


@pytest.mark.parametrize("typed", ["CC-26-00001", "cc-26-1", "26-00001", "cc 26 00001"])
async def test_a_case_is_found_however_its_reference_is_typed(story: Story, typed: str) -> None:
    reference = await story.officer.refers(grade="high")
    assert reference in await story.officer.asks(f"/case {typed}")
    assert CANARY in story.officer.window


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/case CC-26-00099", "There is no case CC-26-00099. A reference looks like CC-26-00042"),
        ("/case the one from Tuesday", "That is no reference of a case. One looks like CC-26-00042"),
        ("/queue everything", "There is no queue of that name. Write /queue followed by one of: mine, team"),
        ("/caseclock staus", "Did you mean /caseclock status?"),
        ("/caseclock dance", "Caseclock does not know what stands behind /caseclock."),
        ("/caseclock", "/refer – log a referral"),
        ("/caseclock help", "Never write the name of a child, a suspect or a witness in Slack"),
    ],
)
async def test_nothing_is_met_with_silence(story: Story, command: str, answer: str) -> None:
    assert answer in (await story.officer.asks(command)).replace("`", "")


async def test_status_says_what_waits_and_what_comes_next(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    shown = await story.officer.asks("/caseclock status")
    assert "Slack is connected." in shown
    assert "1 open case." in shown
    assert "Next reminder: today 21:12." in shown
    assert "Waiting to be sent: 0 messages." in shown
    assert "The auditor has not looked yet." in shown


async def test_status_says_when_the_auditor_last_looked(story: Story) -> None:
    await story.installation.is_as_it_should_be()
    shown = await story.officer.asks("/caseclock status")
    assert "The auditor last looked today 09:12: all was as it should be." in shown


async def test_the_force_can_read_its_rules(story: Story) -> None:
    shown = await story.officer.asks("/caseclock policy")
    assert "Enforcement action · very high 24 hours, high 7 days, medium 14 days, low 30 days" in shown
    assert "HMICFRS 5 April 2023" in shown
    assert "■■■■ very high: every 2 hours; a supervisor has 30 minutes to answer" in shown


async def test_whoever_talks_to_caseclock_is_told_what_it_can_do(story: Story) -> None:
    assert "/refer – log a referral" in (await story.officer.says("D0OFFICER1", "Hello?")).replace("`", "")
    assert "/refer – log a referral" in (await story.officer.says("C0GENERAL", "@Caseclock?")).replace("`", "")


async def test_home_shows_an_officer_their_own_and_a_sergeant_the_teams(story: Story) -> None:
    mine = await story.officer.refers(grade="high")
    other = await story.officer.refers(grade="high")
    await story.officer.takes(mine)
    await story.second_officer.takes(other)
    home = await story.officer.opens_home()
    assert mine in home
    assert other not in home
    home = await story.sergeant.opens_home()
    assert mine in home
    assert other in home


async def test_a_long_queue_has_pages(story: Story) -> None:
    references = [await story.officer.refers(grade="high", received="09:00") for _ in range(21)]
    assert "1–20 of 21 cases, the most urgent first" in await story.officer.asks("/queue team")
    await story.officer.presses_in_window("Next")
    assert "21–21 of 21 cases" in story.officer.window
    assert references[-1] in story.officer.window
    await story.officer.presses_in_window("Previous")
    assert references[0] in story.officer.window
