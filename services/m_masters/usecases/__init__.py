"""What masters does, one procedure a file."""
