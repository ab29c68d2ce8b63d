"""Many seeds on every core; the first broken invariant of each is told as the shortest story that shows it."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import NamedTuple

import structlog

from tests.simulation.script import Script
from tests.simulation.shrink import Shrinking, story, wrong
from tests.simulation.year import year


class Verdict(NamedTuple):
    """What came of one seed: how much happened, and what is wrong, if anything is."""

    seed: int
    acts: int
    story: str


def quietly() -> None:
    """Leave out what the bot logs of Slack's troubles: there are thousands."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def judged(script: Script) -> Verdict:
    """Live a script and return what came of it."""
    try:
        found, known = wrong(script)
        if not found:
            return Verdict(script.seed, len(script.acts), "")
        shrinking = Shrinking(known, found[0])
        shorter = shrinking.shrink()
        return Verdict(script.seed, len(script.acts), story(shorter, shrinking.wrong))
    except Exception:  # noqa: BLE001 - the other seeds go on, and the end tells of this one
        return Verdict(script.seed, len(script.acts), f"seed {script.seed}:\n{traceback.format_exc(limit=-4)}")


def simulate(seeds: Sequence[int]) -> int:
    """Live the year of each seed and print what came of it; the exit code is 1 when an invariant is broken."""
    acts, broken = 0, 0
    sys.stdout.write(f"seeds {seeds[0]} to {seeds[-1]}\n")
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), initializer=quietly) as workers:
        running = [workers.submit(judged, year(seed)) for seed in seeds]
        for number, done in enumerate(as_completed(running), 1):
            verdict = done.result()
            acts += verdict.acts
            broken += bool(verdict.story)
            sys.stdout.write(
                f"{number}/{len(seeds)} seed {verdict.seed}: {verdict.acts} acts {verdict.story or 'well'}\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"{len(seeds)} years, {acts} acts, {broken} of the years break an invariant\n")
    return 1 if broken else 0
