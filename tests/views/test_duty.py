from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.views import duty
from bot.views.duty import Reader
from bot.views.mistakes import Mistakes
from casework.absence import Absence
from practice.blocks import check_view
from storage.roster import Person, Roster, Team
from tests.views.builders import LONDON, NOW, field, said

DAY = timedelta(days=1)
OFFICER = Person("U0OFFICER1", "Officer 1, North", "OCSAE North", "officer", "U0SERGEANT1")
SERGEANT = Person("U0SERGEANT1", "Sergeant, North", "OCSAE North", "supervisor")
ROSTER = Roster(
    {"OCSAE North": Team("OCSAE North", "C0NORTH", time(8), "Europe/London")},
    {person.slack: person for person in (OFFICER, SERGEANT)},
)
NOW_AWAY = Absence("U0OFFICER1", NOW - DAY, NOW + DAY, "U0SERGEANT1", 1)
LATER_AWAY = Absence("U0OFFICER1", NOW + DAY, NOW + 2 * DAY, None, 2)
FILLED = {
    "person": "U0OFFICER1",
    "starts_date": "2026-11-03",
    "starts_time": "09:00",
    "ends_date": "2026-11-06",
    "ends_time": "08:00",
    "cover": "U0SERGEANT1",
}


def reader(person: Person = OFFICER, roster: Roster = ROSTER) -> Reader:
    """Somebody who looks at the window at 09:12."""
    return Reader(person, roster, NOW, LONDON)


def test_who_is_away_now_and_who_will_be_reads_by_dates_and_cover() -> None:
    shown = said(duty.duty([NOW_AWAY, LATER_AWAY], reader()))
    assert "Officer 1, North · *away* until Wed 4 Nov 09:12 · Sergeant, North covers" in shown
    assert "Officer 1, North · away from Wed 4 Nov 09:12 until Thu 5 Nov 09:12 · no cover" in shown
    assert "End it now" in shown
    assert "Cancel it" in shown


def test_a_leader_sees_their_own_first_and_then_the_teams() -> None:
    own = replace(LATER_AWAY, person="U0SERGEANT1")
    lines = said(duty.duty([NOW_AWAY, own], reader(SERGEANT))).splitlines()
    assert lines[0] == "*You*"
    assert lines[1].startswith("Sergeant, North · away from")
    assert lines.index("*OCSAE North*") > 1


def test_with_nothing_entered_the_window_says_so() -> None:
    assert said(duty.duty([], reader())).startswith("*You* · no absence is entered.")


@pytest.mark.parametrize("number", [0, 1, 79, 80, 81, 500])
def test_slack_takes_any_number_of_absences(number: int) -> None:
    absences = [replace(NOW_AWAY, id=at, person="U0SERGEANT1" if at % 2 else "U0OFFICER1") for at in range(number)]
    view = duty.duty(absences, reader())
    assert check_view(view) == []
    assert ("… and 1 absence more" in said(view)) is (number == 81)


@pytest.mark.parametrize("number", [1, 100, 101, 400])
def test_slack_takes_the_form_for_any_team(number: int) -> None:
    people = {f"U{at}": replace(OFFICER, slack=f"U{at}", name="W" * 75) for at in range(number)}
    roster = Roster(ROSTER.teams, people)
    assert check_view(duty.form(list(people.values()), reader(roster=roster))) == []


def test_an_officer_is_not_asked_who_and_a_leader_is() -> None:
    names = [block.get("block_id") for block in duty.form([OFFICER], reader())["blocks"]]
    assert names == ["starts_date", "starts_time", "ends_date", "ends_time", "cover"]
    asked = duty.form([OFFICER, SERGEANT], reader(SERGEANT))
    assert field(asked, "person")["element"]["initial_option"]["value"] == "U0SERGEANT1"


def test_an_absence_is_read_in_the_readers_time_zone() -> None:
    read = duty.read({**FILLED, "starts_date": "2026-07-01", "ends_date": "2026-12-01"}, NOW, LONDON)
    starts, ends = datetime(2026, 7, 1, 8, 0, tzinfo=UTC), datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert read == Absence("U0OFFICER1", starts, ends, "U0SERGEANT1")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"ends_date": None}, {"ends_date"}),
        ({"ends_time": None}, {"ends_time"}),
        ({"starts_date": None}, {"starts_date"}),
        ({"starts_date": None, "ends_date": None}, {"starts_date", "ends_date"}),
        ({"ends_date": "2026-11-03", "ends_time": "09:00"}, {"ends_date"}),
        ({"ends_date": "2026-11-03", "ends_time": "09:12"}, {"ends_date"}),
        ({"starts_date": "2026-11-06", "starts_time": "08:00"}, {"ends_date"}),
    ],
)
def test_an_absence_that_cannot_be_is_told_on_its_field(changes: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Mistakes) as caught:
        duty.read({**FILLED, **changes}, NOW, LONDON)
    assert set(caught.value.fields) == fields


def test_no_cover_is_read_as_none() -> None:
    assert duty.read({**FILLED, "cover": None}, NOW, LONDON).cover is None
