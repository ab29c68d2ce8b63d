"""What is said below talk of a reset: the rule, what to say, whom to call, and nothing of what was written."""

from __future__ import annotations

from bot.views.advice import listed
from bot.views.blocks import Block, Payload, actions, button, escape, message, primary, section
from casework.policy import Advice

READ = "read"
"""What the button of the full advice stands for where it is about no case."""
_THINGS_TO_SAY = 3


def answer(advice: Advice, reference: str | None) -> Payload:
    """The advice in short, with the button that opens the case that was named, or else the form of a new one."""
    rule = escape(advice.rule, 500)
    blocks = [
        section(f"*{escape(advice.heading)}*\n*{rule}*"),
        section(listed("Say", advice.say[:_THINGS_TO_SAY])),
        section(escape(advice.call, 500)),
        actions(primary(_opens(reference)), button("The advice in full", "preserve", reference or READ)),
    ]
    return message(f"{escape(advice.heading)}: {rule}", blocks)


def _opens(reference: str | None) -> Block:
    return button(f"Open {reference}", "case", reference) if reference else button("Open a case", "refer", READ)
