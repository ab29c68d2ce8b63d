"""Somebody's account is gone, or back: recorded, and the task of whoever can see to their cases."""

from __future__ import annotations

from datetime import datetime

from bot.reminders.dispatcher import ITSELF, duty
from bot.reminders.outcomes import Gone, Unreachable
from bot.reminders.recipients import PEOPLE, Duty, Matter, last_resort, told
from bot.usecases import queues
from bot.views import departure
from bot.views.blocks import Payload
from bot.views.departure import Departure
from casework.policy import Policy
from storage import accounts, caselists, cases, journal, outbox, people, tasks
from storage.database import Transaction
from storage.outbox import Message
from storage.roster import Person, Roster

DEACTIVATED = "deactivated"
"""The problem with an account that was deactivated; any other is Slack's own word."""
OFF_THE_ROSTER = "off the roster"
_ROUTINE = 2
"""How urgent it is where nobody is left without an owner."""


def note(transaction: Transaction, slack: str, problem: str | None, now: datetime) -> None:
    """Record what Slack says of an account; where that is news, journal it and have whoever must act hear of it."""
    roster = people.roster(transaction)
    if not accounts.note(transaction, slack, problem, now):
        return
    event = "account gone" if problem else "account back"
    journal.record(transaction, journal.Entry(now, ITSELF, event, None, {"person": slack, "problem": problem}))
    tasks.redraw(transaction, now)
    if problem and slack in roster.people:
        outbox.queue(transaction, _tasks(transaction, roster.people[slack], duty(transaction, roster, now), now), now)


def absent(transaction: Transaction, message: Message) -> Unreachable | None:
    """Return why a person cannot be told: their account is gone, or they are on the roster no more; else `None`."""
    who = message.recipient
    if not who.startswith(PEOPLE):
        return None
    if found := accounts.gone(transaction).get(who):
        return Gone(found.problem)
    return None if who in people.roster(transaction).people else Unreachable(OFF_THE_ROSTER)


def _tasks(transaction: Transaction, person: Person, present: Duty, now: datetime) -> list[Message]:
    left = cases.load(transaction, caselists.left_behind(transaction, person.slack))
    severity = min((case.grade.severity for case in left.values()), default=_ROUTINE)
    content = {"task": "account", "about": person.slack}
    return [
        Message(tasks.KIND, who, person.team, severity, now, content=content)
        for who in _recipients(person, present)
        if who != person.slack
    ]


def _recipients(person: Person, present: Duty) -> list[str]:
    """Every administrator who is there, and whoever supervises; in place of nobody, the duty channel."""
    matter = Matter(person.slack, person.team)
    above = [each.recipient for each in told("supervisor", matter, present)]
    there = [slack for slack in last_resort(matter, present) if slack in present.roster.people]
    return list(dict.fromkeys([*above, *there]))


def drawn(transaction: Transaction, message: Message, roster: Roster, policy: Policy, now: datetime) -> Payload:
    """Return the task as it stands at `now`, for its reader: whoever leads the team can allocate from it."""
    slack = message.content["about"]
    person, gone = roster.people.get(slack), accounts.gone(transaction).get(slack)
    left = caselists.left_behind(transaction, slack)
    reader = roster.people.get(message.recipient)
    lines = queues.lines(caselists.open_cases(transaction, message.team, slack), roster, policy)
    shown = Departure(
        name=roster.name(slack),
        problem=None if gone is None else gone.problem,
        on_roster=person is not None,
        left=tuple(left),
        owned=tuple(line for line in lines if line.reference in left),
        may_allocate=reader is None or (reader.team == message.team and reader.role in ("supervisor", "inspector")),
    )
    return departure.departed(shown, now, roster.teams[message.team].zone)
