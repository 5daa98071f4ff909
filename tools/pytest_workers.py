"""How many processes `--numprocesses=auto` is. A pytest plugin (conftest.py)."""

import os

import pytest

MOST = 5


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait for servers, disks and each other more than they compute."""
    return min(len(os.sched_getaffinity(0)) + 1, MOST)
