"""Whatever is typed: twice normalised is once normalised, and what differs in nothing but its writing is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.identifiers import NORMALISERS, Unreadable
from casework.spelling import bare, folded, plain
from tests.casework.test_identifiers import forms

TEXTS = st.text(max_size=40)
IMEIS = st.integers(10**13, 10**14 - 1).map(str)
MACS = st.integers(1, 2**48 - 2).map(lambda number: f"{number:012x}")
LOCALS = st.from_regex(r"[A-Za-z0-9._+-]{1,20}", fullmatch=True)


@given(TEXTS)
def test_clean_text_stays_as_it_is(text: str) -> None:
    for write in (plain, folded, lambda each: bare(each, "-.")):
        once = write(text)
        assert write(once) == once


@pytest.mark.parametrize("name", NORMALISERS)
@given(text=st.one_of(TEXTS, LOCALS, LOCALS.map(lambda local: f"{local}@example.org"), IMEIS, MACS))
def test_what_is_normalised_is_normalised_to_itself(name: str, text: str) -> None:
    try:
        once = forms(name, text)
    except Unreadable:
        return
    again = once[0].split("\n")[2 if name in {"handle", "ip and time"} else 1]
    assert forms(name, again.removesuffix("/64")) == once


@given(st.ip_addresses(v=4).map(str), st.integers(1, 65_535))
def test_an_ip_address_has_one_form_however_it_is_written(address: str, port: int) -> None:
    try:
        wanted = forms("ip and time", address, port=str(port))
    except Unreadable:
        return
    assert forms("ip and time", f" [::ffff:{address}]:{port}") == wanted


@given(st.from_regex(r"0(20|74|79|11)\d{8}", fullmatch=True), st.sampled_from(["", " ", "-", "."]))
def test_a_british_number_is_the_same_with_and_without_its_country_code(digits: str, between: str) -> None:
    try:
        wanted = forms("telephone", digits)
    except Unreadable:
        return
    assert forms("telephone", "+44" + between + between.join(digits[1:])) == wanted
    assert forms("telephone", "0044" + digits[1:]) == wanted


@given(LOCALS, LOCALS)
def test_two_user_names_are_the_same_only_but_for_capitals(one: str, other: str) -> None:
    assert (forms("handle", one) == forms("handle", other)) is (one.lower() == other.lower())


@given(IMEIS, st.integers(0, 9))
def test_one_check_digit_fits(digits: str, wrong: int) -> None:
    fitting = [number for number in range(10) if _fits(f"{digits}{number}")]
    assert len(fitting) == 1 or len(set(digits)) == 1
    assert _fits(f"{digits}{wrong}") is (wrong in fitting)


def _fits(digits: str) -> bool:
    try:
        return bool(forms("imei", digits))
    except Unreadable:
        return False
