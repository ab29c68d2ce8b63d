"""Talk of a reset: which sentences are heard, how well, and that a long message takes no longer than it must."""

import pytest

from casework.corpus import HALVES, Figures, read
from casework.policy import load
from casework.policy_talk import ResetTalk
from casework.resettalk import speaks_of_reset

RULES = load().reset_talk


def heard(text: str) -> bool:
    return speaks_of_reset(text, RULES)


def a_row(name: str, says: str, words: tuple[str, ...], **other: object) -> ResetTalk:
    sourced = {"source": "Force policy", "mark": "force policy", "effective": "2023-04-05"}
    given = {"name": name, "says": says, "words": words, **sourced, **other}
    return ResetTalk.model_validate({**given, "effective": RULES[0].effective})


@pytest.mark.parametrize(
    "text",
    [
        "factory reset",
        "FACTORY-RESET the phone",
        "Wipe the phone.",
        "The phone, I am told, was wiped by her mum: the phone was wiped",
        "don’t forget to wipe the phone",
        "I told her not to, but she wiped the phone",
        "why not wipe the phone?",
        "wipe it",
        "she’s deleted her Snapchat",
        "get her a new phone",
        "her phone was sold",
        "*Wipe* the _phone_ <@U0OFFICER1>",
    ],
)
def test_talk_of_a_reset_is_heard(text: str) -> None:
    assert heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "reset my password",
        "reset the meeting",
        "wipe the whiteboard",
        "the printer is down again, reset it",
        "replace the battery of my radio",
        "do not let him reset the phone",
        "don’t wipe the phone",
        "nobody in that house is to wipe the phone",
        "she wanted to wipe the phone. We stopped her",
        "my phone is being replaced",
        "the phone is here. Wipe the table",
        "the phone is here and the kitchen is the place where they wipe",
        "<https://example.com/factory-reset|how to>",
    ],
)
def test_what_is_innocent_or_advised_against_is_not(text: str) -> None:
    assert not heard(text)


WIPE = a_row("wiping", "reset", ("wip*",), things=("phone", "hard drive"), within=1)


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("wipe phone", True),
        ("wiping the phone", True),
        ("phone now wiped", True),
        ("phone wiped", True),
        ("wiped the hard drive", True),
        ("wipe the big phone", False),
        ("wipe hard", False),
        ("wip the phone", True),
        ("wipe", False),
        ("wipe. phone", False),
        ("wipe – phone", False),
        ("wipe phones", False),
        ("swipe phone", False),
    ],
)
def test_a_thing_stands_within_so_many_words_of_the_word(text: str, is_heard: bool) -> None:
    assert speaks_of_reset(text, (WIPE,)) is is_heard


@pytest.mark.parametrize(
    ("row", "text", "is_heard"),
    [
        (a_row("own", "innocent", ("my phone",)), "wipe my phone", False),
        (a_row("own", "innocent", ("my phone",)), "wipe my phone and wipe the phone", True),
        (a_row("off", "innocent", ("wipe",), things=("feet",), within=2), "wipe your feet", False),
        (a_row("off", "innocent", ("wipe",), things=("feet",), within=3), "wipe the phone not feet", False),
        (a_row("no", "forbidden", ("no",)), "no one wipes the phone", False),
        (a_row("no", "forbidden", ("no",)), "wipe the phone no more", True),
        (a_row("no", "forbidden", ("no",)), "no one two three four five six wipes the phone", False),
        (a_row("no", "forbidden", ("no",)), "no one two three four five six seven wipes the phone", True),
        (a_row("end", "prevented", ("in time",)), "wipe the phone. I came in time", False),
        (a_row("turn", "turn", ("but",)), "wipe but phone", False),
    ],
)
def test_each_kind_of_row_does_what_it_says(row: ResetTalk, text: str, is_heard: bool) -> None:
    assert speaks_of_reset(text, (WIPE, row)) is is_heard


def test_what_is_allowed_takes_back_what_is_forbidden() -> None:
    rules = (WIPE, a_row("no", "forbidden", ("not",)), a_row("yes", "allowed", ("why not",)))
    assert speaks_of_reset("why not wipe the phone", rules)
    assert not speaks_of_reset("do not wipe the phone", rules)


def test_a_weak_row_counts_only_where_nothing_innocent_is_said() -> None:
    rules = (a_row("it", "reset", ("wipe it",), weak=True), a_row("off", "innocent", ("kitchen",)))
    assert speaks_of_reset("wipe it", rules)
    assert not speaks_of_reset("the kitchen is dirty. wipe it", rules)


@pytest.mark.parametrize("words", ["Wipe", "do not!", "*", "", "wipe  it"])
def test_words_that_could_never_be_heard_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="cannot be heard"):
        a_row("wrong", "reset", (words,))


def test_without_rules_nothing_is_heard() -> None:
    assert not speaks_of_reset("factory reset", ())


@pytest.mark.parametrize(
    "text", ["wipe " * 8_000, "phone wipe not " * 2_700, "w" * 40_000, "<" * 40_000, "a, " * 9_000]
)
def test_the_longest_message_of_slack_is_read_to_its_end(text: str) -> None:
    assert speaks_of_reset(f"{text}. factory reset", RULES)


def test_the_corpus_is_large_and_at_least_half_of_it_is_innocent() -> None:
    every = [sentence for half in HALVES for sentence in read(half)]
    assert len(every) >= 320
    assert len({sentence.text.casefold() for sentence in every}) == len(every)
    assert sum(not sentence.is_reset for sentence in every) * 2 >= len(every)


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall_are_at_least_95_percent_also_on_the_half_that_was_held_back(half: str) -> None:
    figures = Figures.of((sentence.is_reset, heard(sentence.text)) for sentence in read(half))
    assert figures.precision >= 0.95
    assert figures.recall >= 0.95


def test_precision_and_recall_are_counted_apart() -> None:
    pairs = [(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 9
    assert Figures.of(pairs) == Figures(precision=0.6, recall=0.75)
