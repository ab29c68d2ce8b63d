"""“Remind me…”: whoever has to see to it is reminded when they choose, within limits; nobody else misses anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.telling import on_both_databases
from tests.stories.words import labels

if TYPE_CHECKING:
    from practice import Message
    from tests.stories.people import Person
    from tests.stories.story import Story

REMIND = "Remind me…"


async def told_of_half(story: Story, grade: str, until: str) -> tuple[str, Message]:
    """Return a case whose owner has just heard that half of its time has gone, and that message."""
    reference = await story.officer.refers(grade=grade)
    await story.officer.takes(reference)
    await story.time_passes_until(until)
    return reference, story.reads_on("@officer", reference)[-1]


async def asks_for(person: Person, told: Message, when: str, **answers: object) -> dict[str, str]:
    """Press the button and choose; return what the window complains of."""
    await person.closes_windows()
    await person.presses(told, REMIND)
    return await person.submits(when=when, **answers)


def offered(person: Person) -> list[str]:
    """Return what the window on top has to choose from."""
    fields = {block.get("block_id"): block for block in person.member.modals[-1]["blocks"]}
    return [choice["text"]["text"] for choice in fields["when"]["element"]["options"]]


@on_both_databases
async def test_an_owner_is_reminded_when_they_chose_and_not_of_what_comes_before(story: Story) -> None:
    reference, half = await told_of_half(story, "medium", "2026-11-13 20:00")
    await story.officer.presses(half, REMIND)
    assert offered(story.officer) == [
        "in 15 minutes, today 20:15",
        "in 30 minutes, today 20:30",
        "in 1 hour, today 21:00",
        "in 2 hours, today 22:00",
        "in 4 hours, tomorrow 00:00",
        "tomorrow 08:00",
        "Mon 16 Nov 08:00",
        "at another time, below",
    ]
    assert not await story.officer.submits(when="tomorrow 08:00")
    assert not story.officer.window
    assert "You asked to be reminded Sat 14 Nov 08:00: what you would hear of it before is put off" in story.says(half)

    await story.time_passes_until("2026-11-14 08:30")
    asked = story.expect("@officer", reference, "You own it. You asked for this reminder.", at="Sat 14 Nov 08:00")
    assert "put off" not in story.says(asked)
    # Three quarters, Friday 21:12, was put off; nine tenths are said again.
    assert not story.unread("@officer")
    await story.time_passes_until("2026-11-16 07:05")
    story.expect("@officer", reference, "nine tenths", at="Mon 16 Nov 07:00")
    story.expect("@sergeant", reference, "nine tenths", at="Mon 16 Nov 07:00")
    history = await story.officer.asks(f"/case {reference}")
    assert "asked to be reminded of “Enforcement action” later" in history
    assert "put off “three quarters” of “Enforcement action” for Officer 1, North" in history
    await story.officer.records_enforcement(reference)


async def test_what_is_put_off_for_the_owner_comes_to_the_supervisor_as_ever_and_due_is_never_put_off(
    story: Story,
) -> None:
    reference, half = await told_of_half(story, "low", "2026-11-27 10:00")
    last = {"at_date": "2026-12-02", "at_time": "10:00"}
    assert not await asks_for(story.officer, half, "own", **last)
    await story.time_passes_until("2026-12-01 10:00")
    story.expect("@sergeant", reference, "nine tenths", at="Mon 30 Nov 09:12")
    assert not story.unread("@officer")
    await story.time_passes_until("2026-12-03 09:12")
    story.expect("@officer", reference, "You asked for this reminder", at="Wed 2 Dec 10:00")
    story.expect("@sergeant", reference, "it is due and has not been done", at="Thu 3 Dec 09:12")
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"at_date": "2026-11-03", "at_time": "22:43"},
            "at_time",
            "The latest is today 22:42, Tue 3 Nov: a case that is very high may be put off by 1 hour at most.",
        ),
        ({"at_date": "2026-11-04", "at_time": "08:00"}, "at_date", "The latest is today 22:42, Tue 3 Nov"),
        ({"at_date": "2026-11-03", "at_time": "21:42"}, "at_time", "That has gone by: it is now 21:42"),
        ({"at_date": "2026-11-02", "at_time": "22:00"}, "at_date", "That has gone by"),
        ({"at_date": "2026-11-03"}, "at_time", "Choose the time"),
        ({"at_time": "22:00", "when": "1 hour"}, "when", "choose “at another time, below”, or empty it"),
    ],
)
async def test_a_time_that_is_not_allowed_is_refused_with_the_latest(
    story: Story, typed: dict[str, str], field: str, sentence: str
) -> None:
    reference, half = await told_of_half(story, "very high", "2026-11-03 21:42")
    errors = await asks_for(story.officer, half, **{"when": "own", **typed})
    assert sentence in errors[field]
    assert offered(story.officer) == [
        "in 15 minutes, today 21:57",
        "in 30 minutes, today 22:12",
        "in 1 hour, today 22:42",
        "at another time, below",
    ]
    assert not await story.officer.submits(when="own", at_date="2026-11-03", at_time="22:42")
    await story.time_passes(hours=1)
    story.expect("@officer", reference, "You asked for this reminder", at="Tue 3 Nov 22:42")
    await story.officer.records_enforcement(reference)


async def test_shortly_before_it_is_due_nothing_past_that_is_on_offer(story: Story) -> None:
    reference, told = await told_of_half(story, "very high", "2026-11-04 08:30")
    story.reads_on("@sergeant", reference)
    await story.officer.presses(told, REMIND)
    assert offered(story.officer) == [
        "in 15 minutes, today 08:45",
        "in 30 minutes, today 09:00",
        "at another time, below",
    ]
    errors = await story.officer.submits(when="own", at_time="09:13")
    assert errors["at_time"] == "The latest is today 09:12, Wed 4 Nov, when it is due."
    await story.officer.closes_windows()
    await story.time_passes(minutes=35)
    await story.officer.presses(told, REMIND)
    assert (
        f"“Enforcement action” of {reference} is due today 09:12: too soon to be reminded later" in story.officer.window
    )
    await story.officer.closes_windows()
    stale = told.blocks
    await story.time_passes(minutes=10)
    story.reads_on("@sergeant", reference)
    assert REMIND not in labels(told)
    told.blocks = stale
    await story.officer.presses(told, REMIND)
    assert "cannot be put off: it is due" in story.officer.window
    await story.officer.closes_windows()
    await story.officer.records_enforcement(reference)


async def test_a_window_that_stayed_open_for_too_long_is_refused_when_it_is_sent_off(story: Story) -> None:
    reference, told = await told_of_half(story, "very high", "2026-11-04 08:30")
    story.reads_on("@sergeant", reference)
    await story.officer.presses(told, REMIND)
    await story.time_passes(minutes=20)
    errors = await story.officer.submits(when="30 minutes")
    assert "That is too late by now. The latest is today 09:12, Wed 4 Nov, when it is due." in errors["when"]
    await story.time_passes(minutes=30)
    story.reads_on("@sergeant", reference)
    errors = await story.officer.submits(when="15 minutes")
    assert "it is due" in " ".join(errors.values())
    await story.officer.closes_windows()
    await story.officer.records_enforcement(reference)


async def test_asked_for_anew_the_last_time_counts_and_sent_off_twice_it_is_one(story: Story) -> None:
    reference, half = await told_of_half(story, "high", "2026-11-06 22:00")
    assert not await asks_for(story.officer, half, "4 hours")
    assert not await asks_for(story.officer, half, "1 hour")
    assert "You asked to be reminded Fri 6 Nov 23:00" in story.says(half)
    await story.time_passes(hours=6)
    story.expect("@officer", reference, "You asked for this reminder", at="Fri 6 Nov 23:00")
    await story.officer.records_enforcement(reference)


async def test_what_is_done_or_due_at_another_time_meanwhile_is_not_reminded_of(story: Story) -> None:
    reference, half = await told_of_half(story, "very high", "2026-11-03 22:00")
    assert not await asks_for(story.officer, half, "1 hour")
    lowered = {"reason": "New information lowers the risk", "explanation": "The account was dormant for a year."}
    await story.sergeant.grades(reference, "high", **lowered)
    await story.time_passes(hours=5)
    assert "its due time has changed since" in story.says(half)
    stale = half.blocks
    half.blocks = [*stale, *_button(reference)]
    await story.officer.presses(half, REMIND)
    assert f"“Enforcement action” of {reference} was settled or changed meanwhile" in story.officer.window
    await story.officer.closes_windows()
    await story.officer.records_enforcement(reference)


def _button(reference: str) -> list[dict[str, object]]:
    label = {"type": "plain_text", "text": REMIND, "emoji": False}
    pressed = {"type": "button", "text": label, "action_id": "remind", "value": f"{reference}/enforcement"}
    return [{"type": "actions", "block_id": "stale", "elements": [pressed]}]


async def test_whoever_no_longer_owns_it_is_told_who_does_and_the_reminder_goes_to_them(story: Story) -> None:
    reference, half = await told_of_half(story, "high", "2026-11-06 22:00")
    assert not await asks_for(story.officer, half, "4 hours")
    seen = half.blocks
    await story.sergeant.allocates(reference, story.second_officer)
    story.expect("@officer", reference, "A supervisor gave this case, which was yours, to somebody else")
    assert REMIND not in labels(half)
    half.blocks = seen
    await story.officer.presses(half, REMIND)
    assert f"“Enforcement action” of {reference} is for Officer 2, North to see to now" in story.officer.window
    await story.officer.closes_windows()
    await story.time_passes(hours=5)
    story.expect("@second officer", reference, "Officer 1, North asked for this reminder", at="Sat 7 Nov 02:00")
    await story.second_officer.takes(reference)
    await story.second_officer.records_enforcement(reference)
