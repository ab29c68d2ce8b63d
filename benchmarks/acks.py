"""From the command to the acknowledgement, with fifty commands a second."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from benchmarks.places import Places
from benchmarks.sections import Row, Section, percentile
from benchmarks.sizes import Sizes
from benchmarks.station import CHANNEL, OFFICERS, SERGEANT, Station, station
from practice import Member, Told

A_SECOND = 50
GOAL_MS = 300
REFERRED_BEFORE = 40
REFERRAL = {
    "source": "CEOP",
    "kind": "Grooming",
    "summary": "What the officer was told, in two or three sentences.",
    "external_reference": "A/1",
    "child_at_risk": "yes",
    "child_in_contact": "not known",
    "suspect_identified": "no",
    "evidence": "in hand",
    "grade": "ungraded",
}
_REFERENCE = re.compile(r"CC-\d\d-\d{5}")
Deed = dict[str, Callable[[Member], Awaitable[object]]]


@dataclass(slots=True)
class Figures:
    """What was measured: milliseconds by kind of deed, and what came to nothing."""

    milliseconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)

    def rows(self) -> list[Row]:
        """A line a kind and one for all."""
        return [
            (name, str(len(taken)), *(f"{figure:.1f}" for figure in (*_cuts(taken), percentile(taken, 1))))
            for name, taken in [*sorted(self.milliseconds.items()), ("all", self.every())]
        ]

    def every(self) -> list[float]:
        """The milliseconds of every deed."""
        return [taken for kind in self.milliseconds.values() for taken in kind]


def _cuts(taken: list[float]) -> tuple[float, float, float]:
    return percentile(taken, 0.5), percentile(taken, 0.95), percentile(taken, 0.99)


def measure(sizes: Sizes, _places: Places) -> Section:
    """Run it for `sizes.seconds`."""
    return asyncio.run(_measured(sizes.seconds))


async def _measured(seconds: int) -> Section:
    before = _used()
    # A deed is timed from the moment at which it was due, so that nothing hides a queue.
    async with station() as place:
        reference = await _refer_some(place)
        figures, deeds, officers, tasks = Figures(), cycle(_deeds(place, reference)), cycle(OFFICERS), []
        start = asyncio.get_running_loop().time() + 0.2
        for number in range(A_SECOND * seconds):
            due = start + number / A_SECOND
            await _until(due)
            member = place.workspace.member(next(officers))
            tasks.append(asyncio.create_task(_timed(figures, next(deeds), member, due)))
        await asyncio.gather(*tasks)
    bot, workspace = ((now - then) / (A_SECOND * seconds) for now, then in zip(_used(), before, strict=True))
    return _section(figures, seconds, f"bot {bot:.1f} ms, workspace {workspace:.1f} ms")


def _section(figures: Figures, seconds: int, used: str) -> Section:
    nothing = "".join(f" Came to nothing {number} times: {words}." for words, number in figures.failed.items())
    met = _cuts(figures.every())[2] < GOAL_MS and not figures.failed
    return Section(
        "From command to acknowledgement",
        f"{A_SECOND} deeds a second for {seconds} s through the emulated workspace; the bot with its SQLite is a "
        f"process of its own. Milliseconds. Processor time a deed: {used}.{nothing} "
        f"Every deed acknowledged, with a p99 under {GOAL_MS} ms: {'yes' if met else 'no'}.",
        ("deed", "number", "p50", "p95", "p99", "most"),
        figures.rows(),
    )


def _used() -> tuple[float, float]:
    """The milliseconds of processor time that processes which have ended, and this one, have used so far."""
    children, own = getrusage(RUSAGE_CHILDREN), getrusage(RUSAGE_SELF)
    return (children.ru_utime + children.ru_stime) * 1000, (own.ru_utime + own.ru_stime) * 1000


async def _until(moment: float) -> None:
    await asyncio.sleep(max(moment - asyncio.get_running_loop().time(), 0))


async def _timed(figures: Figures, deed: Deed, member: Member, due: float) -> None:
    """Do one thing after the other, each timed from when it could begin."""
    for name, do in deed.items():
        try:
            await do(member)
        except Told as told:
            figures.failed[f"{name}: {told.sentence}"] += 1
            return
        now = asyncio.get_running_loop().time()
        figures.milliseconds[name].append((now - due) * 1000)
        due = now


async def _refer_some(place: Station) -> str:
    """Log some referrals, so that lists and cards are there; return the reference of one."""
    for officer in OFFICERS[:REFERRED_BEFORE]:
        member = place.workspace.member(officer)
        await _open_form(member)
        await member.submit(REFERRAL)
    await place.workspace.until(lambda: place.workspace.ledger.posts(CHANNEL), 120)
    reference: str = _REFERENCE.findall(place.workspace.ledger.posts(CHANNEL)[0].text)[0]
    return reference


async def _open_form(member: Member) -> None:
    await member.command("/refer", channel=CHANNEL)


def _deeds(place: Station, reference: str) -> list[Deed]:
    """The mix, in turn; a referral is two: the command that opens the form, and its submission."""
    card = place.workspace.member(SERGEANT).messages(CHANNEL)[0]
    return [
        {"/queue": lambda member: member.command("/queue team", channel=CHANNEL)},
        {"/case": lambda member: member.command(f"/case {reference}", channel=CHANNEL)},
        {"/refer": _open_form, "submit a referral": lambda member: member.submit(REFERRAL)},
        {"press a button": lambda member: member.click(card, "why")},
    ]
