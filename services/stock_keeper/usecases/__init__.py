"""What stock does, one procedure a file."""
