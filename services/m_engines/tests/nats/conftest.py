"""A NATS server of this run: started once, for it takes a few hundredths of a second and forgets nothing it should."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from m_engines.nats.address import NatsAddress
from m_engines.nats.permissions import NatsUser
from m_engines.nats.server import EmbeddedNats

ANYTHING = NatsUser("anybody", "no secret", publish=(">",), subscribe=(">",))


@pytest.fixture
def nats_folder() -> Iterator[Path]:
    """Removed afterwards."""
    path = Path(tempfile.mkdtemp(prefix="business-m-nats-", dir="/var/tmp"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def nats_address() -> Iterator[NatsAddress]:
    """A server where one user may do anything."""
    path = Path(tempfile.mkdtemp(prefix="business-m-nats-", dir="/var/tmp"))
    server = EmbeddedNats(path, [ANYTHING])
    try:
        yield server.start().of_user(ANYTHING.name, ANYTHING.password)
    finally:
        server.stop()
        shutil.rmtree(path)
