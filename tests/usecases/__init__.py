"""What officers do, straight at the use cases and a real database."""
