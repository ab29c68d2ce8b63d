"""What is typed into each form when it is filled in by the keyboard; fields that are not named are answered by kind."""

from tests.browser.keyboard import LEFT, Answers

AGREED = "23:30"

OF_A_CASE: dict[str, Answers] = {
    "refer": {
        "source": "CEOP",
        "kind": "Grooming",
        "child_at_risk": "Yes",
        "child_in_contact": "No",
        "suspect_identified": "No",
        "evidence": "A device that may be reset, wiped or lost",
        "grade": "Low",
        "grade_tool": "KIRAT",
        "graded_by": "Officer 2, North",
    },
    "evidence": {"evidence": "A device that may be reset, wiped or lost"},
    "preserve": {},
    "confirm": {"agrees": "I agree: the grade takes effect"},
    "allocate": {"owner": "Officer 1, North · 0 open"},
    "grade": {
        "grade": "High",
        "grade_tool": "KIRAT",
        "graded_by": "Officer 1, North",
        "reason": "New information lowers the risk",
    },
    "fact": {"fact": "Address known: yes"},
    "item": {
        "kind": "Another task",
        "holder": LEFT,
        "doer": "Officer 1, North",
        "due_date": "tomorrow",
        "due_time": AGREED,
        "port": "443",
    },
    "update": {},
    "identify": {
        "identifiers": "198.51.100.7",
        "seen_date": "2026-11-01",
        "seen_time": "21:15",
        "port": "443",
        "out": LEFT,
    },
    "identified": {},
    "handover": {"owner": "Officer 2, North · 0 open"},
    "done": {"result": "Referred", "until_date": "tomorrow", "until_time": AGREED},
    "enforce": {"action": "Warrant executed", "children": "2"},
    "close": {"outcome": "Suspect charged"},
    "reopen": {},
}
OF_A_REMINDER: dict[str, Answers] = {
    "remind": {"at_date": LEFT, "at_time": LEFT},
    "give": {"doer": "Sergeant, North · 0 open"},
}
OF_THE_TEAM: dict[str, Answers] = {
    "away": {"person": "Officer 1, North", "ends_date": "tomorrow", "cover": "Officer 2, North"},
    "rehearse": {
        "person": "Officer 1, North",
        "starts": "tomorrow",
        "ends": "the day after",
        "cover": "Officer 2, North",
    },
    "setup_team": {
        "name": "OCSAE East",
        "channel": "ocsae-digest",
        "digest_channels": "ocsae-digest",
        "duty_channel": "ocsae-duty",
        "timezone": "Europe/London",
    },
    "setup_person": {
        "slack": "Auditor",
        "team": "OCSAE South",
        "role": "auditor",
        "supervisor": "Sergeant, South",
        "skills": "KIRAT assessor",
    },
}

CUSTODY: Answers = {"kind": "Suspect in custody", "doer": LEFT}
RELEASED: Answers = {"result": "Released without further action", "child": "No"}

RECORDED = (
    "Officer 2, North · logged it: CEOP, Grooming",
    "Officer 2, North · noted the evidence: at risk; confirmed that the advice was given",
    "Officer 2, North · gave the preservation advice: School, Computer or console",
    "Officer 1, North · agreed to low, judged by Officer 2, North",
    "Sergeant, North · graded it high with KIRAT; judged by Officer 1, North",
    "Sergeant, North · allocated it to Officer 1, North",
    "Officer 1, North · recorded: address known: yes",
    "Officer 1, North · opened “Another task”",
    "Officer 1, North · recorded progress",
    "Officer 1, North · ended “Charge, bail or release”: Released without further action",
    "Officer 1, North · entered identifiers: IP address with time, 1 new",
    "Officer 1, North · offered it to Officer 2, North",
    "Officer 1, North · ended “Refer to children’s services”: Referred",
    "Officer 2, North · accepted it and owns it now",
    "Officer 2, North · recorded enforcement action: Warrant executed",
    "Sergeant, North · ended “Authority’s decision”: No further action by the authority",
    "Sergeant, North · closed it: Suspect charged",
    "Sergeant, North · opened it again",
)
"""What the history of the case says afterwards."""
