"""A new policy, or a team's new time zone, plans the open cases anew, in batches: nothing twice, nothing lost."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.context import HOUSE_ZONE, House, zone_of
from bot.reminders import mishaps
from bot.reminders.dispatcher import ITSELF
from casework.case import Case
from casework.clocks import Clock
from casework.ladder import Rung
from casework.planner import Plan, plan
from casework.policy import Policy
from casework.policy_rows import CALLED
from casework.replan import Replan
from storage import carrying, cases, journal, outbox, people, queued, replanning, timers
from storage.database import Transaction, within
from storage.roster import Roster
from storage.timers import Kept
from storage.writer import is_of_the_database

AT_ONCE = 50
"""How many cases are planned anew in one beat: they take half a second, and officers wait no longer."""
_BEGUN = " begun"
_LEFT = timedelta(minutes=30)
"""After which nobody goes on any more with what was begun: fifty thousand cases take a third of that."""


def fingerprint(policy: Policy) -> str:
    """Return a hash of all the rows of a policy."""
    return hashlib.sha256(repr(dict(policy)).encode()).hexdigest()


def basis(fingerprint: str, roster: Roster) -> str:
    """Return a hash of all by which is planned: a policy, by its fingerprint, and where a team is in another zone."""
    zones = sorted((team.name, team.timezone) for team in roster.teams.values() if team.zone != HOUSE_ZONE)
    # Where all are in the zone of the house it is that of the policy, as a Caseclock noted it that knew no other.
    return hashlib.sha256(repr((fingerprint, zones)).encode()).hexdigest() if zones else fingerprint


class Replanner:
    """Plans the cases in which a clock runs by the policy of this start, and by the zones of the teams as they are now.

    It does so where the last start had another policy, and when a zone changes. It does some in each beat, the most
    severe first, so that what is due goes out meanwhile. A record of which it is not known by what it was planned is
    taken as planned by this one.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._policy = fingerprint(house.policy)
        self._basis: str | None = None
        self._left: list[str] = []
        self.is_done = False

    async def go_on(self) -> None:
        """Plan the next cases, where there are any; with the last of them it is noted by what all are planned."""
        now = self._house.clock()
        wanted, left = await self._house.store.read(lambda t: self._wanted(t, now))
        if left:
            self._basis = None
        if wanted != self._basis:
            await self._begin(wanted, now)
        if not self.is_done:
            these, rest = self._left[:AT_ONCE], self._left[AT_ONCE:]
            await self._house.store.write(lambda t: _batch(t, these, self._house.policy, now))
            self._left = rest
        if not self.is_done and not self._left:
            await self._house.store.write(lambda t: replanning.note(t, wanted, now))
            self.is_done = True

    def _wanted(self, transaction: Transaction, now: datetime) -> tuple[str, bool]:
        """Return by what all is to be planned, and whether somebody noted otherwise and left it at that.

        A process that began and died, or one of before that knows no zones. While it is not known by what all is
        planned, no auditor looks at the reminders.
        """
        wanted = basis(self._policy, people.roster(transaction))
        last = replanning.planned_by(transaction) or wanted
        is_other = self.is_done and last != wanted and (last.endswith(_BEGUN) or last == self._policy)
        since = replanning.planned_since(transaction) if is_other else None
        return wanted, since is not None and now - since >= _LEFT

    async def _begin(self, wanted: str, now: datetime) -> None:
        last, since = await self._house.store.read(lambda t: (replanning.planned_by(t), replanning.planned_since(t)))
        is_done = last == wanted or not self._is_ours(last, wanted)
        if since is None:
            # A record of before that was noted.
            await self._house.store.write(lambda t: queued.adopt(t, now))
        if last == wanted and since is None:
            await self._house.store.write(lambda t: replanning.note(t, wanted, now))
        if last and not is_done:
            # By nothing as a whole until all are planned: nobody's auditor holds them against its own.
            await self._house.store.write(lambda t: replanning.note(t, _begun(wanted), now))
        self._left = await self._house.store.read(replanning.by_severity) if last and not is_done else []
        self._basis, self.is_done = wanted, is_done

    def _is_ours(self, last: str | None, wanted: str) -> bool:
        """Whether what was planned last is for this process to plan: at its start anything, later no other policy."""
        return self._basis is None or last in {self._basis, _begun(self._basis), _begun(wanted)}


def _begun(basis: str) -> str:
    return f"{basis}{_BEGUN}"


def _batch(transaction: Transaction, references: Sequence[str], policy: Policy, now: datetime) -> None:
    roster = people.roster(transaction)
    for reference in references:
        try:
            with within(transaction.connection, transaction.keyring) as inner:
                changed = _case(inner, reference, (roster, policy), now)
                mishaps.mended(inner, reference, now)
        except Exception as error:
            if is_of_the_database(error):
                raise
            mishaps.put_aside(transaction, reference, reference, error, now)
            continue
        transaction.entries.extend(inner.entries)
        if changed:
            outbox.redraw(transaction, [reference], now)


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is stored of a case: its clocks, and the rungs of each version that were reached and that are not."""

    kept: dict[str, Kept]
    fired: dict[replanning.Of, set[str]]
    pending: dict[replanning.Of, dict[str, Rung]]

    def of(self, case: Case, clock: Clock) -> replanning.Of:
        return case.reference, clock.name, self.kept[clock.name].version if clock.name in self.kept else 0


def _case(transaction: Transaction, reference: str, by: tuple[Roster, Policy], now: datetime) -> bool:
    """Plan one case anew; say whether that changed anything."""
    roster, policy = by
    case = cases.get(transaction, reference)
    calendar = policy.calendar(zone_of(roster, case.team))
    replan = Replan(case.grade, policy, calendar, now)
    stored = _Stored(
        timers.clocks(transaction, [reference]).get(reference, {}),
        replanning.fired(transaction, [reference]),
        replanning.pending(transaction, [reference]),
    )
    for name in stored.kept:
        # Without its row nobody would hear of a clock that runs: that is an error, and no plan.
        policy.clock_rule(name)
    planned = plan(case, policy, calendar)
    adjusted = [_adjusted(transaction, case, each, stored, replan) for each in planned if _stands(each[0], stored)]
    anew = _anew(planned, case, stored, replan)
    timers.keep(transaction, reference, anew, now)
    moved = tuple((clock, rungs) for clock, rungs in planned if not _stands(clock, stored))
    if moved:
        _carry(transaction, case, moved, stored, replan)
    gone = stored.kept.keys() - {clock.name for clock, _ in planned}
    if not (moved or gone or any(adjusted)):
        return False
    journal.record(transaction, journal.Entry(now, ITSELF, "planned anew", reference, {"policy": policy.version}))
    return True


def _stands(clock: Clock, stored: _Stored) -> bool:
    kept = stored.kept.get(clock.name)
    return kept is not None and timers.stands(kept, clock)


def _anew(planned: Plan, case: Case, stored: _Stored, replan: Replan) -> list[tuple[Clock, tuple[Rung, ...]]]:
    """Return the plan without what was said of a clock that changes and is not to be said again."""
    return [
        (clock, tuple(replan.unsaid(clock, rungs, stored.fired.get(stored.of(case, clock), ()))))
        for clock, rungs in planned
    ]


def _carry(transaction: Transaction, case: Case, moved: Plan, stored: _Stored, replan: Replan) -> None:
    """Let what people are being told of a clock that runs on in a new version be said of that version."""
    told = carrying.unsettled(transaction, case.reference)
    kept = timers.clocks(transaction, [case.reference])[case.reference]
    for clock, rungs in moved:
        of = stored.of(case, clock)
        if clock.is_running and of in told:
            these = replan.carried(clock, rungs, told[of])
            carrying.carry(transaction, of, kept[clock.name].version, these, replan.now)


def _adjusted(
    transaction: Transaction, case: Case, planned: tuple[Clock, tuple[Rung, ...]], stored: _Stored, replan: Replan
) -> bool:
    """Make the timers of a clock that stands those of its ladder as it is now; say whether that changed anything."""
    clock, rungs = planned
    of = stored.of(case, clock)
    fired, pending = stored.fired.get(of, set()), stored.pending.get(of, {})
    new = [rung for rung in rungs if rung.name not in fired and rung.name not in pending]
    later = [rung for rung in rungs if rung.turn == 0 and pending.get(rung.name, rung).at != rung.at]
    gone = _gone(clock, pending, {rung.name for rung in rungs}, replan.policy)
    for rung in later:
        replanning.move(transaction, of, rung.name, rung.at)
    replanning.promise(transaction, of, new)
    replanning.withdraw(transaction, of, gone, replan.now)
    return bool(new or later or gone)


def _gone(clock: Clock, pending: Collection[str], wanted: Collection[str], policy: Policy) -> set[str]:
    """Return the rungs that are still to be reached and that the ladder no longer has; an answer brings its own."""
    ladder = policy.clock_rule(clock.name).ladder
    rules = {name: policy.rung_rule(ladder, name) for name in pending if name not in wanted}
    return {name for name, rule in rules.items() if rule is None or rule.at not in CALLED}
