"""What a part of the benchmark found: a table, and the goals that it answers, as text for a terminal and for docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, nan

Row = tuple[str, ...]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: its number and words, the figure that was found, and why it is missed where it is."""

    number: int
    wanted: str
    figure: str
    met: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part: `about` says in a sentence or two what was measured, `rows` are what it printed."""

    title: str
    about: str
    head: Row
    rows: Sequence[Row]
    goals: Sequence[Goal] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    """SVG by name; the page shows each below the table."""

    def lines(self) -> list[str]:
        """The table: words on the left, figures on the right."""
        return table([self.head, *self.rows], str.rjust)


def table(rows: Sequence[Row], align: Callable[[str, int], str]) -> list[str]:
    """Rows as Markdown, which a terminal shows well enough: columns of one width, all but the first set by `align`."""
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [[row[0].ljust(wide[0]), *map(align, row[1:], wide[1:])] for row in rows]
    ruler = ["-" * wide[0], *(align(":", width).replace(" ", "-") for width in wide[1:])]
    return [f"| {' | '.join(line)} |" for line in [lines[0], ruler, *lines[1:]]]


def verdicts(goals: Iterable[Goal]) -> list[str]:
    """The table of goals: number, goal, figure, met or by how much not."""
    head = ("", "goal", "figure", "met")
    rows = [
        (str(each.number), each.wanted, each.figure, "yes" if each.met else f"**no**: {each.why}") for each in goals
    ]
    return table([head, *sorted(rows, key=lambda row: row[0])], str.ljust)


def at_least(number: int, what: str, wanted: float, found: float, why: str = "") -> Goal:
    """A ratio that is to be reached; where it is missed, by how much is said before `why`."""
    met = found >= wanted
    return Goal(number, f"{what} ≥ {wanted:g} ×", f"{found:.2f} ×", met, _short(1 - found / wanted, "short", why))


def at_most(number: int, what: str, wanted: float, found: float, why: str = "") -> Goal:
    """A figure that is not to be passed, in the unit that `what` ends with; where it is, by how much is said."""
    return Goal(
        number, f"{what} ≤ {wanted:g}", f"{found:.3g}", found <= wanted, _short(found / wanted - 1, "over", why)
    )


def _short(share: float, word: str, why: str) -> str:
    return f"{share:.0%} {word}{'; ' + why if why else ''}"


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure that `share` of them do not pass; not a number where there is none."""
    ranked = sorted(figures)
    return ranked[max(ceil(share * len(ranked)), 1) - 1] if ranked else nan


def thousands(number: float) -> str:
    """A rate as it is read best."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}"


def rates(found: Mapping[str, Mapping[str, float]]) -> list[Row]:
    """A row a contender: how many it handled in a run, and how many a second (median of the rounds)."""
    return [(name, thousands(each["number"]), thousands(each["a second"])) for name, each in found.items()]
