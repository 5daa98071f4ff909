"""What the ledger does, one procedure a file."""
