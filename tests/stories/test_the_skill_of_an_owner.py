"""An owner needs the skill of the kind of case; a supervisor who decides otherwise is reminded to put it right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from storage.roster import Roster
from tests.stories.installation import every_rule, practice_roster
from tests.stories.telling import on_both_databases
from tests.stories.words import said

if TYPE_CHECKING:
    from tests.stories.story import Story

SKILL = "OCSAE investigator"


def roster_with(skills: tuple[tuple[str, date | None], ...]) -> Roster:
    """Return the practice roster with other skills of Officer 2, North."""
    roster = practice_roster()
    changed = replace(roster.people["U0OFFICER2"], skills=skills)
    return Roster(roster.teams, {**roster.people, changed.slack: changed})


without_the_skill = pytest.mark.parametrize("roster", [roster_with(())], ids=["unskilled"])
pytestmark = pytest.mark.parametrize("rules", [every_rule()], ids=["every rule"])


def digest(story: Story) -> str:
    """Return what the newest digest of the northern team says."""
    return said(next(message for message in reversed(story.digests) if message.channel == "C0DIGEST"))


@pytest.mark.parametrize(
    "roster", [roster_with(()), roster_with(((SKILL, date(2026, 11, 2)),))], ids=["missing", "expired yesterday"]
)
async def test_nobody_takes_a_case_without_the_skill_that_it_needs_today(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await story.second_officer.presses(story.message(reference, "#ocsae-north"), "Take it")
    assert f"The owner of {reference} needs the skill “{SKILL}”, valid today" in story.second_officer.window
    assert "A supervisor of OCSAE North may allocate it all the same" in story.second_officer.window
    assert "nobody yet" in story.card(reference, "#ocsae-north")
    await story.second_officer.closes_windows()


@pytest.mark.parametrize("roster", [roster_with(((SKILL, date(2026, 11, 3)),))], ids=["valid to the end of today"])
async def test_a_skill_that_ends_today_still_counts(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await story.second_officer.takes(reference)
    assert "Owner without the skill" not in story.card(reference, "#ocsae-north")


@without_the_skill
@on_both_databases
async def test_a_supervisor_may_decide_otherwise_and_it_is_to_be_put_right_within_a_working_day(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await story.sergeant.allocates(reference, story.second_officer)
    assert "Owner without the skill · due Wed 4 Nov 09:12" in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-04 08:01")
    assert f"Owner without the skill: 1\n■■■□ {reference}" in digest(story)
    assert "owner without the skill 1" in digest(story)
    story.reads_on("@second officer", reference)
    told = story.expect("@sergeant", reference, "Owner without the skill", "half of its time", at="Tue 3 Nov 21:12")
    story.reads_on("@sergeant", reference)

    await story.sergeant.presses(told, "Allocate…")
    assert "has the skill · on duty · 0 open · 0 with images in 90 days" in story.sergeant.window
    assert "lacks the skill · on duty · 1 open · 0 with images in 90 days" in story.sergeant.window
    assert not await story.sergeant.submits(owner=story.officer.slack)
    story.expect("@officer", reference, "allocated to you")
    story.expect("@second officer", reference, "A supervisor gave this case, which was yours, to somebody else")
    assert "Owner without the skill" not in story.card(reference, "#ocsae-north")
    await story.time_passes_until("2026-11-05 08:01")
    story.reads_on("@officer", reference)
    story.reads_on("@sergeant", reference)
    story.reads_on("@inspector", reference, "Deconfliction")
    assert "Owner without the skill" not in digest(story)


@without_the_skill
async def test_an_owner_offers_it_to_somebody_with_the_skill_and_a_supervisor_to_anybody(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="no")
    await story.officer.takes(reference)
    for giver in (story.officer, story.sergeant):
        await giver.finds(reference, "Hand over…")
        assert "lacks the skill" in giver.window
    errors = await story.officer.submits(owner=story.second_officer.slack)
    assert "the record of Officer 2, North does not show it" in errors["owner"]
    await story.officer.closes_windows()
    assert not await story.sergeant.submits(owner=story.second_officer.slack)
    offered = story.expect("@second officer", reference, "This case is offered to you")
    await story.second_officer.presses(offered, "Accept or refuse…")
    assert not await story.second_officer.submits(result="Accepted")
    story.expect("@officer", reference, "Your offer of this case was accepted")
    assert "Owner without the skill · due Wed 4 Nov 09:12" in story.card(reference, "#ocsae-north")


async def test_cases_with_images_are_counted_for_whom_they_were_given_to(story: Story) -> None:
    kinds = ("Indecent images", "Live streaming", "Grooming")
    given = [await story.officer.refers(grade="low", kind=kind, child_at_risk="no") for kind in kinds]
    for reference in given:
        await story.second_officer.takes(reference)
    await story.sergeant.allocates(given[-1], story.officer)
    story.expect("@second officer", given[-1], "A supervisor gave this case, which was yours, to somebody else")
    latest = await story.officer.refers(grade="high", child_at_risk="no")
    await story.sergeant.presses(story.message(latest, "#ocsae-north"), "Allocate…")
    window = story.sergeant.window
    assert "has the skill · on duty · 1 open · 0 with images in 90 days" in window
    assert "has the skill · on duty · 2 open · 2 with images in 90 days" in window
    assert window.index("Officer 1, North · 1 open") < window.index("Officer 2, North · 2 open")
    assert window.index("Officer 2, North · 2 open") < window.index("Inspector, North · 0 open")
    await story.sergeant.closes_windows()
