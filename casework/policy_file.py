"""A force's policy file as it was written: its tables, and the line on which each row and key stands."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.policy_errors import Mistake, Place, PolicyError

Tables = dict[str, Any]


@dataclass(frozen=True)
class PolicyFile:
    """The text of a policy file and the tables in it; `name` is how it is called in a sentence."""

    name: str
    text: str
    tables: Tables

    def refusal(self, mistakes: Iterable[Mistake], tables: Tables) -> PolicyError:
        """Return the error that says each of `mistakes` on a line: file, line, row and key, what is allowed.

        `tables` are this file's, laid over the built-in ones: a row that is not in this file is called built in.
        """
        lines = (
            f"{self._where(mistake.place)}: {self._row(mistake.place, tables)}{mistake.says}" for mistake in mistakes
        )
        return PolicyError("\n".join(dict.fromkeys(lines)))

    def _where(self, place: Place) -> str:
        line = self.line(place)
        return f"{self.name}, line {line}" if line else self.name

    def _row(self, place: Place, tables: Tables) -> str:
        table, index, key = _parts(place)
        rows = tables.get(table)
        name = _name(rows[index], index) if isinstance(rows, list) and len(place) > 1 else ""
        built_in = "" if table in self.tables else " (built in)"
        return f"{table}{name}{built_in}{', ' if key else ''}{key}"

    def line(self, place: Place) -> int | None:
        """Return the number of the line on which `place` stands, from 1; `None` when it is not in this file."""
        table, index, key = _parts(place)
        if table not in self.tables:
            return None
        lines = self.text.split("\n")
        headings = [number for number, line in enumerate(lines, 1) if _heading(table).match(line)]
        if not headings:
            return _find(lines, 1, table, "")
        heading = headings[: index + 1][-1]
        return (_find(lines, heading + 1, key, table) if key else None) or heading


def _parts(place: Place) -> tuple[str, int, str]:
    """Return the table, the number of its row (0 for a table without rows) and the key ("" for a whole row)."""
    table, *rest = place
    numbers = [part for part in rest if isinstance(part, int)]
    keys = [part for part in rest if isinstance(part, str)]
    return str(table), next(iter(numbers), 0), next(iter(keys), "")


def _name(row: object, index: int) -> str:
    name = row.get("name") if isinstance(row, dict) else None
    return f" “{name}”" if isinstance(name, str) else f" no. {index + 1}"


def _heading(table: str) -> re.Pattern[str]:
    return re.compile(rf"""\s*\[\[?\s*["']?{re.escape(table)}["']?\s*\]""")


def _find(lines: list[str], start: int, key: str, table: str) -> int | None:
    """Return the line from `start` on that holds `key`, as `key = …` or as a table of its own below `table`."""
    quoted = rf"""["']?{re.escape(key)}["']?\s*"""
    wanted = re.compile(rf"\s*(\[\s*{re.escape(table)}\s*\.\s*)?{quoted}[=.\]]")
    within = re.compile(rf"\s*([^\s\[]|$|\[\s*{re.escape(table)}\s*\.)")
    for number, line in enumerate(lines[start - 1 :], start):
        if wanted.match(line):
            return number
        if not within.match(line):
            return None
    return None


def read(path: Path) -> PolicyFile:
    """Read the policy file at `path`; `PolicyError` when it cannot be read or is not TOML."""
    text = _text(path)
    try:
        return PolicyFile(path.name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        line = re.match(r"line \d+", where)
        place = line[0] if line else f"line {text.count(chr(10)) + 1}"
        raise PolicyError(f"{path.name}, {place}: not valid TOML: {what}") from None


def _text(path: Path) -> str:
    try:
        # An editor on Windows may put a byte order mark before the text.
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise PolicyError(f"{path}: this file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PolicyError(f"{path.name}, line {line}: is not UTF-8 text; save the file as UTF-8") from None
