"""`/caseclock setup`: a workspace administrator keeps teams and people in windows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.commands import belonging
from bot.commands.door import Door
from bot.commands.visit import View, Visit
from bot.context import Context
from bot.usecases import rosters
from bot.usecases.status import Installation
from bot.views import setup as views
from bot.views.answers import answers, subject
from bot.views.mistakes import Mistakes
from bot.views.notice import notice
from casework.errors import OnlyAdministrators, RosterFromFile

Step = Callable[[Visit, str], Awaitable[None]]


def register(door: Door, installation: Installation) -> None:
    """Let every button and form of the set-up do its step, for administrators and where the roster is kept here."""
    steps: dict[tuple[str, str], Step] = {
        ("action", "setup_add_team"): _edit_team,
        ("action", "setup_edit_team"): _edit_team,
        ("action", "setup_add_person"): _edit_person,
        ("action", "setup_edit_person"): _edit_person,
        ("action", "setup_remove_person"): _remove_person,
        ("submission", "setup_team"): _save_team,
        ("submission", "setup_person"): _save_person,
    }
    for (kind, name), step in steps.items():
        door.on(kind, name, _guarded(step, installation))


async def show(visit: Visit, installation: Installation) -> None:
    """Open the roster; refused to whoever may not change it."""
    _check(visit, installation)
    await visit.show(await visit.see(lambda context: views.roster(context.roster)))


def _guarded(step: Step, installation: Installation) -> Step:
    async def checked(visit: Visit, value: str) -> None:
        _check(visit, installation)
        await step(visit, value)

    return checked


def _check(visit: Visit, installation: Installation) -> None:
    if not visit.account.is_admin:
        raise OnlyAdministrators
    if installation.roster_file:
        raise RosterFromFile


async def _edit_team(visit: Visit, name: str) -> None:
    await visit.show(await visit.see(lambda context: views.team_form(context.roster.teams.get(name))))


async def _edit_person(visit: Visit, slack: str) -> None:
    await visit.show(
        await visit.see(lambda context: views.person_form(context.roster.people.get(slack), context.roster))
    )


async def _save_team(visit: Visit, _text: str) -> None:
    team = views.read_team(answers(visit.view))
    await belonging.check_channels(visit.client, team)
    await visit.do(lambda context: _kept_team(context, visit.view))
    await _redraw_below(visit)


def _kept_team(context: Context, view: View) -> None:
    team = views.read_team(answers(view))
    if "name" not in subject(view) and team.name in context.roster.teams:
        raise Mistakes({"name": "There is a team of this name: change that one, or choose another name."})
    rosters.keep_team(context, team)


async def _save_person(visit: Visit, _text: str) -> None:
    person = await visit.see(lambda context: views.read_person(answers(visit.view), context.roster))
    await belonging.check_people(visit, person)
    await visit.do(lambda context: _kept_person(context, visit.view))
    await _redraw_below(visit)


def _kept_person(context: Context, view: View) -> None:
    person = views.read_person(answers(view), context.roster)
    if "slack" not in subject(view) and person.slack in context.roster.people:
        raise Mistakes({"slack": "They are on the roster already: choose them in the list to change them."})
    rosters.keep_person(context, person)


async def _remove_person(visit: Visit, slack: str) -> None:
    name = await visit.see(lambda context: context.roster.name(slack))
    await visit.do(lambda context: rosters.remove_person(context, slack))
    await visit.redraw(notice("Removed", f"{name} is no longer on the roster."))
    await _redraw_below(visit)


async def _redraw_below(visit: Visit) -> None:
    """Draw the roster anew below the form that was opened from it."""
    await visit.redraw_below(await visit.see(lambda context: views.roster(context.roster)))
