from string import Formatter

import pytest

from casework import answer_errors, errors
from casework.errors import Refusal

KINDS = {**vars(errors), **vars(answer_errors)}.values()
REFUSALS = [kind for kind in KINDS if isinstance(kind, type) and issubclass(kind, Refusal)]


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_is_whole_sentences_on_one_line(kind: type[Refusal]) -> None:
    named = {name: name.upper() for _, name, _, _ in Formatter().parse(kind.__doc__ or "") if name}
    sentence = str(kind(**named))
    # What follows from the policy is a sentence of its own there.
    assert sentence.removesuffix("INSTEAD").removesuffix("BECAUSE").rstrip().endswith(".")
    assert all(name in sentence for name in named.values())
    assert not set("{}\n") & set(sentence)
    assert "  " not in sentence


def test_a_refusal_without_a_sentence_says_nothing_rather_than_a_programmers_word() -> None:
    class Silent(Refusal):
        pass

    assert str(Silent()) == ""


def test_a_refusal_says_what_to_do_instead() -> None:
    refusal = errors.NotYours(move="Close", reference="CC-26-00042", by="the owner or a supervisor")
    assert str(refusal) == (
        "Close on CC-26-00042 is for the owner or a supervisor."
        " Ask one of them, or ask your supervisor to allocate the case to you."
    )


def test_what_was_typed_is_never_taken_for_a_placeholder() -> None:
    assert "{present}" in str(errors.NotAReason(words="{present}", because="Say what changed."))


def test_a_refusal_without_what_it_names_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        errors.NoSuchCase()
