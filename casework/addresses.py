"""How an IP address is written, and the windows of time in which two sightings of one count as the same."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from casework.spelling import Typed, Unreadable, plain

WINDOW_HOURS = 2
"""Two sightings at most an hour apart always share a window, and two that are two hours apart never do."""
_HOUR = 3600
_DIGITS = re.compile(r"[0-9]{1,5}")
_MOST_PORT = 65_535
_LINE_OF_ONE_CUSTOMER = 64
"""Bits of an IPv6 address that one household or telephone has; the device changes the others by itself."""
_INSIDE = tuple(
    map(
        ip_network,
        (
            *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("0.0.0.0/8", "224.0.0.0/3", "fc00::/7", "fe80::/10", "ff00::/8", "::/127"),
        ),
    )
)
"""Addresses that every house has, and those that are nobody's."""


def sighting(typed: Typed) -> tuple[tuple[str, ...], ...]:
    """Return the forms of an address at a moment: both windows of two hours in which it lies, and the port if known.

    Windows overlap by an hour, since hashes cannot be told to lie near each other. With its port an address counts
    whatever the time, for a program that shares files keeps both for weeks.
    """
    address, port = _parts(plain(typed.text), plain(typed.port))
    if typed.at is None:
        raise Unreadable("An address is shared by many: it needs the day and the time.")
    hours = int(typed.at.timestamp()) // _HOUR
    with_time = tuple(("time", _line(address), str(hour)) for hour in (hours - hours % 2, hours - 1 + hours % 2))
    return (*with_time, ("port", str(address), port)) if port else with_time


def _parts(text: str, port: str) -> tuple[IPv4Address | IPv6Address, str]:
    host, inline = _split(text)
    port = _port(port)
    if inline and port and inline != port:
        raise Unreadable("The port behind the address is not the one in its own field.")
    try:
        address = ip_address(host)
    except ValueError:
        raise Unreadable("This is no IP address: write it as 203.0.113.7 or 2001:db8::7.") from None
    return _public(address), inline or port


def _split(text: str) -> tuple[str, str]:
    """Return the address and the port of "203.0.113.7:443" or "[2001:db8::7]:443"; a port may be empty."""
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        return host, _port(port.removeprefix(":"))
    host, _, port = text.partition(":") if text.count(":") == 1 else (text, "", "")
    return host, _port(port)


def _port(text: str) -> str:
    if not text:
        return ""
    if not (_DIGITS.fullmatch(text) and 0 < int(text) <= _MOST_PORT):
        raise Unreadable(f"A port is a number from 1 to {_MOST_PORT:,}.")
    return str(int(text))


def _public(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv6Address):
        # Without the name of the interface at which one machine sees it, and as IPv4 where it is one.
        address = address.ipv4_mapped or IPv6Address(int(address))
    if any(address in network for network in _INSIDE):
        raise Unreadable("Every house has this address inside its own network: it needs the one seen from outside.")
    return address


def _line(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((int(address), _LINE_OF_ONE_CUSTOMER), strict=False))
