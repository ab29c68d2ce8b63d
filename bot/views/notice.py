"""One sentence, in a window or as an answer that only the one who asked can see."""

from __future__ import annotations

from bot.views.blocks import Payload, View, escape, message, telling, typed


def notice(title: str, sentence: str) -> View:
    """A window with one sentence."""
    return telling(title, [typed(sentence)])


def reply(sentence: str) -> Payload:
    """An answer with one sentence."""
    return message(escape(sentence), [typed(sentence)])
