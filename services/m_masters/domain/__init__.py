"""Parties, currencies and units as plain Python."""
