"""A workspace administrator sets teams and people up in Slack, from nothing to the first referral."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.roster import Roster

if TYPE_CHECKING:
    from tests.stories.story import Story

NOBODY = pytest.mark.parametrize("roster", [Roster({}, {})])
PEOPLE = [
    ("U0INSPECTOR1", "Inspector, North", "inspector", None),
    ("U0SERGEANT1", "Sergeant, North", "supervisor", "U0INSPECTOR1"),
    ("U0OFFICER1", "Officer 1, North", "officer", "U0SERGEANT1"),
]


async def add_team(story: Story) -> None:
    await story.admin.presses_in_window("Add a team")
    team = {"name": "OCSAE North", "channel": "C0NORTH", "digest_channels": ["C0DIGEST"], "digest_at": "07:00"}
    assert not await story.admin.submits(**team)
    assert "OCSAE North" in story.admin.window


@NOBODY
async def test_from_an_empty_house_to_the_first_reminder(story: Story) -> None:
    assert "You are not on the Caseclock roster" in await story.officer.asks("/refer")
    assert "0 teams, 0 names on the roster" in await story.admin.asks("/caseclock setup")
    await add_team(story)
    for slack, name, role, supervisor in PEOPLE:
        await story.admin.presses_in_window("Add a person")
        given = {"slack": slack, "name": name, "team": "OCSAE North", "role": role, "supervisor": supervisor}
        assert not await story.admin.submits(**given, skills="KIRAT assessor until 2027-03-31\nOCSAE investigator")
    assert "1 team, 3 names on the roster" in story.admin.window

    await story.officer.closes_windows()
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 09:42")
    assert [message.channel for message in story.digests] == ["C0DIGEST"]
    assert story.moment(story.digests[0]) == "Wed 4 Nov 07:00"
    story.reads_on("@officer", reference, "You own it")
    story.reads_on("@sergeant", reference, "You supervise the owner, Officer 1, North")
    story.expect("@inspector", reference, "You are the inspector")
    await story.officer.records_enforcement(reference)


async def test_only_a_workspace_administrator_sets_up(story: Story) -> None:
    for person in (story.officer, story.sergeant, story.inspector, story.auditor):
        assert "Only a workspace administrator can change the roster" in await person.asks("/caseclock setup")


async def test_mistakes_come_back_on_their_fields(story: Story) -> None:
    await story.admin.asks("/caseclock setup")
    await story.admin.presses_in_window("Add a person")
    person = {"slack": "U0GUEST", "name": "Guest", "team": "OCSAE North", "role": "officer"}
    assert "no guests" in (await story.admin.submits(**person))["slack"]
    person |= {"slack": "U0OFFICER1", "name": "Officer 1 again"}
    assert "on the roster already" in (await story.admin.submits(**person))["slack"]
    await story.admin.closes_windows()


async def test_whoever_owns_open_cases_stays_until_they_are_allocated(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.second_officer.takes(reference)
    await story.admin.asks("/caseclock setup")
    await story.admin.chooses("setup_edit_person", "U0OFFICER2")
    await story.admin.presses_in_window("Remove")
    assert f"Officer 2, North still owns 1 open cases ({reference})" in story.admin.window
    await story.sergeant.allocates(reference, story.officer)
    story.expect("@second officer", reference, "A supervisor gave this case, which was yours, to somebody else")
    await story.admin.asks("/caseclock setup")
    await story.admin.chooses("setup_edit_person", "U0OFFICER2")
    await story.admin.presses_in_window("Remove")
    assert "Officer 2, North is no longer on the roster" in story.admin.window


async def test_a_new_supervisor_hears_of_the_next_rung(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.admin.asks("/caseclock setup")
    await story.admin.chooses("setup_edit_person", "U0OFFICER1")
    assert not await story.admin.submits(supervisor="U0INSPECTOR1")
    await story.time_passes(hours=24)
    story.reads_on("@officer", reference)
    story.expect("@inspector", reference, "nine tenths", "You supervise the owner")
    story.expect("@inspector", reference, "due and has not been done")
    await story.officer.records_enforcement(reference)
