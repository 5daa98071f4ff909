"""What the suite needs before grpc is imported."""

import os

import pytest

os.environ.setdefault("GRPC_VERBOSITY", "NONE")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "campaign: minute-long with INPROC_CAMPAIGN_SECONDS=60, else short")
