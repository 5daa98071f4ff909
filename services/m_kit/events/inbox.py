"""Handles an event in one transaction with its inbox row, so its effect is there once however often it comes."""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from datetime import date

from businessm.events.v1 import error_reason_pb2
from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event
from google.protobuf.message import DecodeError, Message
from sqlalchemy import text

from m_kit.clock import Clock, today
from m_kit.errors import BusinessError, Unavailable
from m_kit.subscription import Subscription
from m_kit.tracing import enter_span
from m_kit.uow import Transaction, UnitOfWork

# Long enough for a handler that only works in its own database.
HANDLING_SECONDS = 5.0
# An event comes again within seconds of its receipt, or never.
KEPT_DAYS = 90
MOST_TENANTS = 10_000

_CLAIM = text("insert into inbox (tenant, event_id, type) values (:tenant, :event, :type) on conflict do nothing")
_DEFER = text("set local synchronous_commit to off")
_FORGET = text("delete from inbox where tenant = :tenant and handle_time < now() - make_interval(days => :days)")

_NOT_SUBSCRIBED = error_reason_pb2.ErrorReason.Name(error_reason_pb2.NOT_SUBSCRIBED)
_DATA_UNREADABLE = error_reason_pb2.ErrorReason.Name(error_reason_pb2.DATA_UNREADABLE)

log = logging.getLogger(__name__)


class Inbox:
    """What one context does about the events of others. Raises ValueError for two subscriptions to one type."""

    def __init__(
        self,
        uow: UnitOfWork,
        clock: Clock,
        subscriptions: Sequence[Subscription],
        handling_seconds: float = HANDLING_SECONDS,
    ) -> None:
        self._uow = uow
        self._handling_seconds = handling_seconds
        self._clock = clock
        self._subscriptions = {subscription.type: subscription for subscription in subscriptions}
        if len(self._subscriptions) < len(subscriptions):
            raise ValueError("a context does one thing about an event of one type")
        self._forgot_on: dict[str, date] = {}

    async def take(self, event: Event, *, deferred: bool = False) -> Receipt:
        """What became of it; `deferred`: the commit need not wait for the disk.

        Raises Unavailable where our database does not answer: that is no fault of the event.
        """
        subscription = self._subscriptions.get(event.type)
        if subscription is None:
            return _failed(event, _NOT_SUBSCRIBED, "this context does not subscribe to it")
        data = _unpacked(event, subscription)
        if data is None:
            return _failed(event, _DATA_UNREADABLE, f"the data are no {subscription.data.DESCRIPTOR.full_name}")
        enter_span(event.trace_parent)
        try:
            async with asyncio.timeout(self._handling_seconds):
                is_first = await self._handled_once(subscription, event, data, deferred=deferred)
        except Unavailable:
            raise
        except BusinessError as error:
            return _failed(event, error.reason, error.message)
        except TimeoutError:
            return _failed(event, "DEADLINE_EXCEEDED", f"it took longer than {self._handling_seconds:g} s")
        except Exception as error:
            log.exception("%s %s of %s failed", event.type, event.id, event.tenant)
            return _failed(event, "INTERNAL", type(error).__name__)
        return Receipt(event_id=event.id, outcome=Receipt.HANDLED if is_first else Receipt.DUPLICATE)

    async def _handled_once(self, subscription: Subscription, event: Event, data: Message, *, deferred: bool) -> bool:
        """Whether this was the first time. A second delivery waits here for the first one to end."""
        async with self._uow.transaction(event.tenant) as transaction:
            if deferred:
                await transaction.execute(_DEFER)
            claim = {"tenant": event.tenant, "event": uuid.UUID(event.id), "type": event.type}
            if not (await transaction.execute(_CLAIM, claim)).rowcount:
                return False
            await self._forget_old(transaction)
            await subscription.handle(transaction, event, data)
        return True

    async def _forget_old(self, transaction: Transaction) -> None:
        day = today(self._clock)
        if self._forgot_on.get(transaction.tenant) != day:
            await transaction.execute(_FORGET, {"tenant": transaction.tenant, "days": KEPT_DAYS})
            if len(self._forgot_on) >= MOST_TENANTS:
                self._forgot_on.clear()
            self._forgot_on[transaction.tenant] = day


def _unpacked(event: Event, subscription: Subscription) -> Message | None:
    data = subscription.data()
    try:
        return data if event.data.Unpack(data) else None
    except DecodeError:
        return None


def _failed(event: Event, reason: str, message: str) -> Receipt:
    return Receipt(event_id=event.id, outcome=Receipt.FAILED, reason=reason, message=message)
