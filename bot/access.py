"""Who may do what to which case: denied unless the policy's table of moves allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.errors import NoRehearsal, NotOffered, NotOnTheRoster, NotYours, NotYourTeam

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casework.case import Case, Item
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
    _check(actor, case, rule.by, rule.label, roster)


def check_leads(actor: Person, roster: Roster) -> None:
    """Refuse whoever leads no team a look at what comes to all of its cases: `NoRehearsal`."""
    if actor.role not in LEADERS or actor.team not in roster.teams:
        raise NoRehearsal


def check_by(actor: Person, case: Case, who: str, what: str, roster: Roster) -> None:
    """Refuse whoever is not `who` ("team", "owner", "supervisor") of `case`; an owner's part is a supervisor's too."""
    _check(
        actor,
        case,
        ("team", "supervisor") if who == "team" else tuple(dict.fromkeys((who, "supervisor"))),
        what,
        roster,
    )


def check_offered(actor: Person, case: Case, item: Item, result: str, roster: Roster) -> None:
    """Refuse everybody but the one to whom an item was given, who alone may end it with `result`."""
    doer = item.doer or case.owner
    if actor.slack != doer:
        raise NotOffered(result=result, reference=case.reference, name=roster.name(doer), team=case.team)


def _check(actor: Person, case: Case, allowed: Sequence[str], what: str, roster: Roster) -> None:
    if not is_among(actor, allowed, case):
        raise NotYours(move=what, reference=case.reference, by=named(allowed, case, roster))


def is_among(actor: Person, allowed: Sequence[str], case: Case) -> bool:
    """Whether `actor` is one of those of `case` whom a row of the table names."""
    return any(_is(actor, who, case) for who in allowed)


def named(allowed: Sequence[str], case: Case, roster: Roster) -> str:
    """Return in words whom a row of the table names."""
    return " or ".join(_WHO[who].format(team=case.team, owner=_owner(case, roster)) for who in allowed)


def _is(actor: Person, who: str, case: Case) -> bool:
    if who == "owner":
        return case.owner == actor.slack
    return actor.role in (LEADERS if who == "supervisor" else WORKERS)


def _owner(case: Case, roster: Roster) -> str:
    return roster.name(case.owner) if case.owner else "once it has one"
