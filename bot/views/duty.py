"""`/duty`: who is away now and who will be, and the form in which an absence is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, actions, asking, button, context, danger, escape, section, telling
from bot.views.mistakes import Mistakes, check
from casework.absence import Absence
from casework.wording import plural
from storage.roster import Person, Roster

_MOST = 80
_GROUP = 100


class Reader(NamedTuple):
    """For whom the window is drawn, and when."""

    person: Person
    roster: Roster
    now: datetime
    zone: ZoneInfo


def duty(absences: Sequence[Absence], reader: Reader) -> View:
    """The window of `/duty`: one's own absences and, to who leads, those of the team."""
    own = [absence for absence in absences if absence.person == reader.person.slack]
    others = [absence for absence in absences if absence.person != reader.person.slack]
    blocks = [
        section("*You*" if own else "*You* · no absence is entered."),
        *(_entry(absence, reader) for absence in own[:_MOST]),
        *([section(f"*{escape(reader.person.team, 150)}*")] if others else []),
        *(_entry(absence, reader) for absence in others[: max(_MOST - len(own), 0)]),
    ]
    if more := len(absences) - _MOST if len(absences) > _MOST else 0:
        blocks.append(context(f"… and {plural(more, 'absence')} more, later."))
    what = "While somebody is away, what they would be told goes to their cover, else to who is above them."
    return telling("Duty", [*blocks, context(what), actions(button("Enter an absence…", "away", "new"))])


def _entry(absence: Absence, reader: Reader) -> Block:
    begun = absence.starts_at <= reader.now
    starts, ends = (standing.dated(at, reader.now, reader.zone) for at in (absence.starts_at, absence.ends_at))
    cover = f"{_name(absence.cover, reader)} covers" if absence.cover else "no cover"
    when = f"*away* until {ends}" if begun else f"away from {starts} until {ends}"
    label, asked = ("End it now", "From now on they are told again.") if begun else ("Cancel it", "It is taken out.")
    pressed = danger(button(label, "back", str(absence.id)), f"{label}?", asked)
    return section(f"{_name(absence.person, reader)} · {when} · {cover}", pressed)


def _name(slack: str | None, reader: Reader) -> str:
    return escape(reader.roster.name(slack), standing.LONGEST_NAME)


def form(members: Sequence[Person], reader: Reader) -> View:
    """The window in which an absence is entered: of oneself, or of somebody of the team for who leads it."""
    local = reader.now.astimezone(reader.zone)
    workers = reader.roster.in_team(reader.person.team, "officer", "supervisor", "inspector")
    who = fields.grouped("person", "Who is away", _groups(members), reader.person.slack)
    cover = fields.optional(fields.grouped("cover", "Who covers", _groups(workers)))
    blocks = [
        *([who] if len(members) > 1 else []),
        fields.day("starts_date", "Away from", f"{local:%Y-%m-%d}"),
        fields.hour("starts_time", "From what time", f"{local:%H:%M}"),
        fields.day("ends_date", "Back on", None),
        fields.explained(fields.hour("ends_time", "Back at what time", "08:00"), f"{reader.zone.key} time."),
        fields.explained(cover, "Needed where there are open cases or entries. They must be on duty then."),
    ]
    return asking("away", "Absence", "Save", blocks, person=reader.person.slack)


def _groups(people: Sequence[Person]) -> dict[str, list[Block]]:
    choices = [fields.option(person.name, person.slack, person.role) for person in people]
    starts = range(0, len(choices), _GROUP)
    return {f"Of the team, from {at + 1}": choices[at : at + _GROUP] for at in starts}


def read(answers: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> Absence:
    """Return the absence; `Mistakes` for one that never was or has ended before it began."""
    starts, wrong = _moment(answers, "starts", zone)
    ends, wrong_end = _moment(answers, "ends", zone)
    check([*wrong, *wrong_end])
    if ends <= max(starts, now):
        raise Mistakes({"ends_date": "Choose a moment that is still to come and after the beginning."})
    return Absence(answers["person"], starts, ends, answers.get("cover") or None)


def _moment(answers: Mapping[str, Any], name: str, zone: ZoneInfo) -> tuple[datetime, list[tuple[str, str]]]:
    try:
        return reading.moment(answers, name, zone), []
    except Mistakes as mistakes:
        return datetime.max.replace(tzinfo=zone), list(mistakes.fields.items())
