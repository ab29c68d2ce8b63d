import pytest

from bot.commands.references import mentioned, reference
from casework.errors import NotAReference


@pytest.mark.parametrize(
    "typed",
    [
        "CC-26-00042",
        "cc-26-00042",
        " CC-26-00042 ",
        "26-00042",
        "26 00042",
        "26/00042",
        "2600042",
        "CC2600042",
        "CC 26 42",
        "cc-26-42",
        "26-42",
        "CC–26–00042",
        "CC\u201126\u201100042",
        "cc_26_042",
    ],
)
def test_a_reference_is_understood_however_it_is_typed(typed: str) -> None:
    assert reference(typed) == "CC-26-00042"


def test_a_number_of_six_figures_keeps_them() -> None:
    assert reference("cc 26 123456") == "CC-26-123456"


@pytest.mark.parametrize(
    "typed", ["42", "00042", "2642", "CC-2026-00042", "XX-26-00042", "CC-26-", "CC-26-00042 x", "٢٦-٤٢"]
)
def test_what_could_mean_another_case_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(NotAReference, match="One looks like CC-26-00042"):
        reference(typed)


@pytest.mark.parametrize("typed", ["the boy of number nine", "07700900123", "CC-26-00042 the boy"])
def test_nothing_of_what_is_no_reference_is_said_back(typed: str) -> None:
    with pytest.raises(NotAReference) as refused:
        reference(typed)
    assert str(refused.value) == "That is no reference of a case. One looks like CC-26-00042; `/queue` lists yours."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CC-26-00042: she wants to wipe it", "CC-26-00042"),
        ("about cc 26 42 and cc 26 43", "CC-26-00042"),
        ("(cc2600042)", "CC-26-00042"),
        ("CC\u201126\u201100042.", "CC-26-00042"),
        ("26-00042", None),
        ("call 0161 26 00042", None),
        ("ACC-26-00042", None),
        ("CC-26-0004299", None),
        ("", None),
    ],
)
def test_a_reference_is_found_in_what_somebody_writes_by_its_letters(text: str, found: str | None) -> None:
    assert mentioned(text) == found
