"""What follows from what: events open items and end them, by the policy's tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.case import Case, Item
from casework.clocks import clocks
from casework.errors import EndedMeanwhile, NoSuchItem, TooLateToExtend
from casework.policy import Policy
from casework.policy_items import Opening, ResultRule
from casework.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case at `at` (aware UTC), by its name in the policy ("action Arrest")."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """How an item ended: with which result, when (aware UTC) and by whom; `until` is a moment that was agreed.

    `recorded_at` is when it was written down, where that was later: what it opens is known from then on.
    """

    result: str
    at: datetime
    by: str
    until: datetime | None = None
    recorded_at: datetime | None = None


def follow(case: Case, events: Iterable[Event], policy: Policy, now: datetime) -> Case:
    """Return `case` with the items ended and opened that the policy says follow from `events`, in their order."""
    for event in events:
        case = _ended_by(case, event, policy)
        for rule in policy.opening:
            if event.name in rule.on and _applies(rule, case):
                case = _opened(case, rule, event, now)
    return case


def add(case: Case, item: Item) -> Case:
    """Return `case` with one more item, numbered behind the others."""
    return replace(case, items=(*case.items, replace(item, number=len(case.items) + 1)))


def find(case: Case, number: int) -> Item:
    """Return the item of that number; `NoSuchItem` when the case has none."""
    found = case.item(number)
    if found is None:
        raise NoSuchItem(reference=case.reference, number=str(number))
    return found


def result_rule(item: Item, result: str, policy: Policy) -> ResultRule:
    """Return the row of a result of `item`; `KeyError` when the policy has none of that name."""
    return {rule.name: rule for rule in policy.results(item.kind)}[result]


def end(case: Case, number: int, ending: Ending, policy: Policy, calendar: Calendar) -> Case:
    """Return `case` with an item ended and what that opens by itself; `follow` what it opens as an event.

    `EndedMeanwhile` when it has ended already, `TooLateToExtend` when the result had to come before the due moment.
    """
    item = find(case, number)
    label = policy.clock_rule(item.kind).label
    if not item.is_open:
        raise EndedMeanwhile(label=label, reference=case.reference, result=str(item.result))
    rule = result_rule(item, ending.result, policy)
    due = _due(case, item, policy, calendar)
    if rule.before_due and due <= ending.at:
        local = due.astimezone(calendar.zone)
        raise TooLateToExtend(
            label=label, reference=case.reference, due=f"{local.day} {local:%b %Y %H:%M}", result=rule.name
        )
    case = put(case, replace(item, done_at=ending.at, done_by=ending.by, result=rule.name))
    goes_on = rule.counts_from == "start"
    start = item.starts_at if goes_on else ending.at
    for kind in _closed(case, rule.opens):
        # What was agreed for an item stands for the one of its kind that goes on in its place.
        until = ending.until or (item.due_at if goes_on and kind == item.kind else None)
        case = add(case, Item(0, kind, start, max(start, ending.recorded_at or ending.at), due_at=until))
    return case


def ended(item: Item, ending: Ending) -> Event:
    """Return the event that the ending of `item` is."""
    return Event(f"{item.kind}: {ending.result}", ending.at)


def open_items(case: Case) -> tuple[Item, ...]:
    """Return what still has to be done or watched, in the order in which it was opened."""
    return tuple(item for item in case.items if item.is_open)


def children_on_record(case: Case, policy: Policy) -> tuple[str, ...]:
    """Return what is recorded of the case by which a child is where the suspect goes, as the policy writes it."""
    there = {rule.name: rule.child_there for rule in policy.fact}
    return tuple(f"{fact.name}: {fact.answer}" for fact in case.facts if fact.answer in there.get(fact.name, ()))


def facts_of(case: Case) -> frozenset[str]:
    """Return what is known as the policy writes it: "lives with a child: yes"."""
    return frozenset(f"{fact.name}: {fact.answer}" for fact in case.facts)


def _applies(rule: Opening, case: Case) -> bool:
    known = facts_of(case)
    of_kind = not rule.kinds or case.kind in rule.kinds
    fits = known.issuperset(rule.when) and known.isdisjoint(rule.unless)
    return of_kind and fits and not (rule.after_grading and case.graded_at is None)


def _ended_by(case: Case, event: Event, policy: Policy) -> Case:
    for item in open_items(case):
        if event.name in policy.clock_rule(item.kind).ends_on:
            case = put(case, replace(item, done_at=event.at, done_by=None, result=event.name))
    return case


def _opened(case: Case, rule: Opening, event: Event, now: datetime) -> Case:
    """Return `case` with what `rule` opens; each item remembers of which event."""
    for kind in rule.opens if rule.each else _closed(case, rule.opens):
        case = add(case, Item(0, kind, event.at, max(event.at, now), detail=event.name))
    return case


def _closed(case: Case, kinds: Sequence[str]) -> list[str]:
    """Return those of `kinds` of which no item is open."""
    running = {item.kind for item in open_items(case)}
    return [kind for kind in kinds if kind not in running]


def put(case: Case, item: Item) -> Case:
    """Return `case` with `item` in place of the one of its number."""
    return replace(case, items=tuple(item if old.number == item.number else old for old in case.items))


def _due(case: Case, item: Item, policy: Policy, calendar: Calendar) -> datetime:
    name = f"{item.kind} #{item.number}"
    return next(clock.due_at for clock in clocks(case, policy, calendar) if clock.name == name)
