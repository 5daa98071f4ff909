"""Where answers to a process' calls arrive: one subscription for all of them, a place in it for each call."""

import asyncio
import itertools

from nats.aio.client import Client
from nats.aio.msg import Msg

from m_engines.nats.connection import NatsConnection


class Replies:
    """Of one connection."""

    def __init__(self, connection: NatsConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count()
        self._waiting: dict[str, asyncio.Queue[Msg]] = {}
        self._client: Client | None = None
        self._prefix = ""
        self._subscribing = asyncio.Lock()

    async def open(self) -> tuple[Client, str, asyncio.Queue[Msg]]:
        """(who to speak through, the subject to be answered on, where answers come in); `close` it in the end.

        Raises NatsAway.
        """
        client = await self._connection.client()
        if client is not self._client:
            async with self._subscribing:
                if client is not self._client:
                    await self._subscribe(client)
        subject = f"{self._prefix}.{next(self._numbers)}"
        queue: asyncio.Queue[Msg] = asyncio.Queue()
        self._waiting[subject] = queue
        return client, subject, queue

    def close(self, subject: str) -> None:
        """Nobody waits there any more."""
        self._waiting.pop(subject, None)

    async def _subscribe(self, client: Client) -> None:
        self._prefix = client.new_inbox()
        await client.subscribe(f"{self._prefix}.*", cb=self._arrived)
        self._client = client

    async def _arrived(self, message: Msg) -> None:
        queue = self._waiting.get(message.subject)
        if queue is not None:
            queue.put_nowait(message)
