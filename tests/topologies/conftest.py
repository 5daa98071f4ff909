"""Every topology in turn."""

import pytest

from tests.support.whole import TOPOLOGIES, Systems, Whole


@pytest.fixture(params=TOPOLOGIES)
def system(request: pytest.FixtureRequest, systems: Systems) -> Whole:
    """Each but the mesh."""
    return systems(request.param)
