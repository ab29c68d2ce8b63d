"""Mutation testing of casework/: every rule is broken in every small way, and a rule test must turn red."""
