"""A new grade moves the due times; what was said by the old one says so, and lowering is a supervisor's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.people import CANARY
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story

LOWERED = {"reason": "New information lowers the risk", "explanation": f"The account was dormant: {CANARY}."}


@on_both_databases
async def test_a_case_that_is_graded_up_is_overdue_at_once_and_the_right_people_hear_of_it(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.time_passes(days=4)
    old = story.expect("@officer", reference, "half of its time has gone", "Due Tue 10 Nov 09:12")

    await story.second_officer.grades(reference, "very high")
    card = story.card(reference, "#ocsae-north")
    assert "■■■■ very high" in card
    assert "Enforcement action · overdue since Wed 4 Nov 09:12" in card
    assert "its due time has changed since; the case shows the new one" in story.says(old)
    told = story.expect("@officer", reference, "nine tenths", "Overdue, was due Wed 4 Nov 09:12")
    assert "Not said in time: half, three quarters" in story.says(told)
    told = story.expect("@sergeant", reference, "it is due and has not been done")
    assert "Not said in time: nearly due" in story.says(told)
    story.expect_silence()

    await story.time_passes(minutes=29)
    story.expect_silence()
    await story.time_passes(minutes=1)
    story.expect("@inspector", reference, "no supervisor has said")
    await story.officer.records_enforcement(reference)
    await story.time_passes(days=4)


async def test_a_grade_is_lowered_by_a_supervisor_with_a_reason_and_only_so(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.officer.finds(reference, "Re-grade")
    errors = await story.officer.submits(grade="low", grade_tool="KIRAT", **LOWERED)
    assert "needs a supervisor of OCSAE North and a reason" in " ".join(errors.values())
    assert "The clock of very high keeps running" in " ".join(errors.values())
    await story.officer.closes_windows()
    assert "Enforcement action · due Wed 4 Nov 09:12" in story.card(reference, "#ocsae-north")

    await story.sergeant.finds(reference, "Re-grade")
    errors = await story.sergeant.submits(grade="low", grade_tool="KIRAT")
    assert set(errors) == {"reason", "explanation"}
    errors = await story.sergeant.submits(**LOWERED)
    assert not errors
    assert "Enforcement action · due Thu 3 Dec 09:12" in story.card(reference, "#ocsae-north")
    await story.time_passes(days=2)


@pytest.mark.parametrize(
    "excuse", ["No resources this month.", "We are short-staffed at present.", "A backlog of work."]
)
async def test_want_of_resources_is_no_reason_and_the_answer_says_why(story: Story, excuse: str) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.sergeant.finds(reference, "Re-grade")
    errors = await story.sergeant.submits(
        grade="low", grade_tool="KIRAT", reason="First grade rested on an error", explanation=excuse
    )
    assert "Risk decides, not resources: say what changed in the risk to the child" in errors["explanation"]
    await story.sergeant.closes_windows()
    assert "■■■□ high" in story.card(reference, "#ocsae-north")

    await story.sergeant.finds(reference, "Close the case…")
    errors = await story.sergeant.submits(outcome="No offence disclosed", explanation=excuse)
    assert "is not a reason" in errors["explanation"]
    await story.sergeant.closes_windows()


async def test_two_grade_at_once_and_the_second_is_shown_what_changed(story: Story) -> None:
    reference = await story.officer.refers()
    card = story.message(reference, "#ocsae-north")
    await story.second_officer.presses(card, "Grade")
    story.second_officer.fills_in(grade="low", grade_tool="KIRAT")
    await story.officer.grades(reference, "very high")
    await story.officer.takes(reference)

    assert not await story.second_officer.submits()
    assert "has changed since you opened this window" in story.second_officer.window
    assert "■■■■ very high" in story.second_officer.window
    await story.second_officer.closes_windows()
    assert "very high" in story.card(reference, "#ocsae-north")
