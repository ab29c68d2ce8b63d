"""How much is measured: each field is an option of the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of a whole run, which takes about ten minutes on two cores."""

    rounds: int = 3
    timers: int = 100_000
    """Timers that are due, where only the mark is made."""
    cases: int = 20_000
    """Timers that are due, where all is done that belongs to it."""
    jobs: int = 2_000
    """The same for those who handle one job at a time, and would take minutes for more."""
    pending: int = 1_000_000
    """Timers of a large record, none of them due."""
    seconds: int = 20
    """How long a load is kept up."""


TINY = Sizes(rounds=1, timers=300, cases=60, jobs=20, pending=500, seconds=1)
"""Whether it still runs at all: for the tests."""
