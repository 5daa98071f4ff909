"""Scenarios: neutral facts in files (given, when, then), replayed through the public API of a running server."""
