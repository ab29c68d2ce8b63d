"""Every morning, at the team's own hour, one digest says all that wants somebody's eye."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest

from casework.case import Grade
from casework.policy import Policy
from casework.workdays import Period
from storage.roster import Roster
from tests.stories.installation import clocks_of_a_case, practice_roster
from tests.stories.telling import begins, on_both_databases
from tests.stories.words import said

if TYPE_CHECKING:
    from practice import Message
    from tests.stories.story import Story

NORTH, SOUTH = "C0DIGEST", "C0SOUTH"


def digests(story: Story, channel: str) -> list[str]:
    """Return what each digest in a channel said, with the moment at which it came."""
    return [f"{story.moment(message)} {said(message)}" for message in story.digests if message.channel == channel]


def roster_with(digest_at: time, zone: str = "Europe/London") -> Roster:
    """Return the practice roster with another hour for the southern team's digest."""
    roster = practice_roster()
    south = replace(roster.teams["OCSAE South"], digest_at=digest_at, timezone=zone)
    return Roster({**roster.teams, south.name: south}, roster.people)


@begins("2026-11-04 07:30")
@on_both_databases
async def test_the_digest_lists_what_is_overdue_due_unallocated_ungraded_and_unconfirmed(story: Story) -> None:
    late = await story.officer.refers_unread(grade="very high", received="2026-11-03 07:00")
    today = await story.officer.refers_unread(grade="very high", received="2026-11-03 09:12")
    unowned = await story.officer.refers_unread(grade="high")
    ungraded = await story.officer.refers_unread(evidence="in hand")
    calm = await story.officer.refers_unread(grade="low")
    for reference in (late, today, ungraded, calm):
        await story.officer.takes(reference)
    await story.time_passes_until("2026-11-04 08:00")
    for place in ("#ocsae-north", "@officer", "@sergeant", "@inspector"):
        story.reads_on(place)

    (digest,) = digests(story, NORTH)
    totals = "overdue 1, due today 2, without an owner 1, not graded yet 1, evidence advice not confirmed 1"
    assert digest.startswith(f"Wed 4 Nov 08:00 OCSAE North, Wed 4 Nov: {totals}")
    lines = digest.splitlines()
    waits = f"■■■■ {ungraded} · ungraded · Confirm the evidence advice due today 08:30 · Officer 1, North"
    sections = [
        ("Overdue: 1", f"■■■■ {late} · very high · Enforcement action overdue, was due today 07:00 · Officer 1, North"),
        ("Due today: 2", waits),
        ("Without an owner: 1", f"■■■□ {unowned} · high · Allocate it due tomorrow 08:00 · no owner"),
        ("Not graded yet: 1", waits),
        ("Evidence advice not confirmed: 1", waits),
        ("Open: 5 cases", "■■■■ very high 2 · ■■■■ ungraded 1 · ■■■□ high 1 · ■■□□ medium 0 · ■□□□ low 1"),
    ]
    for heading, first in sections:
        assert lines[lines.index(heading) + 1].startswith(first)
    assert f"■■■■ {today} · very high · Enforcement action due today 09:12 · Officer 1, North" in lines
    assert calm not in digest

    await story.officer.grades(ungraded, "low")
    await story.officer.confirms_evidence(ungraded)


async def test_a_day_on_which_nothing_waits_is_one_line(story: Story) -> None:
    await story.time_passes(days=1)
    (digest,) = digests(story, NORTH)
    assert digest.splitlines()[0] == (
        "Wed 4 Nov 08:00 OCSAE North, Wed 4 Nov: nothing is overdue, due today or waiting. 0 open cases."
    )
    assert len(digests(story, SOUTH)) == 1


@pytest.mark.parametrize("roster", [roster_with(time(7, 30), "Europe/Athens")])
async def test_the_digest_comes_at_the_teams_own_hour(story: Story) -> None:
    await story.time_passes(days=1)
    assert digests(story, NORTH)[0].startswith("Wed 4 Nov 08:00")
    assert digests(story, SOUTH)[0].startswith("Wed 4 Nov 05:30")


@begins("2026-10-23 12:00")
@pytest.mark.parametrize("roster", [roster_with(time(1, 30))])
async def test_there_is_one_digest_a_date_when_the_clocks_go_back(story: Story) -> None:
    await story.time_passes(days=4)
    assert [digest[:16] for digest in digests(story, NORTH)] == [
        "Sat 24 Oct 08:00",
        "Sun 25 Oct 08:00",
        "Mon 26 Oct 08:00",
        "Tue 27 Oct 08:00",
    ]
    assert [digest[:10] for digest in digests(story, SOUTH)] == ["Sat 24 Oct", "Sun 25 Oct", "Mon 26 Oct", "Tue 27 Oct"]


@begins("2027-03-26 12:00")
@pytest.mark.parametrize("roster", [roster_with(time(1, 30))])
async def test_there_is_one_digest_a_date_when_the_clocks_go_forward(story: Story) -> None:
    await story.time_passes(days=4)
    days = ["Sat 27 Mar", "Sun 28 Mar", "Mon 29 Mar", "Tue 30 Mar"]
    assert [digest[:16] for digest in digests(story, NORTH)] == [f"{day} 08:00" for day in days]
    assert [digest[:10] for digest in digests(story, SOUTH)] == days


@on_both_databases
async def test_what_was_missed_in_an_outage_comes_once_and_says_that_it_is_late(story: Story) -> None:
    await story.caseclock_is_down(days=3)
    (digest,) = digests(story, NORTH)
    assert digest.startswith("Fri 6 Nov 09:12 Late: OCSAE North, Fri 6 Nov: nothing is overdue")
    assert "Late: it was due today 08:00." in digest
    await story.time_passes(days=1)
    assert digests(story, NORTH)[1].startswith("Sat 7 Nov 08:00 OCSAE North, Sat 7 Nov: nothing")
    assert len(digests(story, NORTH)) == 2
    assert len(digests(story, SOUTH)) == 2


def headed(pages: list[Message]) -> list[str]:
    return [page.text for page in pages]


async def test_a_day_with_a_hundred_and_twenty_cases_is_split_and_nothing_is_cut(story: Story) -> None:
    story.installation.workspace.rates.lift()
    references = [await story.officer.refers_unread(grade="high") for _ in range(120)]
    await story.time_passes_until("2026-11-04 08:00")
    for place in ("#ocsae-north", "@officer", "@sergeant"):
        story.reads_on(place)
    pages = [message for message in story.digests if message.channel == NORTH]
    assert len(pages) > 1
    assert headed(pages)[0].startswith("OCSAE North, Wed 4 Nov: overdue 0, due today 120, without an owner 120")
    assert headed(pages)[1:] == [f"OCSAE North, Wed 4 Nov: page {n} of {len(pages)}" for n in range(2, len(pages) + 1)]
    everything = "\n".join(said(page) for page in pages)
    for reference in references:
        assert everything.count(reference) == 2
    assert "Open: 120 cases" in everything


def looser_rules() -> Policy:
    """Return rules that give a high case ten days."""
    rules = clocks_of_a_case()
    own = {Grade.VERY_HIGH: "24 hours", Grade.HIGH: "10 days", Grade.MEDIUM: "14 days", Grade.LOW: "30 days"}
    periods = {grade: Period.parse(period) for grade, period in own.items()}
    rows = [row.model_copy(update={"period": periods}) if row.name == "enforcement" else row for row in rules.clock]
    return Policy.model_construct(**{**dict(rules), "clock": tuple(rows)})


@pytest.mark.parametrize("rules", [looser_rules()], ids=["looser"])
async def test_a_policy_that_is_looser_than_recommended_says_so_in_every_digest(story: Story) -> None:
    await story.time_passes_until("2026-11-04 08:01")
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.time_passes_until("2026-11-14 08:30")
    for place in ("@officer", "@sergeant"):
        story.reads_on(place, reference)
    quiet, *_, full = digests(story, NORTH)
    assert "nothing is overdue" in quiet
    assert "Due today: 1" in full
    for digest in (quiet, full):
        assert "This force’s policy is looser than what is recommended" in digest
        assert "Enforcement action, high: 10 days instead of 7 days; Recommended timescales, HMICFRS" in digest
    await story.officer.records_enforcement(reference)
