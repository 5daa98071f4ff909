"""What identity does, one procedure a file."""
