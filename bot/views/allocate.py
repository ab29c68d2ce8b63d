"""The form in which a case is given an owner: who may own it, with how many cases and which skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views import fields, standing
from bot.views.blocks import Block, View, asking, context, cut, section, telling
from bot.views.mistakes import check
from bot.views.sheet import Sheet
from casework.wording import plural

_MOST = 500
_GROUP = 100
_MOST_WITH_SKILLS = 200
"""Slack takes a hundred choices in a group and 250 kB in a window; skills are left out where they would not fit."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may own the case."""

    slack: str
    name: str
    role: str
    open_cases: int
    skills: tuple[str, ...]


def form(sheet: Sheet, candidates: Sequence[Candidate]) -> View:
    """The window of Allocate…, those with the fewest open cases first."""
    about = section(f"*{standing.title(sheet)}*\nOwner: {standing.owner(sheet)}")
    words = {"reference": sheet.case.reference, "owner": sheet.case.owner or ""}
    if not candidates:
        nobody = "Nobody in this team can own a case. A workspace administrator adds officers with /caseclock setup."
        return telling("Allocate", [about, section(nobody)], **words)
    ordered = sorted(candidates, key=lambda candidate: (candidate.open_cases, candidate.name))
    owner = fields.grouped("owner", "Who takes it", _groups(ordered[:_MOST]))
    return asking("allocate", "Allocate", "Allocate", [about, owner, *_left_out(ordered)], **words)


def read(answers: Mapping[str, Any]) -> str:
    """Return the Slack id of the new owner; `Mistakes` when nobody was chosen."""
    owner: str | None = answers.get("owner")
    check([] if owner else [("owner", "Choose who takes the case.")])
    return owner or ""


def _groups(ordered: Sequence[Candidate]) -> dict[str, list[Block]]:
    skilled = len(ordered) <= _MOST_WITH_SKILLS
    choices = [_choice(candidate, ", ".join(candidate.skills) if skilled else "") for candidate in ordered]
    starts = range(0, len(choices), _GROUP)
    return {f"Fewest open cases first, from {at + 1}": choices[at : at + _GROUP] for at in starts}


def _choice(candidate: Candidate, skills: str) -> Block:
    load = f" · {candidate.role} · {candidate.open_cases:,} open"
    return fields.option(cut(candidate.name, 75 - len(load)) + load, candidate.slack, skills)


def _left_out(ordered: Sequence[Candidate]) -> list[Block]:
    more = len(ordered) - _MOST
    return [context(f"The {_MOST} with the fewest open cases; {plural(more, 'other')} not shown.")] if more > 0 else []
