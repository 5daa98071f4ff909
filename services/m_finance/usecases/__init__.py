"""What finance does, one procedure a file."""
