"""`/caseclock rehearse`: a rehearsal on the team's cases, with the policy file as it is now and somebody away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from bot import access
from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit
from bot.context import Context
from bot.reminders.rehearsal import AHEAD, Breach, Rehearsal, Stage, Telling, difference, messages, rehearse, stage
from bot.usecases import history
from bot.views import rehearse as views
from bot.views.answers import answers
from bot.views.rehearse import Away, Line, Shown
from casework import policy as rules
from casework.absence import Absence
from casework.errors import NoRehearsal
from casework.policy import Policy, PolicyError


def register(door: Door, policy_file: Path | None) -> None:
    """Rehearse again with what was filled in."""

    async def again(visit: Visit, _text: str) -> Redraw:
        return Redraw(await _window(visit, policy_file, views.read(answers(visit.view))))

    door.on("submission", "rehearse", again)


async def show(visit: Visit, policy_file: Path | None) -> None:
    """Open the window with what comes if nothing changes."""
    await visit.show(await _window(visit, policy_file, None))


async def _window(visit: Visit, policy_file: Path | None, away: Away | None) -> View:
    written = await asyncio.to_thread(_written, policy_file, visit.now.date())
    return await visit.see(lambda context: _rehearsed(context, written, away))


def _written(policy_file: Path | None, today: date) -> Policy | PolicyError | None:
    """The policy as its file is now, which holds from the next start; or what is wrong with the file."""
    if policy_file is None:
        return None
    try:
        return rules.load(policy_file, today)
    except PolicyError as error:
        return error


def _rehearsed(context: Context, written: Policy | PolicyError | None, away: Away | None) -> View:
    if context.actor.role not in access.LEADERS or context.actor.team not in context.roster.teams:
        raise NoRehearsal
    on = stage(context.transaction, context.roster, context.now, context.actor.team)
    other = written if isinstance(written, Policy) else context.policy
    before, after = rehearse(on, context.policy), rehearse(_with(on, away, context), other)
    shown = _shown(on, (before, after), other, _about(context, written, away))
    members = context.roster.in_team(context.actor.team, *access.WORKERS)
    return views.rehearsal(members, shown, context.now, context.zone())


def _with(on: Stage, away: Away | None, context: Context) -> Stage:
    if away is None:
        return on
    starts, ends = (datetime.combine(day, time(), context.zone()) for day in (away.starts, away.ends))
    return on.without(Absence(away.person, starts, ends, away.cover))


def _about(context: Context, written: Policy | PolicyError | None, away: Away | None) -> str:
    """What is rehearsed instead of what holds now."""
    parts = []
    if isinstance(written, PolicyError):
        parts.append("the policy file has a mistake, so what holds now was rehearsed; `caseclock check` names it")
    elif written is not None and written != context.policy:
        parts.append(f"the policy file as it is now (version {written.version}), which holds from the next start")
    if away:
        cover = f", covered by {context.roster.name(away.cover)}" if away.cover else ", with no cover"
        parts.append(f"{context.roster.name(away.person)} away from {away.starts} until {away.ends}{cover}")
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
        who = tuple(history.name(slack, on.roster) for slack, _ in each.who)
        yield Line(each.at, each.reference, each.grade, policy.clock_rule(each.clock).label, each.rung, who)
