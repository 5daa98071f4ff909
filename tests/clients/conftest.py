"""One mesh for all clients: its Envoy speaks gRPC and gRPC-Web."""

from collections.abc import Iterator

import pytest

from tests.support.whole import MESH, Whole, whole


@pytest.fixture(scope="session")
def mesh() -> Iterator[Whole]:
    """Running; nothing is broken in it."""
    with whole(MESH) as system:
        yield system
