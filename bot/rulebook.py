"""The rules that hold, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table

from casework.policy import ClockRule, Policy
from casework.policy_rows import Sourced
from casework.workdays import Period

_WHEN = {"answer": "no supervisor has answered", "held": "an answer expires", "asked": "they asked for it"}


def tables(policy: Policy) -> tuple[Table, ...]:
    """Return the clocks, the ladders, the grades and when people are told, each row with its source and date."""
    return _clocks(policy), _rungs(policy), _grades(policy), _hours(policy)


def _clocks(policy: Policy) -> Table:
    rows = ((rule.label, f"{rule.starts} → {rule.stops}", _period(rule), _sourced(rule)) for rule in policy.clock)
    return _table("Clocks", ("clock", "from → until", "period"), rows)


def _rungs(policy: Policy) -> Table:
    rows = (
        (
            rule.ladder,
            f"{_WHEN.get(rule.at, rule.at)}{', again and again' if rule.repeats else ''}",
            ", ".join(rule.tell),
            _sourced(rule),
        )
        for rule in policy.rung
    )
    return _table("Who is told", ("ladder", "when", "who"), rows)


def _grades(policy: Policy) -> Table:
    rows = (
        (
            rule.name,
            f"every {rule.repeat.text}",
            f"within {rule.answer_within.text}",
            f"for {rule.answer_holds.text}",
            f"by {rule.remind_within.text}",
            _sourced(rule),
        )
        for rule in policy.grade
    )
    headings = ("grade", "is said again", "a supervisor answers", "and the answer holds", "reminders are put off")
    return _table("What is overdue", headings, rows)


def _hours(policy: Policy) -> Table:
    night = policy.quiet_hours
    rows: list[tuple[str, ...]] = [("night", f"from {night.starts:%H:%M} to {night.ends:%H:%M}", "", *_sourced(night))]
    for rule in policy.bundle:
        again = f"again at {rule.hours}{' on working days' if rule.working_days else ''}"
        rows.append(
            (rule.name, "told at night too" if rule.at_night else "waits for the morning", again, *_sourced(rule))
        )
    return _table("When people are told", ("what", "night", "what is said again"), rows)


def _table(title: str, headings: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(*headings, "source", title=title, title_justify="left", show_lines=True)
    for row in rows:
        table.add_row(*row)
    return table


def _sourced(rule: Sourced) -> str:
    return f"{rule.source} ({rule.mark}, since {rule.effective})"


def _period(rule: ClockRule) -> str:
    if isinstance(rule.period, Period):
        return rule.period.text
    return "\n".join(f"{grade}: {period.text}" for grade, period in rule.period.items())
