"""The topologies' running systems."""

from tests.topologies.conftest import systems

__all__ = ["systems"]
