"""What the built-in policy has officers say and write, restated by hand."""

import pytest

from casework.policy import load

POLICY = load()


@pytest.mark.parametrize(
    ("kind", "instead", "not_in"),
    [
        ("e-mail address", "e-mail address known", ()),
        ("link", "Name the platform", ()),
        ("telephone number", "telephone number known", ("external_reference", "their_reference")),
        ("date of birth", "the age in years", ()),
        ("postcode", "address known", ()),
        ("address", "address known", ()),
        ("name with a title", "the child, the suspect", ()),
    ],
)
def test_what_identifies_is_replaced_by_what_does_not(kind: str, instead: str, not_in: tuple[str, ...]) -> None:
    [row] = [row for row in POLICY.identifying if row.name == kind]
    assert instead in row.say
    assert row.not_in == not_in


def test_whoever_sent_a_file_is_told_neither_to_copy_nor_to_delete_what_may_be_an_image_of_a_child() -> None:
    sentences = POLICY.sent_files.say
    assert any("do not open, copy, forward, screenshot or delete it" in sentence for sentence in sentences)
    assert any("digital forensics unit" in sentence for sentence in sentences)


def test_the_advice_forbids_a_reset_and_never_a_flat_block() -> None:
    advice = POLICY.advice
    assert (advice.heading, advice.rule[:17]) == ("Protect the evidence now", "No factory reset.")
    assert any("Before anything is blocked, ask us" in line for line in advice.say)
    assert not any("do not block" in line.casefold() for line in advice.say)
    assert any("Never copy, forward, screenshot or print an image of a child" in line for line in advice.never)
    assert any("time zone" in line for line in advice.write_down)
    assert "72 hours" in advice.call
