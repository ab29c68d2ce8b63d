"""Caseclock in Slack: commands in, reminders out."""
