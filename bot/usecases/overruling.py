"""What was pointed out and called a false alarm: remembered without its words, and written into the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.identifying import Found

_LENGTH = 8


def marks(context: Context, found: Iterable[Found]) -> tuple[str, ...]:
    """Return a mark for each finding, by which its window knows it again: keyed, so that it gives no words away."""
    keyring = context.transaction.keyring
    named = (f"pointed out/{each.field}/{each.finding.kind}/{each.finding.words}" for each in found)
    return tuple(keyring.seal(name.encode())[:_LENGTH] for name in named)


def record(context: Context, reference: str | None) -> None:
    """Write into the journal, with what is saved, that the actor overruled what was pointed out: never the words."""
    for field, kind in context.overruled:
        context.record("wording overruled", reference, field=field, kind=kind)
