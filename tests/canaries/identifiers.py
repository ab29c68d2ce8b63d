"""A canary of every kind of identifier, and how else it may be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from tests.canaries.canary import Canaries

Spelled = tuple[str, tuple[str, ...]]
"""What is typed, and the forms by which it would be known again."""


def _figures(word: str, most: int) -> str:
    """Return `most` figures that come of a word's letters."""
    return "".join(str(ord(letter) % 10) for letter in word[::-1])[:most].ljust(most, "7")


def _checked(figures: str) -> str:
    """Return fourteen figures with the one that checks them behind (Luhn)."""
    doubled = (int(each) * (1 + at % 2) for at, each in enumerate(figures))
    return f"{figures}{-sum(each // 10 + each % 10 for each in doubled) % 10}"


def _hex(word: str, most: int) -> str:
    return word.encode().hex()[-most:]


def _telephone(word: str) -> Spelled:
    number = f"7700900{_figures(word, 3)}"
    return f"0{number[:4]} {number[4:]}", (number, f"{number[:4]} {number[4:]}")


def _address(word: str) -> Spelled:
    groups = _hex(word, 8)
    shown = f"2001:db8:1:1:1:1:{int(groups[:4], 16):x}:{int(groups[4:], 16):x}"
    return shown, (shown,)


def _imei(word: str) -> Spelled:
    number = _checked(f"35{_figures(word, 12)}")
    return number, (number, number[:14])


def _mac(word: str) -> Spelled:
    tail = _hex(word, 6)
    pairs = [*("00", "00", "5e"), *(tail[at : at + 2] for at in (0, 2, 4))]
    return ":".join(pairs), (":".join(pairs), "".join(pairs))


def _advertising(word: str) -> Spelled:
    figures = _hex(word, 26).rjust(32, "a")
    shown = "-".join((figures[:8], figures[8:12], figures[12:16], figures[16:20], figures[20:]))
    return shown, (shown, figures)


_KINDS: Mapping[str, Callable[[str], Spelled]] = {
    "User name": lambda word: (f"@{word}", ()),
    "E-mail address": lambda word: (f"{word}@example.org", ()),
    "Telephone number": _telephone,
    "IP address with time": _address,
    "IMEI": _imei,
    "Serial number of a device": lambda word: (f"{word}7", ()),
    "MAC address": _mac,
    "Advertising identifier": _advertising,
}
"""By its name in the policy. A kind that is not here fails the play that meets it."""


def typed_as(kind: str, canaries: Canaries, now: datetime) -> tuple[str, tuple[str, ...], dict[str, object]]:
    """Return what is typed for an identifier of a kind, how else it is written, and what is chosen beside it."""
    text, written = _KINDS[kind](canaries.give(f"identify, {kind}"))
    seen = {"seen_date": f"{now - timedelta(days=1):%Y-%m-%d}", "seen_time": "10:00", "zone": "UTC", "port": "40961"}
    return text, written, {"platform": "Snapchat", **seen}
