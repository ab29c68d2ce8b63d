"""What should have been said while Caseclock was down is said once when it is back, and says that it is late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.reminders import dispatcher
from practice import AppNotConnected
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story


@on_both_databases
async def test_after_twelve_hours_each_person_has_one_message_and_it_is_marked_late(story: Story) -> None:
    cases = [await story.officer.refers(grade="very high", received=f"2026-11-03 0{hour}:00") for hour in (7, 8, 9)]
    for place in ("#ocsae-north", "@sergeant", "@inspector"):
        story.reads_on(place)
    for reference in cases:
        await story.officer.takes(reference)
    for place in ("#ocsae-north", "@sergeant", "@inspector"):
        story.reads_on(place)
    await story.caseclock_is_down(hours=18)

    told = story.expect("@officer", *cases, "Late: this should have reached you yesterday 19:00", at="Wed 4 Nov 03:12")
    assert "Not said in time: half" in story.says(told)
    assert "Three quarters of its time have gone" in story.says(told)
    story.expect_silence()
    for reference in cases:
        await story.officer.records_enforcement(reference)


async def test_the_ladder_goes_on_from_where_it_is_and_not_from_where_it_stopped(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.caseclock_is_down(days=2)
    for place, words in (
        ("@officer", "still overdue"),
        ("@sergeant", "still overdue"),
        ("@inspector", "still overdue"),
    ):
        told = story.expect(place, reference, words, "Late: this should have reached", at="Thu 5 Nov 09:12")
        assert "Not said in time" in story.says(told)
    story.expect_silence()
    await story.time_passes(hours=3)
    for place in ("@officer", "@sergeant"):
        assert "Late" not in story.says(story.expect(place, reference, "still overdue", at="Thu 5 Nov 12:00"))
    story.reads_on("@inspector", reference, "still overdue")
    await story.officer.records_enforcement(reference)


async def test_what_was_done_in_the_outage_s_shadow_is_not_asked_for(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)
    await story.caseclock_is_down(days=2)
    story.expect_silence()


async def test_whoever_types_a_command_while_it_is_down_is_told_so_by_slack(story: Story) -> None:
    await story.installation.stop()
    with pytest.raises(AppNotConnected):
        await story.officer.member.command("/refer")
    story.installation.let_time_go_by(timedelta(minutes=2))
    await story.installation.start()
    await story.officer.refers(grade="high")


@on_both_databases
async def test_what_is_handled_in_several_transactions_is_said_the_most_severe_first(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "AT_ONCE", 1)
    medium = await story.officer.refers(grade="medium")
    await story.officer.takes(medium)
    await story.time_passes(days=7, hours=-1)
    very_high = await story.officer.refers(grade="very high")
    await story.officer.takes(very_high)
    # Half of the time of the one is over an hour later, that of the other eleven hours after that.
    await story.caseclock_is_down(hours=13)
    told = [story.says(message) for message in story.unread("@officer")]
    assert [very_high in words for words in told] == [True, False]
    assert [medium in words for words in told] == [False, True]
    story.has_read(story.unread())
    for reference in (medium, very_high):
        await story.officer.records_enforcement(reference)
