"""What somebody is told who sent a file or an image."""

from __future__ import annotations

from bot.views.blocks import Payload, escape, message, section
from casework.policy_wording import SentFiles

_ROOM = 285
"""Characters of each of ten sentences: together they fit into one section."""


def refused(rule: SentFiles) -> Payload:
    """That it was not taken, and what to do, in the force's own sentences."""
    listed = "\n".join(f"• {escape(sentence, _ROOM)}" for sentence in rule.say)
    return message(escape(rule.heading), [section(f"*{escape(rule.heading)}*"), section(listed)])
