"""The law in plain Python."""
