"""What nobody has graded is treated as very high, and grading it has a clock of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.words import labels

if TYPE_CHECKING:
    from tests.stories.story import Story


async def test_an_ungraded_referral_runs_as_a_very_high_one(story: Story) -> None:
    reference = await story.officer.refers()
    card = story.card(reference, "#ocsae-north")
    assert "■■■■ ungraded" in card
    assert "Allocate it · due Tue 3 Nov 10:12" in card
    assert "Enforcement action · due Wed 4 Nov 09:12" in card
    await story.officer.presses(story.message(reference, "#ocsae-north"), "Why then?")
    treated = "Received 3 Nov 09:12; not graded yet, so treated as very high; 24 hours: due Wed 4 Nov 09:12."
    assert treated in story.officer.window
    await story.officer.closes_windows()
    await story.officer.takes(reference)
    await story.officer.grades(reference, "low")
    assert "Enforcement action · due Thu 3 Dec 09:12" in story.card(reference, "#ocsae-north")


async def test_nobody_grades_it(story: Story) -> None:
    reference = await story.officer.refers()
    await story.officer.takes(reference)
    assert "Grade it · due Tue 3 Nov 13:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-03 15:42")

    for rung, hour in (("half", "11:12"), ("three quarters", "12:12"), ("nine tenths", "12:48")):
        told = story.expect("@officer", reference, "Grade it", rung, "You own it", at=f"Tue 3 Nov {hour}")
        assert labels(told)[0] == "Grade"
        assert "What stops it: a grade, with the tool and who graded" in story.says(told)
    story.expect("@sergeant", reference, "Grade it", "nine tenths", at="Tue 3 Nov 12:48")
    story.expect("@sergeant", reference, "Grade it", "due and has not been done", at="Tue 3 Nov 13:12")
    story.expect("@inspector", reference, "Grade it", "no supervisor has said", at="Tue 3 Nov 13:42")
    story.expect("@officer", reference, "Grade it", "still overdue", at="Tue 3 Nov 15:12")
    story.expect("@sergeant", reference, "Grade it", "still overdue", at="Tue 3 Nov 15:12")
    story.expect("@inspector", reference, "Grade it", "still overdue and no supervisor", at="Tue 3 Nov 15:42")
    assert "no supervisor has answered" not in story.card(reference, "#ocsae-north")

    await story.officer.grades(reference, "low")
    await story.time_passes(days=5)


async def test_an_ungraded_case_asks_for_enforcement_within_a_day(story: Story) -> None:
    reference = await story.officer.refers()
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-03 21:00")
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference, "Grade it")
    await story.time_passes_until("2026-11-04 09:42")
    story.expect("@officer", reference, "Enforcement action", "half of its time", at="Tue 3 Nov 21:12")
    story.expect("@officer", reference, "Enforcement action", "three quarters", at="Wed 4 Nov 03:12")
    story.expect("@sergeant", reference, "Enforcement action", "nine tenths", at="Wed 4 Nov 06:48")
    story.expect("@sergeant", reference, "Enforcement action", "due and has not been done", at="Wed 4 Nov 09:12")
    story.expect("@inspector", reference, "Enforcement action", "no supervisor has said", at="Wed 4 Nov 09:42")
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.records_enforcement(reference)
    await story.officer.grades(reference, "very high")
