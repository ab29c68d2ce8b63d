"""Runs the benchmarks: `python -m benchmarks [NAME …]`, all of them without a name."""

import asyncio
import os
import platform
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from benchmarks import acks, talk

BENCHMARKS: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
    "acks": acks.measure,
    "talk": talk.measure,
}
"""A new benchmark is a module with an async function that prints its figures, and a line here."""


def main(names: list[str]) -> int:
    """Run the named benchmarks one after the other; the exit code is 2 for a name that there is not."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there is: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load before the start {load}")
    for name in names or BENCHMARKS:
        print(f"\n{name}")
        asyncio.run(BENCHMARKS[name]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
