"""Skills as an administrator writes them: one on each line, with the day on which it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

Skills = tuple[tuple[str, date | None], ...]
LONGEST = 75
"""Characters of a skill's name: what Slack shows of one in a menu."""
_FORM = re.compile(rf"(?P<name>\S.{{0,{LONGEST - 1}}}?)(?: until (?P<until>\d{{4}}-\d{{2}}-\d{{2}}))?")


def written(skills: Skills) -> str:
    """Return skills as lines to change."""
    return "\n".join(f"{name} until {until.isoformat()}" if until else name for name, until in skills)


def read(text: str) -> Skills:
    """Return the skills in `text`, which has no mistakes."""
    return tuple(_parts(line) for line in _lines(text))


def mistakes(text: str) -> Iterator[str]:
    """Find the lines that name no skill, or end it on no day."""
    for line in _lines(text):
        try:
            name, _ = _parts(line)
        except ValueError:
            name = ""
        if not name or " until" in f" {name}":
            yield f"“{line[:LONGEST]}” is not a skill: write its name, then “until 2027-03-31” if it ends."


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parts(line: str) -> tuple[str, date | None]:
    found = _FORM.fullmatch(line)
    if not found:
        return "", None
    return found["name"], date.fromisoformat(found["until"]) if found["until"] else None
