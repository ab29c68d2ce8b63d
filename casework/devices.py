"""How the numbers of devices are written: IMEI, serial number, MAC address, advertising identifier."""

import re
from uuid import UUID

from casework.spelling import Typed, Unreadable, bare, folded, plain

_UNIT, _IMEI, _IMEISV = 14, 15, 16
"""Digits that tell the device, with the check digit behind them, and with two of the software instead."""
_SERIAL = re.compile(r"(?=.*\d)[0-9a-z]{6,40}")
_MAC = re.compile(r"[0-9a-f]{12}")
_NOBODYS = {"000000000000", "020000000000", "ffffffffffff"}
"""What a telephone shows to apps in the place of its own, and the address of everybody."""


def imei(typed: Typed) -> tuple[str, ...]:
    """Return the 14 digits that tell the device, of an IMEI (15 digits), an IMEISV (16) or without either end (14).

    The fifteenth is a check digit (3GPP TS 23.003, Luhn): with it, a digit that was mistyped is noticed.
    """
    digits = bare(typed.text, "-./")
    if not (digits.isascii() and digits.isdecimal() and _UNIT <= len(digits) <= _IMEISV):
        raise Unreadable("An IMEI has 15 digits, an IMEISV 16; `*#06#` on the telephone shows it.")
    if len(digits) == _IMEI and not _is_checked(digits):
        raise Unreadable(
            "The last digit does not fit the others, so one is mistyped. "
            "Where a network's record puts 0 in its place, write the first 14 digits."
        )
    if len(set(digits[:_UNIT])) == 1:
        raise Unreadable("One digit all the way is no device's number.")
    return (digits[:_UNIT],)


def _is_checked(digits: str) -> bool:
    """Say whether the digits add up as Luhn's formula wants: every second from the right doubled, its digits added."""
    doubled = (int(digit) * (1 + number % 2) for number, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def serial(typed: Typed) -> tuple[str, ...]:
    """Return a maker's serial number without capitals, spaces and hyphens."""
    number = folded(bare(typed.text, "-")).removeprefix("s/n:").removeprefix("sn:")
    if not _SERIAL.fullmatch(number):
        raise Unreadable("A serial number has six to forty letters and digits, at least one of them a digit.")
    return (number,)


def mac(typed: Typed) -> tuple[str, ...]:
    """Return the twelve hexadecimal digits of a network card."""
    digits = folded(bare(typed.text, ":-."))
    if not _MAC.fullmatch(digits):
        raise Unreadable("A MAC address has twelve digits from 0 to F, as in 00:00:5E:00:53:07.")
    if digits in _NOBODYS:
        raise Unreadable("This stands where a telephone hides its own MAC address: every telephone shows it.")
    return (digits,)


def advertising(typed: Typed) -> tuple[str, ...]:
    """Return an advertising identifier (IDFA, GAID) as a UUID is written."""
    try:
        number = UUID(plain(typed.text))
    except ValueError:
        raise Unreadable("An advertising identifier has 32 digits from 0 to F, in groups of 8-4-4-4-12.") from None
    if not number.int:
        raise Unreadable("Nothing but zeros is what a telephone gives when its owner has switched the identifier off.")
    return (str(number),)
