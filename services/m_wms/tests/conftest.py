"""wms, served on a real database beside a small shop."""

from collections.abc import Awaitable, Callable

import grpc
import pytest
from m_kit.testing import Metadata, calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from m_wms.module import MODULE
from m_wms.tests.documents import Documents
from m_wms.tests.fakes import Shop


@pytest.fixture
def shop() -> Shop:
    """Everyone wms asks."""
    return Shop()


@pytest.fixture
async def channel(serve: Callable[..., Awaitable[grpc.aio.Channel]], shop: Shop) -> grpc.aio.Channel:
    """A channel to wms."""
    return await serve(MODULE, shop.channels())


@pytest.fixture
def acme(issuer: TokenIssuer) -> Metadata:
    """An administrator of a tenant of the test's own."""
    return calling_as(issuer, new_tenant())


@pytest.fixture
def documents(channel: grpc.aio.Channel, acme: Metadata, shop: Shop) -> Documents:
    """Goods receipts and deliveries as an administrator writes them."""
    return Documents(channel, acme, shop)


@pytest.fixture
def stranger(channel: grpc.aio.Channel, issuer: TokenIssuer, shop: Shop) -> Documents:
    """The same of another tenant."""
    return Documents(channel, calling_as(issuer, new_tenant()), shop)
