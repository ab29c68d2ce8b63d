"""Rows of the policy about what is said: the advice by whom and what it is about, and how talk of a reset is known."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from casework.policy_rows import Label, Sourced, Text, Texts, YesOrNo


def _spoken(words: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+\*?( [a-z0-9]+\*?)*", words):
        raise ValueError(f"{words!r} cannot be heard; write small letters without signs, “*” for any ending: 'wip*'")
    return words


Spoken = Annotated[str, AfterValidator(_spoken)]


class AdviceFor(Sourced):
    """What to say to somebody about what holds the evidence, in words to read aloud, and what the officer minds."""

    who: Label
    kind: Label
    say: Texts
    mind: Annotated[tuple[Text, ...], Field(max_length=10)] = ()

    @property
    def name(self) -> str:
        """Whom and what it is for: each pair has one row."""
        return f"{self.who}: {self.kind}"


class ResetTalk(Sourced):
    """Words by which talk of a reset is known, or by which it is not meant.

    Without `things` the words alone are enough; otherwise a thing stands at most `within` words away, before or after.
    `weak` rows count only in a message that says nothing innocent.
    """

    name: Label
    says: Literal["reset", "innocent", "forbidden", "allowed", "prevented", "turn"]
    words: Annotated[tuple[Spoken, ...], Field(min_length=1)]
    things: tuple[Spoken, ...] = ()
    within: Annotated[int, Field(strict=True, ge=0, le=10)] = 0
    weak: YesOrNo = False
