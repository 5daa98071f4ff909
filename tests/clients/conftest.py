"""The mesh for all clients: its Envoy speaks gRPC and gRPC-Web."""

import pytest

from tests.support.whole import MESH, Systems, Whole


@pytest.fixture
def mesh(systems: Systems) -> Whole:
    """Running; nothing is broken in it."""
    return systems(MESH)
