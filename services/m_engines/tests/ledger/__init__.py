"""Tests of the ledger engines."""
