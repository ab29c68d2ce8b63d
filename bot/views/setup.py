"""The windows in which a workspace administrator sets up teams and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from bot.views import fields, reading, skills
from bot.views.blocks import Block, View, actions, asking, button, context, danger, escape, plain, section, telling
from bot.views.mistakes import check
from casework.wording import plural
from storage.roster import Person, Roster, Team

ROLES = ("officer", "supervisor", "inspector", "auditor", "admin")
LONGEST = 75
"""Characters of a name: what Slack shows of one in a menu."""
_GROUP = 100
_MOST_TEAMS = 40
_MOST_SKILLS = 3000


def roster(known: Roster) -> View:
    """The window of `/caseclock setup`: every team, and a menu of everybody."""
    teams = sorted(known.teams.values(), key=lambda team: team.name)
    buttons = [button("Add a team", "setup_add_team", "new")]
    buttons += [button("Add a person", "setup_add_person", "new")] if teams else []
    rest = len(teams) - _MOST_TEAMS
    return telling(
        "Set up",
        [
            context(f"{plural(len(teams), 'team')}, {plural(len(known.people), 'name')} on the roster"),
            *(_team(team, known) for team in teams[:_MOST_TEAMS]),
            *([context(f"… and {plural(rest, 'team')} more, in the roster file")] if rest > 0 else []),
            actions(*buttons),
            *_everybody(known),
        ],
    )


def _team(team: Team, known: Roster) -> Block:
    roles = Counter(person.role for person in known.people.values() if person.team == team.name)
    count = ", ".join(plural(roles[role], role) for role in ROLES if roles[role]) or "nobody yet"
    digest = " ".join(f"<#{channel}>" for channel in team.digest_channels[:20]) or "no channel"
    at = f"{team.digest_at:%H:%M} {escape(team.timezone, LONGEST)}"
    duty = f"<#{team.duty_channel}>" if team.duty_channel else "no channel"
    text = f"*{escape(team.name, 150)}* · <#{team.channel}>\n{count}\nDigest at {at} in {digest}\nOn duty: {duty}"
    return section(text, button("Change", "setup_edit_team", team.name))


def _everybody(known: Roster) -> list[Block]:
    if not known.people:
        return []
    people = sorted(known.people.values(), key=lambda person: (person.team, person.name))
    choices = [fields.option(person.name, person.slack, person.role) for person in people]
    menu = {
        "type": "static_select",
        "action_id": "setup_edit_person",
        "placeholder": plain("Choose somebody", 150),
        "option_groups": [
            {"label": plain(title, 75), "options": group}
            for title, group in _hundreds(choices, "Sorted by team").items()
        ],
    }
    return [section("*Change or remove somebody*", menu)]


def _hundreds(choices: Sequence[Block], title: str) -> dict[str, Sequence[Block]]:
    starts = range(0, len(choices), _GROUP)
    return {f"{title}, from {at + 1}": choices[at : at + _GROUP] for at in starts}


def team_form(team: Team | None) -> View:
    """The window for a new team, or for one that is changed; a team keeps its name, which its cases bear."""
    known = team or Team("", "", time(8), "Europe/London")
    name = [] if team else [fields.line("name", "Name of the team", LONGEST)]
    channel = fields.channel("channel", "Private channel of the team", known.channel or None)
    digests = fields.channels("digest_channels", "Channels of the daily digest", known.digest_channels)
    duty = fields.channel("duty_channel", "Private channel of whoever is on duty", known.duty_channel)
    blocks = [
        *([section(f"*{escape(team.name, 150)}*")] if team else []),
        *name,
        fields.explained(channel, "Cards and cases that nobody owns appear here. Invite Caseclock to it."),
        fields.optional(digests),
        fields.explained(fields.optional(duty), "It hears what reaches nobody else. Teams may share one."),
        fields.hour("digest_at", "Digest at", f"{known.digest_at:%H:%M}"),
        fields.line("timezone", "Time zone", LONGEST, known.timezone),
    ]
    return asking("setup_team", "Team", "Save", blocks, **({"name": team.name} if team else {}))


def read_team(answers: Mapping[str, Any]) -> Team:
    """Return the team; `Mistakes` on the fields to mend."""
    check(_mistakes_of_team(answers))
    return Team(
        name=answers["name"],
        channel=answers["channel"],
        digest_at=time.fromisoformat(answers["digest_at"]),
        timezone=answers["timezone"],
        digest_channels=tuple(answers.get("digest_channels") or ()),
        duty_channel=answers.get("duty_channel") or None,
    )


def _mistakes_of_team(answers: Mapping[str, Any]) -> reading.Found:
    yield from _named(answers)
    if not answers.get("channel"):
        yield "channel", "Choose the team’s private channel."
    if not answers.get("digest_at"):
        yield "digest_at", "Choose the time."
    try:
        ZoneInfo(answers.get("timezone") or "")
    except (KeyError, OSError, ValueError):
        yield "timezone", "Write a time zone such as Europe/London."


def _named(answers: Mapping[str, Any]) -> reading.Found:
    name = answers.get("name") or ""
    if not 0 < len(name) <= LONGEST:
        yield "name", f"Write a name of at most {LONGEST} characters."


def person_form(person: Person | None, known: Roster) -> View:
    """The window for somebody new, or for somebody who is changed or removed."""
    if not known.teams:
        return telling("Person", [section("Add a team first: everybody on the roster belongs to one.")])
    present = person or Person("", "", "", "officer")
    teams = [fields.option(name, name) for name in sorted(known.teams)]
    who = [] if person else [fields.person("slack", "Who")]
    skilled = fields.paragraph("skills", "Skills", (0, _MOST_SKILLS), skills.written(present.skills) or None)
    supervisor = fields.person("supervisor", "Supervisor", present.supervisor)
    blocks = [
        *who,
        fields.explained(
            fields.line("name", "Name on the roster", LONGEST, present.name or None), "As colleagues know them."
        ),
        fields.grouped("team", "Team", _hundreds(teams, "Teams"), present.team or None),
        fields.select("role", "Role", fields.options(ROLES), present.role),
        fields.explained(fields.optional(supervisor), "Who hears of it when nothing is done."),
        fields.explained(fields.optional(skilled), "One on each line, for example: KIRAT assessor until 2027-03-31"),
        *([_removal(person)] if person else []),
    ]
    return asking("setup_person", "Person", "Save", blocks, **({"slack": person.slack} if person else {}))


def _removal(person: Person) -> Block:
    asked = f"{person.name} can then no longer use Caseclock. Somebody who owns open cases cannot be removed."
    return actions(danger(button("Remove", "setup_remove_person", person.slack), "Remove from the roster?", asked))


def read_person(answers: Mapping[str, Any], known: Roster) -> Person:
    """Return the person; `Mistakes` on the fields to mend."""
    check(_mistakes_of_person(answers, known))
    return Person(
        slack=answers["slack"],
        name=answers["name"],
        team=answers["team"],
        role=answers["role"],
        supervisor=answers.get("supervisor"),
        skills=skills.read(answers.get("skills") or ""),
    )


def _mistakes_of_person(answers: Mapping[str, Any], known: Roster) -> reading.Found:
    yield from _named(answers)
    if not answers.get("slack"):
        yield "slack", "Choose who it is."
    if answers.get("team") not in known.teams:
        yield "team", "Choose the team."
    if answers.get("role") not in ROLES:
        yield "role", "Choose the role."
    for sentence in skills.mistakes(answers.get("skills") or ""):
        yield "skills", sentence
