"""Whoever is gone is not written to, and a case that cannot be read keeps no other from being said."""

from dataclasses import replace

from sqlalchemy import text

from bot.reminders import beyond, departures
from bot.reminders.outcomes import Gone, Unreachable
from casework import policy
from casework.case import Grade
from storage import accounts, cases, outbox, people, timers
from storage.database import Transaction
from storage.outbox import Message
from storage.roster import Address, Roster
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_message, a_notice, a_plan
from tests.stories.installation import practice_roster

OFFICER = "U0OFFICER1"
RULES = policy.load()


def _absent(writing: Transaction, who: str) -> Unreachable | None:
    return departures.absent(writing, a_message(who))


def test_whoever_is_known_to_be_gone_or_is_on_the_roster_no_more_is_not_written_to(writing: Transaction) -> None:
    known = practice_roster()
    people.replace(writing, known)
    assert _absent(writing, OFFICER) is None
    assert _absent(writing, "C0NORTH") is None
    accounts.note(writing, OFFICER, "deactivated", NOW)
    assert _absent(writing, OFFICER) == Gone("deactivated")
    people.replace(writing, Roster(known.teams, {who: each for who, each in known.people.items() if who != OFFICER}))
    accounts.note(writing, OFFICER, None, NOW)
    assert _absent(writing, OFFICER) == Unreachable("off the roster")


def _waits(writing: Transaction, reference: str) -> None:
    """Log a very-high case of which the officer was to be told by now, and Slack has not taken it."""
    cases.add(writing, replace(a_case(reference, grade=Grade.VERY_HIGH, owner=OFFICER), team="OCSAE North"), {})
    timers.keep(writing, reference, a_plan(a_clock(grade=Grade.VERY_HIGH)), NOW)
    part = a_notice(reference, "due")
    message = Message("reminder", OFFICER, "OCSAE North", 0, NOW, notices=(part,), look_at=NOW)
    outbox.queue(writing, [message], NOW)


def test_a_case_that_cannot_be_read_keeps_no_other_from_being_said_beyond_slack(writing: Transaction) -> None:
    known = practice_roster()
    officer = replace(
        known.people[OFFICER],
        fallback=(Address("mailto://127.0.0.1:25/?from=caseclock@example.org&to=first@example.org&mode=insecure"),),
    )
    people.replace(writing, Roster(known.teams, {**known.people, OFFICER: officer}))
    _waits(writing, "CC-26-00001")
    _waits(writing, "CC-26-00002")
    writing.execute(text("UPDATE clocks SET grade = 'purple' WHERE reference = 'CC-26-00002'"))
    beyond.look(writing, RULES, NOW + HOUR)
    claimed = [each for each in outbox.claim(writing, NOW + HOUR, NOW + 2 * HOUR) if "beyond" in each.message.recipient]
    assert [{part.reference for part in each.message.notices} for each in claimed] == [{"CC-26-00001", "CC-26-00002"}]
