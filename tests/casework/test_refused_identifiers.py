"""What is said of an identifier that cannot be one, word for word, and where the limits are."""

from datetime import UTC, datetime

import pytest

from casework.identifiers import Identifier, Typed, Unreadable, normalise

AT = datetime(2026, 10, 3, 21, 14, tzinfo=UTC)
A_SERIAL = "A serial number has six to forty letters and digits, at least one of them a digit."
AN_IMEI = "An IMEI has 15 digits, an IMEISV 16; `*#06#` on the telephone shows it."
MISTYPED = (
    "The last digit does not fit the others, so one is mistyped. "
    "Where a network's record puts 0 in its place, write the first 14 digits."
)
A_MAC = "A MAC address has twelve digits from 0 to F, as in 00:00:5E:00:53:07."
HIDDEN = "This stands where a telephone hides its own MAC address: every telephone shows it."
A_MAIL = "Write one e-mail address and nothing beside it, as in somebody@example.org."
A_PORT = "A port is a number from 1 to 65,535."
NO_ADDRESS = "This is no IP address: write it as 203.0.113.7 or 2001:db8::7."
INSIDE = "Every house has this address inside its own network: it needs the one seen from outside."


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("handle", "@ ", "Write the user name."),
        ("handle", "https://example.org/kestrel", "Write the user name alone, not the address of the page."),
        ("e-mail", "kestrel", A_MAIL),
        ("e-mail", "a b@example.org", A_MAIL),
        ("e-mail", "kestrel@exa mple.org", "What stands behind the @ is no domain: check its spelling."),
        ("imei", "4901542032375", AN_IMEI),  # thirteen digits
        ("imei", "49015420323751812", AN_IMEI),  # seventeen
        ("imei", "490154203237517", MISTYPED),
        ("imei", "00000000000000", "One digit all the way is no device's number."),
        ("serial number", "ab12c", A_SERIAL),
        ("serial number", "abcdefgh", A_SERIAL),
        ("serial number", "1" * 41, A_SERIAL),
        ("mac", "00:00:5e:00:53", A_MAC),
        ("mac", "02:00:00:00:00:00", HIDDEN),
        ("mac", "ff:ff:ff:ff:ff:ff", HIDDEN),
        ("mac", "00:00:00:00:00:00", HIDDEN),
        (
            "advertising id",
            "6d92078a-8246",
            "An advertising identifier has 32 digits from 0 to F, in groups of 8-4-4-4-12.",
        ),
        (
            "advertising id",
            "00000000-0000-0000-0000-000000000000",
            "Nothing but zeros is what a telephone gives when its owner has switched the identifier off.",
        ),
        ("ip and time", "203.0.113", NO_ADDRESS),
        ("ip and time", "192.168.1.4", INSIDE),
        ("ip and time", "fe80::1", INSIDE),
        ("ip and time", "203.0.113.7:0", A_PORT),
        ("ip and time", "203.0.113.7:65536", A_PORT),
        ("ip and time", "[2001:db8::7]]:443", A_PORT),
    ],
)
def test_each_refusal_is_a_sentence_that_says_what_to_do(name: str, text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        normalise("a kind", name, Typed(text, platform="Snapchat", at=AT, region="GB"))
    assert str(refused.value) == sentence


def test_an_address_without_its_time_or_with_two_ports_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unreadable) as timeless:
        normalise("a kind", "ip and time", Typed("203.0.113.7"))
    assert str(timeless.value) == "An address is shared by many: it needs the day and the time."
    with pytest.raises(Unreadable) as twice:
        normalise("a kind", "ip and time", Typed("203.0.113.7:443", at=AT, port="80"))
    assert str(twice.value) == "The port behind the address is not the one in its own field."


@pytest.mark.parametrize(
    ("name", "text", "forms"),
    [
        ("serial number", "abc12d", ("serial number\nabc12d",)),  # six
        ("serial number", "1" * 40, (f"serial number\n{'1' * 40}",)),
        ("serial number", "SN: F2LX-K0AB", ("serial number\nf2lxk0ab",)),
        ("serial number", "S/N: F2LXK0AB", ("serial number\nf2lxk0ab",)),
        ("serial number", "ABC1234SN:", None),
        ("imei", "49015420323751", ("imei\n49015420323751",)),
        ("imei", "4901542032375199", ("imei\n49015420323751",)),
    ],
)
def test_the_shortest_and_the_longest_are_taken(name: str, text: str, forms: tuple[str, ...] | None) -> None:
    typed = Typed(text, at=AT, region="GB")
    if forms is None:
        with pytest.raises(Unreadable):
            normalise("a kind", name, typed)
    else:
        assert normalise("the kind", name, typed) == Identifier("the kind", forms)


@pytest.mark.parametrize("port", ["1", "65535"])
def test_the_first_and_the_last_port_are_ports(port: str) -> None:
    written = normalise("a kind", "ip and time", Typed(f"203.0.113.7:{port}", at=AT)).forms
    assert written[-1] == f"ip and time\nport\n203.0.113.7\n{port}"
