"""masters, served on a real database."""

from collections.abc import Awaitable, Callable

import grpc
import pytest
from m_kit.testing import Metadata, calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from m_masters.module import MODULE
from m_masters.tests.nouns import CURRENCY, NOUNS, PARTY, UOM, Client, Noun


@pytest.fixture
async def channel(serve: Callable[..., Awaitable[grpc.aio.Channel]]) -> grpc.aio.Channel:
    """A channel to masters."""
    return await serve(MODULE)


@pytest.fixture
def acme(issuer: TokenIssuer) -> Metadata:
    """An administrator of a tenant of the test's own."""
    return calling_as(issuer, new_tenant())


@pytest.fixture
def stranger(issuer: TokenIssuer) -> Metadata:
    """An administrator of another tenant."""
    return calling_as(issuer, new_tenant())


@pytest.fixture(params=NOUNS, ids=str)
def noun(request: pytest.FixtureRequest) -> Noun:
    """Each noun in turn."""
    chosen: Noun = request.param
    return chosen


@pytest.fixture(params=[CURRENCY, UOM], ids=str)
def coded(request: pytest.FixtureRequest) -> Noun:
    """Each noun of which standard ones exist."""
    chosen: Noun = request.param
    return chosen


@pytest.fixture
def client(noun: Noun, channel: grpc.aio.Channel, acme: Metadata) -> Client:
    """Calls for the noun in turn."""
    return Client(noun, channel, acme)


@pytest.fixture
def parties(channel: grpc.aio.Channel, acme: Metadata) -> Client:
    """Calls for parties."""
    return Client(PARTY, channel, acme)
