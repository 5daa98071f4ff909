"""The command `m`."""

from business_m.cli.main import main

__all__ = ["main"]
