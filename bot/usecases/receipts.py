"""Who was told what of a case, and when: every rung that was planned, and what became of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.usecases import history
from bot.views import standing
from bot.views.receipts import Receipt, State, Told
from casework.policy_rows import ASKED, HELD
from storage import journal, receipts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.context import Context
    from bot.views.sheet import Sheet
    from casework.policy import RungRule
    from storage.receipts import Key, Promised, Said

_SEEN = {"answered", "consulted"}
"""What shows that somebody has read of a case; Slack itself tells nobody who has read what."""


def of(context: Context, sheet: Sheet) -> list[Receipt]:
    """Return the receipts of a case, the first due first; that they were shown, and to whom, is journalled."""
    reference = sheet.case.reference
    happened = _Happened(context, journal.of(context.transaction, reference))
    messages = receipts.said(context.transaction, reference)
    promises = receipts.promised(context.transaction, reference)
    context.record("consulted", reference)
    return [_receipt(each, messages.get(each.key, ()), happened, sheet) for each in promises]


class _Happened:
    """The journal of a case, by what a receipt asks of it."""

    def __init__(self, context: Context, rows: Sequence[Any]) -> None:
        self._rows = [(row, json.loads(row.facts)) for row in rows]
        self._context = context
        self.roster = context.roster

    def name(self, slack: str) -> str:
        return history.name(slack, self.roster)

    def seen(self, slack: str, after: datetime) -> datetime | None:
        """When somebody first did something with the case after it was sent to them."""
        return next(
            (row.at for row, _ in self._rows if row.actor == slack and row.event in _SEEN and row.at >= after), None
        )

    def answer(self, key: Key) -> tuple[str, datetime] | None:
        """Who said “I have this” to just this message of a rung, and when."""
        for row, facts in self._rows:
            if row.event == "answered" and _key(facts, "said") == key:
                return self.name(row.actor), row.at
        return None

    def answered_before(self, key: Key, at: datetime) -> tuple[str, datetime] | None:
        """Who had said “I have this” to a clock when a rung came that only silence would have brought."""
        found = [
            (self.name(row.actor), row.at)
            for row, facts in self._rows
            if row.event == "answered" and _key(facts, "said")[:2] == key[:2] and row.at <= at
        ]
        return found[-1] if found else None

    def put_off(self, key: Key) -> str:
        """Who did not hear of a rung because they had asked to be reminded later, in words; mostly nobody."""
        found = [
            self.name(str(facts["to"]))
            for row, facts in self._rows
            if row.event == "put off" and _key(facts, "turn") == key
        ]
        return f"{' and '.join(found)} had asked to be reminded later" if found else ""

    def silent(self, key: Key, sheet: Sheet) -> str:
        """Whose telephone stayed silent when they were told, and until when, in words; mostly nobody's."""
        found = [
            f"{self.name(str(facts['to']))} had Do Not Disturb until "
            f"{standing.dated(datetime.fromisoformat(str(facts['until'])), sheet.now, sheet.zone)}"
            for row, facts in self._rows
            if row.event == "do not disturb" and _key(facts, "turn") == key
        ]
        return "; ".join(found)

    def cause(self, at: datetime) -> str:
        """What happened to the case at the moment at which a rung was planned no more."""
        rows = [row for row, _ in self._rows if row.at == at and row.event not in _SEEN]
        lines = history.lines(rows, self.roster, self._context.policy)
        return f"{lines[0].who} {lines[0].event}" if lines else "the case had changed"


def _key(facts: dict[str, Any], turn: str) -> tuple[Any, ...]:
    """Which promise an entry of the journal is about."""
    return facts.get("clock"), facts.get("version"), facts.get("rung"), facts.get(turn)


def _receipt(promise: Promised, said: Sequence[Said], happened: _Happened, sheet: Sheet) -> Receipt:
    clock, version, rung, turn = promise.key
    rule = sheet.policy.clock_rule(clock)
    row = sheet.policy.rung_rule(rule.ladder, rung)
    wished = happened.put_off(promise.key)
    aside = "; ".join(filter(None, (wished, happened.silent(promise.key, sheet))))
    state = State.SUPERSEDED if wished and not said else _state(promise, said)
    return Receipt(
        clock=clock,
        label=rule.label,
        version=version,
        rung=rung,
        turn=turn,
        due_at=promise.due_at,
        state=state,
        why=aside or (_why(promise, row, happened) if state in {State.SUPERSEDED, State.NOT_NEEDED} else ""),
        tells=row.tell if row else (),
        told=tuple(_told(message, happened) for message in said),
        answered=happened.answer(promise.key),
    )


def _state(promise: Promised, said: Sequence[Said]) -> State:
    if not said:
        states = {"pending": State.PLANNED, "withdrawn": State.SUPERSEDED}
        return states.get(promise.state, State.NOT_NEEDED)
    found = {message.state for message in said}
    if any(message.sent_at for message in said):
        return State.SAID
    if found <= {"withdrawn", "undeliverable"}:
        return State.NOT_NEEDED if "withdrawn" in found else State.NOT_DELIVERED
    return State.QUEUED


def _why(promise: Promised, row: RungRule | None, happened: _Happened) -> str:
    at = promise.ended_at or promise.due_at
    if promise.state == "fired" and row is not None and row.at == ASKED:
        return "another time was asked for"
    is_silenced = promise.state == "fired" and row is not None and (row.unless_answered or row.at == HELD)
    has_it = happened.answered_before(promise.key, at) if is_silenced else None
    return f"{has_it[0]} had said “I have this”" if has_it else happened.cause(at)


def _told(message: Said, happened: _Happened) -> Told:
    return Told(
        slack=message.recipient,
        name=happened.name(message.recipient),
        role=message.role,
        state=message.state,
        sent_at=message.sent_at,
        channel=message.channel,
        ts=message.ts,
        problem=message.problem,
        seen_at=happened.seen(message.recipient, message.sent_at) if message.sent_at else None,
    )


def as_json(sheet: Sheet, found: Sequence[Receipt]) -> str:
    """Return receipts as JSON: moments in UTC as ISO 8601 writes them, people by name and Slack id."""
    about = {"reference": sheet.case.reference, "grade": sheet.case.grade, "as_of": sheet.now.isoformat()}
    return json.dumps({**about, "receipts": [asdict(receipt) for receipt in found]}, indent=2, default=_plain)


def _plain(moment: datetime) -> str:
    return moment.isoformat()
