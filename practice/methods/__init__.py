"""The Web API: one table of methods, and the one function that answers a call."""

from practice.methods.answering import answer

__all__ = ["answer"]
