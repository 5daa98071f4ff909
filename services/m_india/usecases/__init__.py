"""What India answers, one procedure a file."""
