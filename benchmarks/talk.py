"""How well talk of a reset is heard: precision and recall on both halves of the corpus, and the time of a message."""

from time import perf_counter

from benchmarks.places import Places
from benchmarks.sections import Row, Section
from benchmarks.sizes import Sizes
from casework import policy
from casework.corpus import HALVES, Figures, read
from casework.resettalk import speaks_of_reset

GOAL = 0.95


def measure(_sizes: Sizes, _places: Places) -> Section:
    """A row for each half; the rules were written from the one, and the other was held back."""
    found = {half: _heard(half) for half in HALVES}
    held = found["held"][0]
    worse = min(held.precision, held.recall)
    return Section(
        "Talk of a reset",
        "Sentences of the corpus; the rules were written from one half of it. Precision: of what was heard, the share "
        "that was meant; recall: of what was meant, the share that was heard. "
        f"The goal on the half that was held back is {GOAL} of both: {'met' if worse >= GOAL else 'missed'}.",
        ("half", "reset", "innocent", "precision", "recall", "ms a message"),
        [row for _, row in found.values()],
    )


def _heard(half: str) -> tuple[Figures, Row]:
    rules, sentences, start = policy.load().reset_talk, read(half), perf_counter()
    heard = [(sentence.is_reset, speaks_of_reset(sentence.text, rules)) for sentence in sentences]
    taken = (perf_counter() - start) * 1000 / len(sentences)
    figures, meant = Figures.of(heard), sum(is_reset for is_reset, _ in heard)
    numbers = (str(meant), str(len(heard) - meant), f"{figures.precision:.3f}", f"{figures.recall:.3f}")
    return figures, (half, *numbers, f"{taken:.3f}")
