"""The form in which a case is given an owner: who may own it, the best suited first, each with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.views import fields, standing
from bot.views.blocks import Block, View, asking, context, cut, section, telling
from bot.views.mistakes import check
from bot.views.sheet import Sheet
from casework.allocation import Candidate, reasons
from casework.policy import Policy
from casework.wording import plural

_MOST = 500
_GROUP = 100
_MOST_WITH_REASONS = 200
"""Slack takes a hundred choices in a group and 250 kB in a window; reasons are left out where they would not fit."""


def form(sheet: Sheet, candidates: Sequence[Candidate]) -> View:
    """The window of Allocate…, with `candidates` in their order."""
    about = section(f"*{standing.title(sheet)}*\nOwner: {standing.owner(sheet)}")
    words = {"reference": sheet.case.reference, "owner": sheet.case.owner or ""}
    if not candidates:
        nobody = "Nobody in this team can own a case. A workspace administrator adds officers with /caseclock setup."
        return telling("Allocate", [about, section(nobody)], **words)
    chosen = choice("owner", "Who takes it", candidates, sheet.policy)
    return asking("allocate", "Allocate", "Allocate", [about, *chosen], **words)


def read(answers: Mapping[str, Any]) -> str:
    """Return the Slack id of the new owner; `Mistakes` when nobody was chosen."""
    owner: str | None = answers.get("owner")
    check([] if owner else [("owner", "Choose who takes the case.")])
    return owner or ""


def choice(name: str, label: str, candidates: Sequence[Candidate], policy: Policy) -> list[Block]:
    """The field in which one of `candidates` is chosen, in their order, and how many it has no room for."""
    reasoned = len(candidates) <= _MOST_WITH_REASONS
    choices = [_option(each, reasons(each, policy) if reasoned else "") for each in candidates[:_MOST]]
    starts = range(0, len(choices), _GROUP)
    groups = {f"The best suited first, from {at + 1}": choices[at : at + _GROUP] for at in starts}
    more = len(candidates) - _MOST
    left_out = [context(f"The {_MOST} best suited; {plural(more, 'other')} not shown.")] if more > 0 else []
    return [fields.grouped(name, label, groups), *left_out]


def _option(candidate: Candidate, why: str) -> Block:
    load = f" · {candidate.open_cases:,} open"
    return fields.option(cut(candidate.name, 75 - len(load)) + load, candidate.slack, why)
