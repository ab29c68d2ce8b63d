from datetime import UTC, datetime

from bot import commands
from bot.commands.door import Door, Handler
from bot.usecases.status import Installation
from tests.browser.forms import OF_A_CASE, OF_A_REMINDER, OF_THE_TEAM


class Listing(Door):
    """A door that takes down which forms can be sent off to it."""

    def __init__(self) -> None:
        self.forms: set[str] = set()

    def on(self, kind: str, name: str, handler: Handler) -> None:
        del handler
        if kind == "submission":
            self.forms.add(name)

    def overhear(self, name: str, listener: object) -> None:
        del name, listener


def test_every_form_that_can_be_sent_off_is_filled_in_by_the_keyboard() -> None:
    listing = Listing()
    commands.register(listing, Installation(datetime(2026, 11, 3, tzinfo=UTC), _never))
    assert listing.forms == {*OF_A_CASE, *OF_A_REMINDER, *OF_THE_TEAM}


async def _never() -> bool:
    return False
