"""What Caseclock says on its own, and how it is delivered exactly once."""
