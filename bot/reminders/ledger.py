"""What the journal says of messages: what was queued, what became of it, and which rungs were reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from storage import audits, past, queued
from storage.database import Transaction
from storage.queued import Queued
from storage.utc import NEVER

_AT_ONCE = 5_000
"""How many entries of the journal are looked through at once."""
_BACK = timedelta(days=8)
"""How far the journal is read back at first: nothing is deferred for longer than over the longest holidays."""
_KEPT = timedelta(days=1)
"""How long is remembered what became of a message."""
Reached = tuple[str, str, str, int]
"""Reference, clock, rung and turn."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a message, and when: the state of its row, and to whom it was sent.

    `place` is what its row has since it was sent: where it stands, and since when. `look_at` is when it is to be looked
    whether somebody has answered; what was sent by an earlier version does not say that (`knows_look_at`).
    """

    at: datetime
    state: str
    recipient: str = ""
    place: Mapping[str, Any] = field(default_factory=dict)
    look_at: datetime | None = None
    knows_look_at: bool = False


class Ledger:
    """What the journal says from a moment (`since`) on: read once, and then only what is added to it.

    What has ended is forgotten after a while; what waits is kept until it ends. `noted` are the messages of which the
    auditor has said that something was wrong with them. `reached` is when a rung was reached last, in whatever version
    of its clock; `at` when the journal was read last. `strange` are the messages that were sent or say something and
    were not queued as far as this goes back: `unknown` reads on from the beginning. Once the journal `is_broken`,
    nothing is concluded from what it does not say.
    """

    def __init__(self, since: datetime, number: int) -> None:
        self.since = since
        self.at = since
        self.number = number
        self.strange: set[str] = set()
        self.is_broken = False
        self.queued: dict[str, Queued] = {}
        self.ended: dict[str, Ending] = {}
        self.reached: dict[Reached, datetime] = {}
        self.noted: set[str] = set()
        self._home: dict[tuple[Any, ...], str] = {}
        self._first: datetime | None = None
        self._part = 0

    @classmethod
    def begun(cls, transaction: Transaction, now: datetime) -> Ledger:
        """Return one that begins some days before `now`."""
        ledger = cls(now - _BACK, past.number_at(transaction, now - _BACK))
        ledger._part = audits.last_part(transaction)
        return ledger

    def read_on(self, transaction: Transaction, now: datetime) -> None:
        """Read what was added to the journal, as the transaction sees it."""
        self.at = now
        self._first = self._first or past.first_queued(transaction)
        last = past.last_number(transaction)
        while self.number < last:
            upto = min(self.number + _AT_ONCE, last)
            self.take(past.happened(transaction, self.number, upto))
            self.number = upto
        for number, key in audits.new_parts(transaction, self._part):
            self._part = max(self._part, number)
            self.strange |= {key} - self.queued.keys()

    def _recall(self, transaction: Transaction, keys: Collection[str]) -> None:
        """Read what the whole journal says of these messages, of which it was not known that they were queued."""
        if keys:
            self.take(past.recalled(transaction, keys, self.number))
            self.strange -= set(keys)

    def unknown(self, transaction: Transaction, keys: Collection[str]) -> list[str]:
        """Return those of these messages that nobody ever queued; none where the journal is not whole to say so."""
        if self.is_broken:
            return []
        self._recall(transaction, keys)
        left = [key for key in keys if key not in self.queued]
        self.is_broken = bool(left) and not past.is_whole(transaction)
        return [] if self.is_broken else left

    def take(self, happened: Iterable[tuple[datetime, str, str | None, dict[str, Any]]]) -> None:
        """Take in what was added to the journal."""
        for each in happened:
            try:
                self._take(*each)
            except (AttributeError, KeyError, TypeError, ValueError):
                # Somebody altered it, and it says too little or nonsense.
                self.is_broken = True

    def _take(self, at: datetime, event: str, reference: str | None, facts: dict[str, Any]) -> None:
        if facts == past.UNREADABLE or at == NEVER:
            self.is_broken = True
        elif event == "rung reached":
            self.reached[str(reference), facts["clock"], facts["rung"], facts["turn"]] = at
        elif "key" in facts:
            self._of_message(at, event, facts)

    def _of_message(self, at: datetime, event: str, facts: dict[str, Any]) -> None:
        if event == queued.QUEUED:
            self._keep(queued.read(facts))
        elif event in {queued.ADDED, queued.CARRIED} and facts["key"] in self.queued:
            change = self._add if event == queued.ADDED else self._carry
            change(queued.read(facts))
        elif event in {"put right", "not put right"}:
            self.noted.add(facts["key"])
            self.strange.discard(facts["key"])
            if facts.get("again"):
                self.ended.pop(facts["key"], None)
        else:
            self._end(at, event, facts)

    def _end(self, at: datetime, event: str, facts: dict[str, Any]) -> None:
        if facts["key"] in self.queued:
            if ending := _ending(at, event, facts):
                self.ended[facts["key"]] = ending
        elif event == "told" and self._first and at >= self._first:
            self.strange.add(facts["key"])

    def _keep(self, message: Queued) -> None:
        self.queued[message.key] = message
        self._home |= {_told(message, part): message.key for part in message.parts}

    def _add(self, more: Queued) -> None:
        """Let a message say more; what another one said until now is no longer that one's."""
        message = self.queued[more.key]
        for part in more.parts:
            other = self.queued.get(self._home.get(_told(message, part), ""))
            if other and other.key != more.key:
                self.queued[other.key] = replace(other, parts=other.parts - {part})
        self._keep(replace(message, row={**message.row, **more.row}, parts=message.parts | more.parts))

    def _carry(self, instead: Queued) -> None:
        """Let a message say something else instead."""
        message = self.queued[instead.key]
        self._leave_home(message)
        self._keep(replace(message, parts=instead.parts))

    def _leave_home(self, message: Queued) -> None:
        for part in message.parts:
            self._home.pop(_told(message, part), None)

    def standing_at(self, channel: str | None, ts: str | None) -> set[str]:
        """Return the messages that stand there by the journal: after a record was put back these may be two."""
        sent = {key: ending.place for key, ending in self.ended.items() if ending.place}
        return {key for key, place in sent.items() if (place["channel"], place["ts"]) == (channel, ts)}

    def forget(self, now: datetime) -> None:
        """Forget what ended long before `now`."""
        before = now - _KEPT
        old = [key for key, ending in self.ended.items() if ending.at < before]
        for key in old:
            message = self.queued.pop(key)
            del self.ended[key]
            self.noted.discard(key)
            self._leave_home(message)
        self.reached = {each: at for each, at in self.reached.items() if at >= before}
        self.since = max(self.since, before)


def _told(message: Queued, part: queued.Part) -> tuple[Any, ...]:
    return message.row["recipient"], *part


def _ending(at: datetime, event: str, facts: dict[str, Any]) -> Ending | None:
    """Return what an entry says became of a message; `None` where it is tried on, since nobody else is left."""
    if event == "told":
        place = {"channel": facts["channel"], "ts": facts["ts"], "sent_at": at}
        look_at = datetime.fromisoformat(facts["look_at"]) if facts.get("look_at") else None
        return Ending(at, "sent", facts["to"], place, look_at, "look_at" in facts)
    if event == "not delivered":
        return Ending(at, "undeliverable") if facts["instead"] else None
    return Ending(at, event) if event == "withdrawn" else None
