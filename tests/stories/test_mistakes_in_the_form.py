"""A mistake comes back on its field, and what was typed is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.people import CANARY

if TYPE_CHECKING:
    from tests.stories.story import Story


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"received": "2026-11-04 09:00"}, "received_date", "That is still to come"),
        ({"received": "2026-11-03 09:13"}, "received_time", "That is still to come: it is now 09:12"),
        ({"received": "2024-11-03 09:11"}, "received_date", "more than 2 years back (before 3 Nov 2024)"),
        ({"grade": "high", "grade_tool": None}, "grade_tool", "Say with which tool it was graded"),
        ({"grade_tool": "KIRAT"}, "grade", "Choose the grade, or leave the tool"),
        ({"summary": "Too short"}, "summary", "10"),
        ({"summary": "          x          "}, "summary", "at least 10 characters"),
        ({"grade": "low", "graded_by": "U0GUEST"}, "graded_by", "must be on the Caseclock roster"),
    ],
)
async def test_a_mistake_stands_on_its_field_and_nothing_is_lost(
    story: Story, answers: dict[str, object], field: str, sentence: str
) -> None:
    await story.officer.opens("/refer")
    story.officer.fills_in(external_reference=f"NCA {CANARY}")
    errors = await story.officer.submits(**answers)
    assert list(errors) == [field]
    assert sentence in errors[field]
    typed = story.officer.member.modals[-1]["state"]["values"]
    assert typed["external_reference"]["external_reference"]["value"] == f"REF {CANARY}"
    assert typed["kind"]["kind"]["selected_option"]["value"] == "Grooming"

    mended = {"received": "2026-11-03 09:12", "grade": "low", "grade_tool": "KIRAT", "graded_by": None}
    assert not await story.officer.submits(**mended)
    reference = story.logged_in(story.officer.window)
    await story.officer.closes_windows()
    story.expect("#ocsae-north", reference)
    story.expect("@officer", reference)
    assert reference == "CC-26-00001"


async def test_exactly_two_years_back_is_still_taken(story: Story) -> None:
    reference = await story.officer.refers(received="2024-11-03 09:12", grade="low")
    assert "Enforcement action · overdue since Tue 3 Dec 2024 09:12" in story.card(reference, "#ocsae-north")
    for place in ("#ocsae-north", "@sergeant"):
        story.expect(place, reference, "Enforcement action", "Allocate it")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)


async def test_an_enforcement_action_is_neither_to_come_nor_before_the_force_was_told(story: Story) -> None:
    reference = await story.officer.refers(grade="high", received="08:00")
    await story.officer.takes(reference)
    await story.officer.presses(story.message(reference, "#ocsae-north"), "Record enforcement action")
    errors = await story.officer.submits(action="Arrest", action_date="2026-11-03", action_time="10:00")
    assert "still to come" in errors["action_time"]
    errors = await story.officer.submits(action_time="07:59")
    assert "before the force was told" in errors["action_date"]
    assert not await story.officer.submits(action_time="08:30")
    assert "Enforcement action · done Tue 3 Nov 08:30" in story.card(reference, "#ocsae-north")
