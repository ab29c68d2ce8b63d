"""Whoever has no business here is told so politely, on every surface, and sees nothing of any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice import NotPossible
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story

COMMANDS = ["/refer", "/case", "/case CC-26-00001", "/queue", "/queue team", "/caseclock setup", "/caseclock status"]
OUTSIDER = "Caseclock answers only full members of this workspace, not guests, partner organisations or bots."
UNKNOWN = "You are not on the Caseclock roster, so nothing was shown or changed."
ELSEWHERE = "CC-26-00001 belongs to another team. Ask a supervisor of OCSAE North if you need to see it."


async def invite(story: Story, slack: str) -> None:
    """Let somebody into the northern channel by mistake."""
    workspace = story.installation.workspace
    workspace.join(workspace.channels["C0NORTH"], slack)


@pytest.mark.parametrize("command", [*COMMANDS, "/caseclock help"])
async def test_guests_and_partner_organisations_are_refused_every_command(story: Story, command: str) -> None:
    for outsider in (story.guest, story.stranger):
        answer = await outsider.asks(command)
        assert OUTSIDER in answer
        assert "Ask your own supervisor to log this for you" in answer


async def test_a_guest_is_refused_the_shortcut_the_home_tab_and_a_conversation(story: Story) -> None:
    await story.guest.member.shortcut("refer")
    assert OUTSIDER in story.guest.window
    await story.guest.closes_windows()
    assert OUTSIDER in await story.guest.opens_home()
    assert OUTSIDER in await story.guest.says("D0GUEST", "What can you do?")
    assert OUTSIDER in await story.guest.says("C0GENERAL", "@Caseclock what can you do?")


async def test_a_guest_who_got_into_the_channel_is_refused_every_button(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="in hand")
    await invite(story, "U0GUEST")
    card = story.message(reference, "#ocsae-north")
    for label in labels(card):
        await story.guest.presses(card, label)
        assert OUTSIDER in story.guest.window
        await story.guest.closes_windows()
    assert "Owner\nnobody yet" in story.card(reference, "#ocsae-north")
    await story.officer.confirms_evidence(reference)


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "/caseclock setup"])
async def test_a_member_who_was_taken_off_the_roster_is_refused(story: Story, command: str) -> None:
    await story.admin.asks("/caseclock setup")
    await story.admin.chooses("setup_edit_person", "U0OFFICER2")
    await story.admin.presses_in_window("Remove")
    await story.admin.closes_windows()

    answer = await story.second_officer.asks(command)
    assert UNKNOWN in answer
    assert "Ask a workspace administrator to add you" in answer


async def test_another_team_sees_nothing_of_a_case(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    assert ELSEWHERE in await story.southern_officer.asks(f"/case {reference}")
    assert ELSEWHERE in await story.southern_sergeant.asks(f"/case {reference}")
    assert reference not in await story.southern_sergeant.asks("/queue team")
    assert reference not in await story.southern_sergeant.opens_home()
    with pytest.raises(NotPossible):
        await story.southern_sergeant.presses(story.message(reference, "#ocsae-north"), "Take it")


async def test_another_teams_officer_who_got_into_the_channel_is_refused_every_button(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="in hand")
    await invite(story, "U0OFFICER3")
    card = story.message(reference, "#ocsae-north")
    for label in labels(card):
        await story.southern_officer.presses(card, label)
        assert ELSEWHERE in story.southern_officer.window
        await story.southern_officer.closes_windows()
    assert "Owner\nnobody yet" in story.card(reference, "#ocsae-north")
    await story.officer.confirms_evidence(reference)


async def test_an_auditor_reads_and_changes_nothing(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await invite(story, "U0AUDITOR")
    assert reference in await story.auditor.asks(f"/case {reference}")
    await story.auditor.closes_windows()
    await story.auditor.presses(story.message(reference, "#ocsae-north"), "Take it")
    assert "Take it on CC-26-00001 is for an officer of OCSAE North" in story.auditor.window
    assert "Log a referral on a new case is for an officer of OCSAE North" in await story.auditor.asks("/refer")


async def test_an_administrator_of_the_workspace_sees_no_case(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    answer = await story.admin.asks(f"/case {reference}")
    assert "high" not in answer
    await story.admin.closes_windows()
    await story.admin.presses(story.message(reference, "#ocsae-north"), "Take it")
    assert "Owner\nnobody yet" in story.card(reference, "#ocsae-north")
    assert reference in story.admin.window
