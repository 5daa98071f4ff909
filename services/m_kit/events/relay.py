"""Brings one consumer what it has yet to be told: at once after a commit in this process, else when it looks.

An event leaves the outbox on the consumer's receipt. One that fails comes again with its aggregate's later ones behind
it, and is a dead letter in the end; a consumer that is away is no failure of any event and is tried for ever.

Several relays may work for one consumer, in processes of one context. What one takes the others leave for a while;
where one is held up for longer, both bring the same events, each from the oldest on that has no receipt: so none comes
before an earlier one of its aggregate is handled, and the consumer's inbox knows those it has.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence

import grpc
from businessm.events.v1.delivery_service_pb2 import Receipt

from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import BusinessError
from m_kit.event_carrier import EventCarrier
from m_kit.events.deliveries import Deliveries, Failure, Pending, Told
from m_kit.failpoints import FailPoints
from m_kit.subscription import EventTimes

MOST_AT_ONCE = 100
LONGEST_RETRY_SECONDS = 60.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.05, 2.0
MOST_REASON = 500

# Codes that say something of what was sent. Any other says that the consumer is not to be had just now.
_REFUSALS = frozenset(
    {
        grpc.StatusCode.INVALID_ARGUMENT,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.UNKNOWN,
    }
)

log = logging.getLogger(__name__)


class Relay:
    """One consumer's. It lingers after it was woken where more at a time matters more than how soon."""

    def __init__(
        self,
        context: str,
        consumer: str,
        deliveries: Deliveries,
        carrier: EventCarrier,
        failpoints: FailPoints,
        times: EventTimes,
        linger_seconds: float = 0.0,
    ) -> None:
        self._subject = f"{SERVICE_PREFIX}{context}"
        self._consumer = consumer
        self._deliveries = deliveries
        self._carrier = carrier
        self._failpoints = failpoints
        self._times = times
        self._linger_seconds = linger_seconds
        self._most = MOST_AT_ONCE
        self._next_look = 0.0
        self._woken: set[str] = set()
        self._wake = asyncio.Event()
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def wake(self, tenant: str) -> None:
        """There is something for the consumer."""
        self._woken.add(tenant)
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        pause_seconds = FIRST_PAUSE_SECONDS
        while True:
            try:
                looks_at_all, tenants = await self._tenants_to_visit()
                for tenant in tenants:
                    await self.visit(tenant, is_look=looks_at_all)
                pause_seconds = FIRST_PAUSE_SECONDS
            except (BusinessError, grpc.aio.AioRpcError) as error:
                # The consumer or our own database is away: everything is looked at again when it is back.
                log.warning("cannot bring %s its events: %s", self._consumer, error)
                self._next_look = 0.0
                await asyncio.sleep(pause_seconds)
                pause_seconds = min(2 * pause_seconds, LONGEST_PAUSE_SECONDS)

    async def visit(self, tenant: str, *, is_look: bool = True) -> int:
        """Brings everything of a tenant that may go; how many events were received.

        Raises Unavailable where our database, AioRpcError where the consumer is away, NotFound where there is no such
        context.
        """
        received, failed = 0, False
        with acting_as(Caller(tenant, self._subject, self._subject)):
            more = True
            while more:
                batch, more = await self._deliveries.take(tenant, self._consumer, self._most)
                if batch:
                    told = await self._brought(tenant, batch)
                    await self._deliveries.keep(tenant, self._consumer, told)
                    received += len(told.received)
                    failed = failed or bool(told.failed)
                    more = more or bool(told.untried)
            if is_look or failed or tenant in self._timers:
                self._come_again(tenant, await self._deliveries.seconds_to_next(tenant, self._consumer))
        return received

    async def _tenants_to_visit(self) -> tuple[bool, Collection[str]]:
        """(whether that is everyone, those with news or everyone when that is due)."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._next_look:
            try:
                async with asyncio.timeout_at(self._next_look):
                    await self._wake.wait()
            except TimeoutError:
                pass
            else:
                if self._linger_seconds:
                    await asyncio.sleep(self._linger_seconds)
                self._wake.clear()
                woken, self._woken = self._woken, set()
                return False, woken
        tenants = await self._deliveries.tenants()
        self._next_look = loop.time() + self._times.look_every
        return True, tenants

    async def _brought(self, tenant: str, batch: Sequence[Pending]) -> Told:
        await self._failpoints.reach("after_commit_before_publish")
        try:
            receipts = await self._carrier.deliver(self._consumer, [pending.event for pending in batch])
        except (grpc.aio.AioRpcError, BusinessError) as error:
            if not isinstance(error, grpc.aio.AioRpcError) or error.code() not in _REFUSALS:
                await self._deliveries.keep(tenant, self._consumer, Told(untried=[one.place for one in batch]))
                raise
            log.error("%s refuses %d events: %s", self._consumer, len(batch), error.details())
            return self._refused(batch, f"{error.code().name}: {error.details()}")
        self._most = MOST_AT_ONCE
        return self._told(batch, receipts)

    def _refused(self, batch: Sequence[Pending], reason: str) -> Told:
        """Of several nobody knows which one was meant: they go one by one."""
        self._most = 1
        if len(batch) > 1:
            return Told(untried=[pending.place for pending in batch])
        return Told(failed=[self._failure(batch[0], reason)])

    def _told(self, batch: Sequence[Pending], receipts: Sequence[Receipt]) -> Told:
        told = Told()
        for pending, receipt in zip(batch, receipts, strict=True):
            if receipt.event_id != pending.event.id:
                raise ValueError(f"{self._consumer} gave a receipt of another event")
            match receipt.outcome:
                case Receipt.HANDLED | Receipt.DUPLICATE:
                    told.received.append(pending.place)
                case Receipt.FAILED:
                    told.failed.append(self._failure(pending, f"{receipt.reason}: {receipt.message}"))
                case _:
                    told.untried.append(pending.place)
        return told

    def _failure(self, pending: Pending, reason: str) -> Failure:
        attempts = pending.attempts + 1
        log.warning("%s failed %s %d times: %s", self._consumer, pending.event.type, attempts, reason)
        dead = attempts >= self._times.most_attempts
        return Failure(
            pending.place,
            reason.replace("\0", "")[:MOST_REASON],
            None if dead else retry_seconds(attempts, self._times.retry_after),
        )

    def _come_again(self, tenant: str, seconds: float | None) -> None:
        timer = self._timers.pop(tenant, None)
        if timer is not None:
            timer.cancel()
        if seconds is not None:
            self._timers[tenant] = asyncio.get_running_loop().call_later(seconds, self.wake, tenant)


def retry_seconds(attempts: int, first_seconds: float) -> float:
    """How long an event waits after so many failures."""
    return min(first_seconds * 2.0 ** (attempts - 1), LONGEST_RETRY_SECONDS)
