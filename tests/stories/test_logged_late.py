"""A referral that is logged late is as old as it is: the right people hear of it at once, once, and not in a flood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story


@on_both_databases
async def test_what_was_received_two_days_ago_is_overdue_when_it_is_logged(story: Story) -> None:
    reference = await story.officer.refers(received="2026-11-01 09:12", evidence="at risk")
    card = story.card(reference, "#ocsae-north")
    assert "Allocate it · overdue since Sun 1 Nov 10:12" in card
    assert "Grade it · overdue since Sun 1 Nov 13:12" in card
    assert "Enforcement action · overdue since Mon 2 Nov 09:12" in card
    assert "Confirm the evidence advice · due Tue 3 Nov 10:12" in card

    told = story.expect("#ocsae-north", reference, "Allocate it", "Grade it", "Enforcement action", "Nobody owns it")
    assert "Not said in time: half, three quarters" in story.says(told)
    told = story.expect("@sergeant", reference, "Allocate it", "Grade it", "Enforcement action")
    assert story.says(told).count("It is due and has not been done") == 3
    story.expect_silence()

    await story.time_passes(minutes=29)
    story.expect_silence()
    await story.time_passes(minutes=1)
    told = story.expect("@inspector", reference, "Allocate it", "Grade it", "Enforcement action")
    assert story.says(told).count("no supervisor has said") == 3
    story.expect("#ocsae-north", reference, "Confirm the evidence advice", "half of its time")

    await story.officer.confirms_evidence(reference)
    await story.officer.takes(reference)
    await story.officer.grades(reference, "very high")
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)
    await story.officer.records_enforcement(reference)


async def test_a_low_grade_that_is_logged_late_loses_no_time(story: Story) -> None:
    reference = await story.officer.refers(received="2026-10-24 09:12", grade="low")
    story.reads_on("#ocsae-north", reference, "Allocate it")
    story.reads_on("@sergeant", reference, "Allocate it")
    await story.officer.takes(reference)
    assert "Enforcement action · due Mon 23 Nov 08:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-08 08:11")
    story.expect_silence()
    await story.time_passes(minutes=1)
    story.expect("@officer", reference, "half of its time has gone")
    await story.officer.records_enforcement(reference)
