"""Claims the timers that are due, decides again by the case as it is now, and queues what is to be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from bot.context import zone_of
from bot.reminders import beyond, bundling
from bot.reminders.bundling import Heard, covering
from bot.reminders.recipients import Duty, Matter, Told, told
from casework import ladder
from casework.absence import away
from casework.case import Case, Grade
from casework.clocks import doer_of
from casework.policy import Policy, RungRule
from casework.policy_rows import ASKED, HELD
from casework.quiet import Deferred, Saying, deferred
from casework.reminding import is_put_off
from storage import absences, accounts, answers, bundles, cases, crowds, journal, outbox, people, timers
from storage.answers import Wish
from storage.crowds import Waiting
from storage.database import Transaction
from storage.outbox import Notice
from storage.roster import Roster
from storage.timers import Due, Kept

AT_ONCE = 2_000
"""How many timers are handled in one transaction, unless a single case has more."""
_AHEAD = 10 * AT_ONCE
"""Among how many it is looked for what belongs together."""
ITSELF = "caseclock"
"""The actor of what Caseclock does on its own."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A rung that was reached while its clock runs: the promise is still due."""

    timer: Due
    case: Case
    kept: Kept
    rule: RungRule
    now: datetime
    wishes: tuple[Wish, ...] = ()

    @property
    def is_to_be_said(self) -> bool:
        """Whether somebody has to hear of it; of what one has asked for, only what one asked for last."""
        if self.rule.at == ASKED:
            return self.timer.rung.turn in {wish.turn for wish in self.wishes}
        return ladder.is_to_be_said(self.rule, self.kept.clock, answered=self.kept.is_answered(self.now))

    def wish_of(self, recipient: str) -> Wish | None:
        """Return by which wish `recipient` does not hear of this as the one who has to see to it; usually none."""
        for wish in self.wishes:
            if wish.person == recipient and is_put_off(self.rule, self.kept.clock, wish.remind_at, self.now):
                return wish
        return None

    def deferred(self, recipient: str, roster: Roster, policy: Policy) -> Deferred | None:
        """Return until when `recipient` does not hear of it, by the clock of where they are; mostly they do at once."""
        person = roster.people.get(recipient)
        calendar = policy.calendar(zone_of(roster, person.team if person else self.case.team))
        saying = Saying(self.timer.rung, self.rule, self.kept.clock, self.case.grade)
        return deferred(saying, policy, calendar, self.now)

    @property
    def looks_different(self) -> bool:
        """Whether the clock runs out, or an answer, at this moment; when it is said again, nothing looks different."""
        return self.rule.at == HELD or (self.rule.at == "due" and not self.rule.repeats)


def dispatch(transaction: Transaction, policy: Policy, now: datetime) -> int:
    """Handle what is due at `now`, in the caller's transaction, and return how many timers that were."""
    due = at_once(transaction, now)
    handle(transaction, due, policy, now)
    return len(due)


def at_once(transaction: Transaction, now: datetime) -> Sequence[Due]:
    """Return the timers that are handled in one transaction.

    What one hears of a team at a moment is one message, and of a case in any case: where more is due than is handled at
    once, it goes by teams, and where a team has more than that, by whole cases, the most severe first.
    """
    waiting = crowds.waiting(transaction, now, _AHEAD)
    if sum(each.number for each in waiting) <= AT_ONCE:
        return timers.due(transaction, now, AT_ONCE)
    return timers.due_in(transaction, _first(waiting), now) or timers.due(transaction, now, AT_ONCE)


def _first(waiting: Sequence[Waiting]) -> list[str]:
    """Return the most severe cases of the team that waits longest, as many as can be handled at once, and one at least.

    Of two that are as severe, the one that waits longer.
    """
    of_team = (each for each in waiting if each.team == waiting[0].team)
    its = sorted(of_team, key=lambda each: Grade(each.grade).severity)
    upto = accumulate(each.number for each in its)
    return [each.reference for each, number in zip(its, upto, strict=True) if number <= AT_ONCE] or [its[0].reference]


def handle(transaction: Transaction, due: Sequence[Due], policy: Policy, now: datetime) -> None:
    """Handle these timers, which are due at `now`."""
    if not due:
        return
    roster = people.roster(transaction)
    reached = _reached(transaction, due, policy, now)
    said = [rung for rung in reached if rung.is_to_be_said]
    timers.fired(transaction, [timer.id for timer in due], now)
    timers.add(transaction, list(_again(reached, roster, policy, now)))
    present = duty(transaction, roster, now)
    told = bundling.messages(_heard(said, present, policy))
    bundles.queue(transaction, beyond.looked_after(told, policy, now), now)
    # From its due moment on, what was posted about a case has to say that it is overdue, and not who had it.
    outbox.redraw(transaction, sorted({rung.case.reference for rung in said if rung.looks_different}), now)
    for rung in said:
        journal.record(transaction, _entry(rung, now))
        for wish in _put_off(rung, present):
            journal.record(transaction, _superseded(rung, wish, now))


def _reached(transaction: Transaction, due: Sequence[Due], policy: Policy, now: datetime) -> list[Reached]:
    """Return the timers whose clock still runs as it did when they were set; what was settled or changed is dropped."""
    references = {timer.reference for timer in due}
    known, kept = cases.load(transaction, references), timers.clocks(transaction, references)
    wishes = answers.that_count(answers.wishes(transaction, references).values())
    found = []
    for timer in due:
        clock = kept[timer.reference][timer.clock]
        rule = ladder.rule_of(clock.clock, timer.rung, policy)
        if rule and clock.version == timer.version and clock.clock.is_running:
            about = (timer.reference, timer.clock, timer.version)
            own = tuple(wish for wish in wishes if (wish.reference, wish.clock, wish.version) == about)
            found.append(Reached(timer, known[timer.reference], clock, rule, now, own))
    return found


def _again(
    reached: Iterable[Reached], roster: Roster, policy: Policy, now: datetime
) -> Iterator[tuple[str, str, int, ladder.Rung]]:
    for rung in reached:
        if rung.rule.repeats:
            calendar = policy.calendar(zone_of(roster, rung.case.team))
            following = ladder.again(rung.timer.rung, rung.case.grade, policy, calendar, now)
            yield rung.timer.reference, rung.timer.clock, rung.timer.version, following


def duty(transaction: Transaction, roster: Roster, now: datetime) -> Duty:
    """Return who there is at `now`, who of them is away, and whose account is gone."""
    return Duty(roster, away(absences.from_now(transaction, now), now), accounts.gone(transaction).keys())


def _heard(said: Iterable[Reached], present: Duty, policy: Policy) -> Iterator[Heard]:
    for rung in said:
        for who, role in hearers(rung, present):
            deferred = rung.deferred(who.recipient, present.roster, policy)
            yield Heard(who, rung.case.team, rung.case.grade, _notice(rung, role), deferred)


def hearers(rung: Reached, present: Duty) -> Iterator[tuple[Told, str]]:
    """Give who hears of a rung, and as what.

    Each recipient once: whoever hears of it anyway does not hear it in place of somebody else too.
    """
    matter = _matter(rung, present)
    every = [(who, role) for role in rung.rule.tell for who in told(role, matter, present)]
    heard: set[str] = set()
    for who, role in sorted(every, key=lambda each: bool(covering(each[0]))):
        if who.recipient not in heard and not (role == "owner" and rung.wish_of(who.recipient)):
            heard.add(who.recipient)
            yield who, role


def _matter(rung: Reached, present: Duty) -> Matter:
    doer = doer_of(rung.kept.clock, rung.case)
    return Matter(doer if doer in present.roster.people else rung.case.owner, rung.case.team)


def _put_off(rung: Reached, present: Duty) -> Iterator[Wish]:
    """Yield the wishes by which somebody who has to see to it does not hear of this rung."""
    if "owner" in rung.rule.tell:
        found = (rung.wish_of(who.recipient) for who in told("owner", _matter(rung, present), present))
        yield from (wish for wish in found if wish)


def _notice(rung: Reached, role: str) -> Notice:
    return Notice(rung.timer.reference, rung.timer.clock, rung.timer.version, rung.timer.rung, role)


def _entry(rung: Reached, now: datetime) -> journal.Entry:
    facts: dict[str, str | int | None] = {"clock": rung.timer.clock, "rung": rung.timer.rung.name}
    return journal.Entry(now, ITSELF, "rung reached", rung.timer.reference, facts | {"turn": rung.timer.rung.turn})


def _superseded(rung: Reached, wish: Wish, now: datetime) -> journal.Entry:
    facts: dict[str, str | int | None] = {
        "clock": rung.timer.clock,
        "version": rung.timer.version,
        "rung": rung.timer.rung.name,
        "turn": rung.timer.rung.turn,
        "to": wish.person,
        "until": wish.remind_at.isoformat(),
    }
    return journal.Entry(now, ITSELF, "put off", rung.timer.reference, facts)
