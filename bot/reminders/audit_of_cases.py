"""The audit of what was promised: case by case, and only those anew of which something has changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar

import structlog

from bot.context import zone_of
from bot.incidents import origin
from bot.reminders import alarms, mishaps
from bot.reminders.audit_past import Rules, Stored
from bot.reminders.audit_timers import Verdict, judge, version
from bot.reminders.ledger import Ledger
from bot.reminders.replanning import basis, fingerprint
from bot.views.alarm import Line, Wrong
from casework.case import Grade
from casework.planner import plan
from casework.policy import Policy
from casework.workdays import Calendar
from storage import answers, audits, cases, mending, outbox, past, people, replanning, timers
from storage import mishaps as aside
from storage.database import Transaction
from storage.writer import is_of_the_database

AT_ONCE = 500
"""How many cases are read at once."""
_JUDGED = 10
"""How many times as long it takes to work out what a case demands as to see that it has not changed."""
T = TypeVar("T")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A case with which something is wrong, what decided of it when that was seen, and how it is told if it stays."""

    reference: str
    seen: int
    wrong: Wrong


class UnreadableError(Exception):
    """A case cannot be read, or what it demands not worked out."""


class Page(NamedTuple):
    """Some cases that were looked at: those that are wrong, after which one to go on (`None`: at no more), the work.

    Work counts 1 for a case that had not changed, which takes a fifth of a millisecond.
    """

    suspects: list[Suspect]
    following: str | None
    work: int


class Cases:
    """Looks through the promises of all cases; what was found to be sound is not worked out again until it changes."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._sound: dict[str, int] = {}
        self._fingerprint = fingerprint(policy)
        self._basis = ""

    def page(self, transaction: Transaction, ledger: Ledger, after: str) -> Page:
        """Look at the cases after a reference; at none while they are planned by another policy, or by another zone."""
        if not self._is_planned(transaction):
            return Page([], None, 0)
        seen = audits.page(transaction, after, AT_ONCE)
        new = [reference for reference, mark in seen.items() if self._sound.get(reference) != mark]
        found = []
        for reference, verdict in self._judged(transaction, ledger, new):
            if verdict and verdict.is_sound:
                self._sound[reference] = seen[reference]
            else:
                wrong = Wrong.REMINDER_CHANGED if verdict else Wrong.UNREADABLE
                found.append(Suspect(reference, seen[reference], wrong))
        return Page(found, max(seen) if len(seen) == AT_ONCE else None, len(seen) + _JUDGED * len(new))

    def _is_planned(self, transaction: Transaction) -> bool:
        by = basis(self._fingerprint, people.roster(transaction))
        if by != self._basis:
            self._basis, self._sound = by, {}
        return replanning.planned_by(transaction) == by

    def _judged(
        self, transaction: Transaction, ledger: Ledger, references: Collection[str]
    ) -> Iterator[tuple[str, Verdict | None]]:
        """Judge these cases; of one that cannot be read or judged there is no verdict.

        One that is put aside cannot be worked out, and somebody knows: of it is only given what was said already.
        """
        if not references:
            return
        roster, since = people.roster(transaction), replanning.planned_since(transaction)
        put_aside = aside.subjects(transaction)
        for reference, stored in _read(transaction, list(references)):
            verdict = None
            if stored:
                calendar = self._policy.calendar(zone_of(roster, stored.case.team))
                rules = Rules(self._policy, calendar, since, ledger.reached, ledger.since, ledger.at)
                verdict = _tried(partial(judge, stored, rules))
            if reference not in put_aside:
                yield reference, verdict
            elif verdict and verdict.moved:
                yield reference, Verdict(moved=verdict.moved)

    def _verdict(self, transaction: Transaction, ledger: Ledger, reference: str) -> Verdict:
        """Judge one case; of one that has been put aside meanwhile nothing is wrong."""
        verdict = dict(self._judged(transaction, ledger, [reference])).get(reference, Verdict())
        if verdict is None:
            raise UnreadableError
        return verdict

    def put_right(self, transaction: Transaction, ledger: Ledger, suspect: Suspect, now: datetime) -> list[Wrong]:
        """Put right what is wrong with a case; return what that was, nothing where the case has changed meanwhile."""
        reference = suspect.reference
        case = cases.get(transaction, reference)
        if audits.standing(transaction, reference) != suspect.seen or not self._is_planned(transaction):
            return []
        verdict = self._verdict(transaction, ledger, reference)
        found = _named(verdict)
        if verdict.is_clock or verdict.is_answer:
            calendar = self._policy.calendar(zone_of(people.roster(transaction), case.team))
            _put_back(transaction, next(_stored(transaction, [reference])), self._policy, calendar)
            # The timers of these are held against them now.
            verdict = self._verdict(transaction, ledger, reference)
        _promise(transaction, reference, verdict, now)
        for wrong in found:
            alarms.note(transaction, Line(wrong, reference, is_right=True), now)
        outbox.redraw(transaction, [reference], now)
        return found


def _read(transaction: Transaction, references: list[str]) -> Iterator[tuple[str, Stored | None]]:
    """Read all of these cases at once, and where that does not go by halves: `None` is one that cannot be read."""
    found = _tried(lambda: list(_stored(transaction, references)))
    if found is not None:
        yield from ((stored.case.reference, stored) for stored in found)
    elif len(references) == 1:
        yield references[0], None
    else:
        middle = len(references) // 2
        yield from _read(transaction, references[:middle])
        yield from _read(transaction, references[middle:])


def _tried(work: Callable[[], T]) -> T | None:
    """Return what `work` does, or `None` where it fails for one case: the others are looked at all the same."""
    try:
        return work()
    except Exception as error:
        if is_of_the_database(error):
            raise
        _log.error("case not audited", error=type(error).__name__, at=origin(error))
        return None


def _stored(transaction: Transaction, references: Collection[str]) -> Iterator[Stored]:
    rows, kept = audits.timers(transaction, references), timers.clocks(transaction, references)
    given = list(answers.given(transaction, references).values())
    wishes = list(answers.wishes(transaction, references).values())
    decided, said = past.decided(transaction, references), audits.said(transaction, references)
    for reference, case in cases.load(transaction, references).items():
        own: tuple[list[Any], list[Any], list[Any]] = (
            [each for each in given if each.reference == reference],
            [each for each in wishes if each.reference == reference],
            [each for each in decided.heard if each.reference == reference],
        )
        grades = ((case.received_at, Grade.UNGRADED), *decided.graded.get(reference, ()))
        known = (kept.get(reference, {}), rows[reference], *own, decided.anew.get(reference), said[reference])
        yield Stored(case, *known, grades)


def _named(verdict: Verdict) -> list[Wrong]:
    if verdict.is_clock or verdict.is_answer:
        return [Wrong.CLOCK if verdict.is_clock else Wrong.ANSWER]
    found = [Wrong.REMINDER_MISSING] if verdict.missing else []
    is_other = verdict.stray or verdict.moved or len(verdict.owed) > len(verdict.missing)
    return [*found, Wrong.REMINDER_CHANGED] if is_other else found


def _promise(transaction: Transaction, reference: str, verdict: Verdict, now: datetime) -> None:
    kept = timers.clocks(transaction, [reference])[reference]
    mending.withdraw(transaction, verdict.stray, now)
    for timer, due, ended in verdict.moved:
        mending.put_back(transaction, timer, due, ended)
    for clock, rung in verdict.owed:
        replanning.promise(transaction, (reference, clock, kept[clock].version), [rung])


def _put_back(transaction: Transaction, stored: Stored, policy: Policy, calendar: Calendar) -> None:
    """Write the clocks of a case as it demands them, each in the version that it had: what was said of it stands.

    Each is in the hands of whoever said so last, by the journal.
    """
    reference = stored.case.reference
    planned = [clock for clock, _ in plan(stored.case, policy, calendar)]
    mending.no_clocks_but(transaction, reference, [clock.name for clock in planned])
    for clock in planned:
        of = (reference, clock.name, version(clock, stored))
        mending.clock(transaction, clock, of, stored.last_answer(*of[1:]))
    mending.answers(transaction, reference, stored.heard)


def work_out(transaction: Transaction, reference: str, policy: Policy, now: datetime) -> list[Wrong]:
    """Work out what was due of a case and was left; nothing where somebody has done so meanwhile."""
    if not timers.due_of(transaction, reference, now, 1):
        return []
    mishaps.again(transaction, reference, policy, now)
    alarms.note(transaction, Line(Wrong.REMINDER_LATE, reference, is_right=True), now)
    return [Wrong.REMINDER_LATE]
