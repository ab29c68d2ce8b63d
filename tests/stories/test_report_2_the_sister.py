"""A suspect of very high risk lives with his sister of 15; no assessment for four days: what would have been said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories import report

if TYPE_CHECKING:
    from tests.stories.story import Story

(TOLD,) = report.case("02").referrals
FIRST_DAY = [
    ("2026-11-03 21:12", "@officer", "Half of its time has gone", "You own it", "Due tomorrow 09:12"),
    ("2026-11-04 03:12", "@officer", "Three quarters of its time have gone", "Due today 09:12"),
    ("2026-11-04 06:48", "@officer", "Nine tenths of its time have gone"),
    ("2026-11-04 06:48", "@sergeant", "Nine tenths of its time have gone", "You supervise the owner"),
    ("2026-11-04 09:12", "@sergeant", "It is due and has not been done", "Overdue, was due today 09:12"),
    ("2026-11-04 09:42", "@inspector", "You are the inspector, and no supervisor has answered"),
]


async def test_on_the_first_day_three_people_are_told(story: Story) -> None:
    reference = await report.logged_at_once(story, TOLD)
    assert "Enforcement action · due Wed 4 Nov 09:12" in story.card(reference, "#ocsae-north")
    await report.unfolds(story, reference, FIRST_DAY)
    await story.officer.records_enforcement(reference, "Visit and safeguarding")
    assert "done Wed 4 Nov 09:42, 30 min late" in story.card(reference, "#ocsae-north")


async def test_in_four_days_nobody_can_say_that_they_did_not_know(story: Story) -> None:
    reference = await report.logged_at_once(story, TOLD)
    await story.time_passes(days=4)
    assert len(story.reads_on("@officer", reference, "Enforcement action")) == 3 + 35
    assert len(story.reads_on("@sergeant", reference, "Enforcement action")) == 2 + 35
    assert len(story.reads_on("@inspector", reference, "no supervisor has answered")) == 36
    rest = "without an owner 0, not graded yet 0, evidence advice not confirmed 0, owner without the skill 0"
    assert [digest.text.split(":")[1] for digest in story.digests if digest.channel == "C0DIGEST"] == [
        f" overdue 0, due today 1, {rest}",
        *[f" overdue 1, due today 0, {rest}"] * 3,
    ]
    await story.sergeant.asks("/queue overdue")
    assert f"{reference} · very high · in progress\nEnforcement action overdue, was due Wed 4 Nov 09:12" in (
        story.sergeant.window
    )
    await story.officer.records_enforcement(reference, "Arrest")
    assert "done Sat 7 Nov 09:12, 3 days late" in story.card(reference, "#ocsae-north")
