"""Caseclock in Slack: commands in, reminders out."""

__version__ = "0.1.0"
