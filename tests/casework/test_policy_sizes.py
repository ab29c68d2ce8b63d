"""How much a force may write in a table: what one of Slack's lists, sections and buttons holds."""

from pathlib import Path

import pytest

from casework.policy import PolicyError, load
from tests.casework.test_policy_file import file
from tests.casework.test_policy_mistakes import CLOCK, MOVE, RUNG, SOURCE, changed, told


def choices(table: str, number: int) -> str:
    return "".join(f'[[{table}]]\nname = "choice {row}"\n' for row in range(number))


@pytest.mark.parametrize("table", ["source", "kind", "tool", "action", "outcome", "reason", "holder"])
def test_officers_choose_from_one_to_a_hundred(tmp_path: Path, table: str) -> None:
    for number in (1, 100):
        assert len(getattr(load(file(tmp_path, choices(table, number))), table)) == number
    assert told(tmp_path, choices(table, 101)) == [f"force.toml, line 1: {table} has too many: at most 100"]
    assert told(tmp_path, f"{table} = []") == [f"force.toml, line 1: {table} needs at least one"]


def advice(lines: int) -> str:
    say = ", ".join(f'"line {line}"' for line in range(lines))
    rest = 'heading = "H"\nrule = "R"\nwrite_down = ["w"]\nnever = ["n"]\ncall = "C"\n'
    return f"[advice]\nsay = [{say}]\n{rest}{SOURCE}"


def test_advice_has_from_one_to_ten_lines_of_each_kind(tmp_path: Path) -> None:
    for number in (1, 10):
        assert len(load(file(tmp_path, advice(number))).advice.say) == number
    assert told(tmp_path, advice(11)) == ["force.toml, line 2: advice, say has too many: at most 10"]
    assert told(tmp_path, advice(0)) == ["force.toml, line 2: advice, say needs at least one"]
    lines = changed(advice(1), '["line 0"]', '"line 0"')
    assert told(tmp_path, lines) == ['force.toml, line 2: advice, say must be a list, such as ["…", "…"]']


NOT_A_REASON = f'[[not_a_reason]]\nname = "leave"\nbecause = "Somebody covers."\nwords = [" holidays "]\n{SOURCE}'


def test_a_single_word_may_be_no_reason(tmp_path: Path) -> None:
    (row,) = load(file(tmp_path, NOT_A_REASON)).not_a_reason
    assert row.words == ("holidays",)
    assert told(tmp_path, changed(NOT_A_REASON, '[" holidays "]', "[]")) == [
        "force.toml, line 4: not_a_reason “leave”, words needs at least one"
    ]


@pytest.mark.parametrize(("at", "share"), [("1 %", 0.01), ("99 %", 0.99), ("due", None), ("answer", None)])
def test_a_rung_stands_at_a_share_or_after_the_due_moment(tmp_path: Path, at: str, share: float | None) -> None:
    rung = load(file(tmp_path, CLOCK + changed(RUNG, "50 %", at))).rung_rule("standard", "half")
    assert rung is not None
    assert rung.share == share


def test_a_table_that_must_say_something_is_not_left_empty(tmp_path: Path) -> None:
    assert told(tmp_path, "rung = []")[0] == "force.toml, line 1: rung needs at least one"
    assert "force.toml, line 4: move “take”, from needs at least one" in told(
        tmp_path, changed(MOVE, '["received"]', "[]")
    )
    assert "force.toml, line 5: move “take”, by needs at least one" in told(tmp_path, changed(MOVE, '["team"]', "[]"))


def test_a_zone_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="event_time, zones: 'Europe/Atlantis' is no time zone; write for example"):
        load(file(tmp_path, '[event_time]\nzones = ["UTC", "Europe/Atlantis"]\n'))


def test_the_number_of_an_item_is_no_part_of_a_clocks_name(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="a clock’s name cannot hold ' #': that is how its items are numbered"):
        load(file(tmp_path, changed(CLOCK, 'name = "grade"', 'name = "grade #1"')))
