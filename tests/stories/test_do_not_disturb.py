"""Whoever has Do Not Disturb is told all the same, and whoever is next above at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reminders.undisturbed import Undisturbed
from casework.replan import Carried
from practice import faults
from storage import carrying
from tests.stories.telling import on_both_databases
from tests.stories.test_who_was_told import lines, told

if TYPE_CHECKING:
    from datetime import datetime

    from practice.faults import Fault
    from tests.stories.story import Story

OFFICER_IS_SILENT = "Officer 1, North has Do Not Disturb until Wed 4 Nov 07:00."
SERGEANT_IS_SILENT = "Sergeant, North has Do Not Disturb until Wed 4 Nov 06:00."


async def owned(story: Story, grade: str = "very high") -> str:
    reference = await story.officer.refers(grade=grade)
    await story.officer.takes(reference)
    return reference


def silences(story: Story, slack: str = "U0OFFICER1", ends: str = "07:00") -> None:
    story.installation.workspace.do_not_disturb(slack, "22:00", ends)


@on_both_databases
async def test_whoever_is_next_above_is_told_at_the_same_moment(story: Story) -> None:
    silences(story)
    reference = await owned(story)
    await story.time_passes_until("2026-11-03 22:00")
    story.expect("@officer", reference, "half of its time", at="Tue 3 Nov 21:12")
    await story.time_passes_until("2026-11-04 03:13")
    quiet = story.expect("@officer", reference, "three quarters of its time", at="Wed 4 Nov 03:12")
    loud = story.expect("@sergeant", reference, "three quarters of its time", OFFICER_IS_SILENT, at="Wed 4 Nov 03:12")
    assert "Do Not Disturb" not in story.says(quiet)
    assert "Slack does not reach" not in story.says(loud)
    # At nine tenths the sergeant is told anyway: once.
    await story.time_passes_until("2026-11-04 06:49")
    story.expect("@officer", reference, "nine tenths")
    story.expect("@sergeant", reference, "nine tenths")
    story.expect_silence()

    shown = lines(await told(story.inspector, reference), "Enforcement action")
    line = next(each for each in shown if "· three quarters →" in each)
    assert "Officer 1, North (owner)" in line
    assert "Sergeant, North (owner)" in line
    assert "Officer 1, North had Do Not Disturb until Wed 4 Nov 07:00" in line
    half = next(each for each in shown if "· half →" in each)
    assert "Do Not Disturb" not in half
    history = await story.inspector.asks(f"/case {reference}")
    assert "told Officer 1, North of “Enforcement action” while they had Do Not Disturb" in history
    await story.officer.records_enforcement(reference)


async def test_where_they_have_it_too_the_next_above_them_is_told(story: Story) -> None:
    silences(story)
    silences(story, "U0SERGEANT1", "06:00")
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 03:13")
    story.reads_on("@officer", reference)
    story.expect("@sergeant", reference, "three quarters", OFFICER_IS_SILENT, at="Wed 4 Nov 03:12")
    told_last = story.expect("@inspector", reference, "three quarters", SERGEANT_IS_SILENT, at="Wed 4 Nov 03:12")
    assert OFFICER_IS_SILENT in story.says(told_last)
    story.expect_silence()
    await story.officer.records_enforcement(reference)


async def test_who_can_be_disturbed_hears_it_alone(story: Story) -> None:
    silences(story, "U0OFFICER2")
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 03:13")
    story.expect("@officer", reference, "half of its time")
    story.expect("@officer", reference, "three quarters of its time")
    story.expect_silence()
    await story.officer.records_enforcement(reference)


async def test_what_can_wait_is_told_to_nobody_else_and_slack_is_not_asked(story: Story) -> None:
    workspace = story.installation.workspace
    workspace.do_not_disturb("U0OFFICER1", "09:00", "22:00")
    workspace.faults.next("dnd.info", faults.error("missing_scope"))
    reference = await owned(story, "high")
    await story.time_passes_until("2026-11-06 21:13")
    story.expect("@officer", reference, "half of its time")
    story.expect_silence()
    assert workspace.faults.take("dnd.info"), "Slack was asked"
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize(
    "fault",
    [faults.error("missing_scope"), faults.status(503), faults.html(), faults.dropped(), faults.rate_limited("120")],
)
async def test_where_slack_gives_no_answer_they_can_be_reached(story: Story, fault: Fault) -> None:
    silences(story)
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 03:11")
    story.expect("@officer", reference, "half of its time")
    story.installation.workspace.faults.next("dnd.info", fault, 3)
    await story.time_passes(minutes=2)
    story.expect("@officer", reference, "three quarters of its time", at="Wed 4 Nov 03:12")
    story.expect_silence()
    await story.officer.records_enforcement(reference)


async def test_what_slack_does_not_take_at_first_is_passed_on_once(story: Story) -> None:
    silences(story)
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 03:11")
    story.expect("@officer", reference, "half of its time")
    story.installation.workspace.faults.next("chat.postMessage", faults.status(503), 3)
    await story.time_passes(minutes=3)
    story.expect("@officer", reference, "three quarters of its time")
    story.expect("@sergeant", reference, "three quarters of its time", OFFICER_IS_SILENT)
    shown = await told(story.inspector, reference)
    assert shown.count("had Do Not Disturb") == 1
    await story.officer.records_enforcement(reference)


async def test_where_everybody_above_has_it_whoever_is_on_duty_is_told(story: Story) -> None:
    for slack in ("U0OFFICER1", "U0SERGEANT1", "U0INSPECTOR1"):
        silences(story, slack)
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 03:13")
    story.reads_on("@officer", reference)
    for place in ("@sergeant", "@inspector", "#ocsae-duty", "@admin"):
        story.expect(place, reference, "three quarters", OFFICER_IS_SILENT, at="Wed 4 Nov 03:12")
    story.expect_silence()
    await story.officer.records_enforcement(reference)


async def test_beside_what_is_urgent_nothing_else_is_passed_on(story: Story) -> None:
    story.installation.workspace.do_not_disturb("U0OFFICER1", "09:00", "12:00")
    urgent, other = [await story.officer.refers(grade=grade, evidence="in hand") for grade in ("very high", "high")]
    for reference in (urgent, other):
        await story.officer.takes(reference)
    await story.time_passes(minutes=31)
    story.expect("@officer", urgent, other, "half of its time")
    assert other not in story.says(story.expect("@sergeant", urgent, "half of its time", "has Do Not Disturb until"))
    for reference in (urgent, other):
        await story.officer.confirms_evidence(reference)
        await story.officer.records_enforcement(reference)


async def test_what_is_only_drawn_anew_rings_no_telephone(story: Story) -> None:
    silences(story)
    reference = await owned(story)
    await story.time_passes_until("2026-11-03 22:30")
    half = story.expect("@officer", reference, "half of its time", at="Tue 3 Nov 21:12")
    await story.officer.records_enforcement(reference)
    assert "Nothing more is needed" in story.says(half)
    assert "Do Not Disturb" not in await told(story.inspector, reference)


async def test_whoever_is_above_is_told_where_the_message_is_planned_anew_while_slack_is_asked(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    silences(story)
    reference = await owned(story)
    await story.time_passes_until("2026-11-04 03:11")
    ask, store = Undisturbed.until, story.installation.house.store

    async def until(self: Undisturbed, slack: str, now: datetime) -> datetime | None:
        found = await ask(self, slack, now)
        rungs = [Carried("three quarters", 0, 0)]
        await store.write(lambda t: carrying.carry(t, (reference, "enforcement", 1), 1, rungs, now))
        monkeypatch.undo()
        return found

    monkeypatch.setattr(Undisturbed, "until", until)
    story.expect("@officer", reference, at="Tue 3 Nov 21:12")
    await story.time_passes(minutes=5)
    story.expect("@officer", reference, "three quarters of its time")
    story.expect("@sergeant", reference, "three quarters of its time", OFFICER_IS_SILENT)
    story.expect_silence()
