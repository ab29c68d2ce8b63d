"""Whether anything that an officer types comes out where it must not."""
