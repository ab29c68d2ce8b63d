"""The page docs/benchmarks.md: the machine, the versions, the goals, and a table for each part."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.sections import Section, verdicts

_DOCS = Path(__file__).parents[1] / "docs"
_LIBRARIES = ("sqlalchemy", "psycopg", "apscheduler", "procrastinate", "slack-bolt")
_INTRODUCTION = """\
# Benchmarks

Written by `make bench`; every figure is from that one run. Each contender runs in a process and on a database of its
own, every commit synced to the disk (SQLite in WAL with `synchronous=FULL`, PostgreSQL with `fsync` and
`synchronous_commit`); the rounds are interleaved, and what stands here is the median. The ratios count: another machine
has other figures. `make bench ARGS="marks --timers 10000"` measures one part, or less of it, and writes nothing;
`make bench ARGS=--help` names them all.
"""


def machine() -> str:
    """One line: processor, cores, load, versions; nothing that names the machine."""
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    named = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    where = f"{_processor()}, {os.cpu_count()} cores, load before the start {load}"
    return f"{where}; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {named}"


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def of(section: Section) -> Iterable[str]:
    """A section as it is printed and written."""
    return ["", f"## {section.title}", "", section.about, "", *section.lines()]


def page(machine: str, sections: Sequence[Section]) -> str:
    """The whole page."""
    goals = verdicts(goal for section in sections for goal in section.goals)
    parts = [line for section in sections for line in (*of(section), *_shown(section))]
    return "\n".join([_INTRODUCTION, machine, "", "## Goals", "", *goals, *parts, ""])


def _shown(section: Section) -> list[str]:
    return [line for name in section.pictures for line in ("", f"![{section.title}](images/benchmarks-{name}.svg)")]


def write(machine: str, sections: Sequence[Section]) -> None:
    """Write the page and its pictures."""
    for section in sections:
        for name, picture in section.pictures.items():
            (_DOCS / "images" / f"benchmarks-{name}.svg").write_text(picture, "utf-8")
    (_DOCS / "benchmarks.md").write_text(page(machine, sections), "utf-8")
