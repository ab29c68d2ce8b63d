"""The team that is simulated: four officers, their sergeant, the inspector above, and two channels."""

from __future__ import annotations

from datetime import time

from storage.roster import Person, Roster, Team

TEAM, CHANNEL, DIGEST = "North", "C0NORTH", "C0DIGEST"
OFFICERS = ("U0OFFICER1", "U0OFFICER2", "U0OFFICER3", "U0OFFICER4")
SERGEANT, INSPECTOR = "U0SERGEANT", "U0INSPECTOR"
OWNER = "the owner"
"""Whoever owns the case at that moment; the sergeant, where nobody does."""
ZONES = ("Europe/London", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe")
"""Where the team may be: each changes its clocks, Lord Howe by half an hour."""
_SKILLS = (("KIRAT assessor", None), ("OCSAE investigator", None))


def roster(zone: str) -> Roster:
    """Return the roster of a team that lives in `zone`."""
    officers = [
        Person(slack, f"Officer {number}, {TEAM}", TEAM, "officer", SERGEANT, _SKILLS if number < 4 else _SKILLS[1:])
        for number, slack in enumerate(OFFICERS, 1)
    ]
    above = [
        Person(SERGEANT, f"Sergeant, {TEAM}", TEAM, "supervisor", INSPECTOR, _SKILLS),
        Person(INSPECTOR, f"Inspector, {TEAM}", TEAM, "inspector", None, _SKILLS),
    ]
    team = Team(TEAM, CHANNEL, time(8), zone, (DIGEST,))
    return Roster({TEAM: team}, {person.slack: person for person in (*officers, *above)})
