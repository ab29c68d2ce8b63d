"""Whether the tables about items fit each other: every clock, result, fact and action that a row names is there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from casework.policy_errors import Mistake
from casework.policy_items import FactRule, Guard, Opening, ResultRule
from casework.policy_rows import Choice, ClockRule

EVENTS = (
    *("logged", "graded", "grade proposed", "grade not agreed"),
    *("owner unskilled", "owner skilled", "reopened", "closed", "child at the address"),
)
"""What the code says that happened, beside actions, facts and results."""


class Tables(Protocol):
    """The tables that name each other."""

    @property
    def clock(self) -> tuple[ClockRule, ...]: ...
    @property
    def fact(self) -> tuple[FactRule, ...]: ...
    @property
    def action(self) -> tuple[Choice, ...]: ...
    @property
    def opening(self) -> tuple[Opening, ...]: ...
    @property
    def result(self) -> tuple[ResultRule, ...]: ...
    @property
    def guard(self) -> tuple[Guard, ...]: ...


def check_links(tables: Tables) -> Iterator[Mistake]:
    """Find names of clocks, events and facts that there are not, and items that nothing ends."""
    items = {rule.name for rule in tables.clock if rule.is_of_items}
    events = set(_events(tables))
    for number, opening in enumerate(tables.opening):
        yield from _unknown(("opening", number, "opens"), opening.opens, items)
        yield from _unknown(("opening", number, "on"), opening.on, events)
        yield from _unknown(("opening", number, "when"), opening.when, _answers(tables.fact))
        yield from _unknown(("opening", number, "unless"), opening.unless, _answers(tables.fact))
    for number, result in enumerate(tables.result):
        yield from _unknown(("result", number, "of"), result.of, items)
        yield from _unknown(("result", number, "opens"), result.opens, items)
    for number, guard in enumerate(tables.guard):
        yield from _unknown(("guard", number, "facts"), guard.facts, _answers(tables.fact))
    for number, clock in enumerate(tables.clock):
        yield from _unknown(("clock", number, "ends_on"), clock.ends_on, events)
        if clock.is_of_items and not clock.ends_on and not any(clock.name in row.of for row in tables.result):
            yield Mistake(("clock", number), " is of items, and neither a result nor an event ends one")


def _events(tables: Tables) -> Iterator[str]:
    yield from EVENTS
    yield from (f"action {row.name}" for row in tables.action)
    yield from (f"fact {answer}" for answer in _answers(tables.fact))
    yield from (f"{name}: {row.name}" for row in tables.result for name in row.of)


def _answers(rows: Iterable[FactRule]) -> list[str]:
    return [f"{row.name}: {answer}" for row in rows for answer in row.answers]


def _unknown(place: tuple[str, int, str], named: Sequence[str], known: Iterable[str]) -> Iterator[Mistake]:
    for name in named:
        if name not in known:
            yield Mistake(place, f": {name!r} is not known; allowed: {', '.join(sorted(known))}")
