"""From the referral to the outcome: everybody hears what they must, and nobody hears more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story


@on_both_databases
async def test_a_referral_is_logged_graded_taken_reminded_of_enforced_and_closed(story: Story) -> None:
    reference = await story.officer.refers(received="09:00")
    card = story.card(reference, "#ocsae-north")
    assert "ungraded" in card
    assert "Grade it · due Tue 3 Nov 13:00" in card
    assert "Allocate it · due Tue 3 Nov 10:00" in card
    assert "Enforcement action · due Wed 4 Nov 09:00" in card
    assert "Owner\nnobody yet" in card

    await story.officer.grades(reference, "very high")
    await story.second_officer.takes(reference)
    for place in ("#ocsae-north", "@officer"):
        card = story.card(reference, place)
        assert f"{reference} · ■■■■ very high" in card
        assert "Owner\nOfficer 2, North" in card
        assert "in progress" in card
        assert "Grade it · done Tue 3 Nov 09:12" in card
        assert "Allocate it · done Tue 3 Nov 09:12" in card

    await story.time_passes_until("2026-11-03 21:00")
    story.expect("@second officer", reference, "half of its time has gone", "You own it")
    await story.time_passes_until("2026-11-04 03:00")
    story.expect("@second officer", reference, "three quarters of its time")
    await story.time_passes_until("2026-11-04 06:36")
    story.expect("@second officer", reference, "nine tenths of its time", "Due today 09:00")
    story.expect("@sergeant", reference, "nine tenths of its time", "You supervise the owner, Officer 2, North")

    await story.time_passes_until("2026-11-04 09:00")
    told = story.expect("@sergeant", reference, "it is due and has not been done", "Overdue, was due today 09:00")
    assert "overdue since Wed 4 Nov 09:00" in story.card(reference, "#ocsae-north")
    await story.sergeant.presses(told, "I have this")
    await story.time_passes(minutes=40)
    story.expect_silence()

    await story.second_officer.records_enforcement(reference, "Warrant executed")
    assert "Enforcement action · done Wed 4 Nov 09:40, 40 min late" in story.card(reference, "#ocsae-north")
    await story.second_officer.closes(reference, "Suspect charged")
    for place in ("#ocsae-north", "@officer"):
        assert "Closed Wed 4 Nov 09:40 · Suspect charged" in story.card(reference, place)
    await story.time_passes(days=7)


async def test_a_case_that_is_allocated_stays_up_to_date_with_whoever_it_was_given_to(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.sergeant.allocates(reference, story.second_officer)
    for place in ("#ocsae-north", "@officer", "@second officer"):
        assert "Owner\nOfficer 2, North" in story.card(reference, place)
    await story.second_officer.takes(reference)
    await story.second_officer.records_enforcement(reference, "Arrest")
    for place in ("#ocsae-north", "@officer", "@second officer"):
        card = story.card(reference, place)
        assert "in progress" in card
        assert "Enforcement action · done Tue 3 Nov 09:12" in card
    await story.time_passes(days=8)


async def test_each_due_time_is_explained_in_a_sentence(story: Story) -> None:
    reference = await story.officer.refers(grade="high", received="09:00")
    await story.officer.presses(story.message(reference, "#ocsae-north"), "Why then?")
    assert "Received 3 Nov 09:00; graded high; 7 days: due Tue 10 Nov 09:00." in story.officer.window
    assert "Received 3 Nov 09:00; graded high; 1 working day: due Wed 4 Nov 09:00." in story.officer.window


async def test_an_officer_may_log_by_the_shortcut_too(story: Story) -> None:
    await story.officer.member.shortcut("refer")
    assert not await story.officer.submits(grade="low")
    reference = story.logged_in(story.officer.window)
    await story.officer.closes_windows()
    story.expect("#ocsae-north", reference, "low")
    story.expect("@officer", reference, "You logged this referral")
