"""The way to the forms that are about nobody's case: the roster, absences, a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.canaries.play import Play


async def setup_team(play: Play) -> None:
    admin = play.story.admin
    await admin.opens("/caseclock setup")
    await admin.presses_in_window("Add a team")
    team = {"channel": "C0DIGEST", "digest_at": "07:00", "timezone": "Europe/London"}
    name = play.shown.give("setup_team.name")
    await play.fills(admin, {**team, "name": name}, {"timezone": play.words("setup_team.timezone", 75)})


async def setup_person(play: Play) -> None:
    admin = play.story.admin
    await admin.closes_windows()
    await admin.opens("/caseclock setup")
    shown = {"name": play.shown.give("setup_person.name"), "skills": play.shown.give("setup_person.skills")}
    answers = {"team": "OCSAE North", "role": "officer", "supervisor": "U0SERGEANT1"}
    mistake = {"skills": f"{play.words('setup_person.skills', 30)} until"}
    await admin.chooses("setup_edit_person", "U0OFFICER2")
    await play.fills(admin, {**answers, **shown}, mistake)


async def away(play: Play) -> None:
    officer = play.story.second_officer
    await officer.closes_windows()
    await officer.opens("/duty")
    await officer.presses_in_window("Enter an absence…")
    await play.fills(officer, {"ends_date": play.tomorrow, "cover": "U0OFFICER1"})


async def rehearse(play: Play) -> None:
    sergeant = play.story.sergeant
    await sergeant.closes_windows()
    await sergeant.opens("/caseclock rehearse")
    await play.submits(sergeant, {})
