"""Leaves the tests marked `campaign` out of a usual run: they take minutes. A pytest plugin (conftest.py)."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Declares the marker."""
    config.addinivalue_line("markers", "campaign: takes minutes; run it with `-m campaign`")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what is marked, unless it was asked for."""
    if item.get_closest_marker("campaign") and "campaign" not in item.config.option.markexpr:
        pytest.skip("takes minutes: run it with -m campaign")
