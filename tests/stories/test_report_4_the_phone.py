"""Children were told to reset a phone to factory settings: what the officer would have had before them instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories import report

if TYPE_CHECKING:
    from tests.stories.story import Story

(TOLD,) = report.case("04").referrals
SPOKEN = (
    "No factory reset. Nothing wiped, sold or handed on.",
    "Please do not reset, wipe, sell or give away the device. Leave it as it is.",
    "User names, profile addresses, telephone numbers, and where each was seen.",
    "Call the digital forensics unit before the device is moved",
)
CLOCK = "Confirm the evidence advice"


async def test_the_advice_is_there_before_the_caller_has_hung_up(story: Story) -> None:
    await story.officer.opens("/refer")
    assert not await story.officer.submits(**TOLD.form, external_reference="")
    reference = story.logged_in(story.officer.window)
    for sentence in SPOKEN:
        assert sentence in story.officer.window
    assert not await story.officer.submits(confirmed=["yes"])
    story.expect("@officer", reference, "Advice confirmed by Officer 1, North, Tue 3 Nov 09:12")
    story.expect("#ocsae-north", reference, "Advice confirmed by Officer 1, North", SPOKEN[0])
    await story.time_passes(hours=3)
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)


async def test_whoever_writes_of_the_reset_first_has_the_advice_in_the_thread(story: Story) -> None:
    written = await story.officer.writes("C0NORTH", "Told the child to set the phone back to factory settings.")
    told = story.expect("#ocsae-north", *SPOKEN[:2], SPOKEN[3])
    assert told.thread_ts == written.ts


async def test_where_nobody_says_it_three_people_hear_of_it_within_three_hours(story: Story) -> None:
    reference = await report.logged_at_once(story, TOLD)
    card = story.card(reference, "#ocsae-north")
    for sentence in (*SPOKEN, "Nobody has confirmed yet that this advice was given."):
        assert sentence in card
    told = [
        ("09:42", "@officer", "Half of its time has gone"),
        ("09:57", "@officer", "Three quarters of its time have gone"),
        ("10:06", "@officer", "Nine tenths of its time have gone"),
        ("10:06", "@sergeant", "Nine tenths of its time have gone"),
        ("10:12", "@sergeant", "It is due and has not been done"),
        ("12:12", "@inspector", "no supervisor has answered"),
    ]
    table = [(f"2026-11-03 {hour}", place, CLOCK, words) for hour, place, words in told]
    await report.unfolds(story, reference, table)

    await story.officer.confirms_evidence(reference)
    assert "Advice confirmed by Officer 1, North, Tue 3 Nov 12:12" in story.card(reference, "#ocsae-north")
    await story.officer.records_enforcement(reference)
