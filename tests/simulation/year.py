"""A year as it goes in a team, drawn from a seed: most cases are worked and closed in weeks, a few go quiet.

The choice, which decides how many moments a year has: fifty referrals, nine in ten in working hours. Of a hundred cases
seventy are worked in time, twenty-two late (so that reminders go up the line and are answered), eight go quiet after
the first day, until a supervisor finds them two to five weeks later; very high ones are neither. Officers do several
things in one sitting; whoever is told answers now and then. What could not be closed is looked at by the inspector.
Two people a year are away for a week or two; three times the bot is down, for minutes up to a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.simulation.people import INSPECTOR, OFFICERS, OWNER, SERGEANT, ZONES
from tests.simulation.script import Act, Outage, Script

CASES = 50
YEAR = timedelta(days=365)
_START = datetime(2026, 1, 15, 12, tzinfo=UTC)
_HOURS = {"very high": 24, "high": 7 * 24, "medium": 14 * 24, "low": 30 * 24}
"""Until enforcement, by grade."""
_DAYS = {"very high": 1, "high": 3, "medium": 7, "low": 14}
"""Within which progress is to be recorded."""
_GRADES = {"very high": 12, "high": 26, "medium": 32, "low": 30}
_KINDS = ("Indecent images", "Grooming", "Sextortion", "Contact abuse with an online element", "Other online abuse")
_EVIDENCE = ("none known", "none known", "in hand", "at risk", "account only")
_ACTIONS = ("Voluntary interview", "Visit and safeguarding", "Visit and safeguarding", "Warrant executed", "Arrest")
_FACTS = ("child at risk", "lives with a child", "access to a child", "grooming", "suspect identified")
_LOOKED_AT = (1, 8, 22)
"""Days after which somebody above looks at what should have been closed."""
_WAYS = {"in time": 70, "late": 22, "quiet": 8}


def year(seed: int, cases: int = CASES, length: timedelta = YEAR) -> Script:
    """Return the year of a seed."""
    chance = Random(f"year {seed}")
    zone = chance.choice(ZONES)
    start = _START + timedelta(days=chance.randrange(365), minutes=chance.randrange(1440))
    acts: list[Act] = []
    for number in range(1, cases + 1):
        logged = _working(start + length * 0.97 * chance.random(), ZoneInfo(zone), chance)
        acts += _Life(chance, number, logged).acts()
    acts += _absences(chance, start, length)
    known = sorted(act for act in acts if start < act.at < start + length)
    return Script(seed, zone, start, start + length, tuple(known), tuple(_outages(chance, start, length)))


def _working(moment: datetime, zone: ZoneInfo, chance: Random) -> datetime:
    """Return a moment of the same week in working hours, or nine times in a hundred as it is."""
    if chance.random() < 0.09:
        return moment
    local = moment.astimezone(zone)
    local -= timedelta(days=max(local.weekday() - 4, 0))
    return local.replace(hour=chance.randrange(8, 18)).astimezone(UTC)


def _absences(chance: Random, start: datetime, length: timedelta) -> Iterator[Act]:
    for _ in range(2):
        who, cover = chance.sample((*OFFICERS, SERGEANT), 2)
        days = str(chance.randrange(3, 15))
        yield Act(start + length * chance.random(), 0, "goes away", who, (days, cover))


def _outages(chance: Random, start: datetime, length: timedelta) -> Iterator[Outage]:
    for third in range(3):
        since = start + length * (third + 0.9 * chance.random()) / 3
        yield Outage(since, since + timedelta(minutes=chance.choice((3, 40, 300, 1800))))


class _Life:
    """What officers do about one case, by chance."""

    def __init__(self, chance: Random, number: int, logged: datetime) -> None:
        self.chance, self.number, self.logged = chance, number, logged
        self.way = self._one_of(_WAYS)
        grades = {name: weight for name, weight in _GRADES.items() if self.way != "quiet" or name in {"medium", "low"}}
        self.grade = self._one_of(grades)
        self.owner = self.chance.choice(OFFICERS)
        hurried = self.way == "in time" or self.grade == "very high"
        self.slow = 1.0 if hurried else self.chance.uniform(1.2, 2.5)

    def _one_of(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _after(self, low: float, high: float) -> datetime:
        """Return a moment so many hours after the logging, to the minute."""
        minutes = int(self.chance.uniform(low, high) * 60 * self.slow)
        return self.logged + timedelta(minutes=max(minutes, 1))

    def _act(self, at: datetime, what: str, who: str, *words: str) -> Act:
        return Act(at, self.number, what, who, words, self.chance.randrange(1000))

    def acts(self) -> list[Act]:
        return [*self._begun(), *(self._quiet() if self.way == "quiet" else self._worked())]

    def _begun(self) -> Iterator[Act]:
        """Log it, grade it, give it an owner, confirm the evidence advice."""
        chance, ungraded = self.chance, self.chance.random() < 0.25
        words = (chance.choice(_KINDS), "ungraded" if ungraded else self.grade, chance.choice(_EVIDENCE))
        at_risk = "yes" if chance.random() < 0.2 else "not known"
        yield self._act(self.logged, "refers", chance.choice(OFFICERS), *words, at_risk)
        if ungraded:
            yield self._act(self._after(0.3, 3.5), "grades", SERGEANT, self.grade)
        if self.grade == "low":
            yield self._act(self._after(2, 6), "confirms the grade of", INSPECTOR)
        urgent = self.grade == "very high"
        if chance.random() < 0.2:
            yield self._act(self._after(0.1, 0.9 if urgent else 5), "allocates", SERGEANT, self.owner)
        yield self._act(self._after(0.2, 0.9) if urgent else self._after(0.5, 6), "takes", self.owner)
        if words[2] != "none known":
            yield self._act(self._after(0.2, 0.9), "confirms the advice of", self.owner)

    def _worked(self) -> Iterator[Act]:
        """Do what there is to do in a few sittings, act, and close it some days after."""
        hours = _HOURS[self.grade]
        first, second = self._after(3, 7), self._after(16, 22)
        for _ in range(2):
            yield self._act(first, "ends something of", OWNER)
        yield self._act(second, "ends all of", OWNER)
        if self.chance.random() < 0.3:
            answer = "yes" if self.chance.random() < 0.6 else "no"
            yield self._act(first, "learns of", OWNER, self.chance.choice(_FACTS), answer)
            yield self._act(second, "grades", SERGEANT, self.grade)
        acted = 0.3 + 0.6 * self.chance.random()
        enforced = max(self._after(hours * acted, hours * acted + 1), first)
        yield self._act(enforced, "acts on", OWNER, self.chance.choice(_ACTIONS))
        yield from self._answers(enforced)
        yield from self._closed(enforced, self.chance.uniform(0.3, 1) * _DAYS[self.grade] * self.slow)

    def _answers(self, until: datetime) -> Iterator[Act]:
        """Somebody reads what they were told, and presses what is below it; progress is recorded meanwhile."""
        length = until - self.logged
        for what, who in (("has this of", SERGEANT), ("has this of", INSPECTOR), ("asks for later about", OWNER)):
            if self.chance.random() < 0.5:
                yield self._act(self.logged + length * self.chance.uniform(0.3, 1.4), what, who)
        every = timedelta(days=_DAYS[self.grade]) * 0.85 * self.slow
        for turn in range(1, int(length / every) + 1):
            yield self._act(self.logged + every * turn, "records progress of", OWNER)
        if self.chance.random() < 0.15:
            offered = self.logged + length * self.chance.uniform(0.2, 0.8)
            to = self.chance.choice([each for each in OFFICERS if each != self.owner])
            yield self._act(offered, "offers", OWNER, to)
            yield self._act(offered + timedelta(hours=self.chance.uniform(1, 6)), "answers the offer of", to)

    def _closed(self, enforced: datetime, days: float) -> Iterator[Act]:
        """End what is open, and close it; one in ten is opened again."""
        yield self._act(enforced + timedelta(hours=self.chance.uniform(0.5, 1.9) * self.slow), "ends all of", OWNER)
        end = enforced + timedelta(days=days)
        yield from self._end(end)
        if self.chance.random() < 0.1:
            yield self._act(end + timedelta(days=9), "opens again", SERGEANT)
            yield from self._end(end + timedelta(days=9, hours=20))

    def _end(self, at: datetime) -> Iterator[Act]:
        """End it; what could not be closed is looked at by the inspector, a day later and a week later."""
        yield self._act(at, "ends all of", SERGEANT)
        yield self._act(at, "then closes", SERGEANT)
        for days in _LOOKED_AT:
            yield self._act(at + timedelta(days=days), "sees to", INSPECTOR, self.owner)
            yield self._act(at + timedelta(days=days, minutes=1), "then closes", INSPECTOR)

    def _quiet(self) -> Iterator[Act]:
        """Nobody does anything until a supervisor finds it; who is told says now and then that they have it."""
        found = self.logged + timedelta(days=self.chance.uniform(14, 35))
        for share in (0.3, 0.6):
            yield self._act(self.logged + (found - self.logged) * share, "has this of", SERGEANT)
        yield self._act(self._after(20, 30), "ends all of", OWNER)
        yield self._act(found, "acts on", SERGEANT, "Visit and safeguarding")
        yield from self._closed(found, 1)
