"""What a rehearsal shows is what happens when nobody does anything; another policy or an absence changes just that."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.reminders.rehearsal import Rehearsal, difference, rehearse, stage
from casework.absence import Leave
from casework.workdays import Period
from storage import people
from storage.tables import TABLES
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from bot.reminders.rehearsal import Stage
    from casework.policy import Policy
    from storage.database import Transaction
    from tests.stories.story import Story

Heard = set[tuple[str, str, str, int, str]]
"""Case, clock, rung, turn, and who."""


def now_on(transaction: Transaction, now: datetime) -> Stage:
    return stage(transaction, people.roster(transaction), now)


def policy_of(story: Story) -> Policy:
    return story.installation.bot.house.policy


async def set_up(story: Story) -> Stage:
    now = story.now
    return await story.installation.read(lambda transaction: now_on(transaction, now))


def heard(rehearsal: Rehearsal, until: datetime) -> Heard:
    return {
        (each.reference, each.clock, each.rung, each.turn, slack)
        for each in rehearsal.tellings
        for slack, _ in each.who
        if each.told_at(slack) <= until
    }


def told(transaction: Transaction, since: datetime) -> Heard:
    """Return what the journal says was told of rungs."""
    rows = TABLES["journal"]
    wanted = select(rows.c.reference, rows.c.facts).where(rows.c.event == "told", rows.c.at > since)
    found = [(row.reference, json.loads(row.facts)) for row in transaction.execute(wanted)]
    return {
        (case, facts["clock"], facts["rung"], facts["turn"], facts["to"]) for case, facts in found if "rung" in facts
    }


@on_both_databases
async def test_what_is_rehearsed_is_what_is_told_when_nobody_acts(story: Story) -> None:
    owned = await story.officer.refers(grade="very high")
    await story.officer.takes(owned)
    await story.second_officer.refers(grade="low", evidence="at risk")
    await story.time_passes(hours=3)
    since = story.now
    on = await set_up(story)
    rehearsed = rehearse(on, policy_of(story))
    await story.time_passes(hours=49)
    until = story.now
    story.has_read(story.unread())
    assert heard(rehearsed, until) == await story.installation.read(lambda transaction: told(transaction, since))


async def test_what_was_answered_expires_in_a_rehearsal_too_and_what_was_put_off_is_not_said(story: Story) -> None:
    overdue = await story.officer.refers(grade="very high")
    await story.officer.takes(overdue)
    await story.time_passes(hours=12, minutes=30)
    slow = await story.second_officer.refers(grade="very high", received="10:30")
    await story.second_officer.takes(slow)
    await story.time_passes(hours=11, minutes=45)
    asked = [told for told in story.unread("@sergeant") if overdue in told.text][-1]
    await story.sergeant.presses(asked, "I have this")
    [half, *_] = story.unread("@second officer")
    await story.second_officer.presses(half, "Remind me…")
    assert not await story.second_officer.submits(when="1 hour")
    since = story.now + timedelta(minutes=1)
    await story.time_passes(minutes=1)
    story.has_read(story.unread())
    rehearsed = rehearse(await set_up(story), policy_of(story))
    assert {"answer expired", "asked for"} <= {each.rung for each in rehearsed.tellings}
    await story.time_passes(hours=9)
    until = story.now
    story.has_read(story.unread())
    assert heard(rehearsed, until) == await story.installation.read(lambda transaction: told(transaction, since))


async def test_while_the_owner_is_away_the_cover_hears_it(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    on = await set_up(story)
    away = Leave("U0OFFICER1", date(2026, 11, 4), date(2026, 11, 12), "U0OFFICER2")
    as_it_is, without = rehearse(on, policy_of(story)), rehearse(on.without(away), policy_of(story))
    differs = difference(as_it_is, without)
    assert {slack for each in differs.no_longer for slack, role in each.who if role == "owner"} == {"U0OFFICER1"}
    assert {slack for each in differs.new for slack, role in each.who if role == "owner"} == {"U0OFFICER2"}
    assert (differs.in_time, differs.breached) == ((), ())
    await story.officer.records_enforcement(reference)


async def test_a_policy_with_less_time_says_at_once_what_it_would_have_said_by_now(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    await story.time_passes(days=2)
    story.has_read(story.unread())
    on = await set_up(story)
    clocks = [
        rule.model_copy(update={"period": Period.parse("1 day")}) if rule.name == "enforcement" else rule
        for rule in policy_of(story).clock
    ]
    stricter = policy_of(story).model_copy(update={"clock": tuple(clocks)})
    differs = difference(rehearse(on, policy_of(story)), rehearse(on, stricter))
    at_once = [each for each in differs.new if each.at == on.now and each.clock == "enforcement"]
    assert {"half", "three quarters", "nearly due", "due"} <= {each.rung for each in at_once}
    assert [
        breach.due_at - breach_before.due_at
        for breach, breach_before in zip(differs.breached, differs.in_time, strict=True)
    ] == [-timedelta(days=6)]
    assert difference(rehearse(on, policy_of(story)), rehearse(replace(on), policy_of(story))).is_empty
    await story.officer.records_enforcement(reference)


async def test_a_supervisor_tries_a_week_of_leave_in_slack_and_nothing_is_entered(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    shown = await story.sergeant.asks("/caseclock rehearse")
    assert "1 clock of 1 case overdue or running out." in shown
    assert "Officer 1, North:" in shown
    assert "Would be said" not in shown
    assert await story.sergeant.submits(person="U0OFFICER1", starts="2026-11-04") == {"ends": "Choose a day."}
    refused = await story.sergeant.submits(ends="2026-11-04")
    assert refused == {"ends": "Choose a day after the beginning."}
    assert not await story.sergeant.submits(ends="2026-11-12", cover="U0OFFICER2")
    assert (
        "Officer 1, North away from 2026-11-04 until 2026-11-12, covered by Officer 2, North" in story.sergeant.window
    )
    assert "→ Officer 2, North" in story.sergeant.window
    await story.sergeant.closes_windows()
    assert "Officer 1, North · away" not in await story.sergeant.asks("/duty")
    assert "A rehearsal shows the cases of a team" in await story.officer.asks("/caseclock rehearse")
    await story.officer.records_enforcement(reference)
