"""Accounting rules as plain Python."""
