"""How each kind of identifier is written: spellings of one thing have one form, different things different ones."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casework.identifiers import NORMALISERS, Typed, Unreadable, normalise

AT = datetime(2026, 10, 3, 21, 14, tzinfo=UTC)


def forms(name: str, text: str, **beside: Any) -> tuple[str, ...]:  # noqa: ANN401 - what is typed beside the text
    given: dict[str, Any] = {"platform": "Snapchat", "at": AT, "region": "GB"} | beside
    return normalise("a kind", name, Typed(text, **given)).forms


def refusal(name: str, text: str, **beside: Any) -> str:  # noqa: ANN401 - the same
    with pytest.raises(Unreadable) as refused:
        forms(name, text, **beside)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        (
            "handle",
            [
                "kestrel.99",
                "@Kestrel.99",
                "  KESTREL.99 ",
                "@ kestrel.99",
                "kestrel\u200b.99",
                "\N{FULLWIDTH LATIN SMALL LETTER K}estrel.99",
            ],
        ),
        ("handle", ["straße", "STRASSE"]),
        ("handle", ["caf\u00e9", "cafe\u0301"]),
        (
            "e-mail",
            ["kestrel@example.org", " Kestrel@EXAMPLE.org ", "mailto:kestrel@example.org", "kestrel@example.org."],
        ),
        ("e-mail", ["k@bücher.example", "k@xn--bcher-kva.example", "K@BÜCHER.EXAMPLE", "k@bu\u0308cher.example"]),
        ("e-mail", ["kestrel@gmail.com", "k.e.s.trel@googlemail.com", "Kestrel+games@GMail.com"]),
        (
            "telephone",
            ["07700 900123", "+44 7700 900123", "0044 7700 900123", "+44 (0) 7700-900123", "\u202a07700900123\u202c"],
        ),
        ("telephone", ["+1 202 555 0143", "001 (202) 555-0143"]),
        ("imei", ["490154203237518", "49-015420-323751-8", "49015420323751", "4901542032375101", "49 015420 323751"]),
        ("serial number", ["C02-XK1 ABJ", "c02xk1abj", "S/N: C02XK1ABJ"]),
        ("mac", ["00:00:5E:00:53:07", "00-00-5e-00-53-07", "0000.5e00.5307", "00005E005307"]),
        (
            "advertising id",
            [
                "6D92078A-8246-4BA4-AE5B-76104861E7DC",
                "{6d92078a82464ba4ae5b76104861e7dc}",
                "6d92078a-8246-4ba4-ae5b-76104861e7dc",
            ],
        ),
        ("ip and time", ["203.0.113.7", " 203.0.113.7 ", "::ffff:203.0.113.7", "20\N{FULLWIDTH DIGIT THREE}.0.113.7"]),
    ],
)
def test_spellings_of_one_thing_have_one_form(name: str, spellings: list[str]) -> None:
    assert len({forms(name, text) for text in spellings}) == 1


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("handle", ["kestrel.99", "kestrel99", "kestrel_99", "kestrel.98"]),
        ("e-mail", ["kestrel@example.org", "kestrel@example.com", "k.estrel@example.org", "kestrel+games@example.org"]),
        ("e-mail", ["k@faß.example", "k@fass.example"]),
        ("telephone", ["07700 900123", "07700 900124", "+1 202 555 0143", "020 7946 0958"]),
        ("imei", ["490154203237518", "356938035643809"]),
        ("serial number", ["C02XK1ABJ", "C02XK1AB7"]),
        ("mac", ["00:00:5E:00:53:07", "00:00:5E:00:53:08"]),
        ("advertising id", ["6D92078A-8246-4BA4-AE5B-76104861E7DC", "6D92078A-8246-4BA4-AE5B-76104861E7DD"]),
        ("ip and time", ["203.0.113.7", "203.0.113.8", "2001:db8::7", "2001:db8:1::7"]),
    ],
)
def test_different_things_have_different_forms(name: str, others: list[str]) -> None:
    assert len({form for text in others for form in forms(name, text)[:1]}) == len(others)


def test_what_a_form_looks_like_never_changes() -> None:
    assert forms("handle", "@Kestrel") == ("handle\nsnapchat\nkestrel",)
    assert forms("e-mail", "K.estrel@googlemail.com") == ("e-mail\nkestrel@gmail.com",)
    assert forms("telephone", "07700 900123") == ("telephone\n+447700900123",)
    assert forms("imei", "490154203237518") == ("imei\n49015420323751",)
    assert forms("ip and time", "203.0.113.7:51413", at=datetime(2026, 10, 3, 21, 59, tzinfo=UTC)) == (
        "ip and time\ntime\n203.0.113.7\n497516",
        "ip and time\ntime\n203.0.113.7\n497517",
        "ip and time\nport\n203.0.113.7\n51413",
    )
    assert forms("ip and time", "2001:db8:0:1:aaaa::7")[0].startswith("ip and time\ntime\n2001:db8:0:1::/64\n")


def test_the_same_user_name_on_two_platforms_is_two_accounts() -> None:
    assert forms("handle", "kestrel") != forms("handle", "kestrel", platform="Discord")


@pytest.mark.parametrize(
    ("minutes", "same"), [(0, True), (1, True), (60, True), (-60, True), (120, False), (-120, False), (1440, False)]
)
def test_an_address_is_the_same_within_an_hour_and_never_two_hours_apart(minutes: int, same: bool) -> None:
    for start in range(0, 240, 7):
        at = AT + timedelta(minutes=start)
        one = forms("ip and time", "203.0.113.7", at=at)
        other = forms("ip and time", "203.0.113.7", at=at + timedelta(minutes=minutes))
        assert bool(set(one) & set(other)) is same


def test_an_address_with_its_port_is_the_same_whenever_it_was_seen() -> None:
    later = AT + timedelta(days=20)
    one = forms("ip and time", "203.0.113.7", port="51413")
    assert set(one) & set(forms("ip and time", "203.0.113.7:51413", at=later))
    assert not set(one) & set(forms("ip and time", "203.0.113.7:51414", at=later))
    assert set(forms("ip and time", "[2001:db8::7]:443")) == set(forms("ip and time", "2001:db8::7", port="0443"))


def test_a_device_that_changes_the_end_of_its_ipv6_address_is_found_on_its_line() -> None:
    assert set(forms("ip and time", "2001:db8::7")) & set(forms("ip and time", "2001:db8::aaaa:1%eth0"))


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("handle", "@", "Write the user name."),
        ("handle", "\u200b", "Write the user name."),
        ("handle", "https://example.org/kestrel", "not the address of the page"),
        ("e-mail", "kestrel", "nothing beside it"),
        ("e-mail", "kestrel@", "no domain"),
        ("e-mail", "kestrel@-.example", "no domain"),
        ("e-mail", "kestrel@localhost", "Write one e-mail address and nothing beside it"),
        ("e-mail", "K <kestrel@example.org>", "no domain"),
        ("e-mail", "the kestrel@example.org", "nothing beside it"),
        ("e-mail", "+games@gmail.com", "nothing beside it"),
        ("telephone", "kestrel", "no whole telephone number"),
        ("telephone", "12345", "no whole telephone number"),
        ("telephone", "07700 9001234567", "no whole telephone number"),
        ("telephone", "0800 FLOWERS", "write digits only"),
        ("imei", "490154203237517", "The last digit does not fit"),
        ("imei", "490154203237581", "The last digit does not fit"),
        ("imei", "4901542032375", "has 15 digits"),
        ("imei", "49015420323751811", "has 15 digits"),
        ("imei", "49015420323751x", "has 15 digits"),
        ("imei", "٤٩٠١٥٤٢٠٣٢٣٧٥١٨", "has 15 digits"),
        ("imei", "000000000000000", "no device's number"),
        ("serial number", "C02X1", "six to forty"),
        ("serial number", "kestrel", "at least one of them a digit"),
        ("serial number", "C02/XK1", "six to forty"),
        ("mac", "00:00:5E:00:77", "twelve digits"),
        ("mac", "00:00:5E:00:53:0G", "twelve digits"),
        ("mac", "02:00:00:00:00:00", "hides its own"),
        ("advertising id", "6D92078A", "32 digits"),
        ("advertising id", "00000000-0000-0000-0000-000000000000", "Nothing but zeros"),
        ("ip and time", "198.51.100", "no IP address"),
        ("ip and time", "203.0.113.256", "no IP address"),
        ("ip and time", "2001:db8::g", "no IP address"),
        ("ip and time", "203.0.113.7:0", "from 1 to 65,535"),
        ("ip and time", "203.0.113.7:65536", "from 1 to 65,535"),
        ("ip and time", "203.0.113.7:http", "from 1 to 65,535"),
        *[
            ("ip and time", text, "inside its own network")
            for text in (
                "10.0.0.1",
                "192.168.1.1",
                "172.16.0.9",
                "100.64.0.1",
                "127.0.0.1",
                "fe80::1",
                "fd00::1",
                "::1",
            )
        ],
    ],
)
def test_what_cannot_be_right_is_refused_and_not_quoted(name: str, text: str, sentence: str) -> None:
    says = refusal(name, text)
    assert sentence in says
    assert len(text) < 5 or text not in says


def test_an_address_needs_its_time_and_one_port() -> None:
    assert "it needs the day and the time" in refusal("ip and time", "203.0.113.7", at=None)
    assert "not the one in its own field" in refusal("ip and time", "203.0.113.7:443", port="80")


def test_nothing_that_was_typed_stands_in_a_representation() -> None:
    typed = Typed("kestrel", "Snapchat", AT, "443", "GB")
    assert "kestrel" not in repr((typed, normalise("User name", "handle", typed)))


def test_every_kind_that_the_issue_names_has_its_normaliser() -> None:
    assert set(NORMALISERS) == {
        *("handle", "e-mail", "telephone", "ip and time"),
        *("imei", "serial number", "mac", "advertising id"),
    }
