"""What in a window looks as if somebody could be identified by it, and the same window with that pointed out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.views import fields
from bot.views.answers import answers, subject
from bot.views.blocks import MOST_TEXT, Block, View, cut, plain, typed
from casework.identifying import Finding, identifying
from casework.policy_wording import Identifying

NAMES_WANTED = frozenset({"setup_person", "setup_team", "identify"})
"""Windows whose very purpose it is: the roster has colleagues' names, and of identifiers only hashes are kept."""
AS_IT_IS = "as_it_is"
_AGAIN = "as_it_is_again"
_TOP = "pointed_out"
_KEPT = ("type", "title", "submit", "close", "callback_id", "clear_on_close", "notify_on_close")
_MOST = 200
"""Findings of one window: so many fit into what a window remembers."""
_MOST_WORDS = 60
_TITLE = "Not saved yet"
_HEADING = "Not saved yet: somebody could be identified by this."
_WAYS = "Change the words, or tick the box at the end of this window where it is a false alarm."
_SENTENCE = "It is a false alarm: save it as it is"
_HINT = "What it is about stands at the top of this window. That you overruled it is recorded, without the words."


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and the field in which it stands: by its block and as it is called."""

    field: str
    label: str
    finding: Finding


def look(view: View, rules: Collection[Identifying]) -> tuple[Found, ...]:
    """Return what is found in the texts of a window that was submitted, each thing once."""
    if view["callback_id"] in NAMES_WANTED:
        return ()
    found = {
        (name, finding.kind, finding.words): Found(name, label, finding)
        for name, label, text in _texts(view)
        for finding in identifying(text, [rule for rule in rules if name not in rule.not_in])
    }
    return tuple(found.values())[:_MOST]


def _texts(view: View) -> Iterator[tuple[str, str, str]]:
    """Give the name, label and text of every field into which one types."""
    given = answers(view)
    for block in view["blocks"]:
        if block.get("element", {}).get("type") == "plain_text_input" and given.get(block["block_id"]):
            yield block["block_id"], block["label"]["text"], given[block["block_id"]]


def overruled(view: View) -> frozenset[str]:
    """Return the marks of what was pointed out in a window, when its sender says that all of it is a false alarm."""
    given = answers(view)
    return frozenset(given.get(_TOP, "").split()) if given.get(AS_IT_IS) or given.get(_AGAIN) else frozenset()


def pointed_out(view: View, found: Iterable[Found], marks: Iterable[str]) -> View:
    """The window that was submitted, with what was found on top and a box to overrule it at the end.

    What was typed stays, because fields keep their names. `marks` stand for what was found, without its words: the
    window remembers them. The box is a new one each time, so that a tick counts for nothing that came later. The title
    says that nothing was saved: of a window that has been scrolled it is what stays in sight.
    """
    there = {block.get("block_id") for block in view["blocks"]}
    drawn = _framed(view, found, marks, _AGAIN if AS_IT_IS in there else AS_IT_IS)
    return drawn | {"title": plain(_TITLE, 24)}


def still_overruled(view: View, sent: View, found: Iterable[Found], marks: Iterable[str]) -> View:
    """The window that is to follow `sent`, with the same box: what was overruled there stays so."""
    there = {block.get("block_id") for block in sent["blocks"]}
    return _framed(view, found, marks, _AGAIN if _AGAIN in there else AS_IT_IS)


def _framed(view: View, found: Iterable[Found], marks: Iterable[str], box: str) -> View:
    about = {**subject(view), _TOP: " ".join(marks)}
    own = [block for block in view["blocks"] if block.get("block_id") not in {_TOP, AS_IT_IS, _AGAIN}]
    tick = fields.optional(fields.tick(box, "Identifying words", _SENTENCE))
    return {
        **{key: view[key] for key in _KEPT if view.get(key) is not None},
        "private_metadata": json.dumps(about),
        "blocks": [_told(found), *own, fields.explained(tick, _HINT)],
    }


def _told(found: Iterable[Found]) -> Block:
    """What was found, field by field, as much of it as a section holds."""
    lines = "\n".join([_HEADING, *(_line(each) for each in found)])
    return typed(f"{cut(lines, MOST_TEXT - len(_WAYS) - 1)}\n{_WAYS}") | {"block_id": _TOP}


def _line(found: Found) -> str:
    kind, words = found.finding.kind, cut(" ".join(found.finding.words.split()), _MOST_WORDS)
    article = "an" if kind[0].lower() in "aeiou" else "a"
    return f"• {found.label}: “{words}” looks like {article} {kind}. {found.finding.say}"
