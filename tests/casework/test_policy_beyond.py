from datetime import timedelta
from pathlib import Path

import pytest

from casework.case import Grade
from casework.policy import PolicyError, load

FORCE = """
[fallback]
grades = ["very high"]
not_taken = "5 minutes"
tries = 4
source = "Force order 12"
mark = "force policy"
effective = 2024-01-01
"""


def force(folder: Path, text: str) -> Path:
    file = folder / "force.toml"
    file.write_text(text, "utf-8")
    return file


def test_what_is_very_high_or_ungraded_goes_beyond_slack_after_ten_minutes() -> None:
    rule = load().fallback
    assert rule.grades == (Grade.VERY_HIGH, Grade.UNGRADED)
    assert rule.wait == timedelta(minutes=10)
    assert rule.tries == 3


def test_a_force_sets_its_own_grades_and_time(tmp_path: Path) -> None:
    rule = load(force(tmp_path, FORCE)).fallback
    assert (rule.grades, rule.wait, rule.tries) == ((Grade.VERY_HIGH,), timedelta(minutes=5), 4)
    assert load(force(tmp_path, FORCE.replace('["very high"]', "[]"))).fallback.grades == ()


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("5 minutes", "1 working day", "force.toml, line 4: fallback, not_taken: must count in minutes or hours"),
        ("5 minutes", "at once", "force.toml, line 4: fallback, not_taken: 'at once' is not a period"),
        ("tries = 4", "tries = 1", "force.toml, line 5: fallback, tries: "),
        ("very high", "dreadful", "force.toml, line 3: fallback, grades: 'dreadful' is not known here; allowed"),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path: Path, was: str, becomes: str, sentence: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load(force(tmp_path, FORCE.replace(was, becomes)))
    assert str(refused.value).startswith(sentence)
