"""The cluster's client, which has no deadlines and must never be cancelled: whoever stops waiting leaves its request
under way. One client a process: a cluster has few sessions, and one client too many waits in silence."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import tigerbeetle
from m_kit.errors import Unavailable
from tigerbeetle.client import InitError

from m_engines.ledger.tigerbeetle.address import TigerBeetleAddress
from m_engines.ledger.tigerbeetle.errors import AddressMalformed, ClusterIncompatible, ClusterUnreachable

# Requests that nobody waits for any more stay under way while the cluster is silent; more than this are not begun.
MOST_UNANSWERED = 512
MOST_EVENTS = 8_189

Answer = TypeVar("Answer")
Call = Callable[[tigerbeetle.ClientAsync], Awaitable[Answer]]


class ClusterClient:
    """Requests to one cluster. `most_events` in a request was asked of it."""

    def __init__(self, address: TigerBeetleAddress) -> None:
        self.address = address
        self.most_events = MOST_EVENTS
        self._client = _opened(address)
        self._unanswered: set[asyncio.Future[Any]] = set()

    async def greet(self, timeout_seconds: float) -> None:
        """Sees that it answers, and how much it takes at once.

        Raises ClusterUnreachable, ClusterIncompatible.
        """
        try:
            async with asyncio.timeout(timeout_seconds):
                self.most_events = await self._probed_limit(timeout_seconds)
        except (TimeoutError, Unavailable) as error:
            raise ClusterUnreachable(
                f"no TigerBeetle answers as {self.address} within {timeout_seconds:g} s: it is down, of another"
                " cluster, or all its client sessions are taken"
            ) from error
        except (tigerbeetle.ClientReleaseTooLowError, tigerbeetle.ClientReleaseTooHighError) as error:
            raise ClusterIncompatible(f"TigerBeetle at {self.address}: {error}") from error

    async def call(self, request: Call[Answer], timeout_seconds: float) -> Answer:
        """The answer. A caller that is cancelled abandons its waiting only.

        Raises Unavailable where none came in time or the cluster ended the session: what was asked may happen yet.
        """
        if len(self._unanswered) >= MOST_UNANSWERED:
            raise Unavailable("the ledger's cluster is silent")
        asked = asyncio.ensure_future(request(self._client))
        self._unanswered.add(asked)
        asked.add_done_callback(self._answered)
        await asyncio.wait({asked}, timeout=timeout_seconds)
        if not asked.done():
            raise Unavailable("the ledger's cluster gave no answer in time")
        try:
            return asked.result()
        except (tigerbeetle.ClientEvictedError, tigerbeetle.ClientClosedError) as error:
            raise Unavailable("the ledger's cluster ended the session") from error

    async def close(self) -> None:
        """Ends the session; what is under way ends with it."""
        await self._client.close()
        if self._unanswered:
            await asyncio.wait(self._unanswered)

    def _answered(self, asked: "asyncio.Future[Any]") -> None:
        """An evicted client is done for: the next request goes by a new one."""
        self._unanswered.discard(asked)
        if isinstance(asked.exception(), tigerbeetle.ClientEvictedError):
            self._client = _opened(self.address)

    async def _probed_limit(self, timeout_seconds: float) -> int:
        """How many events a request may have: transfers without an id have no effect, and are refused one by one."""
        fits, too_many = 1, MOST_EVENTS + 1
        tried = MOST_EVENTS
        while fits + 1 < too_many:
            if await self._takes(tried, timeout_seconds):
                fits = tried
            else:
                too_many = tried
            tried = (fits + too_many) // 2
        return fits

    async def _takes(self, count: int, timeout_seconds: float) -> bool:
        events = [tigerbeetle.Transfer()] * count
        try:
            await self.call(lambda client: client.create_transfers(events), timeout_seconds)
        except tigerbeetle.TooMuchDataError:
            return False
        return True


def _opened(address: TigerBeetleAddress) -> tigerbeetle.ClientAsync:
    try:
        return tigerbeetle.ClientAsync(address.cluster, ",".join(address.replicas))
    except InitError as error:
        raise AddressMalformed(f"no client can be made for {address}: {error}") from error
