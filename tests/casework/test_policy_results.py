"""How an item may end, restated by hand: what must be said with it, who may say it and what follows."""

import pytest

from casework.policy import load
from tests.casework.build import cells

POLICY = load()
EVIDENCE = (
    *("US preservation request", "US preservation, renewed", "CyberTip contents", "communications data"),
    *("IP resolution", "Snapchat, unopened", "Snapchat story", "CCTV", "iPhone restart", "device"),
)
TASKS = (
    *("identify account holder", "approaching children", "other victims", "deconfliction"),
    *("examine devices", "other task"),
)
WELFARE = (
    *("welfare before interview", "welfare at release", "welfare 48 hours", "welfare at charge", "welfare at court"),
)
BAIL = ("bail to 3 months", "bail to 6 months", "bail to 9 months", "bail to 12 months")
UPDATES = ("victim update, child", "victim update")

# clock: result | what it asks for | how: who may, whether only before the due moment, whether it discloses
ENDS = cells("""
safeguarding referral: Referred | recipient, reference if known | discloses
safeguarding referral: Referred already by another agency | recipient, reason | supervisor
safeguarding referral: Delayed for an operation, as agreed with the authority | until, recipient, reason | supervisor
authority decision: Strategy discussion | recipient | -
authority decision: Assessment, no strategy discussion | recipient | -
authority decision: No further action by the authority | recipient, reason | -
authority decision: Asked again, no decision yet | recipient | discloses
strategy discussion: Section 47 enquiry begun | recipient | discloses
strategy discussion: No section 47 enquiry | recipient, reason | discloses
conference: Conference held | recipient | discloses
conference: Conference not needed | recipient, reason | -
release decision: Bailed | child at the address | -
release decision: Released under investigation | child at the address | -
release decision: Charged and bailed | child at the address | -
release decision: Charged and remanded | - | -
release decision: Released without further action | child at the address | -
bail to 3 months: Extended by an inspector | reference, reason | in time
bail to 6 months: Extended by a superintendent | reference, reason | in time
bail to 9 months: Extended by an assistant chief constable | reference, reason | in time
bail to 12 months: Extended by a magistrates’ court | until, reference, reason | in time
RUI review: Charged | - | -
RUI review: No further action | reason | -
RUI review: Reviewed, still under investigation | reason | -
US preservation request: Renewed | reference | in time
reopened review: Reviewed: the next steps are set | - | -
hand-over: Accepted | - | doer
hand-over: Refused | reason | doer
hand-over: Withdrawn | - | owner
""")
# What holds for several clocks alike.
ALIKE: list[tuple[tuple[str, ...], str, str, str]] = [
    (TASKS, "Done", "", ""),
    (TASKS, "Not needed", "reason", ""),
    (EVIDENCE, "Secured", "", ""),
    (EVIDENCE, "Lost", "reason", ""),
    (EVIDENCE, "Not needed", "reason", "supervisor"),
    (BAIL, "Conditions changed", "child at the address, reason", "in time"),
    (BAIL, "Charged", "", ""),
    (BAIL, "Released under investigation", "child at the address", ""),
    (BAIL, "No further action", "reason", ""),
    (WELFARE, "Done", "", ""),
    (WELFARE, "Could not be done", "reason", ""),
    (UPDATES, "Told", "recipient", "discloses"),
    (UPDATES, "Cannot be told", "reason", "supervisor"),
]
ALL = {tuple(end.split(": ", 1)): (asks, how) for end, asks, how in ENDS} | {
    (clock, result): (asks, how) for clocks, result, asks, how in ALIKE for clock in clocks
}
# What a result opens, and whether that counts from where the ended item counted from.
OPENS = cells("""
safeguarding referral: Referred | authority decision | done
safeguarding referral: Referred already by another agency | authority decision | done
safeguarding referral: Delayed for an operation, as agreed with the authority | safeguarding referral | done
authority decision: Strategy discussion | strategy discussion | done
authority decision: Asked again, no decision yet | authority decision | done
strategy discussion: Section 47 enquiry begun | conference | done
US preservation request: Renewed | US preservation, renewed | done
release decision: Bailed | bail to 3 months | start
release decision: Released under investigation | RUI review | done
bail to 3 months: Extended by an inspector | bail to 6 months | start
bail to 6 months: Extended by a superintendent | bail to 9 months | start
bail to 9 months: Extended by an assistant chief constable | bail to 12 months | start
bail to 12 months: Extended by a magistrates’ court | bail to 12 months | done
bail to 3 months: Conditions changed | bail to 3 months | start
bail to 6 months: Conditions changed | bail to 6 months | start
bail to 9 months: Conditions changed | bail to 9 months | start
bail to 12 months: Conditions changed | bail to 12 months | start
bail to 3 months: Released under investigation | RUI review | done
bail to 6 months: Released under investigation | RUI review | done
bail to 9 months: Released under investigation | RUI review | done
bail to 12 months: Released under investigation | RUI review | done
RUI review: Reviewed, still under investigation | RUI review | done
""")
FOUND = {(clock, row.name): row for row in POLICY.result for clock in row.of}


@pytest.mark.parametrize(("clock", "result"), ALL, ids=lambda cell: cell)
def test_each_result_asks_for_this_of_these(clock: str, result: str) -> None:
    row, (asks, how) = FOUND[clock, result], ALL[clock, result]
    assert ", ".join(row.asks) == asks
    said = {row.by: row.by != "team", "in time": row.before_due, "discloses": row.discloses}
    assert [word for word, is_so in said.items() if is_so] == ([how] if how else [])
    assert row.makes_owner is (result == "Accepted")


@pytest.mark.parametrize(("end", "opens", "counts_from"), OPENS, ids=lambda cell: cell)
def test_each_result_opens_what_follows(end: str, opens: str, counts_from: str) -> None:
    clock, result = end.split(": ", 1)
    row = FOUND[clock, result]
    assert (row.opens, row.counts_from) == ((opens,), counts_from)


def test_nothing_follows_from_any_other_result() -> None:
    opening = {f"{clock}: {result}" for (clock, result), row in FOUND.items() if row.opens}
    assert opening == {end for end, *_ in OPENS}
    assert {row.counts_from for row in FOUND.values() if not row.opens} == {"done"}


def test_an_item_ends_in_no_other_way() -> None:
    assert set(FOUND) == set(ALL)


def test_no_result_of_bail_or_release_is_recorded_without_asking_for_a_child_at_the_address() -> None:
    out = {end for end, row in FOUND.items() if "child at the address" in row.asks}
    free = ("Bailed", "Released under investigation", "Released without further action", "Charged and bailed")
    assert out == {*(("release decision", name) for name in free)} | {
        (clock, name) for clock in BAIL for name in ("Conditions changed", "Released under investigation")
    }
