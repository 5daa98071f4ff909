"""desk, served on a real database beside contexts that bring something."""

from collections.abc import Awaitable, Callable
from typing import Any

import grpc
import pytest
from businessm.desk.v1 import (
    desk_service_pb2_grpc,
    notification_service_pb2_grpc,
    preferences_service_pb2_grpc,
    saved_view_service_pb2_grpc,
)
from businessm.events.v1 import delivery_service_pb2_grpc
from m_kit.testing import Metadata, calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from m_desk.module import MODULE
from m_desk.tests.fakes import House


@pytest.fixture
def house() -> House:
    """Everyone desk asks; contexts may be put in before the channel is asked for."""
    return House()


@pytest.fixture
async def channel(serve: Callable[..., Awaitable[grpc.aio.Channel]], house: House) -> grpc.aio.Channel:
    """A channel to desk, which listens for notifications."""
    return await serve(MODULE, house.identity(), house.channel, contexts=list(house.contexts), with_background=True)


@pytest.fixture
def desk(channel: grpc.aio.Channel) -> Any:
    """DeskService."""
    return desk_service_pb2_grpc.DeskServiceStub(channel)


@pytest.fixture
def views(channel: grpc.aio.Channel) -> Any:
    """SavedViewService."""
    return saved_view_service_pb2_grpc.SavedViewServiceStub(channel)


@pytest.fixture
def preferences(channel: grpc.aio.Channel) -> Any:
    """PreferencesService."""
    return preferences_service_pb2_grpc.PreferencesServiceStub(channel)


@pytest.fixture
def notifications(channel: grpc.aio.Channel) -> Any:
    """NotificationService."""
    return notification_service_pb2_grpc.NotificationServiceStub(channel)


@pytest.fixture
def deliveries(channel: grpc.aio.Channel) -> Any:
    """DeliveryService, which contexts tell of events."""
    return delivery_service_pb2_grpc.DeliveryServiceStub(channel)


@pytest.fixture
def tenant() -> str:
    """Of the test's own."""
    return new_tenant()


@pytest.fixture
def asha(issuer: TokenIssuer, tenant: str) -> Metadata:
    """An administrator of it."""
    return calling_as(issuer, tenant)


@pytest.fixture
def ravi(issuer: TokenIssuer, tenant: str) -> Metadata:
    """Another one of the same tenant."""
    return calling_as(issuer, tenant, user="ravi")


@pytest.fixture
def stranger(issuer: TokenIssuer) -> Metadata:
    """Asha of another tenant."""
    return calling_as(issuer, new_tenant())
