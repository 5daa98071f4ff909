"""One connection of a process to NATS, made when it is first needed and again whenever it is lost."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Coroutine
from typing import Any

from nats.aio.client import Client
from nats.errors import Error

from m_engines.nats.address import NatsAddress
from m_engines.nats.subjects import inbox_of

CONNECT_TIMEOUT_SECONDS = 2.0
CLOSE_TIMEOUT_SECONDS = 1.0
RECONNECT_WAIT_SECONDS = 0.1
_CANCELS, _CANCEL_AGAIN_SECONDS = 10, 0.1
_PING_SECONDS = 5
# Nothing: who speaks while nobody hears is told so, and speaks again.
_KEPT_WHILE_AWAY_BYTES = 0

log = logging.getLogger(__name__)


class NatsAway(Exception):
    """There is no connection to the server just now."""


class NatsConnection:
    """Shared by all that one process does as one user.

    `refusals` are what the server said that this user may not do; only defects and intruders have any.
    """

    def __init__(self, address: NatsAddress, connect_seconds: float = CONNECT_TIMEOUT_SECONDS) -> None:
        self.address = address
        self._connect_seconds = connect_seconds
        self.refusals: list[str] = []
        self._client: Client | None = None
        self._connecting: asyncio.Lock | None = None

    @property
    def is_connected(self) -> bool:
        """Whether what is said now is heard."""
        return self._client is not None and self._client.is_connected

    async def client(self) -> Client:
        """A client that is connected. Raises NatsAway."""
        if self._client is None:
            self._connecting = self._connecting or asyncio.Lock()
            async with self._connecting:
                if self._client is None:
                    self._client = await self._connect()
        if not self._client.is_connected:
            raise NatsAway(f"no connection to {self.address.server_url}")
        return self._client

    async def settled(self) -> None:
        """Returns when the server has heard all that was said. Raises NatsAway, and Error of nats.

        The client's ping overtakes what it still holds back, so the first answer says nothing; the second does.
        """
        client = await self.client()
        await client.flush()
        await client.flush()

    async def close(self) -> None:
        """What was asked is not answered any more."""
        client, self._client = self._client, None
        if client is not None and not client.is_closed:
            await _closed(client)

    async def _connect(self) -> Client:
        """By itself the client would go on trying for ever, and tell nobody."""
        client = Client()
        try:
            await _within(self._connect_seconds, self._open(client))
        except (OSError, Error, TimeoutError) as error:
            reason = client.last_error or error
            await _closed(client)
            raise NatsAway(f"no connection to {self.address.server_url}: {reason or type(reason).__name__}") from error
        except asyncio.CancelledError:
            await _closed(client)
            raise
        return client

    async def _open(self, client: Client) -> None:
        address = self.address
        await client.connect(
            address.server_url,
            user=address.user or None,
            password=address.password or None,
            tls=ssl.create_default_context(cafile=address.authority) if address.is_encrypted else None,
            tls_hostname=(address.name or address.host) if address.is_encrypted else None,
            inbox_prefix=inbox_of(address.user or "anybody"),
            max_reconnect_attempts=-1,
            reconnect_time_wait=RECONNECT_WAIT_SECONDS,  # type: ignore[arg-type]  # it sleeps for so long
            ping_interval=_PING_SECONDS,
            pending_size=_KEPT_WHILE_AWAY_BYTES,
            error_cb=self._on_error,
            disconnected_cb=self._on_lost,
        )

    async def _on_error(self, error: Exception) -> None:
        """The client asks here before each further attempt, so a task that was cancelled ends here at the latest.

        Before Python 3.12 `asyncio.wait_for` loses a cancel that comes along with the answer, and the client, which
        took the answer for a failure, would try again for ever: its connect, and its reconnection when the loop ends.
        """
        if "permissions violation" in str(error).lower():
            self.refusals.append(str(error))
            log.error("NATS refuses: %s", error)
        else:
            log.debug("NATS: %s", error or type(error).__name__)
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise asyncio.CancelledError

    async def _on_lost(self) -> None:
        if self._client is not None:
            log.warning("the connection to %s is lost", self.address.server_url)


async def _closed(client: Client) -> None:
    """Closes it. A connection that was given up while TLS began never says that it is closed, and is not waited for."""
    with contextlib.suppress(TimeoutError):
        await _within(CLOSE_TIMEOUT_SECONDS, _close(client))


async def _close(client: Client) -> None:
    """More than once where a reconnection was just about to succeed. One that has no server has not begun."""
    while client.servers and not client.is_closed:
        await client.close()


async def _within(seconds: float, work: Coroutine[Any, Any, None]) -> None:
    """Does the work in a task of its own, so that a cancel which the work loses never keeps the caller waiting.

    Raises what the work raises, and TimeoutError where it has not ended by then.
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.wait([task], timeout=seconds)
    finally:
        await _ended(task)
    if not task.done() or task.cancelled():
        raise TimeoutError
    task.result()


async def _ended(task: asyncio.Task[None]) -> None:
    """Cancels it if it goes on, and again if the cancel was lost; then leaves it to `_on_error`."""
    for _ in range(_CANCELS):
        if task.done():
            return
        task.cancel()
        await asyncio.wait([task], timeout=_CANCEL_AGAIN_SECONDS)
