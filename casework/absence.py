"""Who is away, and who stands in: covers are followed from one to the next, never in a circle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Absence:
    """When somebody is away, from `starts_at` until `ends_at` (aware UTC), and who covers; people are Slack ids."""

    person: str
    starts_at: datetime
    ends_at: datetime
    cover: str | None = None
    id: int = 0

    def overlaps(self, starts: datetime, ends: datetime) -> bool:
        """Whether the person is away at any moment from `starts` until before `ends`."""
        return max(self.starts_at, starts) < min(self.ends_at, ends)


@dataclass(frozen=True, slots=True)
class Leave:
    """Whole days off: whose, from which day until before which, and who covers; people are Slack ids."""

    person: str
    starts: date
    ends: date
    cover: str | None = None

    def absence(self, zone: ZoneInfo) -> Absence:
        """Return it as an absence of whoever lives by the clock of `zone`."""
        starts, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (self.starts, self.ends))
        return Absence(self.person, starts, ends, self.cover)


def away(absences: Iterable[Absence], now: datetime) -> dict[str, Absence]:
    """Return who is away at `now`; of several absences of one person, the one that ends last."""
    present = (absence for absence in absences if absence.starts_at <= now < absence.ends_at)
    return {absence.person: absence for absence in sorted(present, key=lambda absence: absence.ends_at)}


def stand_in(person: str, absent: Mapping[str, Absence]) -> str | None:
    """Return `person` where they are on duty, else the first of the chain of covers who is; `None` where nobody is."""
    asked: set[str] = set()
    while person in absent:
        cover = absent[person].cover
        if cover is None or person in asked:
            return None
        asked.add(person)
        person = cover
    return person
