"""The sentences by which the recogniser of reset talk is measured, and the two figures that come of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

HALVES = ("written", "held")
"""The half from which the rules were written, and the half that was held back from that."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody might write in a channel, and whether that is talk of a reset."""

    text: str
    is_reset: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision: the share of what was heard that was meant; recall: the share of what was meant that was heard."""

    precision: float
    recall: float

    @classmethod
    def of(cls, heard: Iterable[tuple[bool, bool]]) -> Self:
        """Return the figures of pairs (meant, heard), of which at least one is both; `ZeroDivisionError` otherwise."""
        pairs = list(heard)
        both = sum(meant and told for meant, told in pairs)
        return cls(both / sum(told for _, told in pairs), both / sum(meant for meant, _ in pairs))


def read(half: str) -> tuple[Sentence, ...]:
    """Return the sentences of a half, in the order of its file."""
    lines = (files("casework.corpus") / f"reset_talk_{half}.tsv").read_text("utf-8").splitlines()[1:]
    return tuple(Sentence(text, label == "reset") for label, _, text in (line.partition("\t") for line in lines))
