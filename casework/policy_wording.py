"""What a row about words and files that do not belong in Slack holds."""

from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from casework.patterns import compiled
from casework.policy_rows import Label, Sourced, Text, Texts


def _pattern(given: str) -> str:
    compiled(given)
    return given


Pattern = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_pattern)]


class Identifying(Sourced):
    """Words by which somebody could be identified: how they are found, and what to write instead of them."""

    name: Label
    patterns: tuple[Pattern, ...] = ()
    detector: Literal["telephone number"] | None = None
    unless: tuple[Pattern, ...] = ()
    not_in: tuple[Label, ...] = ()
    say: Text

    @model_validator(mode="after")
    def _can_find_something(self) -> Self:
        if not self.patterns and not self.detector:
            raise ValueError("needs patterns, or a detector, to find anything by")
        return self

    @cached_property
    def searches(self) -> tuple[Any, ...]:
        """The patterns, ready to search with."""
        return tuple(compiled(pattern) for pattern in self.patterns)

    @cached_property
    def exceptions(self) -> tuple[Any, ...]:
        """What found words must not fit, ready to search with."""
        return tuple(compiled(pattern) for pattern in self.unless)


class SentFiles(Sourced):
    """What is answered to somebody who sends a file or an image."""

    heading: Label
    say: Texts
