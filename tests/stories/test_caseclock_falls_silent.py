"""When Caseclock falls silent Slack itself says so where somebody is on duty, and which references are due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from practice import faults
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story

DUTY = "#ocsae-duty"


def waiting(story: Story) -> list[str]:
    """Return what waits in Slack, the first to be posted first."""
    return [str(each.arguments["text"]) for each in story.installation.workspace.schedule]


def silences(story: Story) -> int:
    return sum("has not checked in" in text for text in waiting(story))


async def falls_silent(story: Story, *, minutes: float) -> None:
    """Let the bot stop, and time go by without it."""
    await story.installation.stop()
    story.installation.let_time_go_by(timedelta(minutes=minutes))


@on_both_databases
async def test_slack_says_since_when_caseclock_is_silent_and_what_is_due(story: Story) -> None:
    urgent = await story.officer.refers(grade="very high")
    later = await story.officer.refers(grade="low")
    story.reads_on("#ocsae-north")
    await story.time_passes(minutes=3)
    await falls_silent(story, minutes=9)
    story.expect_silence()
    story.installation.let_time_go_by(timedelta(minutes=2))
    said = story.says(story.expect(DUTY, "Caseclock has not checked in since Tue 3 Nov 09:15"))
    assert "look at the queue by hand" in said
    assert "These were due before Tue 3 Nov 13:15" in said
    assert f"{urgent} · very high · Allocate it, due Tue 3 Nov 10:12 · no owner" in said
    assert later not in said
    story.expect_silence()
    await story.installation.start()
    story.expect(DUTY, "Caseclock is back since Tue 3 Nov 09:26", "silent for 11 min")
    await story.officer.takes(urgent)
    story.reads_on("#ocsae-north")
    await story.officer.records_enforcement(urgent)


async def test_a_caseclock_that_lives_pushes_it_ahead_and_there_is_only_one(story: Story) -> None:
    assert silences(story) == 1
    for _ in range(10):
        await story.time_passes(minutes=5)
        assert silences(story) == 1
    await story.time_passes(days=3)
    assert silences(story) == 1
    story.expect_silence()


async def test_whoever_comes_back_in_time_takes_over_what_waits(story: Story) -> None:
    await falls_silent(story, minutes=8)
    await story.installation.start()
    assert silences(story) == 1
    await story.time_passes(minutes=30)
    story.expect_silence()


async def test_what_a_dying_bot_left_too_many_is_taken_back(story: Story) -> None:
    client = story.installation.bot.socket.app.client
    posts_at = int((story.now + timedelta(hours=1)).timestamp())
    await client.chat_scheduleMessage(channel="C0DUTY", text="left over", post_at=posts_at)
    await story.time_passes(minutes=3)
    assert silences(story) == len(waiting(story)) == 1


async def test_where_slack_takes_nothing_what_waits_there_stays(story: Story) -> None:
    before = waiting(story)
    story.installation.workspace.faults.next("chat.scheduleMessage", faults.status(503))
    await story.time_passes(minutes=3)
    assert waiting(story) == before
    await story.time_passes(minutes=3)
    assert silences(story) == 1
    assert waiting(story) != before


async def test_a_very_high_clock_has_a_backstop_until_it_is_met(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    story.reads_on("#ocsae-north")
    await story.time_passes(minutes=3)
    assert [text.count(reference) for text in waiting(story)] == [1, 1, 1]
    await story.officer.takes(reference)
    await story.time_passes(minutes=3)
    assert [text.count(reference) for text in waiting(story)] == [0, 1]
    await story.officer.records_enforcement(reference)
    await story.time_passes(minutes=3)
    assert [text.count(reference) for text in waiting(story)] == [0]


async def test_the_backstop_speaks_where_caseclock_cannot(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    story.reads_on("#ocsae-north")
    await story.time_passes(minutes=3)
    await falls_silent(story, minutes=75)
    story.expect(DUTY, "Caseclock has not checked in since")
    said = story.says(story.expect(DUTY, "could not say so itself", reference, "Allocate it, due Tue 3 Nov 10:12"))
    assert "no owner" in said
    story.expect_silence()
    await story.installation.start()
    story.expect(DUTY, "Caseclock is back since")
    story.expect("#ocsae-north", reference)
    story.expect("@sergeant", reference)
    await story.officer.takes(reference)
    story.reads_on("#ocsae-north")
    story.reads_on("@sergeant")
    await story.officer.records_enforcement(reference)


async def test_the_backstop_of_what_caseclock_said_itself_is_taken_back(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.time_passes(hours=1, minutes=30)
    for place in ("#ocsae-north", "@sergeant", "@inspector"):
        story.reads_on(place)
    assert not any("Allocate it" in text for text in waiting(story) if "could not say so" in text)
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)
