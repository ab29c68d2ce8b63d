"""What is wrong with a message's row, held against what the journal says of it; and how it ought to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.reminders.leases import LEASE
from bot.reminders.ledger import Ending
from bot.views.alarm import Wrong
from storage.queued import Part, Queued
from storage.utc import NEVER

GRACE = timedelta(seconds=20)
"""For how long something may be due without that being wrong, and by how much the clocks of replicas may differ."""
LONGEST = timedelta(minutes=10)
"""The longest pause before another try: what Slack may ask for, and what is waited where nobody at all is reached."""
_SAME = ("kind", "recipient", "team", "reference", "content", "severity", "due_at", "thread_ts")
_PLACE = ("channel", "ts", "sent_at")
_NUMBERS = ("severity", "wanted", "drawn", "lease", "attempts")
_WAITS = {"queued", "sending", "in doubt"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """When is judged: what was due by `late` should have gone out; `attended` says who is served just now."""

    now: datetime
    late: datetime
    attended: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A message as the journal has it, and as its row and the rows of its notices are."""

    queued: Queued
    ending: Ending | None
    row: Row | None
    parts: frozenset[Part]
    is_noted: bool = False

    @property
    def was_missent(self) -> bool:
        """Whether it went to somebody else than it was for."""
        sent = self.ending if self.ending and self.ending.state == "sent" else None
        return sent is not None and sent.recipient != self.queued.row["recipient"]

    @property
    def was_early(self) -> bool:
        """Whether it went before it was to go, and nobody has said so yet."""
        sent = self.ending if self.ending and self.ending.state == "sent" else None
        return sent is not None and sent.at < self.queued.row["not_before"] and not self.is_noted


def parts(rows: Iterable[Any], recipient: str) -> frozenset[Part]:
    """Return what the rows of a message's notices say; of one that is to somebody else than `recipient`, nothing."""
    return frozenset(
        (row.reference, row.clock, row.version, row.rung, row.turn, row.due_at, row.role)
        for row in rows
        if row.recipient == recipient
    )


def is_readable(row: Row) -> bool:
    """Whether each moment and number of a row is one: SQLite takes anything."""
    return NEVER not in row.values() and all(isinstance(row[name], int) for name in _NUMBERS)


def wrong(found: Found, at: Moment) -> Wrong | None:
    """Return what is wrong with a message, or `None`."""
    row = found.row
    if row is None:
        return Wrong.MESSAGE_MISSING
    if not is_readable(row):
        return Wrong.MESSAGE_UNREADABLE
    if not _is_as_queued(row, found) or found.was_missent or found.was_early:
        return Wrong.MESSAGE_CHANGED
    if found.ending:
        return None if _is_as_it_ended(row, found.ending, at) else Wrong.MESSAGE_CHANGED
    return _wrong_while_it_waits(row, found.queued, at)


def _is_as_queued(row: Row, found: Found) -> bool:
    return all(row[name] == found.queued.row[name] for name in _SAME) and found.parts == found.queued.parts


def _wrong_while_it_waits(row: Row, queued: Queued, at: Moment) -> Wrong | None:
    if row["state"] not in _WAITS or row["drawn"] >= row["wanted"] or any(row[name] for name in _PLACE):
        return Wrong.MESSAGE_MARKED
    if not _is_looked_after(row, queued.row["look_at"], at):
        return Wrong.MESSAGE_CHANGED
    return Wrong.MESSAGE_HELD if is_held(row, at) else None


def _is_as_it_ended(row: Row, ending: Ending, at: Moment) -> bool:
    if ending.state != "sent":
        return bool(row["state"] == ending.state and row["drawn"] == row["wanted"])
    if row["state"] != "sent" or any(row[name] != value for name, value in ending.place.items()):
        return False
    return row["drawn"] <= row["wanted"] and (not ending.knows_look_at or _is_looked_after(row, ending.look_at, at))


def _is_looked_after(row: Row, look_at: datetime | None, at: Moment) -> bool:
    """Whether it is looked after a message when it was to be: at `look_at`, from then on no more."""
    is_over = look_at is not None and look_at <= at.now + GRACE
    return row["look_at"] == look_at or bool(row["look_at"] is None and is_over)


def is_held(row: Row, at: Moment) -> bool:
    """Whether a message can not be drawn when it ought to: never, too far ahead, or late without a reason."""
    if row["drawn"] > row["wanted"]:
        return True
    leased = row["leased_until"]
    if leased and leased > at.now + LEASE + GRACE:
        return True
    if row["not_before"] > at.now + GRACE:
        return not _may_wait(row, at)
    is_free = leased is None or leased <= at.late
    return bool(is_free and row["not_before"] <= at.late and not at.attended(row["recipient"]))


def _may_wait(row: Row, at: Moment) -> bool:
    """Whether there is a reason to wait: it is deferred to the moment at which it is due, or is tried again."""
    if row["attempts"]:
        return bool(row["not_before"] <= at.now + LONGEST + GRACE)
    return row["ts"] is None and row["not_before"] == row["due_at"]


def mended(found: Found, now: datetime) -> dict[str, Any]:
    """Return how the row of a message ought to read: what has ended as it ended, what waits as something in doubt.

    Slack is asked for what is in doubt before it is posted, so that nothing comes twice.
    """
    row, ending = _counted(found.row), found.ending
    kept = {"key": found.queued.key, **found.queued.row, "lease": row["lease"] + 1}
    kept |= {"leased_until": _lease(found.row, now), "attempts": 0, "looks": None, **dict.fromkeys(_PLACE)}
    if ending is None or found.was_missent:
        return {**kept, "state": "in doubt", "wanted": max(row["wanted"], 1), "drawn": 0}
    kept["not_before"] = now
    if ending.state != "sent":
        return {**kept, "state": ending.state, "wanted": row["wanted"], "drawn": row["wanted"]}
    # Since it was sent, another moment counts at which it is looked whether somebody has answered.
    look_at = ending.look_at if ending.knows_look_at else row.get("look_at")
    shown = {"state": "sent", **ending.place, "look_at": None if look_at == NEVER else look_at}
    # Drawn once more, so that Slack shows what is true.
    return {**kept, **shown, "wanted": row["wanted"] + 1, "drawn": row["wanted"]}


def _counted(row: Row | None) -> dict[str, Any]:
    """Return a row in which each number that is none is what it is in a row that is new."""
    known = {name: value for name, value in (row or {}).items() if name not in _NUMBERS or isinstance(value, int)}
    return {"lease": 0, "wanted": 1, **known}


def released(row: Row, at: Moment) -> dict[str, Any]:
    """Return what lets a message go that is held; what waits for a reason goes on waiting."""
    may_wait = row["not_before"] <= at.now or _may_wait(row, at)
    ahead = {} if may_wait else {"not_before": at.now}
    again = {"drawn": row["wanted"] - 1} if row["drawn"] > row["wanted"] else {}
    return {"lease": row["lease"] + 1, "leased_until": _lease(row, at.now), **ahead, **again}


def _lease(row: Row | None, now: datetime) -> datetime | None:
    """Return until when nobody else may take a message: whoever may be posting it just now has that long for it."""
    if row is None:
        return now + LEASE
    until: datetime | None = row["leased_until"]
    is_claimed = until is not None or row["state"] == "sending"
    if until is not None and until <= now + LEASE + GRACE:
        return until
    return now + LEASE if is_claimed else None
