"""What a force may write about identifying words, and what it reads when a row is wrong."""

from pathlib import Path

import pytest

from casework.identifying import identifying
from casework.patterns import compiled
from casework.policy import load
from tests.casework.test_policy_file import file
from tests.casework.test_policy_mistakes import SOURCE, changed, told

ROW = """[[identifying]]
name = "collar number"
patterns = ['\\bC\\d{4}\\b']
unless = ['C0000']
not_in = ["external_reference"]
say = "Say the role."
"""
RULE = ROW + SOURCE


def test_a_force_finds_what_it_wants_found_and_nothing_else(tmp_path: Path) -> None:
    rules = load(file(tmp_path, RULE)).identifying
    assert [(each.kind, each.words, each.say) for each in identifying("C1234, C0000, SW1A 1AA", rules)] == [
        ("collar number", "C1234", "Say the role.")
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        (
            "\\bC\\d{4}",
            "(C",
            3,
            ", patterns: “(C\\b” is not a pattern: missing ): (C\\b; look-around is not known here",
        ),
        (
            "'C0000'",
            "'(?=C)'",
            4,
            ", unless: “(?=C)” is not a pattern: invalid perl operator: (?=; look-around is not known",
        ),
        ("'C0000'", "'C*'", 4, ", unless: “C*” fits a text with nothing in it, and so would fit every text"),
        ("'C0000'", "''", 4, ", unless must not be empty"),
        ("patterns = ['\\bC\\d{4}\\b']\n", "", 1, ": needs patterns, or a detector, to find anything by"),
        (
            "patterns = ['\\bC\\d{4}\\b']",
            'detector = "nose"',
            3,
            ", detector: 'nose' is not known here; allowed: telephone number",
        ),
        ('say = "Say the role."\n', "", 1, ", say is missing"),
        ("unless", "except", 4, ", except is not known here"),
    ],
)
def test_a_mistake_in_a_row_is_told_with_its_line(
    tmp_path: Path, was: str, becomes: str, line: int, sentence: str
) -> None:
    [said] = told(tmp_path, changed(RULE, was, becomes))
    assert said.startswith(f"force.toml, line {line}: identifying “collar number”{sentence}")


@pytest.mark.parametrize("pattern", [r"(a)\1", r"(?!a)b", r"(?<=a)b", "[", "a**", "(?P<n"])
def test_a_pattern_that_would_need_more_time_than_the_text_is_long_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="is not a pattern"):
        compiled(pattern)


def test_a_pattern_that_brings_other_engines_to_a_halt_is_searched_to_the_end() -> None:
    assert compiled("(a|a)*(a+)+b").search("a" * 10_000) is None
