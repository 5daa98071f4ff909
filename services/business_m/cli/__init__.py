"""The command `m`."""

from business_m.settings import without_fork_handlers

without_fork_handlers()

from business_m.cli.main import main  # noqa: E402

__all__ = ["main"]
