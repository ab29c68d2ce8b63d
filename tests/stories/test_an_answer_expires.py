"""“I have this” holds for its time by grade; what is still not done by then is said to those above, and asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casework.policy import Policy
from tests.stories.installation import clocks_of_a_case
from tests.stories.telling import on_both_databases
from tests.stories.words import labels

if TYPE_CHECKING:
    from practice import Message
    from tests.stories.story import Story

HAVE = "I have this"


async def an_overdue_case(story: Story, grade: str, until: str) -> tuple[str, Message]:
    """Return a case that nobody acted on, and what the sergeant was asked when it came due."""
    reference = await story.officer.refers(grade=grade)
    await story.officer.takes(reference)
    await story.time_passes_until(until)
    story.reads_on("@officer", reference)
    return reference, story.reads_on("@sergeant", reference)[-1]


@on_both_databases
async def test_a_sergeant_who_has_this_keeps_it_from_the_inspector_until_it_expires_and_is_asked_again(
    story: Story,
) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:20")
    await story.sergeant.presses(asked, HAVE)
    has = "Sergeant, North has this since Wed 4 Nov 09:20."
    assert has in story.says(asked)
    assert HAVE not in labels(asked)

    await story.time_passes_until("2026-11-04 11:12")
    for place in ("@officer", "@sergeant"):
        story.expect(place, reference, "it is still overdue", has, at="Wed 4 Nov 11:12")
    await story.time_passes_until("2026-11-04 11:20")
    had = "Sergeant, North had this since Wed 4 Nov 09:20; it is still not done"
    again = story.expect("@sergeant", reference, "You supervise the owner", had, at="Wed 4 Nov 11:20")
    told = story.expect("@inspector", reference, "You are the inspector", had, at="Wed 4 Nov 11:20")
    for message in (again, told, asked):
        assert HAVE in labels(message)
    assert has not in story.says(asked)

    await story.sergeant.presses(again, HAVE)
    assert "Sergeant, North has this since Wed 4 Nov 11:20" in story.says(told)
    await story.time_passes_until("2026-11-04 13:20")
    for place in ("@sergeant", "@inspector"):
        story.expect(place, "Sergeant, North had this since Wed 4 Nov 11:20", at="Wed 4 Nov 13:20")
    story.reads_on("@officer", "is still overdue")
    story.reads_on("@sergeant", "is still overdue")
    assert had in story.says(told)
    await story.officer.records_enforcement(reference)
    await story.time_passes(days=2)


async def test_when_nobody_answers_again_the_inspector_hears_of_the_silence_as_before(story: Story) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:20")
    await story.sergeant.presses(asked, HAVE)
    await story.time_passes_until("2026-11-04 12:00")
    story.expect("@inspector", "had this since Wed 4 Nov 09:20", at="Wed 4 Nov 11:20")
    story.expect("@inspector", "no supervisor has said “I have this”", at="Wed 4 Nov 11:42")
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize(
    ("grade", "answered", "expires"),
    [
        # Received on Tuesday 3 November 2026 at 09:12.
        ("high", "2026-11-10 09:30", "Tue 10 Nov 21:30"),
        ("medium", "2026-11-17 10:00", "Wed 18 Nov 10:00"),
        ("medium", "2026-11-20 10:00", "Mon 23 Nov 10:00"),
        ("low", "2026-12-03 10:00", "Mon 7 Dec 10:00"),
    ],
)
async def test_how_long_it_holds_goes_by_the_grade(story: Story, grade: str, answered: str, expires: str) -> None:
    reference, asked = await an_overdue_case(story, grade, answered)
    story.reads_on("@inspector", reference)
    await story.sergeant.presses(asked, HAVE)
    await story.time_passes(days=5)
    expired = story.expect("@inspector", reference, "Sergeant, North had this", at=expires)
    assert not [told for told in story.unread("@inspector") if float(told.ts) < float(expired.ts)]
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.records_enforcement(reference)


async def test_what_is_done_in_time_is_not_said_when_the_answer_would_have_expired(story: Story) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:20")
    await story.sergeant.presses(asked, HAVE)
    await story.officer.records_enforcement(reference)
    assert "Nothing more is needed" in story.says(asked)
    await story.time_passes(days=2)


async def test_a_grade_that_changes_the_due_time_takes_the_answer_off_with_what_would_have_expired(
    story: Story,
) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:20")
    await story.sergeant.presses(asked, HAVE)
    lowered = {"reason": "New information lowers the risk", "explanation": "The account was traced to an adult abroad."}
    await story.sergeant.grades(reference, "high", **lowered)
    assert "its due time has changed since" in story.says(asked)
    await story.time_passes(days=1)


async def test_pressed_twice_it_counts_once_and_does_not_hold_longer(story: Story) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:20")
    seen_before = asked.blocks
    await story.sergeant.presses(asked, HAVE)
    await story.time_passes(hours=1)
    asked.blocks = seen_before
    await story.sergeant.presses(asked, HAVE)
    assert not story.sergeant.window
    await story.time_passes(hours=1)
    story.expect("@inspector", "had this since Wed 4 Nov 09:20", at="Wed 4 Nov 11:20")
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)
    await story.officer.records_enforcement(reference)


async def test_a_stale_button_says_what_has_become_of_it(story: Story) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:42")
    escalated = story.reads_on("@inspector", reference)[-1]
    before = {message.ts: message.blocks for message in (asked, escalated)}
    await story.sergeant.presses(asked, HAVE)
    escalated.blocks = before[escalated.ts]
    await story.inspector.presses(escalated, HAVE)
    assert "Sergeant, North already has this" in story.inspector.window
    await story.inspector.closes_windows()
    await story.officer.records_enforcement(reference)
    asked.blocks = before[asked.ts]
    await story.sergeant.presses(asked, HAVE)
    assert f"“Enforcement action” of {reference} was settled or changed meanwhile" in story.sergeant.window


async def test_after_an_outage_an_expired_answer_is_said_late_and_once(story: Story) -> None:
    reference, asked = await an_overdue_case(story, "very high", "2026-11-04 09:20")
    await story.sergeant.presses(asked, HAVE)
    await story.caseclock_is_down(hours=7)
    told = story.expect("@inspector", reference, "Late: this should have reached you")
    assert "Not said in time" in story.says(told) or "had this since" in story.says(told)
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)
    await story.officer.records_enforcement(reference)


def asking_early() -> Policy:
    """Return rules by which an answer is asked for shortly before the due moment too."""
    rules = clocks_of_a_case()
    rungs = tuple(
        row.model_copy(update={"asks_for_answer": True}) if row.name == "nearly due" else row for row in rules.rung
    )
    return Policy.model_construct(**{**dict(rules), "rung": rungs})


@pytest.mark.parametrize("rules", [asking_early()], ids=["asking early"])
async def test_what_is_answered_early_expires_when_it_comes_due_in_one_message_with_it(story: Story) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 06:50")
    story.reads_on("@officer", reference)
    [early] = story.reads_on("@sergeant", reference, "nine tenths")
    await story.sergeant.presses(early, HAVE)
    await story.time_passes_until("2026-11-04 09:12")
    had = "Sergeant, North had this since Wed 4 Nov 06:50; it is still not done"
    due = story.expect("@sergeant", reference, "Overdue, was due today 09:12", had, at="Wed 4 Nov 09:12")
    assert "Not said in time" not in story.says(due)
    assert labels(due)[-2:] == [HAVE, "Open"]
    story.expect("@inspector", reference, had, at="Wed 4 Nov 09:12")
    await story.officer.records_enforcement(reference)
