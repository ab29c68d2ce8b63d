"""How a case and its clocks stand, in words; what a message keeps showing stays true however late it is read."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import escape
from bot.views.sheet import Sheet
from casework.case import Grade
from casework.clocks import Clock, item_of
from casework.policy_rows import Sourced
from casework.wording import length, moment

MARKS = {
    Grade.VERY_HIGH: "■■■■",
    Grade.UNGRADED: "■■■■",
    Grade.HIGH: "■■■□",
    Grade.MEDIUM: "■■□□",
    Grade.LOW: "■□□□",
}
"""A mark of severity beside the word: what nobody has graded is as urgent as the worst."""
LONGEST_NAME = 150
"""Characters of a person's or a clock's name in a message: 75 as typed, and room for escapes."""


def dated(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return "Tue 4 Nov 09:00", with the year where it is not the year of `now`: true on whatever day it is read.

    An hour that the end of daylight saving brings twice has its zone: "Sun 25 Oct 01:30 BST".
    """
    local = at.astimezone(zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{_day(at, now, zone)} {local:%H:%M}" + (f" {local.tzname()}" if twice else "")


def spoken(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return "tomorrow 09:00, Wed 4 Nov": in words for whoever reads it at once, by date for whoever reads it later."""
    words, day = moment(at, now, zone), _day(at, now, zone)
    return words if words.startswith(day) else f"{words}, {day}"


def _day(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}"


def title(sheet: Sheet) -> str:
    """Return "CC-26-00042 · ■■■■ very high"."""
    return f"{sheet.case.reference} · {MARKS[sheet.case.grade]} {sheet.case.grade}"


def label(clock: Clock, sheet: Sheet, most: int = LONGEST_NAME) -> str:
    """Return the force's name for a clock, safe in mrkdwn."""
    return escape(sheet.policy.clock_rule(clock.name).label, most)


def owner(sheet: Sheet, most: int = LONGEST_NAME) -> str:
    """Return the owner's name, safe in mrkdwn."""
    return escape(sheet.name(sheet.case.owner), most)


def sourced(rule: Sourced) -> str:
    """Return where a rule comes from: "HMICFRS 5 April 2023 (recommended, holds from 5 April 2023)"."""
    day = rule.effective
    return f"{escape(rule.source, 1500)} ({rule.mark}, holds from {day.day} {day:%B %Y})"


def ordered(sheet: Sheet) -> list[Clock]:
    """Return the clocks that run, the first due on top, then those that have stopped."""
    return [*sheet.running, *(clock for clock in sheet.clocks if not clock.is_running)]


def stands(clock: Clock, sheet: Sheet) -> str:
    """Return how a clock stands, by dates: "*Grade it* · *overdue since Tue 3 Nov 13:00*"."""
    name, due = label(clock, sheet), dated(clock.due_at, sheet.now, sheet.zone)
    if clock.is_running:
        return f"*{name}* · " + (f"*overdue since {due}*" if clock.is_overdue(sheet.now) else f"due {due}")
    return f"{name} · {_ended(clock, sheet)}"


def _ended(clock: Clock, sheet: Sheet) -> str:
    item = item_of(clock, sheet.case)
    done = item.done_at if item else sheet.case.moment(sheet.policy.clock_rule(clock.name).stops)
    if done is None:
        return "ended when the case was closed"
    late = f", {length(done - clock.due_at)} late" if done > clock.due_at else ""
    return f"done {dated(done, sheet.now, sheet.zone)}{late}"
