"""Why a message comes only now, where it was kept for a better moment on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from casework.policy import Policy
from casework.policy_quiet import NEVER_HELD
from casework.quiet import AGAIN, DUE, NIGHT


def waited(why: Sequence[str], policy: Policy) -> str:
    """Return the sentences for these reasons (of casework.quiet), or nothing where there are none."""
    night = policy.quiet_hours
    hours = f"{night.starts:%H:%M} and {night.ends:%H:%M}"
    sentences = {
        NIGHT: f"Kept for the morning: between {hours} only what is {' or '.join(NEVER_HELD)} is told.",
        DUE: f"Kept between {hours} until it was due, and no longer.",
        AGAIN: "What is said again comes together, at fixed hours.",
    }
    return " ".join(sentence for reason, sentence in sentences.items() if reason in why)
