"""Clock → rungs: when each is due, who is told, and whether it is still to be said."""

from dataclasses import dataclass
from datetime import datetime

from casework.case import Grade
from casework.clocks import Clock
from casework.policy import Policy, RungRule
from casework.policy_rows import AFTER, CALLED, HELD
from casework.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of a clock's ladder at its moment (aware UTC); `turn` counts the turns of a repeating rung, from 1."""

    name: str
    at: datetime
    turn: int = 0


def rungs(clock: Clock, grade: Grade, policy: Policy, calendar: Calendar) -> tuple[Rung, ...]:
    """Return the rungs of a running clock, each at its first moment, in the policy's order; nothing for a stopped one.

    No rung is due before `clock.known_at`: what was recorded late is said at once and the time to answer starts then.
    What is said when an answer expires, or because somebody asked for it, has no moment by itself: see `called`.
    """
    if not clock.is_running:
        return ()
    ladder = policy.rungs(policy.clock_rule(clock.name).ladder)
    return tuple(_first(rule, clock, grade, policy, calendar) for rule in ladder if rule.at not in CALLED)


def _first(rule: RungRule, clock: Clock, grade: Grade, policy: Policy, calendar: Calendar) -> Rung:
    if rule.share is not None:
        moment = clock.started_at + (clock.due_at - clock.started_at) * rule.share
        return Rung(rule.name, max(moment, clock.known_at))
    length, side = rule.beside
    if side:
        moment = clock.started_at + length if side == AFTER else clock.due_at - length
        return Rung(rule.name, max(moment, clock.known_at))
    moment, turn = max(clock.due_at, clock.known_at), 0
    if rule.repeats:
        moment, turn = calendar.after(moment, policy.grade_rule(grade).repeat), 1
    # The time to answer starts when the supervisor is told, so silence is never reported before what it follows.
    if rule.at == "answer":
        moment = calendar.after(moment, policy.grade_rule(grade).answer_within)
    return Rung(rule.name, moment, turn)


def again(rung: Rung, grade: Grade, policy: Policy, calendar: Calendar, now: datetime) -> Rung:
    """Return the next turn of a repeating rung that lies after `now`, on the grid that its first moment began.

    Turns that were missed are counted, not caught up one by one.
    """
    repeat = policy.grade_rule(grade).repeat
    turn, moment = rung.turn, rung.at
    if repeat.elapsed and moment <= now:
        missed = (now - moment) // repeat.elapsed + 1
        return Rung(rung.name, moment + missed * repeat.elapsed, turn + missed)
    while moment <= now:
        turn, moment = turn + 1, calendar.after(moment, repeat)
    return Rung(rung.name, moment, turn)


def holds_until(clock: Clock, grade: Grade, policy: Policy, calendar: Calendar, answered_at: datetime) -> datetime:
    """Return until when an “I have this” of `answered_at` keeps others out: its time by grade, and never for good.

    What is answered before it is due holds until it is due at least: whoever answers early is not asked more often.
    """
    return max(calendar.after(answered_at, policy.grade_rule(grade).answer_holds), clock.due_at)


def called(place: str, clock: Clock, at: datetime, turn: int, policy: Policy) -> tuple[Rung, ...]:
    """Return the rungs of `place` that somebody's answer brings about at `at`, in its `turn` (from 1).

    `HELD`: an “I have this” expires; `ASKED`: a reminder that somebody asked for is due.
    """
    ladder = policy.rungs(policy.clock_rule(clock.name).ladder)
    return tuple(Rung(rule.name, at, turn) for rule in ladder if rule.at == place)


def rule_of(clock: Clock, rung: Rung, policy: Policy) -> RungRule | None:
    """Return the policy's row for `rung`, or `None` when the policy has changed and no longer has it."""
    return policy.rung_rule(policy.clock_rule(clock.name).ladder, rung.name)


def is_to_be_said(rule: RungRule, clock: Clock, *, answered: bool) -> bool:
    """Whether a rung is still to be said: its clock runs, and nobody has answered where only silence is reported.

    That an answer has expired is silence too: whoever has answered anew since is left in peace.
    """
    return clock.is_running and not (answered and (rule.unless_answered or rule.at == HELD))
