"""Every topology as a running system, each started once for all tests that break nothing."""

import contextlib
from collections.abc import Callable, Iterator

import pytest

from tests.support.whole import INDIE, TOPOLOGIES, Whole, whole

Systems = Callable[[str], Whole]


@pytest.fixture(scope="session")
def systems(server: Whole) -> Iterator[Systems]:
    """Topology to its running system."""
    with contextlib.ExitStack() as stack:
        started = {INDIE: server}

        def system(topology: str) -> Whole:
            if topology not in started:
                started[topology] = stack.enter_context(whole(topology))
            return started[topology]

        yield system


@pytest.fixture(params=TOPOLOGIES)
def system(request: pytest.FixtureRequest, systems: Systems) -> Whole:
    """Each topology in turn."""
    return systems(request.param)
