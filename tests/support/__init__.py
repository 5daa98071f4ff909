"""What whole-system tests and benches are run with."""
