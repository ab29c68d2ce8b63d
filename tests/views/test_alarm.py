from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.views.alarm import Line, Wrong, alarm
from practice.blocks import check_message
from tests.views.builders import said

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
HELD = Line(Wrong.MESSAGE_HELD, None, is_right=True)
MISSING = Line(Wrong.REMINDER_MISSING, "CC-26-00042", is_right=True)
ASKED = "Whoever runs Caseclock should find out what changed the record."
LEFT = Line(Wrong.CLOCK, "CC-26-00099", is_right=False)


def test_what_was_put_right_is_said_with_its_reference_once() -> None:
    assert said(alarm([MISSING, HELD, MISSING], NOW, LONDON)).splitlines() == [
        "*Caseclock looked through its own record and found 2 things wrong. It put all of it right.*",
        "• a message was held back",
        "• *CC-26-00042*: a reminder was missing",
        f"Looked at Tue 3 Nov 09:12. What had not been said is said now. {ASKED}",
    ]


def test_what_could_not_be_put_right_stands_first_and_is_to_be_looked_at_by_hand() -> None:
    lines = said(alarm([MISSING, LEFT], NOW, LONDON)).splitlines()
    assert lines[0].endswith("It could not put all of it right.*")
    assert lines[1] == "• *CC-26-00099*: a clock was not as the case demands, and could not be put right"
    assert lines[-1].endswith("Look at the clocks of these cases by hand, and tell whoever runs Caseclock.")


def test_of_very_many_it_counts_the_rest_and_slack_takes_it() -> None:
    many = [Line(wrong, f"CC-26-{number:05d}", is_right=True) for number in range(1_000) for wrong in Wrong]
    drawn = alarm(many, NOW, LONDON)
    assert f"… and {1_000 * len(Wrong) - 20} more." in said(drawn)
    assert check_message(drawn) == []
