"""What a force reads when a row of its policy is wrong: one line a mistake, with its line and what is allowed."""

from datetime import date
from pathlib import Path

import pytest

from casework.policy import load
from casework.policy_errors import PolicyError

SOURCE = 'source = "Force order 12"\nmark = "force policy"\neffective = 2024-01-01\n'
CLOCK = (
    '[[clock]]\nname = "grade"\nlabel = "Grade it"\nask = "Grade"\nstarts = "received"\nstops = "graded"\n'
    'met_by = "a grade"\nladder = "standard"\nperiod = "4 hours"\n' + SOURCE
)
RUNG = '[[rung]]\nladder = "standard"\nname = "half"\nat = "50 %"\ntell = ["owner"]\nsays = "half"\n' + SOURCE
DAY = '[working_day]\nstarts = 08:00:00\ncountry = "GB"\nsubdivision = "WLS"\n' + SOURCE
MOVE = '[[move]]\nname = "take"\nlabel = "Take it"\nfrom = ["received"]\nby = ["team"]\n' + SOURCE
OUTCOME = '[[outcome]]\nname = "Charged"\nneeds = ["enforcement action"]\nby = "owner"\n'

GRADES = "allowed: very high, ungraded, high, medium, low"
FACTS = (
    "is not a fact of a case; allowed: received, logged, graded, suspect identified, allocated, evidence known,"
    " evidence advice confirmed, enforcement action, progress, reopened, closed"
)
KEYS = (
    "allowed: source, mark, effective, name, label, ask, area, starts, stops, period, met_by, ladder, ends_on,"
    " outlives_case, holds_case, manual, hint, needs_port, may_be_agreed"
)
AREAS = "is not known here; allowed: case, task, safeguarding, evidence, custody, victim"
PERIODS = "is not a period; write for example '30 minutes', '4 hours', '7 days', '1 working day' or '3 months'"
SHARES = (
    "is no place on a ladder; write a share such as '50 %', '60 days after start', '14 days before due', 'due',"
    " 'answer', 'held' or 'asked'"
)
TELLERS = "allowed: owner, cover, supervisor, inspector, duty channel"
COUNTED = "must count in minutes, hours or days"
TO_COME = "is still to come; keep the row that holds until then"
PLACES = "write for example country 'GB' with subdivision 'ENG' or 'WLS'"


def told(folder: Path, text: str) -> list[str]:
    """Return what is said on 2 November 2026 of a policy file of this text."""
    file = folder / "force.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as refused:
        load(file, date(2026, 11, 2))
    return str(refused.value).splitlines()


def changed(text: str, was: str, becomes: str) -> str:
    assert was in text
    return text.replace(was, becomes, 1)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        ('"4 hours"', '"4 hurs"', 9, f", period: '4 hurs' {PERIODS}"),
        ('"4 hours"', "4", 9, f", period: '4' {PERIODS}"),
        ('"4 hours"', '{ "very hgh" = "1 hour" }', 9, f", period: 'very hgh' is not a grade; {GRADES}"),
        ('"4 hours"', '{ high = "1 week" }', 9, f", period: '1 week' {PERIODS}"),
        ('"received"', '"recieved"', 5, f", starts: 'recieved' {FACTS}, item"),
        ('"graded"', '"arrested"', 6, f", stops: 'arrested' {FACTS}, item"),
        ('"received"', "true", 5, ", starts must be text in quotes"),
        ('"received"', '"item"', 1, ": a clock that an item starts is stopped by the item, and no other is"),
        ('"graded"', '"item"', 1, ": a clock that an item starts is stopped by the item, and no other is"),
        ('stops = "graded"', 'stops = "graded"\narea = "home"', 7, f", area: 'home' {AREAS}"),
        (
            'stops = "graded"',
            'stops = "graded"\nholds_case = 1',
            7,
            ", holds_case must be true or false, without quotes",
        ),
        ("stops", "stop", 6, f", stop is not known here; did you mean stops? {KEYS}"),
        ("stops", "quux", 6, f", quux is not known here; {KEYS}"),
        ('ladder = "standard"\n', "", 1, ", ladder is missing"),
        (SOURCE, 'mark = "statute"\neffective = 2024-01-01', 1, ", source is missing"),
        ('"Grade it"', '" "', 3, ", label must not be empty"),
        ('"Grade it"', f'"{"x" * 76}"', 3, ", label is too long: at most 75 letters"),
        ('"Grade"', f'"{"x" * 281}"', 4, ", ask is too long: at most 280 letters"),
        ("2024-01-01", '"1 May"', 12, ", effective must be a date such as 2026-04-01, without quotes"),
        ('"Grade"', '" "', 4, ", ask must not be empty"),
        ("2024-01-01", "2026-11-03", 12, f", effective: 2026-11-03 {TO_COME}"),
        ('"force policy"', '"law"', 11, ", mark: 'law' is not known here; allowed: recommended, statute, force policy"),
    ],
)
def test_a_wrong_clock_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, was: str, becomes: str, line: int, sentence: str
) -> None:
    assert f"force.toml, line {line}: clock “grade”{sentence}" in told(tmp_path, changed(CLOCK, was, becomes))


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        ('"50 %"', '"50%"', 4, f", at: '50%' {SHARES}"),
        ('"50 %"', '"0 %"', 4, f", at: '0 %' {SHARES}"),
        ('"50 %"', '"100 %"', 4, f", at: '100 %' {SHARES}"),
        ('"50 %"', '"50 per cent"', 4, f", at: '50 per cent' {SHARES}"),
        ('"50 %"', '"later"', 4, f", at: 'later' {SHARES}"),
        ('["owner"]', '["boss"]', 5, f", tell: 'boss' is not known here; {TELLERS}"),
        ('["owner"]', "[]", 5, ", tell needs at least one"),
        ('["owner"]', '"owner"', 5, ', tell must be a list, such as ["…", "…"]'),
        ("says", 'repeats = "yes"\nsays', 6, ", repeats must be true or false, without quotes"),
        ("says", "asks_for_answer = 1\nsays", 6, ", asks_for_answer must be true or false, without quotes"),
        ("says", 'unless_answered = "no"\nsays', 6, ", unless_answered must be true or false, without quotes"),
        (
            "says",
            "repeats = true\nsays",
            1,
            ": a rung that repeats starts at 'due' or 'answer', not before",
        ),
        ('"50 %"', '"5 working days before due"', 4, f", at: '5 working days before due' {COUNTED}"),
        ('"50 %"', '"2 months after start"', 4, f", at: '2 months after start' {COUNTED}"),
        ('"50 %"', '"soon before due"', 4, f", at: 'soon' {PERIODS}"),
        ('"50 %"', '"3 days after due"', 4, f", at: '3 days after due' {SHARES}"),
    ],
)
def test_a_wrong_rung_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, was: str, becomes: str, line: int, sentence: str
) -> None:
    assert told(tmp_path, changed(RUNG, was, becomes)) == [f"force.toml, line {line}: rung “half”{sentence}"]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        ('"WLS"', '"XX"', 1, f": no bank holidays are known for country 'GB', subdivision 'XX'; {PLACES}"),
        ('"GB"', '"XX"', 1, f": no bank holidays are known for country 'XX', subdivision 'WLS'; {PLACES}"),
        ("08:00:00", '"08:00"', 2, ", starts must be a time of day such as 08:00:00, without quotes"),
        ("08:00:00", "8", 2, ", starts must be a time of day such as 08:00:00, without quotes"),
        ("2024-01-01", "2026-11-03", 7, f", effective: 2026-11-03 {TO_COME}"),
        (
            "[working_day]",
            "[[working_day]]",
            1,
            " is a table: write [working_day], with one bracket, and its keys below",
        ),
    ],
)
def test_a_wrong_working_day_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, was: str, becomes: str, line: int, sentence: str
) -> None:
    assert told(tmp_path, changed(DAY, was, becomes)) == [f"force.toml, line {line}: working_day{sentence}"]


@pytest.mark.parametrize(
    ("text", "was", "becomes", "sentence"),
    [
        (
            MOVE,
            '"received"',
            '"recieved"',
            "4: move “take”, from: 'recieved' is not known here; allowed: received, allocated, in progress, closed",
        ),
        (MOVE, '"team"', '"boss"', "5: move “take”, by: 'boss' is not known here; allowed: team, owner, supervisor"),
        (MOVE, "from", "form", "4: move “take”, form is not known here; did you mean from? allowed: source, mark,"),
        (OUTCOME, '"enforcement action"', '"arrest"', f"3: outcome “Charged”, needs: 'arrest' {FACTS}"),
        (OUTCOME, '"owner"', "1", "4: outcome “Charged”, by: 1 is not known here; allowed: owner, supervisor"),
    ],
)
def test_a_wrong_move_or_outcome_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str, was: str, becomes: str, sentence: str
) -> None:
    lines = told(tmp_path, changed(text, was, becomes))
    assert [line for line in lines if line.startswith(f"force.toml, line {sentence}")]


def test_a_wrong_row_is_told_in_one_line_and_every_wrong_row_is_told(tmp_path: Path) -> None:
    one, other = changed(CLOCK, '"4 hours"', '"4 hurs"'), changed(RUNG, "50 %", "half")
    assert told(tmp_path, one) == [f"force.toml, line 9: clock “grade”, period: '4 hurs' {PERIODS}"]
    assert told(tmp_path, one + other) == [
        f"force.toml, line 9: clock “grade”, period: '4 hurs' {PERIODS}",
        f"force.toml, line 16: rung “half”, at: 'half' {SHARES}",
    ]


def test_a_row_without_its_name_is_called_by_its_number(tmp_path: Path) -> None:
    lines = told(tmp_path, CLOCK + changed(CLOCK, 'name = "grade"\n', ""))
    assert lines == ["force.toml, line 13: clock no. 2, name is missing"]


def test_a_rule_that_holds_from_today_on_holds(tmp_path: Path) -> None:
    file = tmp_path / "force.toml"
    file.write_text(changed(DAY, "2024-01-01", "2026-11-02"), "utf-8")
    assert load(file, date(2026, 11, 2)).working_day.subdivision == "WLS"
    with pytest.raises(PolicyError, match=TO_COME):
        load(file, date(2026, 11, 1))


def test_without_a_day_no_rule_is_asked_for_its_date(tmp_path: Path) -> None:
    file = tmp_path / "force.toml"
    file.write_text(changed(DAY, "2024-01-01", "2999-01-01"), "utf-8")
    assert load(file).working_day.effective == date(2999, 1, 1)
