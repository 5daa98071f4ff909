"""finance, served on a real database beside a fake ledger."""

from collections.abc import Awaitable, Callable

import grpc
import pytest
from m_kit.testing import Metadata, calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from m_finance.clients import LEDGER
from m_finance.module import MODULE
from m_finance.tests.fake_ledger import FakeLedger, channel_to


@pytest.fixture
def ledger() -> FakeLedger:
    """The ledger that finance asks."""
    return FakeLedger()


@pytest.fixture
async def channel(serve: Callable[..., Awaitable[grpc.aio.Channel]], ledger: FakeLedger) -> grpc.aio.Channel:
    """A channel to finance."""
    return await serve(MODULE, {LEDGER: channel_to(ledger)})


@pytest.fixture
def acme(issuer: TokenIssuer) -> Metadata:
    """An administrator of a tenant of the test's own."""
    return calling_as(issuer, new_tenant())


@pytest.fixture
def stranger(issuer: TokenIssuer) -> Metadata:
    """An administrator of another tenant."""
    return calling_as(issuer, new_tenant())
