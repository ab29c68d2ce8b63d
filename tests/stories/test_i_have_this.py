"""“I have this” is the word of somebody above the owner: nobody else's keeps the inspector out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from practice import NotPossible
from storage.roster import Roster
from tests.stories.installation import practice_roster
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story

HAVE = "I have this"


async def test_an_owner_cannot_answer_for_the_sergeant(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=26)
    story.reads_on("@inspector", reference)
    story.reads_on("@sergeant", reference)
    told = story.reads_on("@officer", reference)[-1]
    assert "Record enforcement action" in labels(told)
    assert HAVE not in labels(told)
    await story.officer.records_enforcement(reference)


async def test_in_the_channel_a_sergeant_is_not_asked_twice(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.time_passes(hours=3)
    story.reads_on("@inspector", reference)
    assert HAVE in labels(story.reads_on("@sergeant", reference)[-1])
    told = story.reads_on("#ocsae-north", reference)[-1]
    assert "Take it" in labels(told)
    assert HAVE not in labels(told)
    await story.officer.takes(reference)


async def test_what_one_has_answered_the_other_is_told(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=24, minutes=30)
    story.reads_on("@officer", reference)
    asked = story.reads_on("@sergeant", reference)[-1]
    escalated = story.reads_on("@inspector", reference)[-1]

    await story.inspector.presses(escalated, HAVE)
    assert "Inspector, North has this" in story.says(asked)
    assert HAVE not in labels(asked)
    with pytest.raises(AssertionError, match="no button"):
        await story.sergeant.presses(asked, HAVE)
    await story.officer.records_enforcement(reference)


async def test_a_message_to_somebody_else_cannot_be_answered(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=24)
    story.reads_on("@officer", reference)
    asked = story.reads_on("@sergeant", reference)[-1]
    with pytest.raises(NotPossible):
        await story.officer.presses(asked, HAVE)
    await story.officer.records_enforcement(reference)


def without_inspector() -> Roster:
    """Return the practice roster with nobody above the northern sergeant."""
    roster = practice_roster()
    people = {slack: person for slack, person in roster.people.items() if slack != "U0INSPECTOR1"}
    people["U0SERGEANT1"] = replace(people["U0SERGEANT1"], supervisor=None)
    return Roster(roster.teams, people)


@pytest.mark.parametrize("roster", [without_inspector()])
async def test_where_there_is_no_inspector_the_channel_hears_of_it_and_a_leader_answers_there(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=24, minutes=30)
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)
    told = story.expect("#ocsae-north", reference, "This team has no inspector, and no supervisor has answered")
    await story.second_officer.presses(told, HAVE)
    assert "This message asks for an answer from a supervisor of OCSAE North" in story.second_officer.window
    await story.sergeant.presses(told, HAVE)
    assert "Sergeant, North has this" in story.says(told)
    await story.officer.records_enforcement(reference)
