"""What wms does, one procedure a file."""
