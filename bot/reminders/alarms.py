"""Who is told of what the auditor found: whoever is on duty and every administrator, in one message each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from bot.context import zone_of
from bot.reminders.dispatcher import ITSELF
from bot.reminders.recipients import Matter, administrators, on_duty
from bot.views import alarm
from bot.views.alarm import Line
from storage import journal, mishaps, outbox, people
from storage.database import Transaction
from storage.outbox import Message
from storage.roster import Roster

KIND = "alarm"
_SAID = timedelta(hours=1)
"""How long nobody is told the same again: it stands in the journal and in the log each time."""
_NEVER = datetime.min.replace(tzinfo=UTC)


class Alarms:
    """What was said lately. One process's memory: after a start it is said once more."""

    def __init__(self) -> None:
        self._said: dict[Line, datetime] = {}

    def news(self, lines: Iterable[Line], now: datetime) -> list[Line]:
        """Return what was not said lately."""
        self._said = {line: at for line, at in self._said.items() if now - at < _SAID}
        return [line for line in dict.fromkeys(lines) if line not in self._said]

    def said(self, lines: Iterable[Line], now: datetime) -> None:
        """Note that this is said."""
        self._said |= dict.fromkeys(lines, now)


def note(transaction: Transaction, line: Line, now: datetime, **facts: str | int) -> None:
    """Journal that something was wrong, and whether it was put right; `facts` say of which message."""
    event = "put right" if line.is_right else "not put right"
    entry = journal.Entry(now, ITSELF, event, line.reference, {"what": line.wrong.value, **facts})
    journal.record(transaction, entry)


def queue(transaction: Transaction, lines: Iterable[Line], now: datetime) -> None:
    """Queue one message for each who is to hear of these, with those that are theirs to hear of."""
    roster = people.roster(transaction)
    heard: dict[str, dict[Line, None]] = {}
    teams: dict[str, str] = {}
    for line in lines:
        for team in _teams(transaction, line, roster):
            for who in (*on_duty(Matter(None, team), roster), *administrators(roster)):
                heard.setdefault(who, {})[line] = None
                teams.setdefault(who, team)
    outbox.queue(transaction, list(_messages(heard, teams, roster, now)), now)


def _teams(transaction: Transaction, line: Line, roster: Roster) -> Iterable[str]:
    """Return the team of the case that something was wrong with; every team, where it is of no case."""
    own = mishaps.team(transaction, line.reference) if line.reference else ""
    return [own] if own else roster.teams


def _messages(
    heard: dict[str, dict[Line, None]], teams: dict[str, str], roster: Roster, now: datetime
) -> Iterator[Message]:
    for who, lines in heard.items():
        payload = alarm.alarm(list(lines), now, zone_of(roster, teams[who]))
        yield Message(KIND, who, teams[who], 0, now, content=payload)
