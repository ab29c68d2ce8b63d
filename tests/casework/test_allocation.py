from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from casework import policy
from casework.absence import Absence
from casework.allocation import Candidate, Presence, may_own, owner_skill, presence, ranked, reasons
from casework.grading import Training
from casework.policy import Policy
from casework.policy_items import AllocationRule
from tests.casework.build import ENGLAND, utc

RULES = policy.load()
NOW = utc("2026-11-03 09:00")
TODAY = date(2026, 11, 3)
SKILL = "OCSAE investigator"


def somebody(name: str = "A", **known: Any) -> Candidate:  # noqa: ANN401 - a field of a candidate
    """Return somebody with the skill, on duty, with no cases."""
    plain = {"skill": Training.VALID, "presence": Presence.ON_DUTY, "open_cases": 0, "exposed": 0}
    return Candidate(**{"slack": name, "name": name, **plain, **known})


def ordered_by(*order: str) -> Policy:
    """Return the policy with another order of what counts first."""
    return RULES.model_copy(update={"allocation": RULES.allocation.model_copy(update={"order": order})})


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"skill": Training.VALID}, {"skill": Training.EXPIRED}),
        ({"skill": Training.EXPIRED}, {"skill": Training.MISSING}),
        ({"presence": Presence.ON_DUTY}, {"presence": Presence.SOON_AWAY}),
        ({"presence": Presence.SOON_AWAY}, {"presence": Presence.AWAY}),
        ({"open_cases": 4}, {"open_cases": 5}),
        ({"exposed": 1}, {"exposed": 2}),
        ({"open_cases": 99, "exposed": 99, "presence": Presence.AWAY}, {"skill": Training.EXPIRED}),
        ({"open_cases": 99, "exposed": 99}, {"presence": Presence.SOON_AWAY}),
        ({"open_cases": 1, "exposed": 99}, {"open_cases": 2}),
    ],
)
def test_skill_counts_before_presence_before_caseload_before_exposure(
    better: dict[str, Any], worse: dict[str, Any]
) -> None:
    found = ranked([somebody("A", **worse), somebody("B", **better)], RULES)
    assert [each.slack for each in found] == ["B", "A"]


def test_of_two_who_are_equal_the_name_decides() -> None:
    assert [each.name for each in ranked([somebody("C"), somebody("A"), somebody("B")], RULES)] == ["A", "B", "C"]


def test_where_no_skill_is_needed_everybody_stands_alike() -> None:
    found = ranked([somebody("A", skill=None, open_cases=1), somebody("B", skill=None)], RULES)
    assert [each.slack for each in found] == ["B", "A"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (("exposure", "skill"), "skilless"),
        (("caseload",), "A"),
        (("skill", "exposure"), "busy"),
        (("presence",), "A"),
    ],
)
def test_the_force_decides_what_counts_and_what_counts_first(order: tuple[str, ...], first: str) -> None:
    people = [
        somebody("A", presence=Presence.ON_DUTY, exposed=3),
        somebody("busy", open_cases=9, exposed=2, presence=Presence.AWAY),
        somebody("skilless", skill=Training.MISSING, open_cases=1, exposed=1, presence=Presence.AWAY),
    ]
    assert ranked(people, ordered_by(*order))[0].slack == first


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({"open_cases": 4, "exposed": 2}, "has the skill · on duty · 4 open · 2 with images in 90 days"),
        ({"skill": Training.EXPIRED}, "skill expired · on duty · 0 open · 0 with images in 90 days"),
        ({"skill": Training.MISSING}, "lacks the skill · on duty · 0 open · 0 with images in 90 days"),
        ({"skill": None}, "no skill needed · on duty · 0 open · 0 with images in 90 days"),
        ({"presence": Presence.AWAY}, "has the skill · away · 0 open · 0 with images in 90 days"),
        ({"presence": Presence.SOON_AWAY}, "has the skill · away within 1 day · 0 open · 0 with images in 90 days"),
    ],
)
def test_each_suggestion_says_why_in_a_line(known: dict[str, Any], line: str) -> None:
    assert reasons(somebody(**known), RULES) == line


def test_the_longest_reasons_still_fit_below_a_choice() -> None:
    worst = somebody(skill=Training.MISSING, presence=Presence.SOON_AWAY, open_cases=999, exposed=99)
    assert len(reasons(worst, RULES)) <= 75


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], Presence.ON_DUTY),
        ([("A", "2026-11-03 09:00", "2026-11-04 09:00")], Presence.AWAY),
        ([("A", "2026-11-02 09:00", "2026-11-03 09:01")], Presence.AWAY),
        ([("A", "2026-11-02 09:00", "2026-11-03 09:00")], Presence.ON_DUTY),
        ([("A", "2026-11-03 09:01", "2026-11-04 09:00")], Presence.SOON_AWAY),
        ([("A", "2026-11-04 08:59", "2026-11-09 09:00")], Presence.SOON_AWAY),
        ([("A", "2026-11-04 09:00", "2026-11-09 09:00")], Presence.ON_DUTY),
        ([("B", "2026-11-03 08:00", "2026-11-09 09:00")], Presence.ON_DUTY),
        (
            [("A", "2026-11-03 12:00", "2026-11-03 13:00"), ("A", "2026-11-03 08:00", "2026-11-03 10:00")],
            Presence.AWAY,
        ),
    ],
)
def test_presence_counts_who_is_away_now_or_within_a_day(
    absences: list[tuple[str, str, str]], expected: Presence
) -> None:
    known = [Absence(person, utc(starts), utc(ends)) for person, starts, ends in absences]
    assert presence("A", known, NOW, RULES, ENGLAND) is expected


@pytest.mark.parametrize(
    ("skills", "standing", "may"),
    [
        ([(SKILL, None)], Training.VALID, True),
        ([(SKILL, TODAY)], Training.VALID, True),
        ([(SKILL, date(2026, 11, 2))], Training.EXPIRED, False),
        ([("KIRAT assessor", None)], Training.MISSING, False),
        ([], Training.MISSING, False),
    ],
)
def test_an_owner_needs_the_skill_of_the_kind_of_case_valid_on_the_day(
    skills: list[tuple[str, date | None]], standing: Training, may: bool
) -> None:
    assert owner_skill("Grooming", skills, TODAY, RULES) is standing
    assert may_own(standing) is may


def test_a_kind_without_a_skill_or_one_that_the_policy_no_longer_has_needs_none() -> None:
    bare = RULES.model_copy(update={"kind": (RULES.kind[0].model_copy(update={"name": "Plain", "skill": None}),)})
    assert owner_skill("Plain", [], TODAY, bare) is None
    assert owner_skill("Gone", [], TODAY, bare) is None
    assert may_own(None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"order": ["skill", "skill"]}, "a rank stands twice"),
        ({"order": []}, "at least 1 item"),
        ({"order": ["luck"]}, "'skill', 'presence', 'caseload' or 'exposure'"),
        ({"soon": "1 working day"}, "must count in minutes, hours or days"),
        ({"exposed_within": "3 months"}, "must count in minutes, hours or days"),
        ({"exposure": "w" * 21}, "at most 20 characters"),
    ],
)
def test_a_table_that_cannot_be_is_refused(changes: dict[str, Any], sentence: str) -> None:
    plain = {"order": ["skill"], "soon": "1 day", "exposed_within": "90 days", "exposure": "with images"}
    sourced = {"source": "Force policy", "mark": "force policy", "effective": date(2023, 4, 5)}
    with pytest.raises(ValidationError, match=sentence):
        AllocationRule.model_validate({**plain, **sourced, **changes})


def test_the_policy_says_how_owners_are_ranked_and_which_kinds_expose_them() -> None:
    rule = RULES.allocation
    assert rule.order == ("skill", "presence", "caseload", "exposure")
    assert (rule.soon.text, rule.exposed_within.text, rule.exposure) == ("1 day", "90 days", "with images")
    exposing = {kind.name for kind in RULES.kind if kind.exposes}
    assert exposing == {"Indecent images", "Sextortion", "Live streaming"}


def test_a_hand_over_is_the_doers_to_answer_within_four_hours() -> None:
    rule = RULES.clock_rule("hand-over")
    assert (rule.period.text, rule.ladder, rule.mark) == ("4 hours", "standard", "force policy")  # type: ignore[union-attr]  # one period for all grades
    results = [(row.name, row.by, row.asks, row.makes_owner) for row in RULES.results("hand-over")]
    assert results == [
        ("Accepted", "doer", (), True),
        ("Refused", "doer", ("reason",), False),
        ("Withdrawn", "owner", (), False),
    ]


def test_what_an_owner_without_the_skill_opens_is_found_in_the_table() -> None:
    assert RULES.opened_by("owner unskilled") == {"unskilled owner"}
    assert RULES.opened_by("owner skilled") == set()
