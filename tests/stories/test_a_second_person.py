"""A low grade that nobody trained gave, or that recorded facts speak against, waits for a second qualified person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule

if TYPE_CHECKING:
    from casework.policy import Policy
    from tests.stories.story import Story

UNTRAINED = "whoever graded has no valid training for the tool on record"


@pytest.fixture
def rules() -> Policy:
    """The whole policy."""
    return every_rule()


async def test_a_low_grade_by_somebody_untrained_waits_and_the_case_stays_as_urgent_as_before(story: Story) -> None:
    reference = await story.second_officer.refers(grade="low", grade_tool="KIRAT", child_at_risk="no")
    card = story.card(reference, "#ocsae-north")
    assert "ungraded" in card
    assert f"Officer 2, North judged it low. It waits for a second qualified person: {UNTRAINED}." in card
    assert "Enforcement action · due Wed 4 Nov 09:12" in card
    assert "Second person for the grade · due Tue 3 Nov 13:12" in card

    await story.officer.agrees(reference)
    card = story.card(reference, "#ocsae-north")
    assert "■□□□ low" in card
    assert "Enforcement action · due Thu 3 Dec 09:12" in card
    await story.second_officer.takes(reference)
    window = await story.officer.asks(f"/case {reference}")
    assert "Officer 2, North, KIRAT version 2, training none on record" in window
    assert "second person: Officer 1, North" in window


async def test_nobody_confirms_what_they_graded(story: Story) -> None:
    reference = await story.officer.refers(grade="low", child_at_risk="no", child_in_contact="yes")
    shown = story.card(reference, "#ocsae-north")
    assert "what is recorded of the case speaks against it." in shown
    assert "child in contact" not in shown
    assert "what is recorded of the case speaks against it (child in contact: yes)." in await story.officer.opens_todo(
        reference
    )
    await story.officer.closes_windows()
    card = story.message(reference, "#ocsae-north")
    await story.officer.presses(card, "Second person…")
    assert "Officer 1, North graded CC-26-00001, so somebody else has to agree" in story.officer.window
    await story.officer.closes_windows()


async def test_whoever_lacks_the_training_cannot_be_the_second_person(story: Story) -> None:
    reference = await story.officer.refers(grade="low", child_at_risk="no", child_in_contact="yes")
    await story.second_officer.presses(story.message(reference, "#ocsae-north"), "Second person…")
    assert "needs the skill “KIRAT assessor”, valid today" in story.second_officer.window
    await story.second_officer.closes_windows()


async def test_who_does_not_agree_leaves_the_case_as_it_was(story: Story) -> None:
    reference = await story.second_officer.refers(grade="low", child_at_risk="no")
    await story.officer.agrees(reference, "no")
    card = story.card(reference, "#ocsae-north")
    assert "ungraded" in card
    assert "waits for a second" not in card
    assert "Grade it · due Tue 3 Nov 13:12" in card
    await story.officer.grades(reference, "high")
    assert "■■■□ high" in story.card(reference, "#ocsae-north")


async def test_a_low_grade_by_somebody_trained_that_no_fact_speaks_against_takes_effect(story: Story) -> None:
    reference = await story.officer.refers(grade="low", child_at_risk="no")
    assert "■□□□ low" in story.card(reference, "#ocsae-north")
    await story.officer.takes(reference)


async def test_silence_about_a_proposed_grade_goes_to_the_supervisor_and_the_inspector(story: Story) -> None:
    reference = await story.second_officer.refers(grade="low", grade_tool="KIRAT", child_at_risk="no")
    await story.second_officer.takes(reference)
    await story.time_passes(hours=2)
    story.expect("@sergeant", reference, "Second person for the grade", "Half of its time has gone")
    await story.time_passes(hours=2, minutes=30)
    story.expect("@inspector", reference, "Second person for the grade", "no supervisor has answered")
    for place in ("@second officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("lives with a child", "yes"),
        ("access to a child", "yes"),
        ("position of trust", "yes"),
        ("previous convictions", "yes"),
        ("grooming", "yes"),
        ("contact offence", "yes"),
    ],
)
async def test_a_new_fact_demands_a_new_assessment(story: Story, fact: str, answer: str) -> None:
    reference = await story.officer.refers(grade="very high", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.learns(reference, fact, answer)
    assert "Grade it again · due Tue 3 Nov 13:12" in story.card(reference, "#ocsae-north")
    await story.officer.grades(reference, "very high")
    assert "Grade it again" not in story.card(reference, "#ocsae-north")


async def test_what_says_nothing_about_a_child_demands_none(story: Story) -> None:
    reference = await story.officer.refers(grade="very high", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.learns(reference, "address known")
    await story.officer.learns(reference, "lives with a child", "no")
    assert "Grade it again" not in await story.officer.opens_todo(reference)
    window = await story.officer.asks(f"/case {reference}")
    assert "Does the suspect live with a child? no, since Tue 3 Nov 09:12" in window
