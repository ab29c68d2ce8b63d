"""What is said beyond Slack, in an e-mail or a text message: nothing of any case, and what to do."""

from __future__ import annotations


def waits(since: str) -> str:
    """Say that something waits in Slack since a moment, in words."""
    return f"Caseclock: something urgent waits for you in Slack since {since}. Open Slack."


def not_taken(since: str) -> str:
    """Say that something was to be said at a moment, and that Slack does not take it."""
    return (
        f"Caseclock: something urgent waits for you since {since}, and Slack does not take it. "
        "Look at the queue by hand."
    )


def repeated(text: str) -> str:
    """Say the same where an earlier message may have arrived."""
    return f"{text} (This may be a repeat.)"
