"""What happens in a simulated year: who does what when to which case, and what goes wrong with Slack meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.simulation.slack import Spot

SHARE = 0.2
"""How many of the calls to Slack go wrong."""


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """That somebody (a Slack id) does something to the how manieth case (0: to none), at a moment (aware UTC).

    `what` is a name in `deeds.DEEDS`; `words` say how, and `draw` chooses where there is a choice.
    """

    at: datetime
    case: int
    what: str
    who: str
    words: tuple[str, ...] = ()
    draw: int = 0

    def __str__(self) -> str:
        about = f" case {self.case}" if self.case else ""
        return f"{self.at:%a %d %b %Y %H:%M} {self.who} {self.what}{about} {', '.join(self.words)}".rstrip(" ,")


@dataclass(frozen=True, slots=True)
class Outage:
    """The bot does nothing from one moment until another (aware UTC), and nobody can do anything with it."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Script:
    """A simulated year, or what is left of it. `troubles` are the calls that go wrong; `None`: drawn from the seed."""

    seed: int
    zone: str
    start: datetime
    end: datetime
    acts: tuple[Act, ...]
    outages: tuple[Outage, ...] = ()
    share: float = SHARE
    troubles: Mapping[Spot, str] | None = None
