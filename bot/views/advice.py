"""The preservation advice in words to read aloud, and whether somebody has said it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.blocks import Block, button, escape, section
from bot.views.sheet import Sheet
from bot.views.standing import LONGEST_NAME, dated
from casework.case import Evidence

_MOST = 2000
"""Characters of one list of advice: the whole advice and the case must fit into one message."""


def in_full(sheet: Sheet) -> list[Block]:
    """The rule, what to say, what to write down, what never to do, and whom to call."""
    advice = sheet.policy.advice
    return [section(f"*{escape(advice.heading)}*\n*{escape(advice.rule, 500)}*"), *_steps(sheet)]


def rule(sheet: Sheet) -> list[Block]:
    """The rule, and whether somebody has confirmed the advice; nothing without evidence."""
    if sheet.case.evidence is Evidence.NONE:
        return []
    by_whom = button("Read aloud…", "preserve", sheet.case.reference)
    return [section(f"*{escape(sheet.policy.advice.rule, 500)}*\n{confirmed(sheet)}", by_whom)]


def until_confirmed(sheet: Sheet) -> list[Block]:
    """What to say and do now, while somebody still has to."""
    case = sheet.case
    waits = case.is_open and case.evidence is not Evidence.NONE and case.evidence_confirmed_at is None
    return _steps(sheet) if waits else []


def _steps(sheet: Sheet) -> list[Block]:
    advice = sheet.policy.advice
    return [
        section(listed("Say", advice.say)),
        section(listed("Write down first", advice.write_down)),
        section(listed("Never", advice.never)),
        section(escape(advice.call, 500)),
    ]


def confirmed(sheet: Sheet) -> str:
    """Return whether the advice was confirmed, by whom and when."""
    at = sheet.case.evidence_confirmed_at
    if at is None:
        return "Nobody has confirmed yet that this advice was given."
    name = escape(sheet.name(sheet.case.evidence_confirmed_by), LONGEST_NAME)
    return f"Advice confirmed by {name}, {dated(at, sheet.now, sheet.zone)}."


def listed(heading: str, sentences: Sequence[str]) -> str:
    """Return sentences as points below a heading, cut so that the list fits into one section."""
    room = _MOST // len(sentences)
    return "\n".join([f"*{heading}*", *(f"• {escape(sentence, room)}" for sentence in sentences)])
