"""A force of several teams with cases whose clocks run: many recipients, so many messages under way at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from bot.context import Context
from bot.usecases import allocation, referrals
from bot.views.forms import Referral
from casework import policy
from casework.case import Evidence, Grade
from practice import Workspace, description
from practice.channels import Channel
from practice.people import Person as Account
from storage import people
from storage.database import transaction
from storage.opening import open_store
from storage.roster import Person, Roster, Team
from tests.kill.shared_clock import SharedClock
from tests.told import a_referral

START = datetime(2026, 11, 3, 9, 0, 30, tzinfo=UTC)
"""When the bot is first started; what is seeded was logged in the hours before."""
TEAMS = ("North", "South", "East", "West", "Coast", "Hills")
_TOOL = "KIRAT"


def roster(teams: tuple[str, ...] = TEAMS) -> Roster:
    """Each team with two officers, their sergeant and the inspector above, and a channel for card and digest."""
    everybody = [person for team in teams for person in _members(team)]
    return Roster(
        {team: Team(team, f"C0{team.upper()}", time(8), "Europe/London", (f"C0{team.upper()}",)) for team in teams},
        {person.slack: person for person in everybody},
    )


def _members(team: str) -> Iterator[Person]:
    word = team.upper()
    skills = (("KIRAT assessor", None), ("OCSAE investigator", None))
    for number in (1, 2):
        slack = f"U0{word}OFFICER{number}"
        yield Person(slack, f"Officer {number}, {team}", team, "officer", f"U0{word}SERGEANT", skills)
    yield Person(f"U0{word}SERGEANT", f"Sergeant, {team}", team, "supervisor", f"U0{word}INSPECTOR", skills)
    yield Person(f"U0{word}INSPECTOR", f"Inspector, {team}", team, "inspector", None, skills)


def workspace(clock: SharedClock) -> Workspace:
    """Slack's side: an account for everybody on the roster, and each team's private channel."""
    start, known = description.read(), roster()
    bot = next(person for person in start.people if person.is_bot)
    accounts = [Account(person.slack, person.name, role=person.role) for person in known.people.values()]
    channels = [
        Channel(team.channel, team.name.lower(), "private", members=[bot.id, *_in(team.name, known)])
        for team in known.teams.values()
    ]
    return Workspace(description.Description(start.app, [bot, *accounts], channels, []), clock.now)


def _in(team: str, known: Roster) -> list[str]:
    return [person.slack for person in known.people.values() if person.team == team]


@dataclass(frozen=True, slots=True)
class Cases:
    """Which cases there are: the same seed and number, the same cases."""

    seed: str
    number: int = 24


def begin(database: str, keys: Path, cases: Cases) -> None:
    """Log the cases through the use cases, as in the six hours before the start; every other one has an owner."""
    opened, rules, known, chance = open_store(database, keys), policy.load(), roster(), Random(cases.seed)
    with transaction(opened.engine, opened.keyring) as inner:
        if opened.engine.dialect.name == "postgresql":
            # A machine that stands still for five seconds is no fault of the bot, which has not begun.
            inner.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        people.replace(inner, known)
        for count in range(cases.number):
            logged = START - timedelta(minutes=chance.randrange(1, 360), seconds=30)
            actor = chance.choice([person for person in known.people.values() if person.role == "officer"])
            context = Context(inner, logged, actor, known, rules)
            case = referrals.refer(context, _referral(chance, logged), f"V{count}")
            if chance.random() < 0.5:
                allocation.take(context, case.reference)
    opened.engine.dispose()


def _referral(chance: Random, logged: datetime) -> Referral:
    grade = chance.choice(tuple(Grade))
    received = logged - timedelta(minutes=chance.randrange(1, 600))
    return a_referral(received, grade, evidence=chance.choice(tuple(Evidence)))
