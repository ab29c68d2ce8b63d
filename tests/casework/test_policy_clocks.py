"""The clocks of items and of progress, restated by hand; the first four stand in test_policy.py."""

from datetime import date

import pytest

from casework.policy import ClockRule, load
from casework.workdays import Period
from tests.casework.build import cells

CLOCKS = {row.name: row for row in load().clock}

# Periods by grade: very high (and ungraded) / high / medium / low. “holds”: the case is not closed before;
# “on”: likewise, and it runs on in a case that was closed.
RUNS = cells("""
reassess                 | case         | 4 hours / 1 working day / 1 working day / 1 working day | standard     | -
confirm grade            | case         | 4 hours / 1 working day / 1 working day / 1 working day | second       | -
unskilled owner          | case         | 1 working day                                           | second       | -
hand-over                | case         | 4 hours                                                 | standard     | -
reopened review          | case         | 1 working day                                           | standard     | -
safeguarding referral    | safeguarding | 4 hours / 4 hours / 1 working day / 1 working day       | standard     | holds
authority decision       | safeguarding | 1 working day                                           | standard     | holds
strategy discussion      | safeguarding | 3 days                                                  | standard     | holds
conference               | safeguarding | 15 working days                                         | standard     | holds
US preservation request  | evidence     | 90 days                                                 | preservation | on
US preservation, renewed | evidence     | 90 days                                                 | preservation | on
CyberTip contents        | evidence     | 12 months                                               | preservation | on
communications data      | evidence     | 12 months                                               | preservation | on
IP resolution            | evidence     | 5 working days                                          | standard     | on
Snapchat, unopened       | evidence     | 30 days                                                 | standard     | on
Snapchat story           | evidence     | 24 hours                                                | standard     | on
CCTV                     | evidence     | 28 days                                                 | standard     | on
iPhone restart           | evidence     | 72 hours                                                | standard     | on
device                   | evidence     | 5 working days                                          | standard     | on
identify account holder  | task         | 2 working days                                          | task         | -
approaching children     | task         | 2 working days                                          | task         | -
other victims            | task         | 5 working days                                          | task         | -
deconfliction            | task         | 1 working day                                           | task         | -
examine devices          | task         | 10 working days                                         | task         | -
other task               | task         | 2 working days                                          | task         | -
release decision         | custody      | 24 hours                                                | standard     | -
bail to 3 months         | custody      | 3 months                                                | bail         | holds
bail to 6 months         | custody      | 6 months                                                | bail         | holds
bail to 9 months         | custody      | 9 months                                                | bail         | holds
bail to 12 months        | custody      | 12 months                                               | bail         | holds
RUI review               | custody      | 28 days                                                 | standard     | holds
welfare before interview | custody      | 6 hours                                                 | task         | -
welfare at release       | custody      | 2 hours                                                 | task         | -
welfare 48 hours         | custody      | 48 hours                                                | task         | -
welfare at charge        | custody      | 2 hours                                                 | task         | -
welfare at court         | custody      | 28 days                                                 | task         | -
victim update, child     | victim       | 1 working day                                           | standard     | -
victim update            | victim       | 5 working days                                          | standard     | -
""")

ASKS = cells("""
reassess | Grade it again | Grade the risk again: something new is known
confirm grade | Second person for the grade | Have a second qualified person agree to the grade or not
unskilled owner | Owner without the skill | Give the case to somebody with the skill that it needs
progress | Record progress | Record what was done, or what stands in the way
hand-over | Hand-over | Accept the case or refuse it
reopened review | Review after re-opening | Say what is to be done now that the case is open again
safeguarding referral | Refer to children’s services | Refer the child to children’s services where\
 the child lives or is found
authority decision | Authority’s decision | Ask the authority what it has decided
strategy discussion | Strategy discussion | Have the strategy discussion held
conference | Child protection conference | See to the initial child protection conference
US preservation request | US preservation request | Get the process served, or renew the request once
US preservation, renewed | US preservation, renewed | Get the process served: it cannot be renewed again
CyberTip contents | Contents behind a CyberTip | Ask for the contents behind the CyberTip
communications data | Communications data | Apply for the communications data
IP resolution | Resolve the IP address | Resolve the address with its exact time, time zone and port
Snapchat, unopened | Snapchat, unopened | Have what was not opened yet preserved
Snapchat story | Snapchat story | Have the story preserved
CCTV | CCTV | Secure the footage
iPhone restart | iPhone restarts after 72 hours | Have it examined before it restarts: call the digital forensics unit
device | Device to the forensic unit | Bring the device to the digital forensics unit
identify account holder | Identify the account holder | Find out who holds the account
approaching children | Is he approaching children? | Find out whether he is approaching other children
other victims | Other victims | Look for other victims
deconfliction | Deconfliction | Check the identifiers against other cases and forces
examine devices | Devices of the suspect | List his devices and have them examined
other task | Another task | Do what is written down
release decision | Charge, bail or release | Record bail, release, charge or remand
bail to 3 months | Bail, to 3 months | Decide before it ends: charge, release, or ask an inspector in time
bail to 6 months | Bail, to 6 months | Decide before it ends: charge, release, or ask a superintendent in time
bail to 9 months | Bail, to 9 months | Decide before it ends: charge, release, or ask an assistant chief constable in\
 a designated case in time
bail to 12 months | Bail, to 12 months | Decide before it ends: charge, release, or ask a magistrates’ court in time
RUI review | Review of release under investigation | Review whether he is still to be under investigation
welfare before interview | Suspect’s welfare before interview | Assess the risk of suicide before the interview
welfare at release | Suspect’s welfare at release | Assess the risk of suicide at release; give the support pack
welfare 48 hours | Suspect’s welfare in the first 48 hours | Speak to the suspect or whoever supports him
welfare at charge | Suspect’s welfare at charge | Assess the risk of suicide at charge
welfare at court | Suspect’s welfare at court | Assess the risk of suicide around the court date
victim update, child | Tell the victim (child) | Tell the child or the parent what happened
victim update | Tell the victim | Tell the victim what happened
""")

MET_BY = cells("""
a grade made after the new fact | reassess
a second qualified person’s word | confirm grade
an owner with the skill | unskilled owner
recorded progress | progress
accepting or refusing it | hand-over
a review | reopened review; RUI review
a referral, with the authority, the time and who took it | safeguarding referral
the authority’s decision | authority decision
the strategy discussion | strategy discussion
the conference | conference
the data, a renewal, or word that it is lost | US preservation request
the data, or word that it is lost | US preservation, renewed
the contents, or word that they are lost | CyberTip contents
the data, or word that they are lost | communications data; Snapchat, unopened; Snapchat story
the account holder, or word that it cannot be resolved | IP resolution
the footage, or word that it is lost | CCTV
the examination, or word that it restarted | iPhone restart
its receipt by the unit | device
an answer | identify account holder; approaching children; other victims
the checks | deconfliction
the examination | examine devices
having been done | other task
the decision, with whether a child is at the address | release decision
a decision, or an extension by an inspector | bail to 3 months
a decision, or an extension by a superintendent | bail to 6 months
a decision, or an extension by an assistant chief constable in a designated case | bail to 9 months
a decision, or an extension by a magistrates’ court | bail to 12 months
the assessment | welfare before interview; welfare at release; welfare at charge; welfare at court
having spoken | welfare 48 hours
having told them | victim update, child; victim update
""")

BY_HAND = cells("""
safeguarding referral | Referral to children’s services | The authority where the child lives or is found.
strategy discussion | Strategy discussion | -
US preservation request | Preservation request to a US provider | Counts from the day of the request.
CyberTip contents | Contents behind a US CyberTip | Counts from the day of the provider’s report.
communications data | UK communications data | Counts from the event, not from the referral.
IP resolution | IP address to resolve | Counts from the day of this entry or event. Write the port:\
 a shared address needs it.
Snapchat, unopened | Snapchat message, not opened | Counts from when it was sent.
Snapchat story | Snapchat story | Counts from when it was posted.
CCTV | CCTV | Counts from the event that it shows.
iPhone restart | iPhone, locked, powered on | Counts from the last unlock.
device | Device in our hands | Counts from the seizure.
identify account holder | Identify the account holder | -
approaching children | Is he approaching children? | -
other victims | Other victims | -
deconfliction | Deconfliction | -
examine devices | Devices of the suspect | -
other task | Another task | -
release decision | Suspect in custody | -
welfare at court | Court date: suspect’s welfare | -
victim update, child | Update to a child victim | -
victim update | Update to an adult victim | -
""")


def periods(row: ClockRule) -> str:
    return row.period.text if isinstance(row.period, Period) else " / ".join(each.text for each in row.period.values())


@pytest.mark.parametrize(("name", "area", "period", "ladder", "state"), RUNS, ids=lambda cell: cell)
def test_each_clock_of_an_item_has_its_time_and_its_ladder(
    name: str, area: str, period: str, ladder: str, state: str
) -> None:
    row = CLOCKS[name]
    assert (row.area, row.starts, row.stops, periods(row), row.ladder) == (area, "item", "item", period, ladder)
    assert (row.holds_case, row.outlives_case) == (state in {"holds", "on"}, state == "on")
    if isinstance(row.period, dict):
        assert list(row.period) == ["very high", "high", "medium", "low"]


def test_progress_counts_from_the_last_progress_until_the_case_is_closed() -> None:
    row = CLOCKS["progress"]
    assert (row.area, row.starts, row.stops, row.ladder) == ("case", "progress", "closed", "stale")
    assert (periods(row), row.holds_case, row.outlives_case) == ("1 day / 3 days / 7 days / 14 days", False, False)


def test_of_the_clocks_of_a_case_only_the_evidence_advice_holds_it_open() -> None:
    first = {name: CLOCKS[name] for name in ("grade", "allocate", "evidence", "enforcement")}
    assert [name for name, row in first.items() if row.holds_case] == ["evidence"]
    assert not [name for name, row in first.items() if row.outlives_case or row.ends_on or row.manual]


@pytest.mark.parametrize(("name", "label", "ask"), ASKS, ids=lambda cell: cell)
def test_each_clock_says_what_it_asks_for(name: str, label: str, ask: str) -> None:
    assert (CLOCKS[name].label, CLOCKS[name].ask) == (label, ask)


@pytest.mark.parametrize(("met_by", "names"), MET_BY, ids=lambda cell: cell)
def test_each_clock_says_what_meets_it(met_by: str, names: str) -> None:
    assert {CLOCKS[name].met_by for name in names.split("; ")} == {met_by}


def test_there_are_no_other_clocks() -> None:
    first = {"grade", "allocate", "evidence", "enforcement"}
    assert set(CLOCKS) == {*first, "progress", *(name for name, *_ in RUNS)}
    assert set(CLOCKS) - first == {name for name, *_ in ASKS}
    assert set(CLOCKS) - first == {name for _, names in MET_BY for name in names.split("; ")}


def test_an_ip_address_needs_its_port_and_a_task_of_ones_own_may_be_due_as_agreed() -> None:
    assert [row.name for row in CLOCKS.values() if row.needs_port] == ["IP resolution"]
    assert [row.name for row in CLOCKS.values() if row.may_be_agreed] == ["other task"]


def test_these_and_no_others_are_opened_by_hand() -> None:
    found = [[row.name, row.manual, row.hint or ""] for row in CLOCKS.values() if row.manual or row.hint]
    assert found == BY_HAND


def test_these_and_no_others_are_ended_by_an_event() -> None:
    assert {row.name: row.ends_on for row in CLOCKS.values() if row.ends_on} == {
        "reassess": ("graded",),
        "confirm grade": ("graded", "grade not agreed"),
        "unskilled owner": ("owner skilled",),
        "hand-over": ("owner skilled", "owner unskilled", "closed"),
    }


@pytest.mark.parametrize(
    ("mark", "effective", "names"),
    [
        ("recommended", date(2023, 4, 5), ["enforcement", "authority decision", "conference"]),
        ("statute", date(2021, 4, 1), ["victim update, child", "victim update"]),
        (
            "statute",
            date(2022, 10, 28),
            ["bail to 3 months", "bail to 6 months", "bail to 9 months", "bail to 12 months"],
        ),
        (
            "statute",
            date(2023, 4, 5),
            ["US preservation request", "US preservation, renewed", "communications data"],
        ),
        ("statute", date(2024, 5, 7), ["CyberTip contents"]),
    ],
)
def test_all_other_clocks_are_force_policy_since_the_report(mark: str, effective: date, names: list[str]) -> None:
    assert [row.name for row in CLOCKS.values() if (row.mark, row.effective) == (mark, effective)] == names
    others = {row.effective for row in CLOCKS.values() if row.mark == "force policy"}
    assert others == {date(2023, 4, 5)}
