"""Some moves are a supervisor's, and an officer who tries one is told whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stories.story import Story

WHY = {"explanation": "Every line was followed and written down."}


async def test_only_a_supervisor_allocates(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    card = story.message(reference, "#ocsae-north")
    await story.officer.presses(card, "Allocate…")
    assert "Allocate on CC-26-00001 is for a supervisor of OCSAE North" in story.officer.window
    await story.officer.closes_windows()

    await story.sergeant.presses(card, "Allocate…")
    assert not await story.sergeant.submits(owner="U0OFFICER2")
    story.expect("@second officer", reference, "This case was allocated to you")
    await story.inspector.allocates(reference, story.officer)
    story.expect("@second officer", reference, "A supervisor gave this case, which was yours, to somebody else")
    assert "Owner\nOfficer 1, North" in story.card(reference, "#ocsae-north")


async def test_whoever_allocates_sees_how_many_cases_each_has_and_nobody_of_another_team(story: Story) -> None:
    first = await story.officer.refers(grade="high")
    second = await story.officer.refers(grade="high")
    await story.officer.takes(first)
    await story.sergeant.presses(story.message(second, "#ocsae-north"), "Allocate…")
    window = story.sergeant.window
    assert "Officer 1, North · 1 open" in window
    assert "Officer 2, North · 0 open" in window
    assert "has the skill · on duty · 1 open · 0 with images in 90 days" in window
    assert "South" not in window
    assert "Auditor" not in window
    await story.sergeant.closes_windows()
    await story.second_officer.takes(second)


@pytest.mark.parametrize(
    "outcome", ["No offence disclosed", "Suspect cannot be identified, all lines followed", "Logged twice"]
)
async def test_an_end_without_enforcement_is_a_supervisors_decision(story: Story, outcome: str) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.officer.finds(reference, "Close the case…")
    errors = await story.officer.submits(outcome=outcome, **WHY)
    assert "is for a supervisor of OCSAE North" in " ".join(errors.values())
    await story.officer.closes_windows()

    await story.sergeant.closes(reference, outcome)
    assert f"Closed Tue 3 Nov 09:12 · {outcome}" in story.card(reference, "#ocsae-north")
    await story.time_passes(days=9)


@pytest.mark.parametrize(
    "outcome",
    ["Suspect charged", "Out-of-court resolution", "No further action after enforcement", "Accepted by another force"],
)
async def test_an_end_that_needs_enforcement_waits_for_it(story: Story, outcome: str) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.officer.finds(reference, "Close the case…")
    errors = await story.officer.submits(outcome=outcome, **WHY)
    assert "There is no enforcement action on record" in errors["outcome"]
    await story.officer.closes_windows()
    await story.officer.records_enforcement(reference)
    await story.officer.closes(reference, outcome)


async def test_only_the_owner_or_a_supervisor_records_what_was_done_and_closes(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    card = story.message(reference, "#ocsae-north")
    whose = "on CC-26-00001 is for its owner, Officer 1, North or a supervisor of OCSAE North"
    await story.second_officer.presses(card, "Record enforcement action")
    assert f"Record enforcement action {whose}" in story.second_officer.window
    await story.second_officer.closes_windows()
    await story.second_officer.presses(card, "Add or change…")
    for move in ("Record enforcement action", "Close", "Hand over"):
        assert f"{move} {whose.removeprefix('on CC-26-00001 ')}." in story.second_officer.window
    assert "Allocate is for a supervisor of OCSAE North." in story.second_officer.window
    assert "Close the case…" not in story.second_officer.window
    await story.second_officer.closes_windows()
    await story.sergeant.records_enforcement(reference, "Visit and safeguarding")
    await story.sergeant.closes(reference, "No further action after enforcement")


async def test_a_case_that_is_closed_asks_for_nothing_and_offers_no_moves(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="in hand")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)
    await story.officer.confirms_evidence(reference)
    await story.officer.closes(reference)
    card = story.card(reference, "#ocsae-north")
    for label in ("Take it", "Allocate…", "Re-grade", "Record enforcement action"):
        assert label not in card
    assert "Why then?" in card
    await story.time_passes(days=8)
