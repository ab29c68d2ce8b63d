"""What would look as it does is left out; what differs waits for its turn without being drawn again and again."""

from pathlib import Path

from sqlalchemy import event

from bot.reminders.composing import compose
from bot.reminders.delivery import looks
from bot.reminders.unchanged import Unchanged
from casework import policy
from storage import cases, outbox, people
from storage.database import Transaction, transaction
from storage.opening import open_store
from tests.storage.build import HOUR, NOW, a_case, a_message
from tests.stories.installation import practice_roster

RULES = policy.load()
KNOWN, CHANGED = "U0OFFICER1", "U0SERGEANT"


def _cards(writing: Transaction) -> dict[str, str]:
    """Show the card of a case to two people, to one of them as it is now, and want both drawn anew; return the keys."""
    people.replace(writing, practice_roster())
    cases.add(writing, a_case(), {})
    outbox.queue(writing, [a_message(who, reference="CC-26-00001") for who in (KNOWN, CHANGED)], NOW)
    claimed = {each.message.recipient: each for each in outbox.claim(writing, NOW, NOW + HOUR)}
    for who, each in claimed.items():
        payload = compose(writing, each, RULES, NOW)
        assert payload
        shown = {"channel": who, "ts": "1.1", "sent_at": NOW, "looks": looks(payload) if who == KNOWN else "other"}
        outbox.mark(writing, each, state="sent", drawn=each.wanted, **shown)
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    return {who: each.key for who, each in claimed.items()}


def test_what_differs_is_drawn_once_and_again_when_it_had_its_turn(database_url: str, tmp_path: Path) -> None:
    opened, asked = open_store(database_url, tmp_path / "keys"), list[str]()
    event.listen(opened.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with transaction(opened.engine, opened.keyring) as writing:
        keys, unchanged = _cards(writing), Unchanged()
        assert [each.key for each in unchanged.among(writing, RULES, NOW)] == [keys[KNOWN]]
        outbox.mark(writing, outbox.claim(writing, NOW, NOW + HOUR, {CHANGED})[0], drawn=2)
        asked.clear()
        assert unchanged.among(writing, RULES, NOW) == []
        assert len(asked) == 1, asked
        unchanged.forget(keys[CHANGED])
        assert unchanged.among(writing, RULES, NOW) == []
        assert len(asked) > 2, asked
    opened.engine.dispose()
