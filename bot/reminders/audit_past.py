"""What of a running clock has been kept: its timers, held against what messages and the journal say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.reminders.ledger import Reached
from casework import ladder
from casework.case import Case, Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.policy import Policy, RungRule
from casework.policy_rows import ASKED, CALLED
from casework.workdays import Calendar
from storage.answers import Answer, Wish, that_count
from storage.timers import Kept

_AHEAD = timedelta(minutes=1)
"""By how much something may have ended after the moment of the look: beats go on meanwhile, and clocks differ."""
Key = tuple[str, int, str, int]
"""Clock, its version, rung and turn."""


@dataclass(frozen=True, slots=True)
class Rules:
    """By what is judged, at `now`: the policy, and since when it plans (`None` where that is not known).

    `reached` is what the journal says was reached after `known`, and when.
    """

    policy: Policy
    calendar: Calendar
    since: datetime | None
    reached: Mapping[Reached, datetime]
    known: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A case with all that is stored of its promises.

    `anew` is when a new policy last planned it, `said` the rungs of which a message speaks, and when each was due;
    `heard` are its answers as the journal has them, and `graded` its grades, each with since when, from the one that it
    was logged with.
    """

    case: Case
    kept: Mapping[str, Kept]
    rows: Sequence[Any]
    answers: Sequence[Answer]
    wishes: Sequence[Wish]
    heard: Sequence[Answer]
    anew: datetime | None
    said: Mapping[Key, datetime]
    graded: Sequence[tuple[datetime, Grade]]

    def last_answer(self, clock: str, version: int) -> Answer | None:
        """Return who said last that they have a version of a clock, by the journal."""
        return next((each for each in reversed(self.heard) if (each.clock, each.version) == (clock, version)), None)


@dataclass(frozen=True, slots=True)
class Past:
    """A rung that was reached, and when its timer ended."""

    rung: Rung
    ended_at: datetime


class Pasts:
    """What has been reached of one running clock in the version that is kept; `rows` are its timers."""

    def __init__(self, clock: Clock, kept: Kept, stored: Stored, rules: Rules) -> None:
        self._clock = clock
        self._kept = kept
        self._rules = rules
        about = (stored.case.reference, clock.name, kept.version)
        self._reference = stored.case.reference
        self.rows = [row for row in stored.rows if (row.reference, row.clock, row.version) == about]
        self.answers = [each for each in stored.answers if (each.reference, each.clock, each.version) == about]
        self.wishes = [each for each in stored.wishes if (each.reference, each.clock, each.version) == about]
        self._said = {key[2:]: due for key, due in stored.said.items() if key[:2] == about[1:]}

    def was_said(self, rung: str, turn: int) -> bool:
        """Whether a message speaks of it: then it is neither promised again nor still to be reached."""
        return (rung, turn) in self._said

    def altered(self) -> dict[int, Past]:
        """Return the timers that are not as they were when a message came to speak of them, each with how it was."""
        pasts = {row.id: self._past(row) for row in self.rows if self.was_said(row.rung, row.turn)}
        return {row.id: pasts[row.id] for row in self.rows if row.id in pasts and self._is_altered(row, pasts[row.id])}

    def _is_altered(self, row: Any, past: Past) -> bool:  # noqa: ANN401 - a row of timers
        # What does not repeat may have been due at another moment than it was said to be: see `_was_in_time`.
        is_moved = self._repeats(row) and row.due_at != past.rung.at
        return bool(row.state != "fired" or not self.is_kept(row) or is_moved)

    def _repeats(self, row: Any) -> bool:  # noqa: ANN401 - a row of timers
        rule = self._rule(row)
        return bool(row.turn) and rule is not None and rule.at not in CALLED

    def _past(self, row: Any) -> Past:  # noqa: ANN401 - a row of timers
        due = self._said[row.rung, row.turn]
        return Past(Rung(row.rung, due, row.turn), self._ended(row.rung, row.turn, row.ended_at))

    def _ended(self, rung: str, turn: int, written: datetime | None) -> datetime:
        """Return when it was reached: by the journal; where that is too long ago, by its timer within what may be."""
        known = self._rules.reached.get((self._reference, self._clock.name, rung, turn))
        due = self._said[rung, turn]
        return known or min(max(written or due, due), self._rules.now)

    def last(self, name: str) -> Past | None:
        """Return the last turn of what repeats that was kept: as it was said, whatever has become of its timer."""
        rows = {row.turn: row for row in self.rows if row.rung == name}
        kept = {turn: row for turn, row in rows.items() if row.state == "fired" and self.is_kept(row)}
        turn = max([*kept, *(turn for rung, turn in self._said if rung == name)], default=None)
        if turn is None:
            return None
        if self.was_said(name, turn):
            written = rows[turn].ended_at if turn in rows else None
            return Past(Rung(name, self._said[name, turn], turn), self._ended(name, turn, written))
        return Past(Rung(name, kept[turn].due_at, turn), kept[turn].ended_at)

    def is_kept(self, row: Any) -> bool:  # noqa: ANN401 - a row of timers
        """Whether a timer that is marked as done was: at or after its moment, and said where it was to be said."""
        rules, rule = self._rules, self._rule(row)
        if row.ended_at is None or row.ended_at > rules.now + _AHEAD:
            return False
        if self.was_said(row.rung, row.turn):
            return True
        if row.ended_at < row.due_at:
            return False
        if rule is None or row.ended_at < max(rules.known, rules.since or rules.known):
            return True
        reached = rules.reached.get((row.reference, row.clock, row.rung, row.turn))
        return reached == row.ended_at or not self._is_to_be_said(row, rule)

    def _rule(self, row: Any) -> RungRule | None:  # noqa: ANN401 - a row of timers
        return ladder.rule_of(self._clock, Rung(row.rung, row.due_at, row.turn), self._rules.policy)

    def _is_to_be_said(self, row: Any, rule: RungRule) -> bool:  # noqa: ANN401 - a row of timers
        """Whether a rung was to be said when its timer ended, as the dispatcher decided then."""
        at = row.ended_at
        if rule.at == ASKED:
            return row.turn in {wish.turn for wish in that_count(each for each in self.wishes if each.asked_at <= at)}
        given = [each for each in self.answers if each.at <= at]
        last = replace(self._kept, answered_until=given[-1].until if given else None)
        return ladder.is_to_be_said(rule, self._clock, answered=last.is_answered(at))
