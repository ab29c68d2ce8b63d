"""What is done twice, or by two at once, has one effect, and nobody is left in doubt which."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.stories.screen import REFERRAL
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story


@on_both_databases
async def test_the_same_window_submitted_many_times_logs_one_case(story: Story) -> None:
    await story.officer.opens("/refer")
    story.officer.fills_in(grade="high")
    await asyncio.gather(*(story.officer.member.submit() for _ in range(20)))
    await story.installation.settle()
    assert story.logged_in(story.officer.window) == "CC-26-00001"
    await story.officer.closes_windows()
    story.expect("#ocsae-north", "CC-26-00001")
    story.expect("@officer", "CC-26-00001")
    story.expect_silence()
    assert "1–1 of 1 case" in await story.officer.asks("/queue team")


@on_both_databases
async def test_two_officers_take_a_case_at_once_and_one_has_it(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    card = story.message(reference, "#ocsae-north")
    await asyncio.gather(
        story.officer.member.click(card, "take"),
        story.second_officer.member.click(card, "take"),
    )
    await story.installation.settle()
    first, second = story.officer, story.second_officer
    owner, other = (first, second) if second.window else (second, first)
    assert not owner.window
    assert f"owns {reference}. A supervisor can allocate it to you." in other.window
    number = 1 if owner is first else 2
    assert f"Owner\nOfficer {number}, North" in story.card(reference, "#ocsae-north")


async def test_whoever_presses_take_it_twice_is_the_owner_once(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    card = story.message(reference, "#ocsae-north")
    await story.officer.member.click(card, "take")
    await story.officer.member.click(card, "take")
    await story.installation.settle()
    assert not story.officer.window
    assert (await story.officer.asks(f"/case {reference}")).count("took it") == 1
    assert "Owner\nOfficer 1, North" in story.card(reference, "#ocsae-north")


async def test_two_supervisors_allocate_at_once_and_the_second_is_shown_what_changed(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.inspector.presses(story.message(reference, "#ocsae-north"), "Allocate…")
    story.inspector.fills_in(owner="U0OFFICER1")
    await story.sergeant.allocates(reference, story.second_officer)
    assert not await story.inspector.submits()
    assert "has changed since you opened this window" in story.inspector.window
    assert "Owner: Officer 2, North" in story.inspector.window
    await story.inspector.closes_windows()
    assert "Owner\nOfficer 2, North" in story.card(reference, "#ocsae-north")


async def test_twenty_referrals_in_a_rush_have_twenty_references(story: Story) -> None:
    people = [story.officer, story.second_officer, story.sergeant, story.inspector]
    for _ in range(5):
        for person in people:
            await person.member.command("/refer")
        await asyncio.gather(
            *(person.member.submit({**REFERRAL, "grade": "low", "grade_tool": "KIRAT"}) for person in people)
        )
        for person in people:
            await person.closes_windows()
    await story.installation.settle()
    told = story.reads_on("#ocsae-north", "low")
    assert sorted(story.logged_in(message.text) for message in told) == [f"CC-26-{n:05d}" for n in range(1, 21)]
    for person in people:
        assert len(story.reads_on(person.dm, "You logged this referral")) == 5
