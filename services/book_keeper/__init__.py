"""book_keeper: the control panel of money. It alone talks to ledger engines."""
