"""A case becomes more severe: a clock that does not move with its grade is said again as often as it has to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.telling import begins, on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story

LOWERED = {"reason": "New information lowers the risk", "explanation": "The account was dormant."}


async def owned(story: Story, grade: str) -> str:
    """Have an officer own a case of which the evidence advice is to be confirmed within the hour."""
    reference = await story.officer.refers(grade=grade, evidence="in hand")
    await story.officer.takes(reference)
    return reference


async def is_graded(story: Story, reference: str, grade: str, moment: str) -> None:
    """Have it graded at a moment; what was said until then, and because of that, is read."""
    await story.time_passes_until(moment)
    await story.officer.grades(reference, grade)
    await story.time_passes(minutes=1)
    story.has_read(story.unread())


@on_both_databases
@begins("2026-11-06 12:00")
@pytest.mark.parametrize(
    ("graded", "told"),
    [
        # It has been overdue since Friday 13:00; said again on Monday at 13:00, while it is medium.
        pytest.param("2026-11-07 08:30", "Sat 7 Nov 10:30", id="before it was said again"),
        pytest.param("2026-11-09 19:00", "Mon 9 Nov 22:00", id="after it was said again"),
    ],
)
async def test_what_is_said_again_comes_within_the_time_of_the_new_grade(story: Story, graded: str, told: str) -> None:
    reference = await owned(story, "medium")
    await is_graded(story, reference, "very high", graded)
    assert await story.installation.is_as_it_should_be()
    await story.time_passes(hours=4)
    for person in ("@officer", "@sergeant"):
        story.expect(person, reference, "Confirm the evidence advice", "still overdue", at=told)
    story.has_read(story.unread())
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)


@begins("2026-11-06 12:00")
async def test_that_nobody_answers_is_said_within_the_time_of_the_new_grade(story: Story) -> None:
    reference = await owned(story, "medium")
    await is_graded(story, reference, "very high", "2026-11-06 13:10")
    await story.time_passes(minutes=28)
    story.expect_silence()
    await story.time_passes(minutes=1)
    story.expect("@inspector", reference, "Confirm the evidence advice", "no supervisor has said", at="Fri 6 Nov 13:40")
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)


@begins("2026-11-06 12:00")
async def test_graded_up_twice_and_down_again_the_soonest_stands(story: Story) -> None:
    reference = await owned(story, "low")
    await is_graded(story, reference, "high", "2026-11-07 08:00")
    await is_graded(story, reference, "very high", "2026-11-07 09:00")
    await story.sergeant.grades(reference, "low", **LOWERED)
    assert await story.installation.is_as_it_should_be()
    await story.time_passes(hours=2)
    for person in ("@officer", "@sergeant"):
        story.expect(person, reference, "Confirm the evidence advice", "still overdue", at="Sat 7 Nov 11:00")
    story.has_read(story.unread())
    await story.time_passes_until("2026-11-09 07:59")
    story.expect_silence()
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)
