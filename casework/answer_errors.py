"""Refusals of what is pressed below a reminder: the docstring of each is the sentence that the officer sees."""

from casework.errors import Refusal


class SettledMeanwhile(Refusal):
    """“{label}” of {reference} was settled or changed meanwhile, so nothing more is needed from this message.

    `/case {reference}` shows how it stands.
    """


class NotYoursToDo(Refusal):
    """“{label}” of {reference} is for {name} to see to now, so this button is not yours.

    `/case {reference}` shows what you can do.
    """


class NoTimeLeft(Refusal):
    """“{label}” of {reference} is due {due}: too soon to be reminded later. It cannot be put off."""


class NothingToRemindOf(Refusal):
    """“{label}” of {reference} cannot be put off: it is due, or your force’s policy does not allow it."""


class NotTheirsToPassOn(Refusal):
    """You cover for whoever has to see to {reference}, so it is not yours to pass on.

    If it cannot wait until they are back, a supervisor of {team} can allocate it.
    """


class AnsweredNotPassedOn(Refusal):
    """The hand-over of {reference} was offered to {name}, who accepts or refuses it; it cannot be passed on."""


class NotInTheirName(Refusal):
    """You cover for {name}, but a case is accepted only by whoever will own it: “{result}” cannot be said for them.

    Refuse it in their place, so that it can be offered to somebody who is on duty; or a supervisor of {team} can
    allocate {reference}.
    """
