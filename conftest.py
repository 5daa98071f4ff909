"""What every test run of this repository has."""

pytest_plugins = ("tools.pytest_needs", "tools.pytest_one_context")
