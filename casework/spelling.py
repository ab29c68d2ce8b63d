"""What was typed, made comparable: one form for every way in which a keyboard or a copied page writes the same."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What is not seen and yet no format character by its category: fillers, joiners, variation selectors."""
_NOT_TEXT = {"Cc", "Cf", "Cs"}


class Unreadable(Exception):
    """What was typed cannot be what it is said to be; the message says what is wrong and quotes none of it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One identifier as it was typed, with what belongs to it; its representation hides all of it.

    `at` is when an IP address was seen, aware UTC; `region` is where a telephone number without a country code belongs.
    """

    text: str = field(repr=False)
    platform: str = field(default="", repr=False)
    at: datetime | None = field(default=None, repr=False)
    port: str = field(default="", repr=False)
    region: str = field(default="", repr=False)


def plain(text: str) -> str:
    """Return `text` in Unicode's form NFKC, without what cannot be seen, and with single spaces within it only."""
    seen = _seen(" ".join(text.split()))
    return " ".join(_seen(unicodedata.normalize("NFKC", seen)).split())


def folded(text: str) -> str:
    """Return `text` as `plain` does, whether it was written in capitals or not (Unicode's NFKC_Casefold)."""
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", plain(text)).casefold())
    return plain(once.casefold())


def bare(text: str, between: str) -> str:
    """Return `text` as `plain` does, without spaces and without the characters of `between`."""
    return plain(re.sub(rf"[\s{re.escape(between)}]", "", plain(text)))


def _seen(text: str) -> str:
    return "".join(letter for letter in _UNSEEN.sub("", text) if unicodedata.category(letter) not in _NOT_TEXT)
