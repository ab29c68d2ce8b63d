"""How a user name, an e-mail address and a telephone number are written: each in one form."""

import re

import idna
import phonenumbers

from casework.spelling import Typed, Unreadable, folded, plain

_GOOGLE = {"gmail.com", "googlemail.com"}
"""One service under two names; it ignores dots before the @, and what stands behind a plus."""
_LOCAL = re.compile(r'[^\s@<>",;:()\[\]\\]+')


def handle(typed: Typed) -> tuple[str, ...]:
    """Return platform and user name; the same name on two platforms is two people until somebody shows otherwise."""
    name = folded(typed.text).lstrip("@ ")
    if not name:
        raise Unreadable("Write the user name.")
    if "/" in name:
        raise Unreadable("Write the user name alone, not the address of the page.")
    return folded(typed.platform), name


def mail(typed: Typed) -> tuple[str, ...]:
    """Return an e-mail address without capitals, its domain as the network writes it (IDNA 2008)."""
    local, _, domain = plain(typed.text).rpartition("@")
    local, domain = folded(local).removeprefix("mailto:"), _domain(domain)
    if domain in _GOOGLE:
        local, domain = local.partition("+")[0].replace(".", ""), "gmail.com"
    if not _LOCAL.fullmatch(local) or "." not in domain:
        raise Unreadable("Write one e-mail address and nothing beside it, as in somebody@example.org.")
    return (f"{local}@{domain}",)


def _domain(typed: str) -> str:
    try:
        return idna.encode(typed.rstrip("."), uts46=True).decode()
    except idna.IDNAError:
        raise Unreadable("What stands behind the @ is no domain: check its spelling.") from None


def telephone(typed: Typed) -> tuple[str, ...]:
    """Return a telephone number as E.164 writes it; one without a country code belongs to the region of the row."""
    text = plain(typed.text)
    try:
        number = phonenumbers.parse(text, typed.region)
    except phonenumbers.NumberParseException:
        raise Unreadable(_NO_NUMBER) from None
    possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    if not possible or any(letter.isalpha() for letter in text):
        raise Unreadable(_NO_NUMBER)
    return (phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),)


_NO_NUMBER = "This is no whole telephone number: write digits only, from abroad with + and the country code."
