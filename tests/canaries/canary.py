"""Words that occur nowhere else, the ways in which people type them, and whether they came out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

from hypothesis import strategies as st

_CONSONANTS = "bcdfghjklmnpqrstvwxz"
STEMS = st.text(_CONSONANTS, min_size=9, max_size=9)
"""Nine consonants in a row are in no word, no key and no sentence."""
RARE = "ꙮꙮꙮ"
"""For fields that are too short for a word: a letter that was written once, in 1429."""
_WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


def wide(word: str) -> str:
    """Return a word in the full-width letters of an East Asian keyboard: no letter of it is ASCII."""
    return word.translate(_WIDE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A way of typing: how the word is spelled, what stands between, and whether the field is filled to its limit."""

    spelled: Callable[[str], str]
    between: str
    fills: bool

    def of(self, word: str, most: int) -> str:
        """Return a text of at most `most` characters that begins with `word`, and holds it again if there is room."""
        piece = self.spelled(word)
        text = f"{piece}{self.between}{piece}"
        return (text * (most // len(text) + 1) if self.fills else text)[:most].strip()


_BETWEEN = (
    " ",
    " *bold* _italic_ ~gone~ `code` ```\n> said\n",
    " <!channel> <!here> <@U0SERGEANT1> <#C0GENERAL> <https://slack.com|here> ",
    " @channel @Officer 2, North @Caseclock ",
    "\r\n\t\n\u2028next\u00a0line\u200b ",
    " \u202eback\u202c \u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 ",
    " :rotating_light: \U0001f469\u200d\U0001f467 e\u0301 \u0130 ",
    ' "}]} \\" \\u0041 %s %(text)s {0} {event} {reference} ${HOME} \'; -- ',
    " &amp; <b>&lt; %2F &#x41; ",
    " CC-26-00001 #1 ",
)
WORDINGS = st.builds(
    Wording,
    spelled=st.sampled_from([str.lower, str.upper, str.title, wide]),
    between=st.sampled_from(_BETWEEN) | st.text(min_size=1, max_size=30),
    fills=st.integers(0, 3).map(lambda number: number == 0),
)


def identifying(word: str) -> str:
    """Return words that the guard points out, each beside or within a canary."""
    return f"Mr {word.title()} of 14 {word.title()} Street, SW1A 1AA, {word}@example.org, https://{word}.example.org/"


class Canaries:
    """The canaries of one play: each is given for one thing that somebody types, and is known again by it."""

    def __init__(self, stem: str) -> None:
        self._stem = stem
        self._numbers = count()
        self._given: dict[str, str] = {RARE: "a short field"}
        self._needles = {*_spellings(stem), *_spellings(RARE)}

    def give(self, what: str) -> str:
        """Return a new word, for `what`."""
        number, letters = next(self._numbers), ""
        for _ in range(4):
            number, letter = divmod(number, len(_CONSONANTS))
            letters += _CONSONANTS[letter]
        self._given[self._stem + letters] = what
        return self._stem + letters

    def note(self, words: Iterable[str], what: str) -> None:
        """Count as canaries what cannot be made of letters: a telephone number, an address."""
        for word in words:
            self._given[word] = what
            self._needles |= _spellings(word)

    def traces(self, where: str | bytes) -> list[str]:
        """Return for what the canaries were given that stand in `where`, in capitals or not, escaped or not."""
        raw = (where.encode(errors="surrogatepass") if isinstance(where, str) else where).lower()
        if not any(needle in raw for needle in self._needles):
            return []
        found = [what for word, what in self._given.items() if any(each in raw for each in _spellings(word))]
        return list(dict.fromkeys(found)) or ["a piece of one"]


def _spellings(word: str) -> set[bytes]:
    shapes = {word, word.upper(), wide(word), wide(word.upper())}
    written = {form for shape in shapes for form in (shape, json.dumps(shape)[1:-1], quote(shape), _html(shape))}
    return {form.encode().lower() for form in written} | {shape.encode("utf-16-le").lower() for shape in shapes}


def _html(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode()
