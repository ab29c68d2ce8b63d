"""A policy that is new plans the open cases anew when Caseclock starts: nothing is said twice, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.installation import clocks_of_a_case
from tests.stories.policies import allowing, starts_by, with_rung_at, without_rung
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story


@on_both_databases
async def test_less_time_says_at_once_what_was_not_said_and_nothing_again(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-07 08:00")
    story.expect("@officer", reference, "half", at="Fri 6 Nov 21:12")

    await starts_by(story, allowing("24 hours", "4 days"))
    assert "Enforcement action due today 09:12" in story.card(reference, "#ocsae-north")
    told = story.expect("@officer", reference, "nine tenths", at="Sat 7 Nov 08:00")
    assert "Not said in time: three quarters." in story.says(told)
    story.expect("@sergeant", reference, "nine tenths", at="Sat 7 Nov 08:00")
    story.expect_silence()
    await story.time_passes_until("2026-11-07 09:13")
    story.expect("@sergeant", reference, "it is due and has not been done", at="Sat 7 Nov 09:12")
    assert "planned it anew by policy" in await story.sergeant.asks(f"/case {reference}")
    await story.sergeant.closes_windows()
    await story.officer.records_enforcement(reference)


async def test_what_is_said_again_and_again_goes_on_with_its_next_turn(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 12:30")
    story.has_read(story.unread())
    await starts_by(story, allowing("23 hours", "7 days"))
    story.expect_silence()
    # Due at 08:12 now: what would have come at 12:12 has come at 11:12, and the next turn is that of 14:12.
    await story.time_passes_until("2026-11-04 16:01")
    story.expect("@inspector", reference, "still overdue", at="Wed 4 Nov 14:00")
    for place in ("@officer", "@sergeant", "@inspector"):
        story.expect(place, reference, "still overdue", at="Wed 4 Nov 16:00")
    await story.officer.records_enforcement(reference)


async def test_a_ladder_that_changes_moves_drops_and_adds_rungs(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await starts_by(story, with_rung_at("half", "40 %"))
    await story.time_passes_until("2026-11-03 18:49")
    story.expect("@officer", reference, "half", at="Tue 3 Nov 18:48")
    await starts_by(story, without_rung("three quarters"))
    await story.time_passes_until("2026-11-04 06:49")
    for place in ("@officer", "@sergeant"):
        story.expect(place, reference, "nine tenths", at="Wed 4 Nov 06:48")
    story.expect_silence()
    # A rung that is new, and whose moment is past, is said at once.
    await starts_by(story, clocks_of_a_case())
    story.expect("@officer", reference, "three quarters", "Late", at="Wed 4 Nov 06:49")
    story.expect_silence()
    await story.officer.records_enforcement(reference)


async def test_the_same_policy_changes_nothing(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-03 21:13")
    story.expect("@officer", reference, "half")
    await starts_by(story, clocks_of_a_case())
    assert "planned it anew" not in await story.sergeant.asks(f"/case {reference}")
    await story.sergeant.closes_windows()
    await story.officer.records_enforcement(reference)
