"""Notes and readers on both sides of a real JetStream, each as a user of its own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import grpc
from m_kit.database import Database
from m_kit.tests.readers import ISSUER, PATIENT, POSTED, World

from m_engines.nats.carrier import JetStreamCarrier
from m_engines.nats.connection import NatsConnection
from m_engines.nats.event_pump import EventPump
from m_engines.nats.permissions import process_user
from m_engines.nats.server import EmbeddedNats

SUBSCRIBERS: Mapping[str, Sequence[str]] = {POSTED: ("readers",)}
PASSWORD = "no secret"
NAMES = ("notes", "readers", "strangers")
RECEIPT_SECONDS = 0.5


def server_of(folder: Path) -> EmbeddedNats:
    """Each context is a user, with what the subscriptions give it."""
    return EmbeddedNats(folder, [process_user(name, PASSWORD, [name], SUBSCRIBERS) for name in NAMES])


class Telling:
    """The world of m_kit's tests of events, with JetStream between its two contexts."""

    def __init__(
        self, server: EmbeddedNats, notes: Database, readers: Database, tenant: str, channel: grpc.aio.Channel
    ) -> None:
        self.server = server
        self.telling, self.taking = self.connection("notes"), self.connection("readers")
        self.channel = channel
        self.carrier = self.carrier_of("notes")
        self.world = World(notes, readers, tenant, channel, carrier=self.carrier, times=PATIENT)

    def connection(self, user: str) -> NatsConnection:
        """As that context."""
        return NatsConnection(self.server.address.of_user(user, PASSWORD))

    def carrier_of(self, source: str) -> JetStreamCarrier:
        """Of a process of that context."""
        return JetStreamCarrier(
            self.telling, source, lambda tenant: ISSUER.service_token(source, tenant), RECEIPT_SECONDS
        )

    def pump(self) -> EventPump:
        """The readers'."""
        return EventPump(self.taking, "readers", ["notes"], self.channel)

    @contextlib.asynccontextmanager
    async def pumping(self) -> AsyncIterator[None]:
        """A process of the readers takes events."""
        task = asyncio.ensure_future(self.pump().run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def close(self) -> None:
        """Both connections."""
        await self.telling.close()
        await self.taking.close()
