"""Mutants and what became of them → the lines that are printed, the figure last."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor
from typing import Self

LEAST = 90.0
"""Per cent of the mutants that must be killed."""
KILLED = {"killed", "timeout"}
Excuse = tuple[str, str]
"""The module and the line as the mutant has it."""


@dataclass(frozen=True)
class Mutant:
    """A rule that was broken in one place; `line` is that place, as the mutant has it."""

    name: str
    status: str
    line: str = ""

    @property
    def is_killed(self) -> bool:
        """Whether a test went red, or went on for ever."""
        return self.status in KILLED

    @property
    def module(self) -> str:
        """The name of its module: "clocks" of "casework.clocks.x_period_of__mutmut_3"."""
        return ".".join(self.name.split(".")[1:-1])

    def changed_by(self, diff: str) -> Self:
        """Return the mutant with its line, read from what `mutmut show` prints."""
        # What stands above the first @@ names the file.
        lines = diff.partition("@@")[2].splitlines()
        new, old = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "+-")
        return replace(self, line=new.strip() or f"without {old}")


@dataclass(frozen=True)
class Figure:
    """What came of a campaign. Excused mutants count neither among the killed nor among all."""

    killed: int
    timed_out: int
    excused: int
    survivors: tuple[Mutant, ...]
    idle: frozenset[Excuse]

    @property
    def share(self) -> float:
        """The killed mutants in per cent of all, rounded down to a tenth; 0 where there were none."""
        number = self.killed + len(self.survivors)
        return floor(1000 * self.killed / number) / 10 if number else 0.0

    def lines(self) -> Iterator[str]:
        """Give each survivor, each excuse that excuses nothing, and the figure."""
        yield from (f"{mutant.status}: {mutant.name}\n    {mutant.line}" for mutant in self.survivors)
        yield from (f"excuses nothing, take it out: {module}: {line}" for module, line in sorted(self.idle))
        modules = Counter(mutant.module for mutant in self.survivors)
        left = ", ".join(f"{module} {number}" for module, number in modules.most_common()) or "none"
        yield (
            f"mutation of casework: {self.killed} of {self.killed + len(self.survivors)} killed, {self.share} %"
            f" (at least {LEAST} %; by time-out {self.timed_out}; {self.excused} excused); survivors: {left}"
        )


def excuses(text: str) -> frozenset[Excuse]:
    """Read excuses.toml; `ValueError` for an excuse without its reason."""
    rows = tomllib.loads(text)["excuse"]
    for row in rows:
        if not row.get("because", "").strip():
            raise ValueError(f"an excuse needs its reason in “because”: {row['line']}")
    return frozenset((row["module"], row["line"]) for row in rows)


def figure(mutants: list[Mutant], excused: frozenset[Excuse]) -> Figure:
    """Return what came of `mutants`, when those whose line is among `excused` do not count."""
    killed = [mutant for mutant in mutants if mutant.is_killed]
    alive = {mutant: (mutant.module, mutant.line) for mutant in mutants if not mutant.is_killed}
    survivors = tuple(mutant for mutant, place in alive.items() if place not in excused)
    return Figure(
        killed=len(killed),
        timed_out=sum(mutant.status == "timeout" for mutant in killed),
        excused=len(alive) - len(survivors),
        survivors=survivors,
        idle=excused - {*alive.values()},
    )
