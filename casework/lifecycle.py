"""Which moves a case allows, by the table of the policy; refusals say what to do instead."""

import re
from dataclasses import replace

from casework.case import Case, Grade
from casework.errors import MoveNotAllowed, NotAReason
from casework.policy import Policy

_BREAK = re.compile(r"[\s\-‐‑]+")  # noqa: RUF001  # a phone types these hyphens for "short-staffed"


def may(case: Case, move: str, policy: Policy) -> bool:
    """Whether the state of `case` allows `move`; who may do it is the access rule's business."""
    return case.status in policy.move_rule(move).from_


def move(case: Case, name: str, policy: Policy) -> Case:
    """Return `case` in the state to which the move leads; `MoveNotAllowed` when its state does not allow it."""
    rule = policy.move_rule(name)
    if not may(case, name, policy):
        raise MoveNotAllowed(reference=case.reference, status=case.status.value, move=rule.label, instead=rule.instead)
    return replace(case, status=rule.to or case.status)


def lowers(present: Grade, wanted: Grade) -> bool:
    """Whether `wanted` is a lower grade than `present`; a first grade lowers nothing, nor does ungraded."""
    return present is not Grade.UNGRADED and wanted.severity > present.severity


def check_reason(text: str, policy: Policy) -> None:
    """Refuse a reason that is none by the policy; `NotAReason` quotes its words (HMICFRS 2023, findings 5 and 9)."""
    given = _plain(text)
    for row in policy.not_a_reason:
        words = next((words for words in row.words if _plain(words) in given), None)
        if words:
            raise NotAReason(words=words, because=row.because)


def _plain(text: str) -> str:
    return _BREAK.sub(" ", text.casefold())
