"""A case on which nothing is recorded asks for an update, then goes up; a closed one may be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule

if TYPE_CHECKING:
    from casework.policy import Policy
    from tests.stories.story import Story

PROGRESS = "Record progress"


@pytest.fixture
def rules() -> Policy:
    """The whole policy."""
    return every_rule()


async def quiet(story: Story, grade: str) -> str:
    """A case on which enforcement action was taken, with its checklist done."""
    reference = await story.officer.refers(grade=grade, kind="Other online abuse", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference, "Visit and safeguarding")
    for label in ("Is he approaching children?", "Other victims", "Deconfliction"):
        await story.officer.ends(reference, label, "Done")
    return reference


@pytest.mark.parametrize(
    ("grade", "asked", "answer", "says"),
    [
        ("very high", "2026-11-04 09:12", "2026-11-04 09:42", "No progress has been recorded in its time"),
        ("high", "2026-11-06 09:12", "2026-11-06 11:12", "No progress has been recorded in its time"),
        ("medium", "2026-11-10 09:12", "2026-11-10 13:12", "No progress has been recorded in its time"),
        ("low", "2026-11-17 09:12", "2026-11-18 09:12", "Still no progress has been recorded"),
    ],
)
async def test_it_asks_its_owner_then_the_supervisor(
    story: Story, grade: str, asked: str, answer: str, says: str
) -> None:
    reference = await quiet(story, grade)
    await story.time_passes_until(asked)
    told = story.expect("@officer", reference, PROGRESS, "No progress has been recorded in its time")
    await story.time_passes_until(answer)
    story.expect("@sergeant", reference, PROGRESS, says)
    story.reads_on("@officer", reference, PROGRESS)
    story.reads_on("@sergeant", reference, PROGRESS)

    await story.officer.presses(told, PROGRESS)
    assert not await story.officer.submits(text="The school was spoken to, nothing new.")
    assert "Nothing more is needed" in story.says(told)


async def test_whoever_opens_the_case_reads_what_was_recorded(story: Story) -> None:
    reference = await story.officer.refers(grade="high", kind="Other online abuse", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.opens_todo(reference)
    await story.officer.presses_in_window(PROGRESS)
    assert not await story.officer.submits(text="The school was spoken to.\nIt sends its log tomorrow.")
    await story.officer.closes_windows()
    await story.officer.records_enforcement(reference, "Visit and safeguarding", note="Two officers went there.")
    window = await story.sergeant.asks(f"/case {reference}")
    assert "recorded progress\nThe school was spoken to.\nIt sends its log tomorrow." in window
    assert "recorded enforcement action: Visit and safeguarding\nTwo officers went there." in window
    for message in story.installation.workspace.ledger.of("chat.postMessage", "chat.update"):
        assert "school was spoken" not in str(message)


async def test_what_is_recorded_starts_its_time_anew(story: Story) -> None:
    reference = await quiet(story, "very high")
    await story.time_passes(hours=20)
    await story.officer.records_progress(reference)
    assert f"{PROGRESS} · due Thu 5 Nov 05:12" in story.card(reference, "#ocsae-north")
    await story.time_passes(hours=23)


async def test_a_high_case_is_closed_by_a_supervisor_who_does_not_own_it(story: Story) -> None:
    reference = await quiet(story, "high")
    await story.officer.finds(reference, "Close the case…")
    errors = await story.officer.submits(
        outcome="No further action after enforcement", explanation="Nothing more is to be done."
    )
    assert "A case graded high is closed by a supervisor who does not own it" in str(errors)
    await story.officer.closes_windows()
    await story.sergeant.closes(reference, "No further action after enforcement")
    await story.time_passes(days=10)


async def test_a_case_that_is_opened_again_is_reviewed_and_its_clocks_run_on(story: Story) -> None:
    reference = await quiet(story, "high")
    await story.sergeant.closes(reference, "No further action after enforcement")
    assert "To do" in story.card(reference, "#ocsae-north")
    await story.time_passes(days=30)
    await story.sergeant.opens_again(reference)
    card = story.card(reference, "#ocsae-north")
    assert "Review after re-opening · due Fri 4 Dec 09:12" in card
    assert f"{PROGRESS} · due Sun 6 Dec 09:12" in card
    assert "Closed" not in card
    await story.officer.ends(reference, "Review after re-opening", "Reviewed: the next steps are set")
