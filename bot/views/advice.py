"""The preservation advice in words to read aloud, and whether somebody has said it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.blocks import Block, context, escape, section
from bot.views.sheet import Sheet
from bot.views.standing import LONGEST_NAME, dated
from casework.case import Evidence

_MOST = 2000
"""Characters of one list of advice: the whole advice and the case must fit into one message."""


def in_full(sheet: Sheet) -> list[Block]:
    """The rule, what to say, what to write down, what never to do, and whom to call."""
    advice = sheet.policy.advice
    return [
        section(f"*{escape(advice.heading)}*\n*{escape(advice.rule, 500)}*"),
        section(_listed("Say", advice.say)),
        section(_listed("Write down first", advice.write_down)),
        section(_listed("Never", advice.never)),
        section(escape(advice.call, 500)),
    ]


def on_card(sheet: Sheet) -> list[Block]:
    """All of it until somebody confirms that it was said, then the rule and who confirmed; nothing without evidence."""
    if sheet.case.evidence is Evidence.NONE:
        return []
    said = context(confirmed(sheet))
    if sheet.case.evidence_confirmed_at or not sheet.case.is_open:
        return [section(f"*{escape(sheet.policy.advice.rule, 500)}*"), said]
    return [*in_full(sheet), said]


def confirmed(sheet: Sheet) -> str:
    """Return whether the advice was confirmed, by whom and when."""
    at = sheet.case.evidence_confirmed_at
    if at is None:
        return "Nobody has confirmed yet that this advice was given."
    name = escape(sheet.name(sheet.case.evidence_confirmed_by), LONGEST_NAME)
    return f"Advice confirmed by {name}, {dated(at, sheet.now, sheet.zone)}."


def _listed(heading: str, sentences: Sequence[str]) -> str:
    room = _MOST // len(sentences)
    return "\n".join([f"*{heading}*", *(f"• {escape(sentence, room)}" for sentence in sentences)])
