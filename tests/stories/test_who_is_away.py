"""Absence and cover: while somebody is away, what they would be told goes to their cover, and never to nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from storage import people
from tests.stories.installation import every_rule, practice_roster
from tests.stories.telling import on_both_databases
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.people import Person
    from tests.stories.story import Story


async def is_away(who: Person, until: str, cover: Person | None = None, **entered: object) -> dict[str, str]:
    """Enter an absence from now until "2026-11-06 08:00" and return what the form complains of."""
    await who.closes_windows()
    await who.opens("/duty")
    await who.presses_in_window("Enter an absence…")
    day, _, hour = until.partition(" ")
    covers = {"cover": cover.slack} if cover else {}
    return await who.submits(ends_date=day, ends_time=hour, **covers, **entered)


@on_both_databases
async def test_reminders_go_to_the_cover_and_say_for_whom_until_the_owner_is_back(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    assert not await is_away(story.officer, "2026-11-04 05:00", story.second_officer)
    assert "away until Wed 4 Nov 05:00 · Officer 2, North covers" in story.officer.window
    await story.officer.closes_windows()

    await story.time_passes_until("2026-11-04 06:48")
    whom = "For Officer 1, North, who is away until Wed 4 Nov 05:00."
    for rung, hour in (("half", "Tue 3 Nov 21:12"), ("three quarters", "Wed 4 Nov 03:12")):
        told = story.expect("@second officer", reference, rung, whom, "Owner: Officer 1, North", at=hour)
        assert "You own it" not in story.says(told)
    story.expect("@officer", reference, "nine tenths", "You own it", at="Wed 4 Nov 06:48")
    supervised = story.expect("@sergeant", reference, "nine tenths", at="Wed 4 Nov 06:48")
    assert "who is away" not in story.says(supervised)
    await story.officer.records_enforcement(reference)


async def test_leaving_with_open_cases_and_no_cover_is_refused_with_the_list(story: Story) -> None:
    first, second = [await story.officer.refers(grade="high") for _ in range(2)]
    for reference in (first, second):
        await story.officer.takes(reference)
    errors = await is_away(story.officer, "2026-11-06 08:00")
    assert f"Officer 1, North has open cases or entries: {first}, {second}. Choose who covers" in errors["cover"]
    assert not await story.officer.submits(cover=story.second_officer.slack)
    assert not await is_away(story.sergeant, "2026-11-06 08:00")
    await story.officer.closes_windows()
    await story.sergeant.closes_windows()
    for reference in (first, second):
        await story.officer.records_enforcement(reference)


@pytest.mark.parametrize(
    ("entered", "field", "sentence"),
    [
        ({"cover": "U0OFFICER1"}, "cover", "other than Officer 1, North"),
        ({"ends_date": "2026-11-03", "ends_time": "09:00"}, "ends_date", "still to come and after the beginning"),
        ({"starts_date": "2026-11-07"}, "ends_date", "still to come and after the beginning"),
    ],
)
async def test_what_cannot_be_is_said_on_its_field(
    story: Story, entered: dict[str, str], field: str, sentence: str
) -> None:
    errors = await is_away(story.officer, "2026-11-06 08:00")
    assert not errors
    await story.officer.presses_in_window("End it now")
    await story.officer.presses_in_window("Enter an absence…")
    errors = await story.officer.submits(**{"ends_date": "2026-11-06", "ends_time": "08:00", **entered})
    assert sentence in errors[field]
    await story.officer.closes_windows()


@pytest.mark.parametrize("rules", [every_rule()], ids=["every rule"])
async def test_an_entry_that_is_somebodys_to_do_needs_a_cover_too(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.presses(story.message(reference, "#ocsae-north"), "To do")
    await story.officer.presses_in_window("Add evidence, referral, custody, task…")
    assert not await story.officer.submits(kind="CCTV", doer=story.second_officer.slack)
    assert reference in (await is_away(story.second_officer, "2026-11-06 08:00"))["cover"]
    await story.second_officer.closes_windows()
    await story.officer.presses_in_window("Record…", f"{reference}/5")
    assert not await story.officer.submits(result="Secured")
    assert not await is_away(story.second_officer, "2026-11-06 08:00")
    for somebody in (story.officer, story.second_officer):
        await somebody.closes_windows()


async def test_a_cover_must_be_on_duty_then_and_nobody_is_away_twice(story: Story) -> None:
    assert not await is_away(story.second_officer, "2026-11-05 08:00")
    errors = await is_away(story.officer, "2026-11-06 08:00", story.second_officer)
    assert "Officer 2, North is away then too: choose somebody who is on duty." in errors["cover"]
    assert not await story.officer.submits(
        starts_date="2026-11-05", starts_time="08:00", cover=story.second_officer.slack
    )
    assert "away from Thu 5 Nov 08:00 until Fri 6 Nov 08:00" in story.officer.window
    errors = await is_away(story.officer, "2026-11-06 07:00")
    assert "is entered as away then already" in errors["starts_date"]
    await story.officer.closes_windows()
    await story.second_officer.closes_windows()


async def test_a_supervisor_enters_it_for_the_team_and_an_officer_for_nobody_else(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.officer.opens("/duty")
    await story.officer.presses_in_window("Enter an absence…")
    assert "Who is away" not in story.officer.window
    await story.officer.closes_windows()
    assert not await is_away(story.sergeant, "2026-11-06 08:00", story.second_officer, person=story.officer.slack)
    assert "Officer 1, North · away until Fri 6 Nov 08:00 · Officer 2, North covers" in story.sergeant.window
    await story.sergeant.closes_windows()
    assert "no absence is entered" in await story.second_officer.asks("/duty")
    assert "Officer 1, North" not in story.second_officer.window

    await story.officer.opens("/duty")
    await story.officer.presses_in_window("End it now")
    assert "no absence is entered" in story.officer.window
    await story.officer.closes_windows()
    await story.second_officer.closes_windows()
    await story.time_passes(hours=12)
    story.expect("@officer", reference, "half of its time", "You own it")
    await story.officer.records_enforcement(reference)


async def test_a_cover_who_is_away_passes_it_on_and_nobody_left_means_the_supervisor(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    assert not await is_away(story.officer, "2026-11-06 08:00", story.second_officer)
    ahead = {"starts_date": "2026-11-03", "starts_time": "20:00"}
    assert not await is_away(story.second_officer, "2026-11-04 01:00", story.sergeant, **ahead)
    later = {"starts_date": "2026-11-04", "starts_time": "01:00"}
    assert not await is_away(story.second_officer, "2026-11-06 08:00", None, **later)
    for somebody in (story.officer, story.second_officer):
        await somebody.closes_windows()
    await story.time_passes_until("2026-11-04 06:48")
    whom = "For Officer 1, North, who is away until Fri 6 Nov 08:00."
    story.expect("@sergeant", reference, "half of its time", whom, at="Tue 3 Nov 21:12")
    story.expect("@sergeant", reference, "three quarters", whom, at="Wed 4 Nov 03:12")
    both = story.expect("@sergeant", reference, "nine tenths", "You supervise the owner", at="Wed 4 Nov 06:48")
    assert "who is away" not in story.says(both)
    await story.officer.records_enforcement(reference)


async def test_what_a_sergeant_who_is_away_would_be_told_never_comes_to_the_owner(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    assert not await is_away(story.sergeant, "2026-11-06 08:00", story.officer)
    await story.sergeant.closes_windows()
    await story.time_passes(hours=24)
    whom = ("For Sergeant, North, who is away until Fri 6 Nov 08:00.", "Sergeant, North supervises the owner")
    story.reads_on("@officer", reference, "You own it")
    story.expect("@inspector", reference, "nine tenths", *whom)
    due = story.expect("@inspector", reference, "it is due and has not been done", *whom)
    await story.time_passes(minutes=10)
    await story.inspector.presses(due, "I have this")
    await story.time_passes(hours=1, minutes=50)
    story.expect("@inspector", reference, "still overdue", "Inspector, North has this")
    story.reads_on("@officer", reference)
    await story.officer.records_enforcement(reference)


async def test_a_sergeants_cover_may_answer_in_their_place(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    assert not await is_away(story.sergeant, "2026-11-06 08:00", story.second_officer)
    await story.sergeant.closes_windows()
    await story.time_passes(hours=24)
    story.reads_on("@officer", reference)
    story.expect("@second officer", reference, "nine tenths")
    due = story.expect("@second officer", reference, "it is due", "For Sergeant, North, who is away")
    assert "I have this" in labels(due)
    await story.second_officer.presses(due, "I have this")
    assert "Officer 2, North has this" in story.says(due)
    await story.officer.records_enforcement(reference)
    await story.time_passes(hours=4)


async def test_an_absence_of_somebody_who_has_left_the_roster_does_no_harm(story: Story) -> None:
    assert not await is_away(story.second_officer, "2026-11-06 08:00", story.officer)
    await story.second_officer.closes_windows()
    roster = practice_roster()
    left = {slack: person for slack, person in roster.people.items() if slack != "U0OFFICER2"}
    await story.installation.house.store.write(
        lambda transaction: people.replace(transaction, replace(roster, people=left))
    )
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.sergeant.opens("/duty")
    assert "Officer 2" not in story.sergeant.window
    await story.sergeant.closes_windows()
    await story.time_passes(hours=12)
    story.expect("@officer", reference, "half of its time")
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize("who", ["auditor", "admin"])
async def test_duty_is_for_those_who_have_cases(story: Story, who: str) -> None:
    asked = {"auditor": story.auditor, "admin": story.admin}[who]
    assert "Absences are kept for officers, supervisors and inspectors" in await asked.asks("/duty")


async def test_whoever_no_longer_leads_the_team_ends_nobody_elses_absence(story: Story) -> None:
    assert not await is_away(story.second_officer, "2026-11-06 08:00")
    await story.second_officer.closes_windows()
    await story.sergeant.opens("/duty")
    roster = practice_roster()
    moved = replace(roster.people["U0SERGEANT1"], role="officer")
    changed = replace(roster, people={**roster.people, moved.slack: moved})
    await story.installation.house.store.write(lambda transaction: people.replace(transaction, changed))
    await story.sergeant.presses_in_window("End it now")
    assert "is entered by Officer 2, North, or by a supervisor of OCSAE North" in story.sergeant.window
    await story.sergeant.closes_windows()
    assert "away until Fri 6 Nov 08:00" in await story.second_officer.asks("/duty")
    await story.second_officer.presses_in_window("End it now")
    assert "no absence is entered" in story.second_officer.window
    await story.second_officer.closes_windows()
