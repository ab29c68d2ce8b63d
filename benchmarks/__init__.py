"""How fast the bot is: measured side by side with real processes, never in a unit test."""
