"""More than thirty suspects were rated low by somebody without enough training: what a second look sets off.

That a low grade by somebody without the training asks a second person belongs to a later capability.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories import report

if TYPE_CHECKING:
    from tests.stories.story import Story

FIRST, SECOND = report.case("03").referrals


async def test_a_second_look_after_ten_days_counts_from_the_day_on_which_the_force_was_told(story: Story) -> None:
    first = await report.logged_at_once(story, FIRST)
    await story.time_passes(days=1)
    second = await report.logged_at_once(story, SECOND)
    await story.time_passes(days=9)
    story.expect_silence()
    shown = await story.sergeant.asks(f"/case {first}")
    assert "Officer 2, North · graded it low with Other tool; judged by Officer 2, North" in shown
    await story.sergeant.closes_windows()

    await story.officer.grades(first, "very high")
    await story.officer.grades(second, "high")
    for reference, late in ((first, "Wed 4 Nov 09:12"), (second, "Wed 11 Nov 09:12")):
        assert f"Enforcement action · overdue since {late}" in story.card(reference, "#ocsae-north")
        told = story.expect("@second officer", reference, "Nine tenths", "You own it", at="Fri 13 Nov 09:12")
        assert "Not said in time: half, three quarters" in story.says(told)
        story.expect("@sergeant", reference, "It is due and has not been done", at="Fri 13 Nov 09:12")
    story.expect_silence()
    await story.time_passes(hours=2)
    story.expect("@inspector", first, "no supervisor has said", at="Fri 13 Nov 09:42")
    story.expect("@second officer", first, "still overdue", at="Fri 13 Nov 11:12")
    story.expect("@sergeant", first, "still overdue", at="Fri 13 Nov 11:12")
    story.expect("@inspector", second, "no supervisor has said", at="Fri 13 Nov 11:12")
    for reference in (first, second):
        await story.second_officer.records_enforcement(reference)


async def test_nobody_lowers_it_again_for_want_of_officers(story: Story) -> None:
    reference = await report.logged_at_once(story, FIRST)
    await story.officer.grades(reference, "high")
    await story.sergeant.finds(reference, "Re-grade")
    errors = await story.sergeant.submits(
        grade="low",
        grade_tool="Other tool",
        reason="Second assessor judged otherwise",
        explanation="There is no capacity for a warrant this week.",
    )
    assert "“capacity” is not a reason" in errors["explanation"]
    await story.sergeant.closes_windows()
    assert "■■■□ high" in story.card(reference, "#ocsae-north")
