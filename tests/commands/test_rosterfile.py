import re
from datetime import date, time
from pathlib import Path

import pytest

from bot import rosterfile
from bot.rosterfile import RosterError
from bot.usecases import rosters
from storage.roster import Person, Team

ROOT = Path(__file__).parents[2]
WHOLE = """
[[team]]
name = "North"
channel = "C0NORTH"
digest_channels = ["C0B", "C0A"]
duty_channel = "C0DUTY"
digest_at = "07:30"
timezone = "Europe/London"

[[person]]
slack = "U0ONE"
name = "Officer 1, North"
team = "North"
role = "officer"
supervisor = "U0TWO"
skills = [{ name = "OCSAE investigator" }, { name = "KIRAT assessor", until = 2027-03-31 }]

[[person]]
slack = "U0TWO"
name = "Sergeant, North"
team = "North"
role = "supervisor"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "roster.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_roster_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    roster = rosterfile.load(write(tmp_path, WHOLE))
    north = Team("North", "C0NORTH", time(7, 30), "Europe/London", ("C0A", "C0B"), "C0DUTY")
    assert roster.teams == {"North": north}
    skills = (("KIRAT assessor", date(2027, 3, 31)), ("OCSAE investigator", None))
    assert roster.people["U0ONE"] == Person("U0ONE", "Officer 1, North", "North", "officer", "U0TWO", skills)
    assert roster.people["U0TWO"] == Person("U0TWO", "Sergeant, North", "North", "supervisor")


def test_the_roster_of_the_practice_workspace_can_be_used_and_has_no_gaps() -> None:
    roster = rosterfile.load(ROOT / "practice" / "roster.toml")
    assert sorted(roster.teams) == ["OCSAE North", "OCSAE South"]
    assert rosters.gaps(roster) == []


def test_a_team_without_an_inspector_is_a_warning_and_no_mistake(tmp_path: Path) -> None:
    roster = rosterfile.load(write(tmp_path, WHOLE))
    assert rosters.gaps(roster) == ["North has no inspector: what is overdue there has nobody to go to."]


OFFICER = "roster.toml, line 12: person “Officer 1, North”"


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('name = "North"\n', "", "roster.toml, line 2: team no. 1, name is missing"),
        ('name = "North"', 'name = ""', "roster.toml, line 3: team “”, name must not be empty"),
        (
            'channel = "C0NORTH"',
            'channel = "#north"',
            "roster.toml, line 4: team “North”, channel: “#north” is not the id",
        ),
        ('"C0B"', '"north"', "roster.toml, line 5: team “North”, digest_channels: “north” is not the id of a channel"),
        ('"C0DUTY"', '"duty"', "roster.toml, line 6: team “North”, duty_channel: “duty” is not the id of a channel"),
        (
            '"07:30"',
            '"7.30"',
            "roster.toml, line 7: team “North”, digest_at: “7.30” is not a time of day, such as 08:00",
        ),
        ('"07:30"', '"24:00"', "roster.toml, line 7: team “North”, digest_at: “24:00” is not a time of day"),
        ('"07:30"', "07:30:00", "roster.toml, line 7: team “North”, digest_at must be text in quotes"),
        ("Europe/London", "London", "roster.toml, line 8: team “North”, timezone: “London” is not a time zone"),
        ("Europe/London", "../etc", "roster.toml, line 8: team “North”, timezone: “../etc” is not a time zone"),
        ("digest_at", "digest_on", "roster.toml, line 7: team “North”, digest_on is not known here; did you mean"),
        ('"U0ONE"', '"officer.1"', "roster.toml, line 11: person “Officer 1, North”, slack: “officer.1” is not the id"),
        ('"officer"', '"constable"', "roster.toml, line 14: person “Officer 1, North”, role: 'constable' is not known"),
        ("until", "untill", "skills: untill is not known here; did you mean until? allowed: name, until"),
        ("2027-03-31", '"2027"', "person “Officer 1, North”, skills must be a date such as 2026-04-01"),
        ("KIRAT assessor", "OCSAE investigator", "skills: “OCSAE investigator” stands twice; each is used once"),
        (
            'team = "North"',
            'team = "South"',
            "person “Officer 1, North”, team: “South” is not a team of this file; allowed",
        ),
        ('supervisor = "U0TWO"', 'supervisor = "U0NOBODY"', "supervisor: U0NOBODY is not on the roster"),
        ('supervisor = "U0TWO"', 'supervisor = "U0ONE"', "supervisor: nobody supervises themselves"),
        ('role = "supervisor"', 'role = "auditor"', "supervisor: Sergeant, North is neither supervisor nor inspector"),
        ('slack = "U0TWO"', 'slack = "U0ONE"', "person “Sergeant, North”, slack: “U0ONE” stands twice"),
        ("[[person]]", "[[people]]", "people is not known here"),
        ("[[team]]", "[team]", "roster.toml, line 2: team has rows: write [[team]], with two brackets, above each"),
        ('name = "North"', "name = North", "roster.toml, line 3: not valid TOML"),
    ],
)
def test_each_mistake_is_said_with_its_line_and_what_is_allowed(
    tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    assert right in WHOLE
    with pytest.raises(RosterError) as refused:
        rosterfile.load(write(tmp_path, WHOLE.replace(right, wrong)))
    assert sentence in str(refused.value)


INSPECTORS = """
[[person]]
slack = "U0THREE"
name = "Inspector, South"
team = "South"
role = "{role}"
supervisor = "{supervisor}"

[[team]]
name = "South"
channel = "C0SOUTH"
"""


def test_an_inspector_of_another_team_may_stand_above_somebody(tmp_path: Path) -> None:
    text = WHOLE.replace('supervisor = "U0TWO"', 'supervisor = "U0THREE"')
    text += INSPECTORS.format(role="inspector", supervisor="U0TWO").replace('supervisor = "U0TWO"\n', "")
    assert rosterfile.load(write(tmp_path, text)).people["U0ONE"].supervisor == "U0THREE"


@pytest.mark.parametrize(
    ("role", "above_two", "sentence"),
    [
        ("supervisor", "U0THREE", "Inspector, South is of South; choose a supervisor of North, or an inspector"),
        ("inspector", "U0THREE", "this goes round in a circle: Sergeant, North → Inspector, South → Sergeant, North"),
    ],
)
def test_whoever_stands_above_somebody_can_really_do_so(
    tmp_path: Path, role: str, above_two: str, sentence: str
) -> None:
    text = WHOLE.replace('role = "supervisor"', f'role = "inspector"\nsupervisor = "{above_two}"')
    with pytest.raises(RosterError, match=sentence):
        rosterfile.load(write(tmp_path, text + INSPECTORS.format(role=role, supervisor="U0TWO")))


def test_two_teams_cannot_share_a_channel(tmp_path: Path) -> None:
    text = WHOLE + INSPECTORS.format(role="inspector", supervisor="U0TWO").replace("C0SOUTH", "C0NORTH")
    with pytest.raises(RosterError, match="team “South”, channel: “C0NORTH” stands twice"):
        rosterfile.load(write(tmp_path, text.replace('"U0TWO"\n\n[[team]]', '"U0TWO"\n\n[[team]]')))


@pytest.mark.parametrize("text", ["", "[[team]]\nname = 'A'\nchannel = 'C0A'\n"])
def test_a_roster_without_teams_or_people_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RosterError, match=r"roster.toml: person needs at least one"):
        rosterfile.load(write(tmp_path, text))


def test_a_roster_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"nowhere.toml: this file cannot be read: No such file or directory"):
        rosterfile.load(tmp_path / "nowhere.toml")


GATEWAY = "mailtos://caseclock:swordfish@mail.example.org?to=officer@example.org"
WHERE = 'name = "Officer 1, North"\n'


def test_people_and_teams_have_addresses_beyond_slack_that_nothing_shows(tmp_path: Path) -> None:
    text = WHOLE.replace(WHERE, f'{WHERE}fallback = ["{GATEWAY}", "ntfy://example.org/north"]\n')
    text = text.replace('channel = "C0NORTH"\n', f'channel = "C0NORTH"\nfallback = ["{GATEWAY}"]\n')
    roster = rosterfile.load(write(tmp_path, text))
    assert [each.text for each in roster.people["U0ONE"].fallback] == [GATEWAY, "ntfy://example.org/north"]
    assert [each.text for each in roster.teams["North"].fallback] == [GATEWAY]
    assert roster.people["U0TWO"].fallback == ()
    assert "swordfish" not in repr(roster)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ('["swordfish"]', "fallback: an address is none that Apprise knows, such as mailtos://"),
        ('["mailtos://swordfish@"]', "fallback: an address is none that Apprise knows, such as mailtos://"),
        (f'["{GATEWAY}", "swordfish://example.org"]', "fallback: an address is none that Apprise knows"),
        ('"swordfish"', 'fallback must be a list, such as ["…", "…"]'),
        ('[["swordfish"]]', "fallback must be text in quotes"),
        (f"{['mailto://swordfish@example.org'] * 6}", "fallback has too many: at most 5"),
    ],
)
def test_a_wrong_address_is_refused_with_whose_it_is_and_not_what_it_is(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], wrong: str, sentence: str
) -> None:
    text = WHOLE.replace(WHERE, f"{WHERE}fallback = {wrong}\n")
    with pytest.raises(RosterError) as refused:
        rosterfile.load(write(tmp_path, text))
    assert str(refused.value).startswith(f"roster.toml, line 13: person “Officer 1, North”, {sentence}")
    assert "\n" not in str(refused.value)
    assert "swordfish" not in f"{refused.value}{capfd.readouterr()}"


@pytest.mark.parametrize("key", ["slack", "name", "team", "role", "supervisor", "skills", "channel", "timezone"])
def test_an_address_in_the_wrong_place_is_not_repeated(tmp_path: Path, key: str) -> None:
    text, replaced = re.subn(
        rf"^{key} = .*$", f'{key} = "mailtos://me:swordfish@example.org"', WHOLE, flags=re.MULTILINE
    )
    with pytest.raises(RosterError) as refused:
        rosterfile.load(write(tmp_path, text))
    assert replaced
    assert "swordfish" not in str(refused.value)
