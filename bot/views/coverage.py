"""That on a day off nobody above some officers is on duty, said before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.views.blocks import Payload, context, escape, message, packed, section
from bot.views.standing import LONGEST_NAME

_MOST = 12


def uncovered(team: str, found: Sequence[tuple[date, Sequence[str]]]) -> Payload:
    """Say for each day above which officers (by name) nobody is on duty, and how that is mended."""
    lines = [f"On *{_spoken(day)}* nobody above {_listed(names)} is on duty." for day, names in found]
    first = f"On {_spoken(found[0][0])} nobody above some officers of {escape(team, LONGEST_NAME)} is on duty."
    mend = "Enter who covers with `/duty`. Until then, what would go up goes to the duty channel and administrators."
    return message(first, [*(section(text) for text in packed(lines)), context(mend)])


def _spoken(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _listed(names: Sequence[str]) -> str:
    shown = [escape(name, LONGEST_NAME // 3) for name in names[:_MOST]]
    more = len(names) - len(shown)
    return " and ".join([", ".join(shown), f"{more} more"] if more else [", ".join(shown)])
