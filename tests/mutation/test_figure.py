import pytest

from tests.mutation.campaign import EXCUSES
from tests.mutation.figure import Mutant, excuses, figure

DIFF = """# casework.ladder.x_again__mutmut_5: survived
--- casework/ladder.py
+++ casework/ladder.py
@@ -5,3 +5,3 @@
-    if moment <= now:
+    if moment < now:
         missed = 1
"""


def mutants(**statuses: int) -> list[Mutant]:
    names = [status.replace("_", " ") for status, number in statuses.items() for _ in range(number)]
    return [Mutant(f"casework.ladder.x_again__mutmut_{number}", status) for number, status in enumerate(names)]


def test_the_line_that_a_mutant_has_is_read_from_its_diff() -> None:
    mutant = Mutant("casework.ladder.x_again__mutmut_5", "survived").changed_by(DIFF)
    assert (mutant.module, mutant.line) == ("ladder", "if moment < now:")


def test_a_line_that_a_mutant_lacks_is_named_as_lacking() -> None:
    lacking = DIFF.replace("+    if moment < now:", "+    ")
    assert (
        Mutant("casework.ladder.x_again__mutmut_5", "survived").changed_by(lacking).line == "without if moment <= now:"
    )


@pytest.mark.parametrize(
    ("statuses", "share"),
    [
        ({"killed": 9, "survived": 1}, 90.0),
        ({"killed": 8, "timeout": 1, "survived": 1}, 90.0),
        ({"killed": 8999, "survived": 1001}, 89.9),
        ({"killed": 1, "no_tests": 1}, 50.0),
        ({"killed": 1, "not_checked": 1, "suspicious": 1, "segfault": 1}, 25.0),
        ({}, 0.0),
    ],
)
def test_only_a_test_that_went_red_or_never_ended_counts_as_a_kill(statuses: dict[str, int], share: float) -> None:
    assert figure(mutants(**statuses), frozenset()).share == share


def test_the_figure_is_the_last_line_and_each_survivor_has_one() -> None:
    *before, last = figure(
        [*mutants(killed=3), Mutant("casework.case.x_a__mutmut_1", "survived", "a = None")], frozenset()
    ).lines()
    assert before == ["survived: casework.case.x_a__mutmut_1\n    a = None"]
    assert last == (
        "mutation of casework: 3 of 4 killed, 75.0 % (at least 90.0 %; by time-out 0; 0 excused); survivors: case 1"
    )


def test_what_is_excused_does_not_count_and_an_excuse_that_excuses_nothing_is_told() -> None:
    living = Mutant("casework.case.x_a__mutmut_1", "survived", "a = None")
    found = figure([*mutants(killed=1), living], frozenset({("case", "a = None"), ("case", "b = None")}))
    assert [*found.lines()] == [
        "excuses nothing, take it out: case: b = None",
        "mutation of casework: 1 of 1 killed, 100.0 % (at least 90.0 %; by time-out 0; 1 excused); survivors: none",
    ]


def test_every_excuse_gives_its_reason() -> None:
    assert excuses(EXCUSES.read_text("utf-8"))
    with pytest.raises(ValueError, match="needs its reason"):
        excuses('[[excuse]]\nmodule = "case"\nline = "a = None"\nbecause = " "\n')
