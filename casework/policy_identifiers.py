"""Rows of the policy about identifiers: which kinds may be entered, and how each is written."""

from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import AfterValidator, Field, model_validator

from casework.identifiers import NORMALISERS
from casework.policy_rows import Label, Sourced, Text


def _form(name: str) -> str:
    if name not in NORMALISERS:
        raise ValueError(f"{name!r} is not known here; allowed: {', '.join(NORMALISERS)}")
    return name


def _region(name: str) -> str:
    if name not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"{name!r} is no region; write two capitals such as 'GB'")
    return name


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write for example 'UTC' or 'Europe/London'") from None
    return name


class IdentifierRule(Sourced):
    """A kind of identifier: the words of its form, and how it is written so that two of it can be compared.

    `region` is where a telephone number without a country code belongs, `zones` the time zones that a record may be in.
    """

    name: Label
    label: Label
    hint: Text
    form: Annotated[str, AfterValidator(_form)]
    region: Annotated[str, AfterValidator(_region)] = ""
    zones: Annotated[tuple[Annotated[str, AfterValidator(_zone)], ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _has_what_its_form_needs(self) -> Self:
        needed = NORMALISERS[self.form].needs
        if needed and not getattr(self, needed):
            raise ValueError(f"the form {self.form!r} needs {needed}")
        return self

    @property
    def asks(self) -> str:
        """What is asked beside the text itself: "platform", "time" or nothing."""
        return NORMALISERS[self.form].asks
