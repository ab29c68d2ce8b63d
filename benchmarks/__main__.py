"""Runs the benchmarks: `python -m benchmarks [PART …] [--timers N …]`, all of them without a name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import fields
from time import perf_counter

from benchmarks import acks, beats, digests, dispatching, incoming, lateness, marks, replicas, report, starting, talk
from benchmarks.places import Places, places
from benchmarks.sections import Section, verdicts
from benchmarks.sizes import Sizes

PARTS: dict[str, Callable[[Sizes, Places], Section]] = {
    "marks": marks.measure,
    "whole": dispatching.measure,
    "beats": beats.measure,
    "lateness": lateness.measure,
    "incoming": incoming.measure,
    "start": starting.measure,
    "digests": digests.measure,
    "replicas": replicas.measure,
    "acks": acks.measure,
    "talk": talk.measure,
}
"""A new part is a module with a function that returns a section, and a line here."""


def main(arguments: list[str]) -> int:
    """Run the named parts and print them; all of them together are written to docs/benchmarks.md."""
    options = _options(arguments)
    sizes = Sizes(**{field.name: getattr(options, field.name) for field in fields(Sizes)})
    start, sections = perf_counter(), []
    with places() as here:
        machine = report.machine()
        print(machine)
        for name in options.parts or PARTS:
            sections.append(PARTS[name](sizes, here))
            print(*report.of(sections[-1]), sep="\n", flush=True)
    print("\nGoals\n", *verdicts(goal for section in sections for goal in section.goals), sep="\n")
    print(f"\n{perf_counter() - start:.0f} s")
    if not options.parts:
        report.write(machine, sections)
        print("written to docs/benchmarks.md")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure Caseclock beside others.")
    parser.add_argument("parts", nargs="*", help=f"what to measure: {', '.join(PARTS)} (all of it)")
    for field in fields(Sizes):
        parser.add_argument(f"--{field.name}", type=int, default=field.default, metavar="N", help=f"{field.default:,}")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.parts if name not in PARTS]
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; there is: {', '.join(PARTS)}")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
