"""What can be done at the Desk, one procedure each."""
