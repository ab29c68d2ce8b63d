"""The window of identifiers: what each kind asks, what is said of a mistake, and what is told of a match."""

from typing import Any

import pytest

from bot.views import case as casefile
from bot.views import identify, match
from bot.views.case import Details
from bot.views.mistakes import Mistakes
from practice.blocks import check_message, check_view
from tests.views.builders import RULES, a_sheet, buttons, field, said

MANY = tuple(f"CC-26-{number:05}" for number in range(1, 500))
TIME = {"seen_date": "2026-10-03", "seen_time": "21:14", "zone": "UTC", "port": None}


def read(kind: str, text: str | None, **beside: Any) -> Any:  # noqa: ANN401 - what the window holds
    return identify.read({"identifier_kind": kind, "identifiers": text, **beside}, a_sheet())


def mistakes(kind: str, text: str | None, **beside: Any) -> dict[str, str]:  # noqa: ANN401 - the same
    with pytest.raises(Mistakes) as found:
        read(kind, text, **beside)
    return found.value.fields


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("", ["identifier_kind", "identifiers", "platform", "out"]),
        ("User name", ["identifier_kind", "identifiers", "platform", "out"]),
        ("E-mail address", ["identifier_kind", "identifiers", "out"]),
        ("Telephone number", ["identifier_kind", "identifiers", "out"]),
        ("IP address with time", ["identifier_kind", "identifiers", "seen_date", "seen_time", "zone", "port", "out"]),
        ("IMEI", ["identifier_kind", "identifiers", "out"]),
    ],
)
def test_a_kind_asks_for_what_it_needs(kind: str, asked: list[str]) -> None:
    view = identify.form(a_sheet(), kind)
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == asked
    assert field(view, "identifier_kind")["dispatch_action"] is True
    assert check_view(view) == []


def test_every_kind_of_the_policy_fits_into_its_window() -> None:
    for rule in RULES.identifier:
        assert check_view(identify.form(a_sheet(), rule.name)) == []


def test_each_line_is_one() -> None:
    given = read("User name", "@Kestrel\n\n wren \r\n", platform="Kik")
    assert [each.forms for each in given] == [("handle\nkik\nkestrel",), ("handle\nkik\nwren",)]
    assert [each.kind for each in given] == ["User name"] * 2
    (seen,) = read("IP address with time", "203.0.113.7", **TIME | {"port": "443", "zone": "America/New_York"})
    assert seen.forms[-1] == "ip and time\nport\n203.0.113.7\n443"
    assert seen.forms[0].endswith("\n497520")
    (number,) = read("Telephone number", "07700 900123")
    assert number.forms == ("telephone\n+447700900123",)


@pytest.mark.parametrize(
    ("kind", "text", "beside", "field_name", "sentence"),
    [
        ("User name", None, {"platform": "Kik"}, "identifiers", "Write at least one."),
        ("User name", "kestrel", {"platform": None}, "platform", "Choose one from the list."),
        ("User name", "kestrel", {"platform": "Quux"}, "platform", "Choose one from the list."),
        ("User name", "kestrel", {}, "identifier_kind", "Choose the kind once more"),
        ("IP address with time", "203.0.113.7", {}, "identifier_kind", "Choose the kind once more"),
        ("Quux", "kestrel", {}, "identifier_kind", "Choose the kind once more"),
        ("IMEI", "1\n" * 26, {}, "identifiers", "These are 26 lines: enter at most 25"),
        ("IMEI", "12", {}, "identifiers", "An IMEI has 15 digits"),
        ("IMEI", "490154203237518\n12", {}, "identifiers", "Line 2: An IMEI has 15 digits"),
        ("IP address with time", "203.0.113.7\n203.0.113.8", TIME, "identifiers", "Enter one address at a time"),
        ("IP address with time", "203.0.113.7", TIME | {"zone": None}, "zone", "Choose the time zone"),
        ("IP address with time", "203.0.113.7", TIME | {"zone": "Asia/Tokyo"}, "zone", "Choose the time zone"),
        ("IP address with time", "203.0.113.7", TIME | {"seen_date": None}, "seen_date", "Choose the day."),
        ("IP address with time", "203.0.113.7", TIME | {"seen_date": "2027-01-01"}, "seen_date", "still to come"),
        ("IP address with time", "203.0.113.7", TIME | {"port": "x"}, "identifiers", "A port is a number"),
    ],
)
def test_a_mistake_is_said_on_its_field(
    kind: str, text: str | None, beside: dict[str, Any], field_name: str, sentence: str
) -> None:
    found = mistakes(kind, text, **beside)
    assert sentence in found[field_name]


def test_of_many_mistakes_three_are_told_and_none_quotes_what_was_typed() -> None:
    told = mistakes("Telephone number", "\n".join(["kestrel orchard"] * 9))["identifiers"]
    assert told.count("Line ") == 3
    assert told.endswith("And 6 lines more.")
    assert "kestrel" not in told
    assert "more" not in mistakes("Telephone number", "kestrel\n" * 3)["identifiers"]


@pytest.mark.parametrize(
    ("new", "known", "sharing", "told", "untold"),
    [
        (2, 0, (), ["2 kept.", "No other case"], ["known", "share an"]),
        (1, 3, (), ["1 kept*, 3 known already", "No other case"], ["share an"]),
        (0, 2, (), ["0 kept*, 2 known already"], ["No other case"]),
        (1, 0, ("CC-26-00007",), ["CC-26-00007 and CC-26-00042 share an identifier."], ["No other case"]),
        (1, 0, ("CC-26-00051",), ["CC-26-00042 and CC-26-00051 share an identifier."], ["… and"]),
        (1, 0, MANY[:20], ["CC-26-00020"], ["… and"]),
        (1, 0, MANY, ["CC-26-00020", "… and 479 other cases"], ["CC-26-00021"]),
    ],
)
def test_what_was_kept_is_said(
    new: int, known: int, sharing: tuple[str, ...], told: list[str], untold: list[str]
) -> None:
    view = identify.result(a_sheet(), new, known, sharing)
    assert check_view(view) == []
    assert [words for words in told if words not in said(view)] == []
    assert [words for words in untold if words in said(view)] == []


def test_a_match_names_two_references_and_opens_the_readers_own() -> None:
    payload = match.match(["CC-26-00042", "CC-26-00051"], "CC-26-00051")
    assert payload["text"] == "CC-26-00042 and CC-26-00051 share an identifier."
    assert check_message(payload) == []
    assert buttons(payload) == ["case"]
    assert payload["blocks"][-1]["elements"][0]["value"] == "CC-26-00051"


def test_the_window_of_a_case_lists_the_others() -> None:
    shown = casefile.case(a_sheet(), Details("", ""), (), MANY)
    assert "*Shares an identifier with:* CC-26-00001, CC-26-00002" in said(shown)
    assert "CC-26-00020 and 479 others" in said(shown)
    assert check_view(shown) == []
    assert "Shares an identifier" not in said(casefile.case(a_sheet(), Details("", ""), ()))
    assert "others" not in said(casefile.case(a_sheet(), Details("", ""), (), MANY[:20]))
