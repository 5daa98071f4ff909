"""Rules of stock as plain Python."""
