"""Why each clock is due when it is: what it rests on, what stops it, and where the rule comes from."""

from __future__ import annotations

from bot.views import standing
from bot.views.blocks import Block, View, context, escape, section, telling
from bot.views.sheet import Sheet
from casework import wording
from casework.clocks import Clock

_MOST = 40


def why(sheet: Sheet) -> View:
    """The window of Why then?, the clock that is due first on top."""
    ordered = standing.ordered(sheet)
    blocks = [section(f"*{standing.title(sheet)}*")]
    for clock in ordered[:_MOST]:
        blocks += _explained(clock, sheet)
    if rest := ordered[_MOST:]:
        blocks.append(context(f"… and {wording.plural(len(rest), 'clock')} more."))
    return telling("Why then?", blocks, reference=sheet.case.reference)


def _explained(clock: Clock, sheet: Sheet) -> list[Block]:
    rule = sheet.policy.clock_rule(clock.name)
    reason = escape(wording.why(clock, sheet.case, sheet.policy, sheet.zone), 1000)
    return [
        section(f"{standing.stands(clock, sheet)}\n{reason}\nWhat stops it: {escape(rule.met_by, 1000)}."),
        context(standing.sourced(rule)),
    ]
