"""finance, served on a real database beside a fake ledger and fake masters."""

from collections.abc import Awaitable, Callable

import grpc
import pytest
from m_kit.testing import Metadata, calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from m_finance.clients import LEDGER, PARTIES
from m_finance.module import MODULE
from m_finance.tests import fake_parties
from m_finance.tests.fake_ledger import FakeLedger, channel_to
from m_finance.tests.fake_parties import FakeParties


@pytest.fixture
def ledger() -> FakeLedger:
    """The ledger that finance asks."""
    return FakeLedger()


@pytest.fixture
def parties() -> FakeParties:
    """The parties that finance asks for."""
    return FakeParties()


@pytest.fixture
async def channel(
    serve: Callable[..., Awaitable[grpc.aio.Channel]], ledger: FakeLedger, parties: FakeParties
) -> grpc.aio.Channel:
    """A channel to finance."""
    return await serve(MODULE, {LEDGER: channel_to(ledger), PARTIES: fake_parties.channel_to(parties)})


@pytest.fixture
def acme(issuer: TokenIssuer) -> Metadata:
    """An administrator of a tenant of the test's own."""
    return calling_as(issuer, new_tenant())


@pytest.fixture
def stranger(issuer: TokenIssuer) -> Metadata:
    """An administrator of another tenant."""
    return calling_as(issuer, new_tenant())
