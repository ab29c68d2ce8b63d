from datetime import UTC, datetime, time, timedelta

import pytest

from bot.reminders.recipients import Duty, Matter, Told, instead_of, told
from casework.absence import Absence
from storage.roster import Person, Roster, Team

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
CHANNEL = "C0NORTH"
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
    teams = {"North": Team("North", CHANNEL, time(8), "Europe/London")}
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
        ("owner", "O1", {"O1": None, "S1": None, "S2": None, "I1": None}, [CHANNEL]),
        ("supervisor", "O1", {}, ["S1"]),
        ("supervisor", "O1", {"S1": "O2"}, ["O2"]),
        ("supervisor", "O1", {"S1": "O1"}, ["I1"]),
        ("supervisor", "O1", {"S1": "S2"}, ["S2"]),
        ("supervisor", "O1", {"S1": None, "S2": None, "I1": None}, [CHANNEL]),
        ("supervisor", "S1", {}, ["I1"]),
        ("supervisor", "S1", {"I1": "S1"}, ["S2"]),
        ("supervisor", None, {"S1": "O2"}, ["O2", "S2"]),
        ("inspector", "O1", {}, ["I1"]),
        ("inspector", "O1", {"I1": "S2"}, ["S2"]),
        ("inspector", "O1", {"I1": None}, ["S1"]),
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
