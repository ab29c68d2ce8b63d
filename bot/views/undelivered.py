"""That messages do not reach a channel or a person: the task of administrators, until one arrives."""

from __future__ import annotations

from bot.views.blocks import Payload, context, escape, message, section
from bot.views.standing import LONGEST_NAME
from casework.wording import plural

REFUSED, SILENT = "not taken by the gateway", "no answer from the gateway"
"""What is the problem with a gateway beyond Slack."""
_GATEWAYS = {REFUSED: "its gateway does not take them", SILENT: "its gateway does not answer"}
_WHY = {
    "is_archived": ("the channel is archived", "Open it again, or choose another channel"),
    "channel_not_found": ("Caseclock is not in it, or it is gone", "Invite Caseclock to it, or choose another channel"),
    "not_in_channel": ("Caseclock is not in it", "Invite Caseclock to it, or choose another channel"),
    "restricted_action": ("who may write there is restricted", "Let Caseclock write there, or choose another channel"),
}


def named(recipient: str, name: str) -> str:
    """Return what a recipient is called: a person by `name`, a channel by its link."""
    return escape(name, LONGEST_NAME) if name else f"<#{recipient}>"


def why(problem: str) -> str:
    """Return why messages do not arrive, by Slack's word for it, safe in mrkdwn."""
    if problem in _GATEWAYS:
        return _GATEWAYS[problem]
    return _WHY[problem][0] if problem in _WHY else f"Slack says “{escape(problem, 100)}”"


def task(problem: str, recipient: str, messages: int, since: str) -> Payload:
    """Ask an administrator to see to a recipient (as `named`) that messages do not reach."""
    says = f"Messages to {recipient} cannot be delivered: {why(problem)}."
    instead, remedy = _instead(problem)
    return message(
        f"Messages cannot be delivered: {why(problem)}.",
        [
            section(f"*{says}*\n{plural(messages, 'message')} since {since}, {instead}."),
            context(f"{remedy}, and this message says when it works."),
        ],
    )


def _instead(problem: str) -> tuple[str, str]:
    """Return what becomes of the messages, and what an administrator is to do."""
    if problem in _GATEWAYS:
        return "each tried again until it is taken", "See to the address in the roster file, or to its gateway"
    remedy = _WHY[problem][1] if problem in _WHY else "See to it in Slack"
    return "told to somebody else instead", f"{remedy} with `/caseclock setup`. The next message tries again"


def mended(recipient: str) -> Payload:
    """Say that messages arrive again."""
    says = f"Messages to {recipient} arrive again. Nothing more is to be done."
    return message("Messages arrive again. Nothing more is to be done.", [section(says)])
