from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from bot import access
from bot.reminders import replanning
from bot.reminders.replanning import basis
from bot.usecases import referrals
from bot.views.alarm import Wrong
from casework.case import Grade
from storage import people
from storage import replanning as planned
from storage.roster import Roster
from storage.tables import TABLES
from tests.reminders import watch
from tests.reminders.injected import INJECTED
from tests.stories.installation import practice_roster
from tests.told import a_referral

if TYPE_CHECKING:
    from storage.database import Transaction
    from tests.stories.installation import Installation

_CLOCKS, _JOURNAL = TABLES["clocks"], TABLES["journal"]
TOKYO = "Asia/Tokyo"


def _roster(zone: str, *new: str) -> Roster:
    """Return the roster of the practice workspace with every team, and some that are new, in a zone."""
    known = practice_roster()
    teams = {name: replace(team, timezone=zone) for name, team in known.teams.items()}
    north = next(iter(teams.values()))
    return Roster({**teams, **{name: replace(north, name=name) for name in new}}, known.people)


async def _comes(running: Installation) -> None:
    """Log a referral that has to be allocated within a working day, which begins at 08:00 where the team is."""
    officer = partial(access.person, slack="U0OFFICER1")
    received = running.travel.now()
    await running.house.do(officer, lambda context: referrals.refer(context, a_referral(received, Grade.MEDIUM), "V9"))
    await watch.a_minute_passes(running)


def _due(transaction: Transaction) -> list[tuple[Any, ...]]:
    wanted = select(_CLOCKS.c.reference, _CLOCKS.c.name, _CLOCKS.c.due_at).where(_CLOCKS.c.stopped_at.is_(None))
    return [tuple(row) for row in transaction.execute(wanted.order_by(_CLOCKS.c.reference, _CLOCKS.c.name))]


def _anew(transaction: Transaction) -> int:
    wanted = select(func.count()).where(_JOURNAL.c.event == "planned anew")
    return int(transaction.execute(wanted).scalar_one())


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_another_process_began_to_plan_and_left_is_planned_after_half_an_hour(running: Installation) -> None:
    mark = await running.read(planned.planned_by)
    await running.house.store.write(lambda t: planned.note(t, "by other zones begun", running.travel.now()))
    await _pass(running, 29)
    assert await running.read(planned.planned_by) != mark, "somebody may be planning"
    await _pass(running, 3)
    assert await running.read(planned.planned_by) == mark
    await running.house.store.write(INJECTED["a timer is gone"][0])
    await watch.a_minute_passes(running)
    assert await watch.put_right(running) == {Wrong.REMINDER_MISSING.value}


async def _pass(running: Installation, minutes: int) -> None:
    for _ in range(minutes):
        await watch.a_minute_passes(running)


async def _audits(running: Installation, minutes: int) -> None:
    """Let minutes pass, with looks of the auditor between the beats, and demand that it finds nothing."""
    for _ in range(minutes):
        await watch.a_minute_passes(running)
        assert await watch.put_right(running) == set()
    assert watch.alarms(running) == []
    assert await running.is_as_it_should_be()


@pytest.mark.parametrize("at_once", [1, 50])
async def test_a_zone_that_changes_while_the_bot_runs_plans_anew_and_is_no_damage(
    running: Installation, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(replanning, "AT_ONCE", at_once)
    await _comes(running)
    before = await running.read(_due)
    await running.house.store.write(partial(people.replace, wanted=_roster(TOKYO)))
    # The auditor looks before any beat.
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == set()
    await _audits(running, 3)
    after = await running.read(_due)
    assert after != before
    assert await running.read(_anew) > 0
    await running.house.store.write(partial(people.replace, wanted=practice_roster()))
    await _audits(running, 3)
    assert await running.read(_due) == before
    await running.go_to(watch.MORNING)
    await _audits(running, 1)
    assert running.workspace.ledger.sent_twice() == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_zone_that_changed_while_the_bot_was_down_plans_anew_at_the_start(running: Installation) -> None:
    await _comes(running)
    before = await running.read(_due)
    await running.house.store.write(partial(people.replace, wanted=_roster(TOKYO)))
    await running.stop()
    await running.start()
    await _audits(running, 1)
    assert await running.read(_due) != before


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_team_more_in_the_zone_of_the_house_plans_nothing_anew(running: Installation) -> None:
    await running.house.store.write(partial(people.replace, wanted=_roster("Europe/London", "OCSAE East")))
    await _audits(running, 1)
    assert await running.read(_anew) == 0


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_another_policy_plans_is_left_to_it_when_a_zone_changes(running: Installation) -> None:
    await running.house.store.write(lambda t: planned.note(t, "another", running.travel.now()))
    await _comes(running)
    before = await running.read(_due)
    await running.house.store.write(partial(people.replace, wanted=_roster(TOKYO)))
    running.let_time_go_by(timedelta(seconds=5))
    await running.settle()
    assert await running.read(_due) == before
    assert await running.read(planned.planned_by) == "another"


@pytest.mark.parametrize(
    ("zone", "is_policy_alone"), [("Europe/London", True), (TOKYO, False), ("America/New_York", False)]
)
def test_by_what_is_planned_has_the_zones_that_are_not_that_of_the_house(zone: str, *, is_policy_alone: bool) -> None:
    assert (basis("policy", _roster(zone)) == "policy") is is_policy_alone
    assert basis("policy", _roster(TOKYO)) != basis("other policy", _roster(TOKYO))
    assert basis("policy", _roster(TOKYO)) != basis("policy", _roster("America/New_York"))
