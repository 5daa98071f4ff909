"""What every test run of this repository has."""

from business_m.settings import without_fork_handlers

# Before gRPC is imported: tests start servers while clients of theirs have threads in it, as the product does.
without_fork_handlers()

pytest_plugins = ("tools.pytest_campaign", "tools.pytest_needs", "tools.pytest_one_context", "tools.pytest_workers")
