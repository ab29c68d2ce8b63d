"""A reminder is a promise that is checked again when it is sent, and one that stands tells the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice import faults
from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story


async def test_a_reminder_that_was_settled_before_slack_took_it_is_not_sent(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    story.installation.workspace.faults.next("chat.postMessage", faults.rate_limited("120"))
    await story.time_passes(hours=12)
    story.expect_silence()
    await story.officer.records_enforcement(reference)
    await story.time_passes(hours=2)
    story.expect_silence()


async def test_a_reminder_that_slack_would_not_take_at_once_says_that_it_is_late(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    story.installation.workspace.faults.next("chat.postMessage", faults.rate_limited("300"))
    await story.time_passes(hours=12, minutes=6)
    story.expect("@officer", reference, "half of its time", "Late: this should have reached you today 21:12")
    await story.officer.records_enforcement(reference)


async def test_reminders_that_stand_are_redrawn_as_settled_wherever_they_were_sent(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=26)
    messages = [*story.reads_on("@officer"), *story.reads_on("@sergeant"), *story.reads_on("@inspector")]
    assert len(messages) == 8
    assert all("Record enforcement action" in labels(message) for message in messages)
    await story.officer.records_enforcement(reference)
    for message in messages:
        assert labels(message) == []
        assert "Enforcement action · done Wed 4 Nov 11:12, 2 h late. Nothing more is needed" in story.says(message)


async def test_a_new_owner_is_told_and_the_old_one_is_no_longer_asked(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes(hours=12)
    old = story.expect("@officer", reference, "half of its time", "You own it")
    await story.sergeant.allocates(reference, story.second_officer)
    story.expect("@officer", reference, "A supervisor gave this case, which was yours, to somebody else")
    assert "Owner: Officer 2, North" in story.says(old)
    assert "You own it" not in story.says(old)
    await story.time_passes(hours=6)
    story.expect("@second officer", reference, "three quarters", "You own it")
    await story.second_officer.records_enforcement(reference)


async def test_taking_a_case_settles_what_the_channel_was_asked(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.time_passes(minutes=54)
    asked = [*story.reads_on("#ocsae-north", reference), *story.reads_on("@sergeant", reference)]
    await story.officer.takes(reference)
    for message in asked:
        assert "Allocate it · done Tue 3 Nov 10:06. Nothing more is needed from this message." in story.says(message)
    await story.officer.records_enforcement(reference)
    await story.time_passes(hours=6)
