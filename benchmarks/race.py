"""Contenders side by side: each run in a process and on a database of its own, round after round, and the medians."""

from __future__ import annotations

import gc
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from statistics import median
from typing import Any

from benchmarks.places import Figures, Fill, Places


@dataclass(frozen=True, slots=True)
class Job:
    """What one run is given: a database of its own, the key file, how many."""

    address: str
    keys: str
    size: int


@dataclass(frozen=True, slots=True)
class Contender:
    """Who takes part: `run` is "module:function", a function of a Job that returns figures by name.

    It is given a copy of the database that `fill` made (its name says what is in it), or an empty one.
    """

    name: str
    backend: str
    run: str
    size: int
    filled: tuple[str, Fill] | None = None
    reads_only: bool = False
    """It is given the filled database itself, since it leaves it as it is."""


def race(contenders: Sequence[Contender], rounds: int, places: Places) -> dict[str, Figures]:
    """Run each contender once a round, each round beginning with another; return the median of each figure."""
    found: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number in range(rounds):
        start = number % len(contenders)
        for contender in [*contenders[start:], *contenders[:start]]:
            for name, figure in _once(contender, places).items():
                found[contender.name][name].append(figure)
    return {each.name: {name: median(figures) for name, figures in found[each.name].items()} for each in contenders}


def _once(contender: Contender, places: Places) -> Figures:
    job = Job("", str(places.keys), contender.size)
    if contender.filled and contender.reads_only:
        address = places.filled(contender.backend, *contender.filled)
        return places.run(contender.run, asdict(replace(job, address=address)))
    address = _new(contender, places)
    try:
        return places.run(contender.run, asdict(replace(job, address=address)))
    finally:
        places.drop(address)


def _new(contender: Contender, places: Places) -> str:
    if contender.filled:
        return places.copy(places.filled(contender.backend, *contender.filled))
    return places.empty(contender.backend)


def main(run: str, job: str) -> None:
    """Do one run and print its figures as JSON."""
    work = _found(run)
    # As the bot does at its start, for each contender.
    gc.freeze()
    print(json.dumps(work(Job(**json.loads(job)))))


def here(run: str, job: dict[str, Any]) -> Figures:
    """Do one run in this process: the tests have no time for so many."""
    return _found(run)(Job(**job))


def _found(run: str) -> Callable[[Job], Figures]:
    module, _, name = run.partition(":")
    work: Callable[[Job], Figures] = getattr(import_module(module), name)
    return work


if __name__ == "__main__":
    main(*sys.argv[1:3])
