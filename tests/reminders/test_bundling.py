from datetime import UTC, datetime, timedelta

from bot.reminders.bundling import Heard, messages
from bot.reminders.recipients import Told
from casework.absence import Absence
from casework.case import Grade
from casework.ladder import Rung
from casework.quiet import Deferred
from storage.outbox import Notice

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
MORNING = NOW + timedelta(hours=20)


def heard(number: int, grade: Grade = Grade.VERY_HIGH, until: datetime | None = None, who: str = "U1") -> Heard:
    notice = Notice(f"CC-26-{number:05d}", "enforcement", 1, Rung("due", NOW - timedelta(minutes=number)), "owner")
    return Heard(Told(who), "North", grade, notice, Deferred(until, "night") if until else None)


def told(number: int) -> list[str]:
    return [f"CC-26-{each:05d}" for each in range(1, number + 1)]


def test_each_hears_one_message_a_moment_the_worst_first() -> None:
    low, worst = heard(1, Grade.LOW), heard(2)
    now, later, other = messages([low, worst, heard(3, Grade.HIGH, MORNING), heard(2, who="U2")])
    assert [notice.reference for notice in now.notices] == ["CC-26-00002", "CC-26-00001"]
    assert (now.recipient, now.severity, now.due_at, now.not_before) == ("U1", 0, NOW - timedelta(minutes=2), None)
    assert now.content == {}
    assert (later.recipient, later.due_at, later.not_before) == ("U1", MORNING, MORNING)
    assert later.content == {"deferred": ["night"]}
    assert other.recipient == "U2"


def test_of_what_no_night_keeps_waiting_twelve_stand_in_one_message() -> None:
    parts = messages([heard(number) for number in range(1, 31)])
    assert [len(part.notices) for part in parts] == [12, 12, 6]
    assert [notice.reference for part in parts for notice in part.notices] == told(30)
    two = [heard(number) for number in range(1, 13)]
    again = Notice("CC-26-00012", "enforcement", 1, Rung("overdue", NOW, 1), "owner")
    whole = [*two, Heard(Told("U1"), "North", Grade.VERY_HIGH, again, None)]
    assert [len(part.notices) for part in messages(whole)] == [13]


def test_what_is_less_severe_joins_the_last_of_them_however_much_it_is() -> None:
    severe = [heard(number, Grade.UNGRADED) for number in range(1, 14)]
    rest = [heard(number, Grade.MEDIUM) for number in range(14, 40)]
    assert [len(part.notices) for part in messages([*rest, *severe])] == [12, 27]
    assert [len(part.notices) for part in messages(rest)] == [26]


def test_in_whose_place_somebody_is_told_is_remembered() -> None:
    absence = Absence("U9", NOW, MORNING, "U1")
    [message] = messages([Heard(Told("U1", absence), "North", Grade.LOW, heard(1).notice, None)])
    assert message.content == {"for": "U9", "until": MORNING.isoformat()}
