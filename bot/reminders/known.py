"""What is known at the moment at which messages are composed; read once, however many messages want it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.usecases import casefiles
from bot.views.sheet import Sheet
from casework.policy import Policy
from storage import answers, cases, timers
from storage.answers import Answer, Turn, Wish
from storage.database import Transaction
from storage.roster import Roster
from storage.timers import Kept


@dataclass(frozen=True, slots=True)
class Now:
    """What a message is composed by, or several; what was read of a case is not read again."""

    transaction: Transaction
    roster: Roster
    policy: Policy
    at: datetime
    kept: dict[str, dict[str, Kept]] = field(default_factory=dict)
    given: dict[Turn, Answer] = field(default_factory=dict)
    wishes: dict[Turn, Wish] = field(default_factory=dict)
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    def learn(self, references: Iterable[str]) -> None:
        """Read the clocks of these cases, and what was answered about them."""
        new = set(references) - self.kept.keys()
        if new:
            self.kept.update(timers.clocks(self.transaction, new))
            self.given.update(answers.given(self.transaction, new))
            self.wishes.update(answers.wishes(self.transaction, new))

    def sheet(self, reference: str) -> Sheet:
        """The case as it is."""
        if reference not in self._sheets:
            case = cases.get(self.transaction, reference)
            self._sheets[reference] = casefiles.draw(case, self.roster, self.policy, self.at)
        return self._sheets[reference]
