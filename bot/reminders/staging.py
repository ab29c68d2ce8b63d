"""A rehearsal for whoever leads a team: on its cases, with the policy file as it is now, and with somebody away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import access
from bot.context import Context, zone_of
from bot.reminders.rehearsal import AHEAD, Breach, Rehearsal, Stage, Telling, difference, messages, rehearse, stage
from bot.usecases import history
from bot.views import rehearse as views
from bot.views import standing
from bot.views.blocks import View
from bot.views.rehearse import Line, Shown
from casework.absence import Leave
from casework.policy import Policy, PolicyError


def window(context: Context, written: Policy | PolicyError | None, leave: Leave | None) -> View:
    """Return the window of a rehearsal on the actor's team; `NoRehearsal` for whoever leads none.

    `written` is the policy as its file is now, or what is wrong with it; `None` for the built-in one. `leave` is an
    absence to try out.
    """
    access.check_leads(context.actor, context.roster)
    on = stage(context.transaction, context.roster, context.now, context.actor.team)
    other = written if isinstance(written, Policy) else context.policy
    before, after = rehearse(on, context.policy), rehearse(on.without(leave), other)
    shown = _shown(on, (before, after), other, _about(context, written, leave))
    members = context.roster.in_team(context.actor.team, *access.WORKERS)
    return views.rehearsal(members, shown, context.now, context.zone())


def _about(context: Context, written: Policy | PolicyError | None, leave: Leave | None) -> str:
    """What is rehearsed instead of what holds now."""
    parts = []
    if isinstance(written, PolicyError):
        parts.append("the policy file has a mistake, so what holds now was rehearsed; `caseclock check` names it")
    elif written is not None and written != context.policy:
        parts.append(f"the policy file as it is now (version {written.version}), which holds from the next start")
    if leave:
        cover = f", covered by {context.roster.name(leave.cover)}" if leave.cover else ", with no cover"
        parts.append(f"{context.roster.name(leave.person)} away from {leave.starts} until {leave.ends}{cover}")
    return "; ".join(parts)


def _shown(on: Stage, both: tuple[Rehearsal, Rehearsal], policy: Policy, about: str) -> Shown:
    before, after = both
    differs = difference(before, after)
    now, then = messages(before), messages(after)
    names = sorted(now.keys() | then.keys(), key=lambda slack: (-then[slack], slack))
    return Shown(
        about=about,
        until=on.now + AHEAD,
        loads=tuple((history.name(slack, on.roster), now[slack], then[slack]) for slack in names),
        breaches=tuple(_running_out(after.breaches, policy)),
        new=tuple(_said(differs.new, on, policy)),
        no_longer=tuple(_said(differs.no_longer, on, policy)),
    )


def _running_out(breaches: Sequence[Breach], policy: Policy) -> Iterable[Line]:
    for each in breaches:
        yield Line(each.due_at, each.reference, each.grade, policy.clock_rule(each.clock).label)


def _said(tellings: Sequence[Telling], on: Stage, policy: Policy) -> Iterable[Line]:
    for each in tellings:
        who = tuple(_heard(each, slack, on) for slack, _ in each.who)
        yield Line(each.at, each.reference, each.grade, policy.clock_rule(each.clock).label, each.rung, who)


def _heard(telling: Telling, slack: str, on: Stage) -> str:
    """Name somebody, and the moment by their own clock where they hear of it later."""
    name, at = history.name(slack, on.roster), telling.told_at(slack)
    person = on.roster.people.get(slack)
    zone = zone_of(on.roster, person.team if person else "")
    return name if at == telling.at else f"{name} ({standing.dated(at, on.now, zone)})"
