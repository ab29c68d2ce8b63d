"""Who may do what to which case: denied unless the policy's table of moves allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.errors import NotOnTheRoster, NotYours, NotYourTeam

if TYPE_CHECKING:
    from casework.case import Case
    from casework.policy import Policy
    from storage.roster import Person, Roster

LEADERS = ("supervisor", "inspector")
WORKERS = ("officer", *LEADERS)
READERS = (*WORKERS, "auditor")

_WHO = {
    "team": "an officer of {team}",
    "owner": "its owner, {owner}",
    "supervisor": "a supervisor of {team}",
}


def person(roster: Roster, slack: str) -> Person:
    """Return the person behind a Slack id; `NotOnTheRoster` for anybody else."""
    if slack not in roster.people:
        raise NotOnTheRoster
    return roster.people[slack]


def check_sight(actor: Person, case: Case) -> None:
    """Refuse whoever may not see `case`: it is its team's, and nobody else's."""
    if actor.team != case.team or actor.role not in READERS:
        raise NotYourTeam(reference=case.reference, team=case.team)


def check_move(actor: Person, case: Case, move: str, policy: Policy, roster: Roster) -> None:
    """Refuse whoever may not make `move`: `NotYourTeam`, or `NotYours`, which names those who may."""
    check_sight(actor, case)
    rule = policy.move_rule(move)
    if not any(_is(actor, who, case) for who in rule.by):
        allowed = " or ".join(_WHO[who].format(team=case.team, owner=_owner(case, roster)) for who in rule.by)
        raise NotYours(move=rule.label, reference=case.reference, by=allowed)


def _is(actor: Person, who: str, case: Case) -> bool:
    if who == "owner":
        return case.owner == actor.slack
    return actor.role in (LEADERS if who == "supervisor" else WORKERS)


def _owner(case: Case, roster: Roster) -> str:
    return roster.name(case.owner) if case.owner else "once it has one"
