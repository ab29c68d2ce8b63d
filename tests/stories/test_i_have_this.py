"""“I have this” is the word of somebody above the owner: nobody else's keeps the inspector out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice import NotPossible
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
