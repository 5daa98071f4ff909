"""The front door: derived from descriptors alone, it knows channels and never services."""
