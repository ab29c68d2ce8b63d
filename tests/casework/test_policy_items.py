"""Facts, guards, closing, and what follows from what, restated by hand."""

from collections.abc import Iterator
from datetime import date

import pytest

from casework.policy import load
from casework.policy_items import Opening
from tests.casework.build import cells

POLICY = load()
FORCE, REPORT, STATUTE = "force policy", "recommended", "statute"
REPORTED, CODE = date(2023, 4, 5), date(2021, 4, 1)
USUAL = "yes / no / not known"
FACTS = cells(f"""
child at risk        | Is a child at risk now? | {USUAL}
child in contact     | Is a child known to be in contact with the suspect? | {USUAL}
suspect identified   | Is the suspect identified? | {USUAL}
children known       | How many children are known? | none / 1 / 2 / 3 / 4 or more / not known
youngest child       | Age of the youngest child | under 5 / 5 to 10 / 11 to 15 / 16 or 17 / not known
lives with a child   | Does the suspect live with a child? | {USUAL}
access to a child    | Has the suspect access to a child? | {USUAL}
position of trust    | Is the suspect in a position of trust? | {USUAL}
previous convictions | Has the suspect previous convictions? | {USUAL}
previous allegations | Are there previous allegations? | {USUAL}
grooming             | Is there grooming? | {USUAL}
production           | Has the suspect produced images? | {USUAL}
contact offence      | Is there a contact offence? | {USUAL}
address known        | Is the suspect’s address known? | {USUAL}
devices known        | Are the suspect’s devices known? | {USUAL}
victim is an adult   | Is the victim an adult? | {USUAL}
""")
GRAVE = (
    *("child in contact: yes", "lives with a child: yes", "access to a child: yes", "position of trust: yes"),
    *("previous convictions: yes", "previous allegations: yes", "grooming: yes", "production: yes"),
    "contact offence: yes",
)


@pytest.mark.parametrize(("name", "question", "answers"), FACTS, ids=lambda cell: cell)
def test_each_fact_is_asked_for_in_these_words(name: str, question: str, answers: str) -> None:
    row = next(rule for rule in POLICY.fact if rule.name == name)
    assert (row.question, " / ".join(row.answers)) == (question, answers)
    assert (row.mark, row.effective) == (FORCE, REPORTED)
    assert row.source == "KIRAT’s questions fall in four groups; the words are force policy"


def test_there_are_no_other_facts() -> None:
    assert [row.name for row in POLICY.fact] == [name for name, *_ in FACTS]


def test_low_needs_a_second_person_for_want_of_training_or_against_what_is_recorded() -> None:
    untrained, opposed = POLICY.guard
    assert (untrained.grades, untrained.untrained, untrained.facts) == (("low",), True, ())
    assert untrained.says == "whoever graded has no valid training for the tool on record"
    assert (opposed.grades, opposed.untrained, opposed.facts) == (("low",), False, GRAVE)
    assert opposed.says == "what is recorded of the case speaks against it"
    assert [(row.mark, row.effective) for row in POLICY.guard] == [(REPORT, REPORTED), (FORCE, REPORTED)]


def test_a_case_of_high_risk_is_closed_by_a_supervisor_who_is_not_its_owner() -> None:
    row = POLICY.closing
    assert (row.grades, row.mark, row.effective) == (("very high", "ungraded", "high"), FORCE, REPORTED)


def test_evidence_is_held_by_these() -> None:
    assert [row.name for row in POLICY.holder] == [
        *("Device in our hands", "Device with the child or family", "Device with the suspect"),
        *("Provider in the United Kingdom", "Provider in the United States", "Provider elsewhere"),
        *("Account", "CCTV operator", "Network log"),
    ]


def test_every_kind_of_case_needs_an_investigator() -> None:
    assert {row.skill for row in POLICY.kind} == {"OCSAE investigator"}


def test_each_tool_needs_its_skill() -> None:
    assert {row.name: row.skill for row in POLICY.tool} == {
        "KIRAT": "KIRAT assessor",
        "Supervisor’s judgement": "OCSAE investigator",
        "Other tool": "OCSAE investigator",
    }


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("resources", "Risk decides, not resources: say what changed in the risk to the child."),
        (
            "they may visit first",
            (
                "A partner is told at once, whatever it may do then: a delay is agreed with the authority,"
                " by a supervisor, and has an end."
            ),
        ),
    ],
)
def test_words_that_are_no_reason_are_answered_with_why(name: str, because: str) -> None:
    (row,) = (row for row in POLICY.not_a_reason if row.name == name)
    assert (row.because, row.mark, row.effective) == (because, REPORT, REPORTED)


# Events of which a victim is told; the events of each bail are the same but for who extends it.
CHARGED = (
    *("release decision: Charged and bailed", "release decision: Charged and remanded"),
    *("bail to 3 months: Charged", "bail to 6 months: Charged", "bail to 9 months: Charged"),
    *("bail to 12 months: Charged", "RUI review: Charged"),
)
RELEASED = (
    *("release decision: Bailed", "release decision: Released under investigation"),
    "release decision: Released without further action",
)
TOLD = {
    *("action Arrest", "action Voluntary interview", *RELEASED, *CHARGED),
    *("bail to 3 months: Extended by an inspector", "bail to 6 months: Extended by a superintendent"),
    "bail to 9 months: Extended by an assistant chief constable",
    "bail to 12 months: Extended by a magistrates’ court",
    *("bail to 3 months: Conditions changed", "bail to 6 months: Conditions changed"),
    *("bail to 9 months: Conditions changed", "bail to 12 months: Conditions changed"),
    *("bail to 3 months: Released under investigation", "bail to 6 months: Released under investigation"),
    *("bail to 9 months: Released under investigation", "bail to 12 months: Released under investigation"),
    *("bail to 3 months: No further action", "bail to 6 months: No further action"),
    *("bail to 9 months: No further action", "bail to 12 months: No further action"),
    "RUI review: No further action",
}
ONLINE = {"Indecent images", "Grooming", "Sextortion", "Live streaming"}
OTHERS = {"Contact abuse with an online element", "Other online abuse"}
ENQUIRIES = ("approaching children", "other victims", "deconfliction")
Follows = tuple[set[str], tuple[str, ...], set[str]]
FOLLOWS: list[Follows] = [
    ({"grade proposed"}, ("confirm grade",), set()),
    ({"owner unskilled"}, ("unskilled owner",), set()),
    ({"reopened"}, ("reopened review",), set()),
    ({"fact child at risk: yes"}, ("safeguarding referral",), set()),
    ({"logged"}, ("identify account holder", *ENQUIRIES), ONLINE),
    ({"logged"}, ENQUIRIES, OTHERS),
    ({"action Warrant executed", "action Arrest"}, ("examine devices",), set()),
    ({"action Arrest"}, ("release decision", "welfare before interview"), set()),
    ({"action Voluntary interview"}, ("welfare at release", "welfare 48 hours"), set()),
    (set(RELEASED), ("welfare at release", "welfare 48 hours"), set()),
    (set(CHARGED), ("welfare at charge", "welfare at court"), set()),
]


def opening(*kinds: str) -> Iterator[Opening]:
    return (row for row in POLICY.opening if row.opens == kinds)


@pytest.mark.parametrize(("events", "opens", "kinds"), FOLLOWS)
def test_each_event_opens_what_follows_from_it_once(events: set[str], opens: tuple[str, ...], kinds: set[str]) -> None:
    (row,) = (row for row in opening(*opens) if set(row.on) == events)
    assert (set(row.kinds), row.when, row.unless, row.after_grading, row.each) == (kinds, (), (), False, False)
    assert (row.mark, row.effective) == (FORCE, REPORTED)


def test_a_grave_fact_that_is_learnt_after_the_grade_has_the_risk_graded_again() -> None:
    (row,) = opening("reassess")
    assert set(row.on) == {"fact child at risk: yes", *(f"fact {fact}" for fact in GRAVE)}
    assert (row.after_grading, row.each, row.kinds, row.when, row.unless) == (True, False, (), (), ())
    assert (row.mark, row.effective) == (FORCE, REPORTED)


def test_a_child_where_somebody_is_let_go_is_referred_each_time() -> None:
    (row,) = (row for row in opening("safeguarding referral") if row.on == ("child at the address",))
    assert (row.each, row.kinds, row.when, row.unless, row.after_grading) == (True, (), (), (), False)
    assert (row.mark, row.effective) == (FORCE, REPORTED)


def test_by_three_facts_a_child_is_where_the_suspect_goes() -> None:
    assert {rule.name: rule.child_there for rule in POLICY.fact if rule.child_there} == {
        "child in contact": ("yes",),
        "lives with a child": ("yes",),
        "access to a child": ("yes",),
    }


def test_a_victim_is_told_of_each_event_as_a_child_unless_known_to_be_an_adult() -> None:
    (child,), (adult,) = opening("victim update, child"), opening("victim update")
    assert set(child.on) == set(adult.on) == TOLD
    assert (child.when, child.unless) == ((), ("victim is an adult: yes",))
    assert (adult.when, adult.unless) == (("victim is an adult: yes",), ())
    for row in (child, adult):
        assert (row.each, row.kinds, row.after_grading, row.mark, row.effective) == (True, (), False, STATUTE, CODE)


def test_nothing_else_follows_from_anything() -> None:
    assert len(POLICY.opening) == len(FOLLOWS) + 4
    assert not [row for row in POLICY.opening if len(set(row.on)) != len(row.on)]
