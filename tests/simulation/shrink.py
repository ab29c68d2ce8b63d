"""The shortest story that still breaks an invariant: what can be left out of a script is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from tests.simulation import judge
from tests.simulation.judge import Wrong
from tests.simulation.script import Script
from tests.simulation.world import lived

T = TypeVar("T")
AFTER = judge.PATIENCE + timedelta(minutes=1)
_BEFORE = timedelta(hours=1)


class Shrinking:
    """Makes a script shorter as long as it breaks the same invariant, with so many tries at most."""

    def __init__(self, script: Script, wrong: Wrong, tries: int = 150) -> None:
        self.script = script
        self.wrong = wrong
        self._tries = tries

    def shrink(self) -> Script:
        """Cut off what comes after; then leave out cases, outages, troubles and single acts."""
        self._try(replace(self.script, end=self.wrong.at + AFTER))
        self._try(replace(self.script, troubles={}))
        self._fewer(sorted({act.case for act in self.script.acts}), self._of_cases)
        self._begin_late()
        self._fewer(self.script.outages, lambda kept: replace(self.script, outages=tuple(kept)))
        self._fewer(self.script.acts, lambda kept: replace(self.script, acts=tuple(kept)))
        troubles = self.script.troubles or {}
        self._fewer(list(troubles), lambda kept: replace(self.script, troubles={spot: troubles[spot] for spot in kept}))
        self._begin_late()
        return self.script

    def _of_cases(self, kept: Sequence[int]) -> Script:
        return replace(self.script, acts=tuple(act for act in self.script.acts if act.case in kept))

    def _begin_late(self) -> None:
        if self.script.acts:
            self._try(replace(self.script, start=max(self.script.start, self.script.acts[0].at - _BEFORE)))

    def _try(self, shorter: Script) -> bool:
        """Keep a shorter script if it still goes wrong in the same way."""
        if self._tries <= 0:
            return False
        self._tries -= 1
        end = shorter.end
        shorter = replace(shorter, acts=tuple(act for act in shorter.acts if act.at < end))
        found = next((each for each in wrong(shorter)[0] if each.invariant == self.wrong.invariant), None)
        if found:
            self.script, self.wrong = shorter, found
        return found is not None

    def _fewer(self, parts: Sequence[T], script_of: Callable[[list[T]], Script]) -> None:
        """Leave out halves, then quarters and so on, down to single ones."""
        kept, size = list(parts), max(len(parts) // 2, 1)
        while kept and size:
            place = 0
            while place < len(kept):
                fewer = kept[:place] + kept[place + size :]
                if self._try(script_of(fewer)):
                    kept = fewer
                else:
                    place += size
            size //= 2


def wrong(script: Script) -> tuple[list[Wrong], Script]:
    """Live a script; return what is wrong, and the script with the troubles that it met written down."""
    with lived(script) as life:
        return judge.wrong(life), replace(script, troubles=dict(life.troubles.met))


def story(script: Script, found: Wrong) -> str:
    """Tell a script: what was broken, and all that it takes."""
    troubles = script.troubles or {}
    return "\n".join(
        [
            f"seed {script.seed}, “{found.invariant}” is broken: {found.sentence}",
            f"The shortest story that shows it, in {script.zone}:",
            f"  {script.start:%a %d %b %Y %H:%M} the bot starts",
            *(f"  {act}" for act in script.acts),
            *(f"  {out.since:%a %d %b %Y %H:%M} the bot is down until {out.until:%a %H:%M}" for out in script.outages),
            *(f"  call {number} to Slack about {who}: {what}" for (who, number), what in sorted(troubles.items())),
        ]
    )
