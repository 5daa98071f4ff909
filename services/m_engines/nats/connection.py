"""One connection of a process to NATS, made when it is first needed and again whenever it is lost."""

import asyncio
import contextlib
import logging
import ssl

from nats.aio.client import Client
from nats.errors import Error

from m_engines.nats.address import NatsAddress
from m_engines.nats.subjects import inbox_of

CONNECT_TIMEOUT_SECONDS = 2.0
CLOSE_TIMEOUT_SECONDS = 1.0
RECONNECT_WAIT_SECONDS = 0.1
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
        address, client = self.address, Client()
        try:
            async with asyncio.timeout(self._connect_seconds):
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
        except (OSError, Error, TimeoutError) as error:
            reason = client.last_error or error
            await _closed(client)
            raise NatsAway(f"no connection to {address.server_url}: {reason or type(reason).__name__}") from error
        return client

    async def _on_error(self, error: Exception) -> None:
        if "permissions violation" in str(error).lower():
            self.refusals.append(str(error))
            log.error("NATS refuses: %s", error)
        else:
            log.debug("NATS: %s", error or type(error).__name__)

    async def _on_lost(self) -> None:
        if self._client is not None:
            log.warning("the connection to %s is lost", self.address.server_url)


async def _closed(client: Client) -> None:
    """Closes it. A connection that was given up while TLS began never says that it is closed, and is not waited for."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_TIMEOUT_SECONDS):
            await client.close()
