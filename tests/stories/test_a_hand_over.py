"""A case is handed over by an offer that somebody accepts; until then it is its owner's, and it goes up unanswered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule
from tests.stories.people import CANARY
from tests.stories.telling import on_both_databases
from tests.stories.words import labels

if TYPE_CHECKING:
    from practice import Message
    from tests.stories.people import Person
    from tests.stories.story import Story

pytestmark = pytest.mark.parametrize("rules", [every_rule()], ids=["every rule"])


async def a_case_of(story: Story, owner: Person) -> str:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await owner.takes(reference)
    return reference


async def offers(story: Story, giver: Person, reference: str, to: Person) -> Message:
    await giver.finds(reference, "Hand over…")
    errors = await giver.submits(owner=to.slack)
    assert not errors, errors
    await giver.closes_windows()
    return story.expect(to.dm, reference, "This case is offered to you", "Accept or refuse")


@on_both_databases
async def test_whoever_accepts_owns_it_and_sees_before_what_is_open_due_and_promised(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    await story.officer.finds(reference, "Hand over…")
    for line in ("What is open, due and promised: 6", "Deconfliction · due Wed 4 Nov 09:12", "Enforcement action"):
        assert line in story.officer.window
    assert "has the skill · on duty · 0 open · 0 with images in 90 days" in story.officer.window
    await story.officer.closes_windows()

    offered = await offers(story, story.officer, reference, story.second_officer)
    assert "Officer 1, North" in story.card(reference, "#ocsae-north")
    await story.second_officer.presses(offered, "Accept or refuse…")
    assert "Deconfliction · due Wed 4 Nov 09:12" in story.second_officer.window
    assert not await story.second_officer.submits(result="Accepted")
    assert "Officer 2, North" in story.card(reference, "#ocsae-north")
    assert "This case was offered to you. Accepted" in story.says(offered)
    assert "Accept or refuse…" not in labels(offered)
    window = await story.second_officer.asks(f"/case {reference}")
    assert "accepted it and owns it now" in window
    assert "offered it to Officer 2, North" in window
    story.expect("@officer", reference, "Your offer of this case was accepted: it has a new owner")


async def test_only_whom_it_was_offered_to_may_answer(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    offered = await offers(story, story.officer, reference, story.second_officer)
    for other in (story.officer, story.sergeant):
        await other.presses(story.message(reference, "#ocsae-north"), "To do")
        await other.presses_in_window("Record…", f"{reference}/5")
        errors = await other.submits(result="Accepted")
        assert f"“Accepted” on {reference} is for Officer 2, North alone" in " ".join(errors.values())
        await other.closes_windows()
    await story.second_officer.presses(offered, "Accept or refuse…")
    errors = await story.second_officer.submits(result="Withdrawn")
    assert "is for its owner, Officer 1, North or a supervisor of OCSAE North" in " ".join(errors.values())
    await story.second_officer.closes_windows()


async def test_it_may_be_refused_with_a_reason_and_stays_its_owners(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    offered = await offers(story, story.officer, reference, story.second_officer)
    await story.second_officer.presses(offered, "Accept or refuse…")
    assert set(await story.second_officer.submits(result="Refused")) == {"text"}
    assert not await story.second_officer.submits(text=f"I know somebody involved: {CANARY}.")
    assert "This case was offered to you. Refused" in story.says(offered)
    assert "Officer 1, North" in story.card(reference, "#ocsae-north")
    story.expect("@officer", reference, "Your offer of this case was refused: it stayed yours")


@pytest.mark.parametrize("who", ["officer", "sergeant"])
async def test_the_owner_or_a_supervisor_may_withdraw_it_and_offer_it_anew(story: Story, who: str) -> None:
    reference = await a_case_of(story, story.officer)
    await offers(story, story.officer, reference, story.second_officer)
    giver = {"officer": story.officer, "sergeant": story.sergeant}[who]
    await giver.finds(reference, "Hand over…")
    assert f"{reference} has been offered to Officer 2, North, who has not answered yet" in giver.window
    await giver.closes_windows()
    await giver.presses(story.message(reference, "#ocsae-north"), "To do")
    await giver.presses_in_window("Record…", f"{reference}/5")
    assert not await giver.submits(result="Withdrawn")
    await giver.closes_windows()
    await offers(story, giver, reference, story.second_officer)


async def test_without_an_answer_it_goes_up_the_line_of_whom_it_was_offered_to(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    await offers(story, story.officer, reference, story.second_officer)
    await story.time_passes(hours=6)
    for rung, hour in (("half", "11:12"), ("three quarters", "12:12"), ("nine tenths", "12:48")):
        told = story.expect(
            "@second officer", reference, "Hand-over", rung, "It is yours to do", at=f"Tue 3 Nov {hour}"
        )
        assert labels(told)[0] == "Accept or refuse…"
    supervises = "You supervise Officer 2, North, who has it to do"
    story.expect("@sergeant", reference, "nine tenths", supervises, at="Tue 3 Nov 12:48")
    due = story.expect("@sergeant", reference, "it is due and has not been done", supervises, at="Tue 3 Nov 13:12")
    assert "I have this" in labels(due)
    story.expect("@inspector", reference, "no supervisor has said", "For Officer 2, North to do", at="Tue 3 Nov 15:12")


async def test_an_owner_who_is_allocated_meanwhile_ends_the_offer(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    offered = await offers(story, story.officer, reference, story.second_officer)
    await story.sergeant.allocates(reference, story.second_officer)
    assert "Accept or refuse…" not in labels(offered)
    story.expect("@officer", reference, "A supervisor gave this case, which was yours, to somebody else")
    await story.time_passes(hours=4)
