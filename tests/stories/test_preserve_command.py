"""`/preserve`: words to read aloud, for whom and about what one chooses, and a record that they were said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.stories.test_reset_talk import without

if TYPE_CHECKING:
    from tests.stories.story import Story

PARENT, SCHOOL = "Parent or carer", "School"
IPHONE, ACCOUNT, CCTV = "iPhone, locked", "Messaging or social-media account", "CCTV or doorbell camera"
SAID = f"gave the preservation advice: {SCHOOL}, {IPHONE}"


async def choose(story: Story, who: str, kind: str) -> str:
    """Choose from both menus of the window, and return what it says then."""
    await story.officer.chooses("preserve_who", who)
    await story.officer.chooses("preserve_kind", kind)
    return story.officer.window


@pytest.mark.parametrize("roster", [without("U0OFFICER1")])
async def test_it_can_be_read_by_somebody_who_is_not_on_the_roster(story: Story) -> None:
    shown = await story.officer.asks("/preserve")
    assert "This is not your fault" in shown
    assert "Never copy, forward, screenshot or print an image of a child" in shown
    shown = await choose(story, SCHOOL, IPHONE)
    assert "Nobody should guess the passcode or reset it." in shown
    assert "The 72 hours run from then." in shown
    assert len(story.officer.member.modals) == 1
    assert not story.officer.member.modals[-1]["submit"]


async def test_what_is_chosen_for_one_and_not_there_for_another_turns_to_what_is(story: Story) -> None:
    await story.officer.asks("/preserve")
    assert "commonly kept for 28 to 31 days" in await choose(story, PARENT, CCTV)
    await story.officer.chooses("preserve_who", "Child")
    assert "Plug it in and let somebody you trust look after it" in story.officer.window


async def test_what_was_said_about_a_case_is_recorded_and_stops_its_clock(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="in hand")
    await story.officer.takes(reference)
    assert "Nobody has confirmed yet that this advice was given." in await story.officer.asks(f"/preserve {reference}")
    await choose(story, SCHOOL, IPHONE)
    assert not await story.officer.submits()
    assert f"Recorded on {reference}: you gave the advice.\n{SCHOOL} · {IPHONE}" in story.officer.window
    await story.officer.closes_windows()
    card = story.card(reference, "#ocsae-north")
    assert "Confirm the evidence advice · done Tue 3 Nov 09:12" in card
    assert "Advice confirmed by Officer 1, North" in card
    assert SAID in await story.officer.asks(f"/case {reference}")
    await story.time_passes(hours=2)
    await story.officer.records_enforcement(reference)


async def test_advice_to_one_more_person_is_recorded_and_leaves_the_confirmation_as_it_is(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="account only")
    await story.officer.takes(reference)
    await story.officer.confirms_evidence(reference)
    await story.time_passes(hours=1)
    await story.second_officer.presses(story.message(reference, "#ocsae-north"), "Read aloud…")
    assert not await story.second_officer.submits()
    assert "Advice confirmed by Officer 1, North, Tue 3 Nov 09:12" in story.card(reference, "#ocsae-north")
    shown = await story.second_officer.asks(f"/case {reference}")
    assert "Officer 2, North · gave the preservation advice: Child, Phone or tablet, switched on" in shown
    await story.officer.records_enforcement(reference)


async def test_about_a_case_without_a_device_it_is_recorded_all_the_same(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    assert "No device or account is on record." in await story.officer.asks(f"/preserve {reference}")
    assert not await story.officer.submits()
    assert "gave the preservation advice" in await story.officer.asks(f"/case {reference}")
    await story.officer.records_enforcement(reference)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("CC-26-00099", "There is no case CC-26-00099."), ("the phone", "That is no reference of a case.")],
)
async def test_a_case_that_there_is_not_is_refused(story: Story, typed: str, says: str) -> None:
    assert says in await story.officer.asks(f"/preserve {typed}")


async def test_whoever_may_not_confirm_is_told_who_may(story: Story) -> None:
    reference = await story.officer.refers(grade="high", evidence="in hand")
    await story.officer.takes(reference)
    assert "belongs to another team" in await story.southern_officer.asks(f"/preserve {reference}")
    await story.officer.confirms_evidence(reference)
    await story.officer.records_enforcement(reference)


async def test_what_is_sent_off_twice_at_once_is_recorded_once(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.officer.asks(f"/preserve {reference}")
    await asyncio.gather(story.officer.member.submit(), story.officer.member.submit())
    shown = await story.officer.asks(f"/case {reference}")
    assert shown.count("gave the preservation advice") == 1
    await story.officer.records_enforcement(reference)
