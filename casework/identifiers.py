"""What was typed of an identifier → the forms by which it is compared; each kind's normaliser by its name."""

from collections.abc import Callable
from dataclasses import dataclass, field

from casework import accounts, addresses, devices
from casework.spelling import Typed, Unreadable

__all__ = ["NORMALISERS", "Identifier", "Normaliser", "Typed", "Unreadable", "normalise"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something by which a person or device is found again; `kind` is the name of its row in the policy.

    Two are the same when they have one of their `forms` in common. The representation hides them.
    """

    kind: str
    forms: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Normaliser:
    """How one kind is written: `write` gives the parts of each form; `asks` and `needs` say what else that takes.

    `asks` names what the form asks the officer beside the text ("platform", "time"), `needs` columns of the row.
    """

    write: Callable[[Typed], tuple[tuple[str, ...], ...]]
    asks: str = ""
    needs: str = ""


def _alone(write: Callable[[Typed], tuple[str, ...]]) -> Callable[[Typed], tuple[tuple[str, ...], ...]]:
    return lambda typed: (write(typed),)


NORMALISERS = {
    "handle": Normaliser(_alone(accounts.handle), asks="platform"),
    "e-mail": Normaliser(_alone(accounts.mail)),
    "telephone": Normaliser(_alone(accounts.telephone), needs="region"),
    "ip and time": Normaliser(addresses.sighting, asks="time", needs="zones"),
    "imei": Normaliser(_alone(devices.imei)),
    "serial number": Normaliser(_alone(devices.serial)),
    "mac": Normaliser(_alone(devices.mac)),
    "advertising id": Normaliser(_alone(devices.advertising)),
}
"""By the name that a row of the policy writes. Every hash is made over this name: it is never renamed."""


def normalise(kind: str, name: str, typed: Typed) -> Identifier:
    """Return what was `typed` by the normaliser `name`; `Unreadable` says what is wrong with it.

    A form is the name and its parts, a line each: what is normalised has no line breaks in it.
    """
    return Identifier(kind, tuple("\n".join((name, *parts)) for parts in NORMALISERS[name].write(typed)))
