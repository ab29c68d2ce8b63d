"""Refusals of what is pressed below a reminder: the docstring of each is the sentence that the officer sees."""

from casework.errors import Refusal


class SettledMeanwhile(Refusal):
    """“{label}” of {reference} was settled or changed meanwhile, so nothing more is needed from this message.

    `/case {reference}` shows how it stands.
    """
