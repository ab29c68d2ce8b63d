"""What a force reads when its policy file as a whole is wrong, and that its tables replace the built-in ones."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from casework.case import Grade
from casework.policy import ClockRule, GradeRule, MoveRule, Outcome, Policy, RungRule, load
from casework.policy_errors import PolicyError, in_plain_words
from casework.policy_rows import Row
from tests.casework.test_policy_mistakes import CLOCK, RUNG, SOURCE, TO_COME, changed, told

GRADES = "".join(
    f'[[grade]]\nname = "{name}"\nrepeat = "2 hours"\nanswer_within = "1 hour"\n{SOURCE}'
    for name in ("very high", "ungraded", "high", "medium", "low")
)
TABLES = (
    "allowed: version, working_day, grade, clock, rung, move, source, kind, tool, action, outcome, reason, fact,"
    " opening, result, guard, holder, identifier, platform, closing, event_time, allocation, coverage, delivery,"
    " fallback, not_a_reason, advice, advice_for, reset_talk, identifying, sent_files, remind_me, quiet_hours, bundle"
)
MOVES = (
    "needed: grade, lower, take, allocate, evidence, enforce, close, fact, confirm, item, done, update, reopen,"
    " identify, handover"
)


def file(folder: Path, text: str) -> Path:
    path = folder / "force.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_empty_file_leaves_the_built_in_policy(tmp_path: Path) -> None:
    assert load(file(tmp_path, "")) == load()


def test_a_table_replaces_the_one_of_its_name_and_leaves_the_others(tmp_path: Path) -> None:
    policy = load(file(tmp_path, 'version = "mine"\n' + CLOCK))
    assert (policy.version, [row.name for row in policy.clock]) == ("mine", ["grade"])
    assert policy.rung == load().rung


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "force.toml"
    path.write_bytes(b"\xef\xbb\xbf" + CLOCK.replace("\n", "\r\n").encode())
    assert load(path).clock_rule("grade").period == load().clock_rule("grade").period


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("clock = []", ["1: clock needs at least one"]),
        ("clock = [1]", ["1: clock no. 1 is a table: write [[clock]], with two brackets, and its keys below"]),
        ("clock = 1", ["1: clock has rows: write [[clock]], with two brackets, above each"]),
        ("[clock]", ["1: clock has rows: write [[clock]], with two brackets, above each"]),
        ("\n\n[[clocks]]", [f"3: clocks is not known here; did you mean clock? {TABLES}"]),
        ("quux = 1", [f"1: quux is not known here; {TABLES}"]),
        ("# mine\nversion = 1", ["2: version must be text in quotes"]),
        (CLOCK + CLOCK, ["13: clock “grade” stands twice; each name is used once"]),
        (RUNG + RUNG + CLOCK, ["10: rung “half” stands twice; each name is used once"]),
        ('[[kind]]\nname = "a"\n' * 2, ["3: kind “a” stands twice; each name is used once"]),
        (
            changed(CLOCK, '"standard"', '"quick"') + RUNG + changed(RUNG, '"standard"', '"slow"'),
            ["8: clock “grade”, ladder: 'quick' has no rung; allowed: standard, slow"],
        ),
        (
            changed(GRADES, 'name = "high"', 'name = "hgh"'),
            ["16: grade “hgh”, name: 'hgh' is not known here; allowed: very high, ungraded, high, medium, low"],
        ),
        (
            GRADES[: GRADES.rindex("[[grade]]")],
            ["1: grade has no row “low”; needed: very high, ungraded, high, medium, low"],
        ),
        (
            '[[move]]\nname = "grade"\nlabel = "Grade"\nfrom = ["received"]\nby = ["team"]\n' + SOURCE,
            [f"1: move has no row “{name}”; {MOVES}" for name in MOVES.removeprefix("needed: grade, ").split(", ")],
        ),
        ("version = ", ["1: not valid TOML: Invalid value"]),
        ('version = "a"\nversion = "b"\n', ["2: not valid TOML: Cannot overwrite a value"]),
        ('\nversion = "a', ["2: not valid TOML: Unterminated string"]),
    ],
)
def test_a_mistake_in_the_whole_is_told_with_its_line(tmp_path: Path, text: str, sentences: list[str]) -> None:
    assert told(tmp_path, text) == [f"force.toml, line {sentence}" for sentence in sentences]


def test_a_grade_is_treated_as_one_that_has_its_own_periods(tmp_path: Path) -> None:
    text = changed(GRADES, 'name = "ungraded"', 'name = "ungraded"\ntreated_as = "ungraded"')
    (line,) = told(tmp_path, text)
    assert line == (
        "force.toml, line 10: grade “ungraded”, treated_as: 'ungraded' is itself treated as another;"
        " name a grade that has its own periods"
    )


PERIODS = ("very high", "high", "medium", "low")


@pytest.mark.parametrize(
    ("grades", "sentence"),
    [
        (PERIODS[:3], " has none for “low”; needed: very high, high, medium, low"),
        (PERIODS[1:], " has none for “very high”; needed: very high, high, medium, low"),
        ((*PERIODS, "ungraded"), ": “ungraded” is treated as another grade, so this is never used; remove it"),
    ],
)
def test_a_period_by_grade_has_one_for_each_grade_that_is_asked_for(
    tmp_path: Path, grades: tuple[str, ...], sentence: str
) -> None:
    periods = "".join(f'"{grade}" = "1 hour"\n' for grade in grades)
    text = changed(CLOCK, 'period = "4 hours"\n', "") + "[clock.period]\n" + periods
    assert told(tmp_path, text) == [f"force.toml, line 12: clock “grade”, period{sentence}"]


def test_a_period_by_grade_may_be_a_table_of_its_own(tmp_path: Path) -> None:
    periods = "".join(f'"{grade}" = "{number} hours"\n' for number, grade in enumerate(PERIODS, 1))
    policy = load(file(tmp_path, changed(CLOCK, 'period = "4 hours"\n', "") + "[clock.period]\n" + periods))
    period = policy.clock_rule("grade").period
    assert isinstance(period, dict)
    assert {grade.value: length.text for grade, length in period.items()} == {
        "very high": "1 hours",
        "high": "2 hours",
        "medium": "3 hours",
        "low": "4 hours",
    }


def test_grades_that_are_not_treated_as_another_need_periods_of_their_own(tmp_path: Path) -> None:
    sentence = "period has none for “ungraded”; needed: very high, ungraded, high, medium, low"
    by_grade = ["allocate", "enforcement", "reassess", "confirm grade", "progress", "safeguarding referral"]
    assert told(tmp_path, GRADES) == [f"force.toml: clock “{name}” (built in), {sentence}" for name in by_grade]


def test_a_built_in_row_that_no_longer_fits_is_called_built_in(tmp_path: Path) -> None:
    lines = told(tmp_path, changed(RUNG, '"standard"', '"quick"'))
    assert lines[:4] == [
        f"force.toml: clock “{name}” (built in), ladder: 'standard' has no rung; allowed: quick"
        for name in ("grade", "allocate", "evidence", "enforcement")
    ]
    ladders = {line.partition("ladder: ")[2] for line in lines}
    assert ladders == {
        f"'{name}' has no rung; allowed: quick"
        for name in ("standard", "second", "stale", "task", "preservation", "bail")
    }


def test_two_ladders_may_have_a_rung_of_the_same_name(tmp_path: Path) -> None:
    policy = load(file(tmp_path, CLOCK + RUNG + changed(RUNG, '"standard"', '"quick"')))
    assert [rung.ladder for name in ("standard", "quick") for rung in policy.rungs(name)] == ["standard", "quick"]


def test_a_key_is_found_in_its_own_row_only(tmp_path: Path) -> None:
    lacking = changed(CLOCK, 'label = "Grade it"\n', "")
    assert told(tmp_path, lacking + "\n" + RUNG) == ["force.toml, line 1: clock “grade”, label is missing"]


def test_a_whole_row_is_pointed_to_by_its_heading_whatever_its_lists_look_like(tmp_path: Path) -> None:
    spread = changed(RUNG, '["owner"]', '[\n  "owner",\n]')
    assert told(tmp_path, spread + spread + CLOCK) == [
        "force.toml, line 12: rung “half” stands twice; each name is used once"
    ]


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "force.toml"
    path.write_bytes(b"\n# Officer\x92s own\n\n\n")
    with pytest.raises(PolicyError, match=r"^force\.toml, line 2: is not UTF-8 text; save the file as UTF-8$"):
        load(path)


@pytest.mark.parametrize(("name", "why"), [("none.toml", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_told_with_its_whole_path(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load(tmp_path / name)
    assert str(refused.value) == f"{tmp_path / name}: this file cannot be read: {why}"


def test_the_built_in_policy_did_not_hold_before_the_report() -> None:
    with pytest.raises(PolicyError, match=rf"^policy\.toml, line \d+: working_day, effective: 2023-04-05 {TO_COME}"):
        load(today=date(2023, 4, 4))
    assert load(today=date(2024, 9, 16)).grade_rule(Grade.HIGH).name == "high"


ROWS: dict[str, type[Row]] = {
    "grade": GradeRule,
    "clock": ClockRule,
    "rung": RungRule,
    "move": MoveRule,
    "outcome": Outcome,
}
OTHERWISE = [
    "1",
    "1.5",
    '"x"',
    "true",
    "2024-01-01",
    "2024-01-01T10:00:00",
    "10:00:00",
    "[]",
    "[1]",
    "[[]]",
    "{}",
    "{ a = 1 }",
]


@pytest.mark.parametrize("value", OTHERWISE)
def test_whatever_a_value_is_nobody_reads_a_programmers_words(tmp_path: Path, value: str) -> None:
    keys = "\n".join(f"{key} = {value}" for key in Policy.model_fields)
    rows = "\n".join(
        f"[[{table}]]\n" + "\n".join(f"{field.alias or key} = {value}" for key, field in row.model_fields.items())
        for table, row in ROWS.items()
    )
    for text in (keys, rows):
        lines = told(tmp_path, text)
        assert len(lines) > len(ROWS)
        assert all(line.startswith("force.toml, line ") for line in lines)
        assert not [line for line in lines if "nput" in line or "Field" in line]


class Shift(BaseModel, extra="forbid"):
    hours: int


class Week(BaseModel):
    shifts: tuple[Shift, ...]


class Rota(BaseModel):
    weeks: tuple[Week, ...]


def test_a_mistake_of_a_kind_that_no_rule_has_yet_is_still_told_in_plain_words() -> None:
    with pytest.raises(ValidationError) as refused:
        Shift.model_validate({"hours": "many"})
    (mistake,) = in_plain_words(refused.value, Shift)
    assert (mistake.place, mistake.says) == (("hours",), ": 'many' is not allowed here")


def test_a_key_that_stands_deep_in_a_row_is_named_with_what_is_allowed_there() -> None:
    with pytest.raises(ValidationError) as refused:
        Rota.model_validate({"weeks": [{"shifts": [{"hours": 1, "hour": 2}]}]})
    (mistake,) = in_plain_words(refused.value, Rota)
    assert mistake.says == ": hour is not known here; did you mean hours? allowed: hours"
