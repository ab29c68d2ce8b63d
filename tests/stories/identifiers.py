"""Entering identifiers of a case in the window, and the cases they are entered for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.stories.people import Person

NAME = "kestrel.orchard.99"
SHARED = "CC-26-00001 and CC-26-00002 share an identifier."
SECOND = "CC-26-00001 and CC-26-00003 share an identifier."
PLACES = ("@officer", "@sergeant", "@southern officer", "@southern sergeant")


async def enters(person: Person, reference: str, typed: str = NAME, kind: str = "User name", **beside: object) -> str:
    """Enter identifiers of a case and return what the window says then; everything is typed into a form of its kind."""
    await person.finds(reference, "Compare a user name, number or e-mail…")
    await person.chooses("identifier_kind", kind)
    beside = beside or ({"platform": "Snapchat"} if kind == "User name" else {})
    assert not await person.submits(identifiers=typed, **beside)
    shown = person.window
    await person.closes_windows()
    return shown


async def owned(person: Person, grade: str = "high") -> str:
    reference = await person.refers(grade=grade)
    await person.takes(reference)
    return reference
