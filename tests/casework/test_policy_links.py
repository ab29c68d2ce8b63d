"""What a force reads when a row of its policy names what there is not, and what its own tables leave of the others."""

from pathlib import Path

import pytest

from casework.policy import load
from tests.casework.test_policy_mistakes import CLOCK, SOURCE, changed, told


def item(name: str, more: str = "") -> str:
    return (
        f'[[clock]]\nname = "{name}"\nlabel = "L"\nask = "A"\nstarts = "item"\nstops = "item"\nperiod = "28 days"\n'
        f'met_by = "M"\nladder = "standard"\n{more}{SOURCE}'
    )


def fact(name: str) -> str:
    return f'[[fact]]\nname = "{name}"\nquestion = "Q"\nanswers = ["yes", "no"]\n{SOURCE}'


FACTS = fact("child at risk") + fact("child in contact") + fact("suspect identified")
SECURED = '[[result]]\nof = ["CCTV", "phone"]\nname = "Secured"\n'
TABLES = CLOCK + item("CCTV") + item("phone") + FACTS + SECURED + '[[action]]\nname = "Arrest"\n'
OPENING = f'[[opening]]\non = ["logged"]\nopens = ["CCTV"]\n{SOURCE}'
GUARD = f'[[guard]]\ngrades = ["low"]\nfacts = ["child at risk: yes"]\nsays = "S"\n{SOURCE}'

ITEMS = "is not known; allowed: CCTV, phone"
ANSWERS = (
    "is not known; allowed: child at risk: no, child at risk: yes, child in contact: no, child in contact: yes,"
    " suspect identified: no, suspect identified: yes"
)
EVENTS = (
    "is not known; allowed: CCTV: Secured, action Arrest, child at the address, closed, fact child at risk: no,"
    " fact child at risk: yes,"
    " fact child in contact: no, fact child in contact: yes, fact suspect identified: no,"
    " fact suspect identified: yes, grade not agreed, grade proposed, graded, logged, owner skilled, owner unskilled,"
    " phone: Secured, reopened"
)


@pytest.mark.parametrize(
    "on",
    [
        *("logged", "graded", "grade proposed", "grade not agreed", "owner unskilled", "owner skilled", "reopened"),
        *("closed", "action Arrest", "fact child at risk: yes", "CCTV: Secured"),
    ],
)
def test_an_opening_may_follow_from_each_of_these(tmp_path: Path, on: str) -> None:
    file = tmp_path / "force.toml"
    file.write_text(changed(OPENING, "logged", on) + TABLES, "utf-8")
    assert [row.on for row in load(file).opening] == [(on,)]


LOST = changed(SECURED, "Secured", "Lost")
FAX = item("fax", 'ends_on = ["closed"]\n')


@pytest.mark.parametrize(
    ("row", "line", "sentence"),
    [
        (changed(OPENING, '["CCTV"]', '["CTV"]'), 9, f"opening no. 2, opens: 'CTV' {ITEMS}"),
        (changed(OPENING, '["CCTV"]', '["phone", "grade"]'), 9, f"opening no. 2, opens: 'grade' {ITEMS}"),
        (changed(OPENING, "logged", "lodged"), 8, f"opening no. 2, on: 'lodged' {EVENTS}"),
        (changed(OPENING, "logged", "action Visit"), 8, f"opening no. 2, on: 'action Visit' {EVENTS}"),
        (changed(OPENING, "opens", 'when = ["risk: yes"]\nopens'), 9, f"opening no. 2, when: 'risk: yes' {ANSWERS}"),
        (changed(OPENING, "opens", 'unless = ["risk: no"]\nopens'), 9, f"opening no. 2, unless: 'risk: no' {ANSWERS}"),
        (changed(GUARD, "child at risk: yes", "risk: yes"), 10, f"guard no. 2, facts: 'risk: yes' {ANSWERS}"),
        (changed(LOST, '"CCTV", "phone"', '"CTV"'), 5, f"result “Lost”, of: 'CTV' {ITEMS}"),
        (changed(LOST, "name", 'opens = ["phon"]\nname'), 6, f"result “Lost”, opens: 'phon' {ITEMS}"),
        (changed(FAX, '["closed"]', '["close"]'), 22, f"clock “fax”, ends_on: 'close' {EVENTS}"),
        (item("fax"), 13, "clock “fax” is of items, and neither a result nor an event ends one"),
    ],
)
def test_a_name_that_there_is_not_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, row: str, line: int, sentence: str
) -> None:
    # A row of the same table that is right stands before it.
    heading = row.split("\n", maxsplit=1)[0]
    right = next(text for text in (OPENING, GUARD, SECURED, CLOCK) if text.startswith(heading))
    assert told(tmp_path, right + row + TABLES.replace(right, "")) == [f"force.toml, line {line}: {sentence}"]


def test_an_item_that_an_event_ends_needs_no_result(tmp_path: Path) -> None:
    file = tmp_path / "force.toml"
    file.write_text(FAX + TABLES, "utf-8")
    assert load(file).results("fax") == ()


@pytest.mark.parametrize("name", ["child at risk", "child in contact", "suspect identified"])
def test_what_every_referral_is_asked_cannot_be_left_out(tmp_path: Path, name: str) -> None:
    kept = FACTS.replace(fact(name), "")
    assert told(tmp_path, kept) == [f"force.toml, line 1: fact has no row “{name}”; every referral is asked it"]


def test_a_name_stands_once_in_its_table_and_a_result_once_for_each_clock(tmp_path: Path) -> None:
    lost = '[[result]]\nof = ["CCTV"]\nname = "Lost"\n'
    twice = '[[result]]\nof = ["phone", "CCTV"]\nname = "Lost"\n'
    file = tmp_path / "force.toml"
    file.write_text(TABLES + lost + changed(lost, "CCTV", "phone"), "utf-8")
    assert [row.name for row in load(file).results("phone")] == ["Secured", "Lost"]
    sentence = "7: result “Lost” stands twice; each name is used once"
    assert told(tmp_path, lost + "\n\n\n" + twice + TABLES) == [f"force.toml, line {sentence}"]
    between = lost + SECURED + lost
    assert told(tmp_path, between + TABLES.replace(SECURED, "")) == [f"force.toml, line {sentence}"]
