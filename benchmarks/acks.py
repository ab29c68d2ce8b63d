"""From the command to the acknowledgement, with fifty commands a second for twenty seconds."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import quantiles

from benchmarks.station import CHANNEL, OFFICERS, SERGEANT, Station, station
from practice import Member, Told

A_SECOND, SECONDS = 50, 20
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

    def print(self) -> None:
        """Print a line a kind and one for all."""
        print(f"{'milliseconds':<22}{'number':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}")
        every = [taken for kind in self.milliseconds.values() for taken in kind]
        for name, taken in [*sorted(self.milliseconds.items()), ("all", every)]:
            cuts = quantiles(taken, n=100, method="inclusive")
            print(f"{name:<22}{len(taken):>8}{cuts[49]:>8.1f}{cuts[94]:>8.1f}{cuts[98]:>8.1f}{max(taken):>8.1f}")
        for sentence, number in self.failed.items():
            print(f"came to nothing {number} times: {sentence}")
        met = quantiles(every, n=100, method="inclusive")[98] < GOAL_MS and not self.failed
        print(f"p99 under {GOAL_MS} ms and every deed acknowledged: {'yes' if met else 'no'}")


async def measure() -> None:
    """Run it and print it. A deed is timed from the moment at which it was due, so that nothing hides a queue."""
    async with station() as place:
        reference = await _refer_some(place)
        figures, deeds, officers, tasks = Figures(), cycle(_deeds(place, reference)), cycle(OFFICERS), []
        start = asyncio.get_running_loop().time() + 0.2
        for number in range(A_SECOND * SECONDS):
            due = start + number / A_SECOND
            await _until(due)
            member = place.workspace.member(next(officers))
            tasks.append(asyncio.create_task(_timed(figures, next(deeds), member, due)))
        await asyncio.gather(*tasks)
        print(f"{A_SECOND} deeds a second for {SECONDS} s; the bot with its SQLite is a process of its own")
        figures.print()
    print(f"processor time a deed: bot {_a_deed(RUSAGE_CHILDREN):.1f} ms, workspace {_a_deed(RUSAGE_SELF):.1f} ms")


def _a_deed(whose: int) -> float:
    used = getrusage(whose)
    return (used.ru_utime + used.ru_stime) * 1000 / (A_SECOND * SECONDS)


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
    await place.workspace.until(lambda: place.workspace.ledger.posts(CHANNEL), 30)
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
