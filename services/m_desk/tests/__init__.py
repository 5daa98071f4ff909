"""desk's tests."""
