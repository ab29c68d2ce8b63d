from datetime import date, time
from typing import Any

import pytest

from bot.views import setup
from bot.views.answers import answers
from bot.views.mistakes import Mistakes
from storage.roster import Person, Roster, Team
from tests.views.builders import buttons, field, said

NORTH = Team("OCSAE North", "C0NORTH", time(8), "Europe/London", ("C0DIGEST",), "C0DUTY")
SERGEANT = Person("U0SERGEANT1", "Sergeant, North", "OCSAE North", "supervisor")
OFFICER = Person(
    "U0OFFICER1",
    "Officer 1, North",
    "OCSAE North",
    "officer",
    "U0SERGEANT1",
    (("KIRAT assessor", date(2027, 3, 31)), ("OCSAE investigator", None)),
)
ROSTER = Roster({NORTH.name: NORTH}, {person.slack: person for person in (SERGEANT, OFFICER)})
TEAM = {
    "name": "OCSAE North",
    "channel": "C0NORTH",
    "digest_channels": ["C0DIGEST"],
    "duty_channel": "C0DUTY",
    "digest_at": "08:00",
    "timezone": "Europe/London",
}
PERSON = {
    "slack": "U0OFFICER1",
    "name": "Officer 1, North",
    "team": "OCSAE North",
    "role": "officer",
    "supervisor": "U0SERGEANT1",
    "skills": "KIRAT assessor until 2027-03-31\n\n OCSAE investigator ",
}


def test_the_roster_shows_each_team_with_its_people_and_channels() -> None:
    shown = said(setup.roster(ROSTER))
    assert "1 team, 2 names on the roster" in shown
    assert "*OCSAE North* · <#C0NORTH>\n1 officer, 1 supervisor\nDigest at 08:00 Europe/London in <#C0DIGEST>" in shown
    assert "in <#C0DIGEST>\nOn duty: <#C0DUTY>" in shown


def test_an_empty_roster_starts_with_a_team() -> None:
    assert buttons(setup.roster(Roster({}, {}))) == ["setup_add_team"]
    assert "Add a team first" in said(setup.person_form(None, Roster({}, {})))


def test_everybody_on_the_roster_can_be_chosen() -> None:
    menu = setup.roster(ROSTER)["blocks"][-1]["accessory"]
    assert menu["action_id"] == "setup_edit_person"
    assert [option["value"] for group in menu["option_groups"] for option in group["options"]] == [
        "U0OFFICER1",
        "U0SERGEANT1",
    ]


def test_teams_that_are_not_shown_are_counted() -> None:
    known = {f"Team {at}": Team(f"Team {at}", "C1", time(8), "Europe/London") for at in range(41)}
    assert "… and 1 team more, in the roster file" in said(setup.roster(Roster(known, {})))


def test_a_team_is_read() -> None:
    assert setup.read_team(TEAM) == NORTH


def test_a_team_that_is_changed_keeps_its_name() -> None:
    view = setup.team_form(NORTH)
    assert answers(view) == {"name": "OCSAE North"}
    assert "name" not in [block.get("block_id") for block in view["blocks"]]
    assert field(view, "digest_at")["element"]["initial_time"] == "08:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": None}, "name"),
        ({"name": "w" * 76}, "name"),
        ({"channel": None}, "channel"),
        ({"digest_at": None}, "digest_at"),
        ({"timezone": "London"}, "timezone"),
        ({"timezone": "Europe"}, "timezone"),
        ({"timezone": None}, "timezone"),
    ],
)
def test_a_team_that_is_not_one_is_said_on_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistakes) as caught:
        setup.read_team({**TEAM, **changes})
    assert set(caught.value.fields) == {field}


def test_a_person_is_read_with_skills_and_their_ends() -> None:
    assert setup.read_person(PERSON, ROSTER) == OFFICER


def test_somebody_who_is_changed_keeps_their_account_and_can_be_removed() -> None:
    view = setup.person_form(OFFICER, ROSTER)
    assert answers(view) == {"slack": "U0OFFICER1"}
    assert field(view, "skills")["element"]["initial_value"] == "KIRAT assessor until 2027-03-31\nOCSAE investigator"
    assert buttons(view) == ["setup_remove_person"]


def test_somebody_new_is_chosen_and_cannot_be_removed() -> None:
    view = setup.person_form(None, ROSTER)
    assert field(view, "slack")["element"]["type"] == "users_select"
    assert buttons(view) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slack": None}, "slack"),
        ({"name": ""}, "name"),
        ({"team": "OCSAE West"}, "team"),
        ({"role": "chief"}, "role"),
        ({"skills": "KIRAT assessor until 2027-13-01"}, "skills"),
        ({"skills": "KIRAT assessor until spring"}, "skills"),
        ({"skills": "until 2027-03-31"}, "skills"),
        ({"skills": "w" * 76}, "skills"),
    ],
)
def test_a_person_who_cannot_be_is_said_on_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistakes) as caught:
        setup.read_person({**PERSON, **changes}, ROSTER)
    assert set(caught.value.fields) == {field}


def test_supervisor_and_skills_may_be_left_out() -> None:
    read = setup.read_person({**PERSON, "supervisor": None, "skills": None}, ROSTER)
    assert (read.supervisor, read.skills) == (None, ())
