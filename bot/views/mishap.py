"""That Caseclock itself failed with a case or a message: somebody's task, until it works again."""

from __future__ import annotations

from bot.views import moves
from bot.views.blocks import Payload, actions, button, context, message, section
from casework.wording import plural


def task(reference: str | None, failed: tuple[int, int], error: str, since: str) -> Payload:
    """Ask whoever looks after Caseclock, and whoever is on duty, to see to what failed of a case.

    `failed` is whether its reminders did (1 or 0), and how many of its messages; `error` is the kind and place in our
    code of what failed first, `since` when that was.
    """
    reminders, messages = failed
    what = ["its reminders cannot be worked out"] if reminders else []
    what += [f"{plural(messages, 'message')} cannot be drawn"] if messages else []
    says = f"{reference or 'Caseclock'}: {' and '.join(what)}."
    by_hand = f"Look at the clocks of {reference} by hand until it is mended. " if reference else ""
    return message(
        says,
        [
            section(f"*{says}*\n{by_hand}The other cases go on."),
            context(
                f"Since {since}: {error}. For an administrator to see to. Caseclock tries again by itself, at least"
                " every ten minutes; this message says when it works."
            ),
            *([actions(button(moves.LABELS["case"], "case", reference))] if reference else []),
        ],
    )


def mended(reference: str | None) -> Payload:
    """Say that it works again."""
    says = f"{reference or 'Caseclock'}: what had failed works again. Nothing more is needed from this message."
    return message(says, [context(says)])
