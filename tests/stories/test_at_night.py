"""At night only what is very high or ungraded is told; the rest comes in the morning, as one message that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.telling import begins, on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story


@on_both_databases
@begins("2026-11-03 23:20")
async def test_what_can_wait_comes_in_the_morning_as_one_message(story: Story) -> None:
    waits = await story.officer.refers(grade="high", evidence="in hand")
    await story.officer.takes(waits)
    other = await story.officer.refers(grade="high", evidence="in hand")
    await story.officer.takes(other)
    # What stands before the due moment waits until then, and no longer: it is due at 00:20.
    await story.time_passes_until("2026-11-04 00:21")
    for reference in (waits, other):
        told = story.expect("@officer", reference, "Kept between 22:00 and 07:00 until it was", at="Wed 4 Nov 00:20")
        assert "Not said in time" not in story.says(told)
        assert "Late" not in story.says(told)
        story.expect("@sergeant", reference, "nine tenths", "until it was due", at="Wed 4 Nov 00:20")

    # What follows the due moment waits for the morning; from then on the supervisor has the time to answer.
    await story.time_passes_until("2026-11-04 06:59")
    story.expect_silence()
    await story.time_passes_until("2026-11-04 07:01")
    due = story.expect("@sergeant", waits, "Kept for the morning: between 22:00 and 07:00", at="Wed 4 Nov 07:00")
    assert other in story.says(due)
    assert "Late" not in story.says(due)
    story.expect_silence()
    await story.time_passes_until("2026-11-04 09:01")
    story.expect("@inspector", waits, other, "no supervisor has said", at="Wed 4 Nov 09:00")
    for reference in (waits, other):
        await story.officer.confirms_evidence(reference)


@begins("2026-11-03 23:20")
async def test_what_is_settled_or_answered_by_the_morning_is_not_said(story: Story) -> None:
    settled = await story.officer.refers(grade="high", evidence="in hand")
    answered = await story.officer.refers(grade="high", evidence="in hand")
    for reference in (settled, answered):
        await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 03:00")
    story.reads_on("@officer", settled, answered)
    story.reads_on("@sergeant", settled, answered)
    await story.officer.confirms_evidence(settled)
    await story.time_passes_until("2026-11-04 07:01")
    due = story.expect("@sergeant", answered, "it is due and has not been done")
    assert settled not in story.says(due)
    await story.sergeant.presses(due, "I have this", answered)
    await story.time_passes_until("2026-11-04 09:30")
    story.expect_silence()
    await story.officer.confirms_evidence(answered)


@begins("2026-11-03 23:20")
async def test_a_very_high_risk_is_told_at_any_hour(story: Story) -> None:
    reference = await story.officer.refers(grade="very high", evidence="in hand")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 00:51")
    story.expect("@officer", reference, "half", at="Tue 3 Nov 23:50")
    story.expect("@officer", reference, "three quarters", at="Wed 4 Nov 00:05")
    story.expect("@officer", reference, "nine tenths", at="Wed 4 Nov 00:14")
    story.expect("@sergeant", reference, "nine tenths", at="Wed 4 Nov 00:14")
    told = story.expect("@sergeant", reference, "it is due", at="Wed 4 Nov 00:20")
    assert "Kept" not in story.says(told)
    story.expect("@inspector", reference, "no supervisor has said", at="Wed 4 Nov 00:50")
    await story.officer.confirms_evidence(reference)


async def test_what_is_said_again_of_several_cases_comes_as_one_message(story: Story) -> None:
    references = []
    for _ in range(3):
        reference = await story.officer.refers(grade="very high")
        await story.officer.takes(reference)
        references.append(reference)
        await story.time_passes(minutes=17)
    await story.time_passes_until("2026-11-04 14:30")
    story.has_read(story.unread())
    await story.time_passes_until("2026-11-04 18:01")
    for hour in ("16:00", "18:00"):
        for person in ("@officer", "@sergeant", "@inspector"):
            together = story.expect(person, *references, "comes together, at fixed hours", at=f"Wed 4 Nov {hour}")
            assert "still overdue" in story.says(together)
    story.expect_silence()
    for reference in references:
        await story.officer.records_enforcement(reference)


@on_both_databases
@begins("2026-11-03 23:20")
async def test_what_becomes_very_high_at_night_is_said_then_and_not_in_the_morning(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="in hand")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 01:00")
    for place in ("@officer", "@sergeant"):
        story.reads_on(place, reference)
    await story.sergeant.grades(reference, "very high")
    await story.time_passes(minutes=1)
    told = story.expect("@sergeant", reference, "very high", "it is due and has not been done", at="Wed 4 Nov 01:0")
    assert "Kept" not in story.says(told)
    await story.time_passes_until("2026-11-04 07:30")
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)


@on_both_databases
@begins("2026-11-03 12:00")
async def test_what_waits_when_a_case_becomes_less_low_at_night_is_said_in_the_morning_once(story: Story) -> None:
    reference = await story.officer.refers(grade="medium", evidence="none known")
    await story.officer.takes(reference)
    # Half of 14 days is over on Tuesday at noon, three quarters on Saturday at midnight.
    await story.time_passes_until("2026-11-14 02:00")
    story.expect("@officer", reference, "half of its time has gone", at="Tue 10 Nov 12:00")
    await story.officer.grades(reference, "high")
    await story.time_passes_until("2026-11-14 06:59")
    story.expect_silence()
    await story.time_passes_until("2026-11-14 08:59")
    for person in ("@officer", "@sergeant"):
        story.expect(person, reference, "Overdue, was due Tue 10 Nov 12:00", at="Sat 14 Nov 07:00")
    story.expect_silence()
    await story.officer.records_enforcement(reference)


@on_both_databases
@begins("2026-11-03 12:00")
async def test_what_waits_when_a_case_is_closed_and_opened_again_at_night_is_said_in_the_morning_once(
    story: Story,
) -> None:
    reference = await story.officer.refers(grade="high", evidence="none known")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-07 02:00")
    await story.sergeant.closes(reference, outcome="No offence disclosed")
    await story.time_passes_until("2026-11-07 03:00")
    await story.sergeant.opens_again(reference)
    await story.time_passes_until("2026-11-07 16:00")
    story.expect("@officer", reference, "half of its time has gone", at="Sat 7 Nov 07:00")
    story.expect_silence()
    await story.officer.records_enforcement(reference)
