"""One campaign: a seeded record, a workspace that stays, and a bot that is killed again and again."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from practice import Workspace, faults, serve
from tests.kill import force, verdict
from tests.kill.child import STEPS, STUMBLE, Orders
from tests.kill.life import Life
from tests.kill.shared_clock import SharedClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from practice.faults import Fault

OUTSIDE, ACCEPTED = "outside", "accepted"
"""Two more kinds of kill: at a random moment, and when Slack has accepted a post whose reply nobody will read."""
LONGEST = 10.0
"""Real seconds after which a bot that has not come to its step is killed from outside."""
_SOON = 0.8
"""The same in a campaign of random kills: to which step a life comes matters less than how many there are."""
TO_SETTLE = 45.0
"""Real seconds within which the last bot has to have done everything."""
PASSINGS = {"dispatched": 3, "claimed": 6, "found": 3, ACCEPTED: 6}
_PASSINGS = 8
"""How many passings of a step a life may see at most."""
TROUBLES: Sequence[tuple[str, Fault]] = (
    ("chat.postMessage", faults.dropped()),
    ("chat.postMessage", faults.dropped().after_accepting()),
    ("chat.postMessage", faults.status(500).after_accepting()),
    ("chat.postMessage", faults.status(502)),
    ("chat.postMessage", faults.status(503)),
    ("chat.postMessage", faults.status(504)),
    ("chat.postMessage", faults.html()),
    ("chat.postMessage", faults.html().after_accepting()),
    ("chat.postMessage", faults.cut_json()),
    ("chat.postMessage", faults.error("internal_error").after_accepting()),
    ("chat.postMessage", faults.rate_limited("30")),
    ("chat.postMessage", faults.rate_limited("7200")),
    ("chat.postMessage", faults.rate_limited(None)),
    ("chat.postMessage", faults.rate_limited("Wed, 21 Oct 2026 07:28:00 GMT")),
    ("chat.postMessage", faults.rate_limited("-5")),
    ("chat.update", faults.status(503)),
    ("chat.update", faults.dropped().after_accepting()),
    ("conversations.open", faults.status(500)),
    ("conversations.open", faults.html()),
    ("conversations.history", faults.status(502)),
    ("conversations.history", faults.cut_json()),
    ("conversations.history", faults.rate_limited("5")),
)
"""What Slack does besides."""


@dataclass(frozen=True, slots=True)
class Blow:
    """How one life of the bot ends: killed at which passing of which step."""

    step: str
    passing: int = 1


@dataclass(slots=True)
class Campaign:
    """What stays while bots come and go."""

    workspace: Workspace
    clock: SharedClock
    orders: Orders
    cases: force.Cases
    deaths: Counter[str] = field(default_factory=Counter)

    async def strike(self, blow: Blow, delay: float = LONGEST) -> None:
        """Let a bot live until the blow falls; after `delay` real seconds it is killed in any case."""
        life = Life.begin(replace(self.orders, step=blow.step, passing=blow.passing))
        if blow.step == ACCEPTED:
            await self._until_accepted(blow.passing, delay)
        else:
            await life.is_over_within(delay)
        cause = blow.step if life.over.is_set() or blow.step == ACCEPTED else OUTSIDE
        code = await life.kill()
        assert code == -signal.SIGKILL, f"the bot ended by itself with {code}: {self.log()}"
        self.deaths[cause] += 1

    async def _until_accepted(self, number: int, delay: float) -> None:
        posts, reply = self.workspace.ledger.posts, asyncio.Event()
        enough = len(posts()) + number
        self.workspace.faults.next("chat.postMessage", faults.held(reply).after_accepting(), number)
        with suppress(TimeoutError):
            await self.workspace.until(lambda: len(posts()) >= enough, delay)
        # The reply goes out as the bot dies: nobody reads it.
        asyncio.get_running_loop().call_later(0.1, reply.set)

    async def settle(self, stumbling: str = "") -> None:
        """Let one last bot do all that is due by now, even if it stumbles over a step once."""
        self.clock.end(self.clock.now())
        life = Life.begin(replace(self.orders, step=stumbling, signal=STUMBLE))
        settled = await life.is_over_within(TO_SETTLE)
        code = await life.kill()
        assert (settled, code) == (True, 0), f"{self.cases}: did not settle: {self.log()}"

    def judge(self) -> None:
        """Check the ledger and the record now that everything has settled; AssertionError says what is wrong."""
        orders = self.orders
        outcome = verdict.Outcome(orders.database, orders.keys, self.workspace, self.clock.horizon, self.cases)
        wrong = verdict.wrong(outcome)
        assert not wrong, f"{self.cases}: " + "\n".join(wrong[:20])

    def log(self) -> str:
        """Return the end of what the bots wrote."""
        return self.orders.log.read_text(errors="replace")[-3000:] if self.orders.log.exists() else "nothing was logged"


@asynccontextmanager
async def campaign(database: str, folder: Path, cases: force.Cases) -> AsyncIterator[Campaign]:
    """Log the cases in the record at `database` and serve a workspace until the block ends."""
    keys, clock = folder / "caseclock.keys", SharedClock.begin(folder / "clock", force.START)
    force.begin(database, keys, cases)
    workspace = force.workspace(clock)
    async with serve(workspace) as server:
        orders = Orders(database, keys, server.api_url, folder / "clock", folder / "bots.log")
        yield Campaign(workspace, clock, orders, cases)


async def kill_at_random(database: str, folder: Path, seed: str, kills: int) -> Campaign:
    """Kill `kills` bots at random points, with Slack in trouble now and then; let a last one settle and judge."""
    chance = Random(f"{seed} kills")
    async with campaign(database, folder, force.Cases(seed)) as running:
        for _ in range(kills):
            for method, fault in chance.sample(TROUBLES, chance.choice((0, 0, 1, 2))):
                running.workspace.faults.next(method, fault)
            await running.strike(*_blow(chance))
            running.clock.travel(timedelta(seconds=chance.choice((0, 0, 20, 50))))
        await running.settle()
        running.judge()
        return running


def _blow(chance: Random) -> tuple[Blow, float]:
    step = chance.choice((*STEPS, ACCEPTED, OUTSIDE))
    delay = chance.uniform(0, 0.7) if step == OUTSIDE else _SOON
    return Blow(step, chance.randint(1, PASSINGS.get(step, _PASSINGS))), delay
