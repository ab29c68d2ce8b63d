from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.reminders.recipients import Duty, Matter, Told, instead_of, told
from casework.absence import Absence
from storage.roster import Person, Roster, Team

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
CHANNEL, DUTY = "C0NORTH", "C0DUTY"
PEOPLE = {
    "O1": ("officer", "S1"),
    "O2": ("officer", "S1"),
    "S1": ("supervisor", "I1"),
    "S2": ("supervisor", "I1"),
    "I1": ("inspector", None),
    "A1": ("admin", None),
}


def on_duty(away: dict[str, str | None], *gone: str) -> Duty:
    """Return the team without who has `gone`; who is `away` has the cover that is named."""
    people = {
        slack: Person(slack, slack, "North", role, above)
        for slack, (role, above) in PEOPLE.items()
        if slack not in gone
    }
    teams = {"North": Team("North", CHANNEL, time(8), "Europe/London", (), DUTY)}
    return Duty(Roster(teams, people), {slack: an_absence(slack, cover) for slack, cover in away.items()})


def an_absence(person: str, cover: str | None) -> Absence:
    """Return an absence that goes on until tomorrow."""
    return Absence(person, NOW, NOW + timedelta(days=1), cover)


@pytest.mark.parametrize(
    ("role", "person", "away", "expected"),
    [
        ("owner", "O1", {}, ["O1"]),
        ("owner", None, {}, [CHANNEL]),
        ("owner", "O1", {"O1": "O2"}, ["O2"]),
        ("owner", "O1", {"O1": "O2", "O2": "S2"}, ["S2"]),
        ("owner", "O1", {"O1": "O2", "O2": None}, ["S1"]),
        ("owner", "O1", {"O1": "O2", "O2": "O1"}, ["S1"]),
        ("owner", "O1", {"O1": None}, ["S1"]),
        ("owner", "O1", {"O1": "GONE"}, ["S1"]),
        ("owner", "O1", {"O1": None, "S1": "O2"}, ["O2"]),
        ("owner", "O1", {"O1": None, "S1": None}, ["I1"]),
        ("owner", "O1", {"O1": None, "S1": None, "I1": None}, ["S2"]),
        ("owner", "O1", {"O1": None, "S1": None, "S2": None, "I1": None}, [DUTY, "A1"]),
        ("supervisor", "O1", {}, ["S1"]),
        ("supervisor", "O1", {"S1": "O2"}, ["O2"]),
        ("supervisor", "O1", {"S1": "O1"}, ["I1"]),
        ("supervisor", "O1", {"S1": "S2"}, ["S2"]),
        ("supervisor", "O1", {"S1": None, "S2": None, "I1": None}, [DUTY, "A1"]),
        ("supervisor", "S1", {}, ["I1"]),
        ("supervisor", "S1", {"I1": "S1"}, ["S2"]),
        ("supervisor", None, {"S1": "O2"}, ["O2", "S2"]),
        ("inspector", "O1", {}, ["I1"]),
        ("inspector", "O1", {"I1": "S2"}, ["S2"]),
        ("inspector", "O1", {"I1": None}, ["S1"]),
        ("cover", "O1", {}, []),
        ("cover", None, {"S1": "O2"}, []),
        ("cover", "O1", {"O1": "O2"}, ["O2"]),
        ("cover", "O1", {"O1": "O2", "O2": "S2"}, ["S2"]),
        ("cover", "O1", {"O1": None}, []),
        ("cover", "O1", {"O1": "GONE"}, []),
        ("cover", "O1", {"S1": "O2"}, []),
        ("duty channel", "O1", {"S1": None}, [DUTY]),
    ],
)
def test_who_is_away_is_stood_in_for_and_nobody_stands_above_himself(
    role: str, person: str | None, away: dict[str, str | None], expected: list[str]
) -> None:
    assert [each.recipient for each in told(role, Matter(person, "North"), on_duty(away))] == expected


def test_whom_it_was_meant_for_is_remembered() -> None:
    assert told("owner", Matter("O1", "North"), on_duty({"O1": "O2"})) == [Told("O2", an_absence("O1", "O2"))]
    assert told("owner", Matter("O1", "North"), on_duty({"O2": "O1"})) == [Told("O1")]


def test_without_team_leaders_and_administrators_it_stays_with_whom_it_was_meant_for() -> None:
    duty = on_duty({"O1": None}, "S1", "S2", "I1", "A1")
    assert [each.recipient for each in told("owner", Matter("O1", "Elsewhere"), duty)] == ["O1"]


@pytest.mark.parametrize(
    ("recipient", "away", "expected"),
    [
        ("O1", {}, ["S1"]),
        ("O1", {"S1": "S2"}, ["S2"]),
        ("O1", {"S1": "O1"}, ["I1"]),
        (CHANNEL, {"S1": "O2"}, ["I1", "O2", "S2"]),
    ],
)
def test_who_is_told_instead_is_on_duty_too(recipient: str, away: dict[str, str | None], expected: list[str]) -> None:
    assert [each.recipient for each in instead_of(recipient, "North", on_duty(away))] == expected


def test_whoever_is_on_duty_is_told_in_the_duty_channel_of_the_team() -> None:
    assert told("duty channel", Matter("O1", "North"), on_duty({})) == [Told(DUTY)]
    assert told("duty channel", Matter("O1", "Elsewhere"), on_duty({})) == [Told("A1")]


def test_whom_a_cover_is_told_for_is_remembered() -> None:
    assert told("cover", Matter("O1", "North"), on_duty({"O1": "O2"})) == [Told("O2", an_absence("O1", "O2"))]


@pytest.mark.parametrize(
    ("role", "person", "away", "gone", "expected"),
    [
        ("owner", "O1", {}, {"O1"}, ["S1"]),
        ("owner", "O1", {"O1": "O2"}, {"O1"}, ["O2"]),
        ("owner", "O1", {"O1": "O2"}, {"O2"}, ["S1"]),
        ("owner", "O1", {}, {"O1", "S1"}, ["I1"]),
        ("owner", "O1", {"S1": None}, {"O1"}, ["I1"]),
        ("owner", "O1", {}, {"O1", "S1", "I1"}, ["S2"]),
        ("owner", "O1", {}, {"O1", "S1", "S2", "I1"}, [DUTY, "A1"]),
        ("owner", "O1", {}, {"O1", "S1", "S2", "I1", "A1"}, [DUTY]),
        ("supervisor", "O1", {}, {"S1"}, ["I1"]),
        ("supervisor", None, {}, {"S1"}, ["I1", "S2"]),
        ("inspector", "O1", {}, {"I1"}, ["S1"]),
    ],
)
def test_what_somebody_would_hear_whose_account_is_gone_goes_to_the_next_above(
    role: str, person: str | None, away: dict[str, str | None], gone: set[str], expected: list[str]
) -> None:
    duty = replace(on_duty(away), gone=gone)
    assert [each.recipient for each in told(role, Matter(person, "North"), duty)] == expected


@pytest.mark.parametrize(
    ("recipient", "tried", "expected"),
    [
        ("O1", [], ["S1"]),
        ("S1", ["O1"], ["I1"]),
        ("I1", ["O1", "S1"], ["S2"]),
        ("S2", ["O1", "S1", "I1"], [DUTY, "A1"]),
        (DUTY, ["O1", "S1", "S2", "I1"], ["A1"]),
        ("A1", ["O1", "S1", "S2", "I1", DUTY], []),
        (CHANNEL, [], ["I1", "S1", "S2"]),
        (CHANNEL, ["I1", "S1", "S2"], [DUTY, "A1"]),
    ],
)
def test_who_is_told_instead_is_somebody_who_was_not_tried_until_nobody_is_left(
    recipient: str, tried: list[str], expected: list[str]
) -> None:
    assert [each.recipient for each in instead_of(recipient, "North", on_duty({}), tried)] == expected


def test_who_stands_in_for_several_is_told_once() -> None:
    duty = replace(on_duty({}), gone={"S1", "S2", "I1"})
    assert [each.recipient for each in instead_of(CHANNEL, "North", duty)] == [DUTY, "A1"]


@pytest.mark.parametrize(
    ("supervisors", "expected"),
    [
        ({"S1": "S1"}, ["S2"]),
        ({"S1": "I1", "I1": "S1"}, ["I1"]),
        ({"S1": "GONE"}, ["S2"]),
    ],
)
def test_nobody_supervises_himself_whatever_the_roster_says(supervisors: dict[str, str], expected: list[str]) -> None:
    people = on_duty({}).roster.people
    people |= {slack: replace(people[slack], supervisor=above) for slack, above in supervisors.items()}
    duty = Duty(Roster(on_duty({}).roster.teams, people), {})
    assert [each.recipient for each in told("supervisor", Matter("S1", "North"), duty)] == expected
    assert "S1" not in [each.recipient for each in told("inspector", Matter("S1", "North"), duty)]
