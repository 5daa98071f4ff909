"""A front door over a real grpc.aio server, called in process."""

from collections.abc import AsyncIterator
from pathlib import Path

import businessm
import grpc
import httpx
import pytest
from businessm.check.v1 import check_service_pb2_grpc
from businessm.ledger.v1 import ledger_service_pb2_grpc
from businessm.masters.v1 import party_service_pb2_grpc
from m_gateway.http import LandingPage, Surface, create_app
from starlette.applications import Starlette

from gateway.tests import exotic
from gateway.tests.services import CHECKS, LEDGER, PARTIES, Calls, Checks, Ledger, Parties


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture(scope="session")
def image() -> bytes:
    return Path(next(iter(businessm.__path__)), "descriptors.binpb").read_bytes()


@pytest.fixture
async def channel(calls: Calls) -> AsyncIterator[grpc.aio.Channel]:
    server = grpc.aio.server()
    party_service_pb2_grpc.add_PartyServiceServicer_to_server(Parties(calls), server)
    ledger_service_pb2_grpc.add_LedgerServiceServicer_to_server(Ledger(calls), server)
    check_service_pb2_grpc.add_CheckServiceServicer_to_server(Checks(calls), server)
    exotic.add_to_server(exotic.Exotic(calls), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield channel
    await server.stop(None)


@pytest.fixture
def surface(channel: grpc.aio.Channel, image: bytes) -> Surface:
    return Surface(
        services=[PARTIES, LEDGER, CHECKS, exotic.SERVICE],
        channel_for=lambda service, context: channel,
        shared_services={CHECKS: ["masters", "book_keeper"]},
        image=image,
        landing=LandingPage(version="1.2.3", topology="indie"),
    )


@pytest.fixture
def app(surface: Surface) -> Starlette:
    return create_app(surface)


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
        yield client
