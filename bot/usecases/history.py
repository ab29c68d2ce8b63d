"""The journal of a case as sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bot.views.case import Line
from storage.fallbacks import Place

if TYPE_CHECKING:
    from casework.policy import Policy
    from storage.encrypted import Private
    from storage.roster import Roster

_SENTENCES = {
    "referred": "logged it: {source}, {kind}",
    "graded": "graded it {grade} with {tool}; judged by {by}",
    "grade proposed": "judged it {grade} with {tool}, for a second person to agree; judged by {by}",
    "grade confirmed": "agreed to {grade}, judged by {by}",
    "grade not agreed": "did not agree to {grade}, judged by {by}",
    "fact": "recorded: {fact}: {answer}",
    "opened": "opened {clock}",
    "ended": "ended {clock}: {result}",
    "disclosed": "disclosed: {clock}, {result}",
    "progress": "recorded progress",
    "identified": "entered identifiers: {kind}, {new} new",
    "identifiers taken out": "took out what was entered by mistake: {kind}, {number}",
    "matched": "shares an identifier with {other}",
    "match taken back": "shares no identifier with {other} any more",
    "reopened": "opened it again",
    "taken": "took it",
    "allocated": "allocated it to {owner}",
    "offered": "offered it to {to}",
    "handed over": "accepted it and owns it now",
    "evidence noted": "noted the evidence: {evidence}",
    "evidence advice confirmed": "noted the evidence: {evidence}; confirmed that the advice was given",
    "advice said": "gave the preservation advice: {who}, {kind}",
    "reset talk answered": "heard talk of a reset and gave the advice in its thread",
    "enforcement action": "recorded enforcement action: {action}",
    "closed": "closed it: {outcome}",
    "consulted": "read it",
    "wording overruled": "said that “{field}” gives nobody away, though it looks like: {kind}",
    "answered": "said “I have this” to {clock}",
    "asked to be reminded": "asked to be reminded of {clock} later",
    "put off": "put off “{rung}” of {clock} for {to}, who asked to be reminded later",
    "given": "gave {clock} to {to} to do",
    "rung reached": "reached “{rung}” of {clock}",
    "put aside": "could not work out what is due of it: {error}",
    "planned anew": "planned it anew by policy {policy}",
    "put right": "found that {what}, and put it right",
    "not put right": "found that {what}, and could not put it right",
    "taken up again": "works out what is due of it again",
    "told": "told {to}",
    "told of": "told {to} of {clock}",
    "do not disturb": "told {to} of {clock} while they had Do Not Disturb",
    "not delivered": "could not tell {to}",
}
_PEOPLE = {"by", "owner", "to"}
_OTHERS = {"caseclock": "Caseclock", "command line": "the command line"}
_NONE: Mapping[int, Private] = {}
_CHANNELS = ("C", "G")
"""How Slack's ids of channels begin; those of people begin otherwise."""


def lines(rows: Iterable[Any], roster: Roster, policy: Policy, notes: Mapping[int, Private] = _NONE) -> list[Line]:
    """Return journal rows as lines to read, each with what was typed with it, by the number of the row.

    What is called otherwise than here is shown as it is called.
    """
    labels = {rule.name: rule.label for rule in policy.clock}
    return [
        Line(
            row.at,
            name(row.actor, roster),
            _sentence(row, roster, labels),
            notes[row.number].text if row.number in notes else "",
        )
        for row in rows
    ]


def _sentence(row: Any, roster: Roster, labels: dict[str, str]) -> str:  # noqa: ANN401 - a row of the journal
    facts = json.loads(row.facts)
    words = {key: name(value, roster) if key in _PEOPLE else str(value) for key, value in facts.items()}
    if "clock" in words:
        # An item's clock is called "CCTV #3".
        words["clock"] = f"“{labels.get(words['clock'].partition(' #')[0], words['clock'])}”"
    try:
        return _SENTENCES[_called(row.event, facts)].format(**words)
    except KeyError:
        # Another version of Caseclock wrote it.
        return str(row.event)


def _called(event: str, facts: dict[str, Any]) -> str:
    if event == "evidence noted" and facts.get("advice"):
        return "evidence advice confirmed"
    return "told of" if event == "told" and facts.get("clock") else event


def name(slack: str | None, roster: Roster) -> str:
    """Return what somebody or some channel is called in the history, or somewhere beyond Slack."""
    if beyond := Place.of(slack):
        whose = f"whoever is on duty in {beyond.whose}" if beyond.whose in roster.teams else name(beyond.whose, roster)
        return f"{whose} by {beyond.by}"
    if slack in roster.people:
        return roster.name(slack)
    team = next((team for team in roster.teams.values() if slack in {team.channel, *team.digest_channels}), None)
    if team:
        return f"the channel of {team.name}"
    if slack and slack in {team.duty_channel for team in roster.teams.values()}:
        return "the duty channel"
    if slack and slack.startswith(_CHANNELS):
        return "a channel"
    return _OTHERS[slack] if slack in _OTHERS else roster.name(slack)
