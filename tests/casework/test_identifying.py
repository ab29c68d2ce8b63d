import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import policy
from casework.identifying import identifying

RULES = policy.load().identifying

TRUE = [
    ("Lives with Mr Smith.", "name with a title", "Mr Smith"),
    ("Seen by Dr J. Jones on Monday.", "name with a title", "Dr J. Jones"),
    ("Reported by Miss O'Neil of the school", "name with a title", "Miss O'Neil"),
    ("Reported by Miss O’Neil", "name with a title", "Miss O’Neil"),
    ("Mrs A B Example-Word rang", "name with a title", "Mrs A B Example-Word"),
    ("Ms. Example said so", "name with a title", "Ms. Example"),
    ("MR SMITH IS THE SUSPECT", "name with a title", "MR SMITH"),
    ("spoke to mr smith today", "name with a title", "mr smith"),
    ("spoke to Mr and Mrs Smith", "name with a title", "Mrs Smith"),
    ("Prof Example, Sir", "name with a title", "Prof Example"),
    ("Mx Éxample told us", "name with a title", "Mx Éxample"),
    ("😀 人 Mr Smith", "name with a title", "Mr Smith"),
    ("Rev. Example runs the club", "name with a title", "Rev. Example"),
    ("dob 3/4/2011", "date of birth", "dob 3/4/2011"),
    ("DOB: 03.04.2011", "date of birth", "DOB: 03.04.2011"),
    ("D.O.B. 3-4-11", "date of birth", "D.O.B. 3-4-11"),
    ("The child was born 3 April 2011.", "date of birth", "born 3 April 2011"),
    ("born on the 3rd of April 2011", "date of birth", "born on the 3rd of April 2011"),
    ("Date of birth is 2011-04-03", "date of birth", "Date of birth is 2011-04-03"),
    ("date of birth April 3, 2011", "date of birth", "date of birth April 3, 2011"),
    ("birthday on 3 April", "date of birth", "birthday on 3 April"),
    ("suspect (3/4/1980 dob)", "date of birth", "3/4/1980 dob"),
    ("at 14 Acacia Avenue", "address", "14 Acacia Avenue"),
    ("at 14 acacia avenue", "address", "14 acacia avenue"),
    ("14a, High Street", "address", "14a, High Street"),
    ("7 Upper Mill Close is his", "address", "7 Upper Mill Close"),
    ("221 St. Example’s Rd", "address", "221 St. Example’s Rd"),
    ("Flat 2, the old mill", "address", "Flat 2"),
    ("in flat 12b, top floor", "address", "flat 12b,"),
    ("Apartment 9 upstairs", "address", "Apartment 9"),
    ("SW1A 1AA", "postcode", "SW1A 1AA"),
    ("post code is sw1a1aa now", "postcode", "sw1a1aa"),
    ("M1 1AE", "postcode", "M1 1AE"),
    ("EC1A 1BB, W1A 0AX", "postcode", "EC1A 1BB"),
    ("GIR 0AA", "postcode", "GIR 0AA"),
    ("BFPO 801", "postcode", "BFPO 801"),
    ("call 07700 900123 first", "telephone number", "07700 900123"),
    ("07700900123", "telephone number", "07700900123"),
    ("0161 496 0123", "telephone number", "0161 496 0123"),
    ("(020) 7946 0018", "telephone number", "(020) 7946 0018"),
    ("+44 7700 900123", "telephone number", "+44 7700 900123"),
    ("447700900123", "telephone number", "447700900123"),
    ("+1 202 555 0143", "telephone number", "+1 202 555 0143"),
    ("00353 1 496 0000", "telephone number", "00353 1 496 0000"),
    ("a.word@example.com wrote", "e-mail address", "a.word@example.com"),
    ("a+b@mail.example.co.uk", "e-mail address", "a+b@mail.example.co.uk"),
    ("user (at) example.org", "e-mail address", "user (at) example.org"),
    ("https://example.org/a?b=1", "link", "https://example.org/a?b=1"),
    ("hxxp://example.org", "link", "hxxp://example.org"),
    ("see www.example.org now", "link", "www.example.org"),
    ("on example.co.uk/abc", "link", "example.co.uk/abc"),
    ("in t.me/abc he wrote", "link", "t.me/abc"),
    ("discord.gg/abc", "link", "discord.gg/abc"),
]

INNOCENT = """
Reported on 3 Nov at 09:12 by the school, e.g. a teacher and/or the head.
The suspect is Mr X; Mr and Mrs are not known.
A Mr was named in the report, and his name is on the force's own system.
The Dr said that she would ring back. Asked by Miss. He said nothing.
He will miss Monday's meeting, and Ms Teams did not work.
The child is 9 years old, born in 2017, and lives with her mother.
The account was made on 3 April 2025 and closed on 04/05/2026.
CC-26-00042 is the same as CC-26-00017; see 26-00042.
CyberTip 123456789 and CyberTip 12345678 were received on 2026-11-03 09:12 UTC.
URN 1234567890, crime reference 42/123456/26, exhibit AB/01 and ABC1.
IP address 192.0.2.14 port 51234 at 14:03:22 UTC, then 2001:db8::1.
The unit works 24/7; 101 and 999 were told; ring 0800 1111 for the child.
IMEI 356938035643809, serial number 07123456789012.
3 devices were seized: 2 phones and a 500 GB hard drive, plus 1 USB Drive.
On the M4 2nd junction, the M1 northbound and the A12.
An M2 with 8GB and an iPhone SE2 5GB.
2 officers on the road, 3 cars in the street, a 24 hour drive.
The hearing is at Court 3 Crown Court, then 2 Magistrates Court dates.
12 March Drive images were copied: 4 hard drives, 1 main road closed.
Battery flat 2 days ago; the phone is flat.
12 images and 300 videos of category A, 1,200,000 bytes.
The grade is low; no. 3 of 12 in the list, i.e. the last.
Version 1.2.3 of the app, iOS 18.1, Android 14, Windows 11.
Two videos of a nine-year-old child were reported to the force.
First seen on a game platform, then on Snapchat, Kik and Discord.
The device was taken by agreement at 10.30 and is at the digital forensics unit.
Warrant on Wednesday at 06:00 with four officers; the family stays elsewhere.
Prof standards were told. Rev 3 of the form was used.
Account number 31926819, sort code 60-16-13.
Strategy discussion held; section 47 begun; conference within 15 working days.
Sergeant, North agreed. Sent to the NCA on 5 Nov 2026.
No reply.The second request went on 6 Nov.
Nothing more is to be done: kestrel-orchard.
The mother of the child said: it is not him!
He is a coach at a club in the east of the force area.
Ratio 3/4 of the files; page 12/14; 50% done.
UTC+1, GMT 09:00, 2026/11/03, 3.11.2026.
She moved in May 2025 and in June they met.
The file was called holiday and the folder 2019.
The address is known, the postcode is known, the telephone number is known.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.words) for found in identifying(text, RULES)]


@pytest.mark.parametrize(("text", "kind", "words"), TRUE)
def test_words_by_which_somebody_could_be_identified_are_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in kinds(text)


@pytest.mark.parametrize("text", [line for line in INNOCENT.splitlines() if line])
def test_what_officers_write_without_identifying_anybody_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_of_words_that_two_rules_find_the_first_rule_counts() -> None:
    assert kinds("https://example.org/14%20Acacia/SW1A1AA and a@example.org") == [
        ("link", "https://example.org/14%20Acacia/SW1A1AA"),
        ("e-mail address", "a@example.org"),
    ]


def test_what_is_found_stands_in_the_order_of_the_text_with_what_to_write_instead() -> None:
    found = identifying("Mr Smith at 14 Acacia Avenue, SW1A 1AA, 07700 900123, dob 3/4/2011", RULES)
    assert [each.kind for each in found] == [
        "name with a title",
        "address",
        "postcode",
        "telephone number",
        "date of birth",
    ]
    assert found[2].say == "Say “address known” instead."


def test_the_words_that_were_found_are_not_shown_by_accident() -> None:
    [found] = identifying("SW1A 1AA", RULES)
    assert "SW1A" not in repr(found)


PARTS = "0|1 |+4|(0|a.|a-|@|www.|http|://|M1 |1A|Mr |Mr. |A. |’|dob |3/4/|14 |Flat |Street |A |of |人|😀|\n|Ave"
HOSTILE = st.sampled_from(PARTS.split("|"))


@given(st.lists(HOSTILE, max_size=8), st.integers(1, 1000))
def test_any_text_of_a_thousand_characters_is_read_to_its_end(parts: list[str], times: int) -> None:
    text = ("".join(parts) * times)[:1000]
    found = identifying(text, RULES)
    assert all(each.words and each.words in text for each in found)
    assert sum(len(each.words) for each in found) <= len(text)


@given(st.text(max_size=300))
def test_no_text_at_all_is_too_strange(text: str) -> None:
    assert all(each.words in text for each in identifying(text, RULES))
