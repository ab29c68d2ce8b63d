"""Slack's text: what is live in it, how it is escaped, how a person reads it."""

import re
from collections.abc import Mapping

LIVE = re.compile(r"<([@#!][^<>\s][^<>]*|(?:https?|mailto|tel):[^<>]+)>")
BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")


def escape(text: str) -> str:
    """What a person typed, as Slack hands it to an app."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The way back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def stored(text: str) -> str:
    """An app's text as Slack keeps it: a bare ampersand and angle brackets that mean nothing are escaped."""
    text = BARE_AMPERSAND.sub("&amp;", text)
    pieces, at = [], 0
    for found in LIVE.finditer(text):
        pieces += [_angles(text[at : found.start()]), found.group()]
        at = found.end()
    return "".join([*pieces, _angles(text[at:])])


def live(text: str) -> tuple[str, ...]:
    """What Slack would act on in this text: mentions, broadcasts, links."""
    return tuple(found.group(1) for found in LIVE.finditer(text))


def typed(text: str, handles: Mapping[str, str]) -> str:
    """A person's message: escaped, with each "@Name" of `handles` (name → id) turned into a mention."""
    text = escape(text)
    for name, user in handles.items():
        text = text.replace(f"@{name}", f"<@{user}>")
    return text


def _angles(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")
