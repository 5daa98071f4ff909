"""finance: documents of money on their way to the ledger."""
