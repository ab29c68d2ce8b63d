"""How often an app may call: tiers a minute for each method, one post a second for each channel."""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from datetime import datetime

from practice.errors import RateLimited

TIERS: Mapping[int, int] = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls of one method in any minute, by tier."""
POSTS_A_MINUTE = 300
"""Slack says "several hundred" for a whole workspace."""
SECONDS_BETWEEN_POSTS = 1.0


class Rates:
    """Counts calls on the workspace's clock, which travels: waiting an hour in practice is waiting an hour here."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)
        self._posted: dict[str, float] = {}
        self._lifted = False

    def lift(self) -> None:
        """No limits from now on: for benchmarks of the app itself, and said in their report."""
        self._lifted = True

    def count(self, method: str, most: int) -> None:
        """Count one call; RateLimited when there were `most` in the last minute."""
        if self._lifted:
            return
        now, calls = self._now(), self._calls[method]
        while calls and not now - 60 < calls[0] <= now:
            calls.popleft()
        if len(calls) >= most:
            raise RateLimited(max(1, math.ceil(calls[0] + 60 - now)))
        calls.append(now)

    def post(self, channel: str) -> None:
        """Count one post to a channel; RateLimited when the last was less than a second ago."""
        if self._lifted:
            return
        self.count("chat.postMessage", POSTS_A_MINUTE)
        now = self._now()
        last = self._posted.get(channel)
        if last is not None and 0 <= now - last < SECONDS_BETWEEN_POSTS:
            raise RateLimited(1)
        self._posted[channel] = now

    def _now(self) -> float:
        return self._clock().timestamp()
