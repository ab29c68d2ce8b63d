"""One sentence: in a window, as an answer that only the one who asked can see, or on top of a message."""

from __future__ import annotations

from bot.views.blocks import Payload, View, context, escape, message, telling, typed


def notice(title: str, sentence: str) -> View:
    """A window with one sentence."""
    return telling(title, [typed(sentence)])


def marked(payload: Payload, sentence: str) -> Payload:
    """The same message with a sentence of our own on top."""
    return {**payload, "blocks": [context(escape(sentence)), *payload["blocks"]]}


def home(sentence: str) -> View:
    """The Home tab of somebody for whom there is nothing else on it."""
    return {"type": "home", "blocks": [typed(sentence)]}


def reply(sentence: str) -> Payload:
    """An answer with one sentence."""
    return message(escape(sentence), [typed(sentence)])
