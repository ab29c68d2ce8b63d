"""Block Kit as tables of limits, and the checks that read them."""

from practice.blocks.check import check, check_message, check_view, elements, size
from practice.blocks.layout import Surface
from practice.blocks.rules import Problem

__all__ = ["Problem", "Surface", "check", "check_message", "check_view", "elements", "size"]
