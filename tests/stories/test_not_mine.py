"""“Not mine…” passes on what came to the wrong one, by the form that fits; “Done…” records what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import access
from bot.usecases import passing
from casework.answer_errors import AnsweredNotPassedOn
from casework.errors import NotYours
from casework.policy import Policy
from tests.stories.installation import clocks_of_a_case, every_rule
from tests.stories.telling import on_both_databases
from tests.stories.words import labels

if TYPE_CHECKING:
    from bot.context import Context
    from practice import Message
    from tests.stories.people import Person
    from tests.stories.story import Story

NOT_MINE = "Not mine…"


def few_rules() -> Policy:
    """Return the clocks of a case, with CCTV and hand-overs beside them, and nothing that follows by itself."""
    rules = every_rule()
    names = {"grade", "allocate", "evidence", "enforcement", "CCTV", "hand-over"}
    clocks = tuple(row for row in rules.clock if row.name in names)
    return Policy.model_construct(**{**dict(clocks_of_a_case()), "clock": clocks, "result": rules.result})


pytestmark = pytest.mark.parametrize("rules", [few_rules()], ids=["few rules"])


async def a_case_of(story: Story, owner: Person) -> str:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await owner.takes(reference)
    return reference


async def a_task_for(story: Story, doer: Person) -> tuple[str, Message]:
    """Return a case of Officer 1 with CCTV for `doer` to secure, and the reminder at half of its time."""
    reference = await a_case_of(story, story.officer)
    await story.officer.records_enforcement(reference)
    await story.officer.adds(reference, "CCTV", doer=doer.slack)
    await story.time_passes_until("2026-11-17 10:00")
    return reference, story.expect(doer.dm, reference, "CCTV", "half of its time has gone", "It is yours to do")


async def told_of_half(story: Story, reference: str) -> Message:
    await story.time_passes_until("2026-11-06 21:12")
    return story.expect("@officer", reference, "Enforcement action", "half of its time has gone")


@on_both_databases
async def test_an_owner_offers_the_case_to_a_colleague(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    half = await told_of_half(story, reference)
    await story.officer.presses(half, NOT_MINE)
    assert "What is open, due and promised" in story.officer.window
    assert not await story.officer.submits(owner=story.second_officer.slack)
    offered = story.expect("@second officer", reference, "This case is offered to you")
    await story.second_officer.presses(offered, "Accept or refuse…")
    assert not await story.second_officer.submits(result="Accepted")
    story.expect("@officer", reference, "Your offer of this case was accepted")
    assert "Owner: Officer 2, North" in story.says(half)
    assert NOT_MINE not in labels(half)


@on_both_databases
async def test_whoever_has_a_task_gives_it_to_somebody_else_who_is_told(story: Story) -> None:
    reference, told = await a_task_for(story, story.second_officer)
    await story.second_officer.presses(told, NOT_MINE)
    window = story.second_officer.window
    assert "CCTV · Owner: Officer 1, North" in window
    assert window.index("Officer 1, North ·") < window.index("Sergeant, North ·")
    assert not await story.second_officer.submits(doer=story.officer.slack)
    given = story.expect("@officer", reference, "“CCTV” of this case was given to you to do.")
    assert "For Officer 1, North to do" in story.says(told)
    assert NOT_MINE not in labels(told)
    history = await story.officer.asks(f"/case {reference}")
    assert "gave “CCTV” to Officer 1, North to do" in history
    await story.officer.closes_windows()

    await story.officer.presses(given, "Done…")
    assert not await story.officer.submits(result="Secured")
    assert "“CCTV” of this case was given to you to do. It has ended: Secured." in story.says(given)
    assert "Done…" not in labels(given)


async def test_given_on_again_the_message_before_says_so(story: Story) -> None:
    reference, told = await a_task_for(story, story.second_officer)
    await story.second_officer.presses(told, NOT_MINE)
    assert not await story.second_officer.submits(doer=story.sergeant.slack)
    given = story.expect("@sergeant", reference, "was given to you to do")
    await story.time_passes_until("2026-11-24 10:00")
    half = story.expect("@sergeant", reference, "CCTV", "three quarters", "It is yours to do")
    await story.sergeant.presses(half, NOT_MINE)
    assert not await story.sergeant.submits(doer=story.officer.slack)
    story.expect("@officer", reference, "“CCTV” of this case was given to you to do.")
    assert "somebody else has it now" in story.says(given)
    assert "Done…" not in labels(given)


async def test_a_stale_button_says_whose_it_is_now(story: Story) -> None:
    reference, told = await a_task_for(story, story.second_officer)
    stale = told.blocks
    await story.second_officer.presses(told, NOT_MINE)
    assert not await story.second_officer.submits(doer=story.officer.slack)
    story.expect("@officer", reference, "was given to you to do")
    told.blocks = stale
    await story.second_officer.presses(told, NOT_MINE)
    assert f"“CCTV” of {reference} is for Officer 1, North to see to now" in story.second_officer.window
    await story.second_officer.closes_windows()
    await story.officer.ends(reference, "CCTV", "Secured")
    told.blocks = stale
    await story.second_officer.presses(told, NOT_MINE)
    assert f"“CCTV” of {reference} was settled or changed meanwhile" in story.second_officer.window
    await story.second_officer.closes_windows()


async def test_a_task_that_ended_while_the_window_was_open_is_not_given_to_anybody(story: Story) -> None:
    reference, told = await a_task_for(story, story.second_officer)
    await story.second_officer.presses(told, NOT_MINE)
    await story.officer.ends(reference, "CCTV", "Secured")
    errors = await story.second_officer.submits(doer=story.sergeant.slack)
    assert f"“CCTV” of {reference} has ended already: Secured" in " ".join(errors.values())
    await story.second_officer.closes_windows()


async def test_an_offer_that_is_not_wanted_is_accepted_or_refused(story: Story) -> None:
    reference = await a_case_of(story, story.officer)
    await story.officer.finds(reference, "Hand over…")
    assert not await story.officer.submits(owner=story.second_officer.slack)
    await story.officer.closes_windows()
    story.expect("@second officer", reference, "This case is offered to you")
    await story.time_passes(hours=2)
    half = story.expect("@second officer", reference, "Hand-over", "half of its time has gone")
    assert labels(half)[:1] == ["Accept or refuse…"]
    await story.second_officer.presses(half, NOT_MINE)
    assert not await story.second_officer.submits(result="Refused", text="I know somebody who is involved.")
    story.expect("@officer", reference, "Your offer of this case was refused")
    assert "Officer 1, North" in story.card(reference, "#ocsae-north")


async def is_away(who: Person, cover: Person, until: str = "2026-11-18 08:00") -> None:
    await who.closes_windows()
    await who.opens("/duty")
    await who.presses_in_window("Enter an absence…")
    day, _, hour = until.partition(" ")
    assert not await who.submits(ends_date=day, ends_time=hour, cover=cover.slack)
    await who.closes_windows()


async def offered_to_somebody_who_leaves(story: Story) -> tuple[str, Message]:
    """Return a case that was offered to Officer 2, who is away since, and what their cover was told of it."""
    reference = await a_case_of(story, story.officer)
    await story.officer.finds(reference, "Hand over…")
    assert not await story.officer.submits(owner=story.second_officer.slack)
    await story.officer.closes_windows()
    story.expect("@second officer", reference, "This case is offered to you")
    await is_away(story.second_officer, story.sergeant)
    await story.time_passes(hours=2)
    return reference, story.expect("@sergeant", reference, "Hand-over", "For Officer 2, North, who is away")


async def test_a_cover_does_not_accept_a_case_in_somebody_elses_name_and_may_refuse_it(story: Story) -> None:
    reference, told = await offered_to_somebody_who_leaves(story)
    assert NOT_MINE not in labels(told)
    await story.sergeant.presses(told, "Done…")
    errors = await story.sergeant.submits(result="Accepted")
    sentence = " ".join(errors.values())
    assert "You cover for Officer 2, North, but a case is accepted only by whoever will own it" in sentence
    assert "Refuse it in their place" in sentence
    assert "a supervisor of OCSAE North can allocate" in sentence
    assert not await story.sergeant.submits(result="Refused", text="They are away until the eighteenth.")
    story.expect("@officer", reference, "Your offer of this case was refused")
    assert "Officer 1, North" in story.card(reference, "#ocsae-north")
    window = await story.officer.asks(f"/case {reference}")
    assert "Sergeant, North · ended “Hand-over”: Refused" in window


async def test_whoever_does_not_cover_answers_no_offer_even_when_they_are_away(story: Story) -> None:
    reference, _ = await offered_to_somebody_who_leaves(story)
    await story.officer.presses(story.message(reference, "#ocsae-north"), "To do")
    await story.officer.presses_in_window("Record…", f"{reference}/1")
    errors = await story.officer.submits(result="Refused", text="I would rather keep it myself.")
    assert f"“Refused” on {reference} is for Officer 2, North alone" in " ".join(errors.values())
    assert not await story.officer.submits(result="Withdrawn")
    await story.officer.closes_windows()


async def test_a_cover_passes_nothing_on(story: Story) -> None:
    reference, told = await a_task_for(story, story.second_officer)
    await is_away(story.second_officer, story.sergeant, "2026-11-28 08:00")
    await story.time_passes_until("2026-11-24 10:00")
    covered = story.expect("@sergeant", reference, "three quarters", "For Officer 2, North, who is away")
    assert labels(covered) == ["Done…", "Remind me…", "Open"]
    covered.blocks = told.blocks
    await story.sergeant.presses(covered, NOT_MINE)
    assert f"You cover for whoever has to see to {reference}, so it is not yours to pass on" in story.sergeant.window
    await story.sergeant.closes_windows()
    await story.sergeant.presses(covered, "Done…")
    assert not await story.sergeant.submits(result="Secured")


async def test_nobody_gives_away_what_is_not_theirs_and_an_offer_is_not_passed_on(story: Story) -> None:
    reference, _ = await a_task_for(story, story.officer)
    await story.officer.finds(reference, "Hand over…")
    assert not await story.officer.submits(owner=story.second_officer.slack)
    await story.officer.closes_windows()
    story.expect("@second officer", reference, "This case is offered to you")

    async def gives(who: Person, number: int) -> None:
        def give(context: Context) -> None:
            passing.give(context, reference, number, "U0OFFICER2", f"tampered {number}")

        await story.installation.house.do(lambda roster: access.person(roster, who.slack), give)

    with pytest.raises(NotYours, match="is for its owner, Officer 1, North or a supervisor of OCSAE North"):
        await gives(story.second_officer, 1)
    with pytest.raises(AnsweredNotPassedOn, match="was offered to Officer 2, North, who accepts or refuses it"):
        await gives(story.second_officer, 2)
    await gives(story.sergeant, 1)
    await story.installation.settle()
    story.expect("@second officer", reference, "“CCTV” of this case was given to you to do.")
    await story.officer.ends(reference, "CCTV", "Secured")
