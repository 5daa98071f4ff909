"""Notifications: from events to those who did something, in order, none left out and none twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import grpc
import pytest
from businessm.desk.v1 import notification_service_pb2 as pb
from businessm.events.v1.delivery_service_pb2 import DeliverEventsRequest, Receipt
from businessm.events.v1.event_pb2 import Event
from businessm.wms.v1.events_pb2 import GoodsReceiptPosted
from businessm.wms.v1.goods_receipt_pb2 import GoodsReceipt
from google.protobuf.timestamp_pb2 import Timestamp
from m_kit.events.contracts import events_of_documents
from m_kit.ids import new_id
from m_kit.interceptors.permission import matcher
from m_kit.testing import Metadata, MigratedDatabases, calling_as, refusal_of
from m_kit.tokens import TokenIssuer
from m_kit.uow import UnitOfWork

from m_desk.domain.notifications import MOST_KEPT, title_of
from m_desk.module import MODULE
from m_desk.store.arrivals import Arrivals
from m_desk.usecases.watch import Watch

# What a slow machine may take.
PATIENCE_SECONDS = 60.0
EVERYTHING = matcher(["*"])


class Wms:
    """wms, which tells desk of goods receipts."""

    def __init__(self, deliveries: Any, issuer: TokenIssuer, tenant: str) -> None:
        self._deliveries, self._tenant = deliveries, tenant
        self._metadata = calling_as(issuer, tenant, user="service:wms", roles=())

    async def tell(self, *numbers: str, actor: str = "asha") -> list[Any]:
        """Of receipts with these numbers that somebody posted; what desk says to each."""
        request = DeliverEventsRequest(events=[self.event(number, actor) for number in numbers])
        return [
            one.outcome for one in (await self._deliveries.DeliverEvents(request, metadata=self._metadata)).receipts
        ]

    def event(self, number: str, actor: str) -> Event:
        event = Event(
            id=str(new_id()),
            type="wms.goods_receipt.posted",
            source_context="wms",
            tenant=self._tenant,
            company_id=str(new_id()),
            aggregate_type="wms.goods_receipt",
            aggregate_id=str(new_id()),
            sequence=1,
            occur_time=Timestamp(seconds=1_700_000_000),
            actor=actor,
        )
        event.data.Pack(GoodsReceiptPosted(goods_receipt=GoodsReceipt(number=number)))
        return event

    async def repeat(self, event: Event) -> Any:
        """Tells of the same event once more."""
        answer = await self._deliveries.DeliverEvents(DeliverEventsRequest(events=[event]), metadata=self._metadata)
        return answer.receipts[0].outcome


@pytest.fixture
def wms(deliveries: Any, issuer: TokenIssuer, tenant: str) -> Wms:
    return Wms(deliveries, issuer, tenant)


async def listed(notifications: Any, who: Metadata, **asked: Any) -> Any:
    return await notifications.ListNotifications(pb.ListNotificationsRequest(**asked), metadata=who)


async def numbers(notifications: Any, who: Metadata, **asked: Any) -> list[str]:
    return [one.document_number for one in (await listed(notifications, who, **asked)).notifications]


def read(notifications: Any, who: Metadata, *ids: str) -> Any:
    request = pb.MarkNotificationsReadRequest(request_id=str(new_id()), ids=ids)
    return notifications.MarkNotificationsRead(request, metadata=who)


async def test_who_posted_a_document_is_told_what_became_of_it(notifications: Any, wms: Wms, asha: Metadata) -> None:
    assert await wms.tell("GRN/1") == [Receipt.HANDLED]
    one = (await listed(notifications, asha)).notifications[0]
    assert (one.event_type, one.document_type) == ("wms.goods_receipt.posted", "wms.goods_receipt")
    assert (one.document_number, one.title) == ("GRN/1", "Goods receipt GRN/1 posted")
    assert one.occur_time.seconds == 1_700_000_000
    assert not one.HasField("read_time")


async def test_nobody_is_told_of_what_another_did_or_a_program(
    notifications: Any, wms: Wms, ravi: Metadata, stranger: Metadata, asha: Metadata
) -> None:
    await listed(notifications, asha)
    await wms.tell("GRN/1")
    await wms.tell("GRN/2", actor="service:owner")
    await wms.tell("GRN/3", actor="")
    assert await numbers(notifications, asha) == ["GRN/1"]
    assert await numbers(notifications, ravi) == []
    assert await numbers(notifications, stranger) == []


async def test_an_event_that_comes_twice_is_told_once(notifications: Any, wms: Wms, asha: Metadata) -> None:
    event = wms.event("GRN/1", "asha")
    assert [await wms.repeat(event), await wms.repeat(event)] == [Receipt.HANDLED, Receipt.DUPLICATE]
    assert await numbers(notifications, asha) == ["GRN/1"]


async def test_the_latest_come_first_in_pages_with_the_count_of_all_unread(
    notifications: Any, wms: Wms, asha: Metadata
) -> None:
    await wms.tell("1", "2", "3")
    first = await listed(notifications, asha, page_size=2)
    second = await listed(notifications, asha, page_size=2, page_token=first.next_page_token)
    assert [one.document_number for one in [*first.notifications, *second.notifications]] == ["3", "2", "1"]
    assert (first.unread_count, second.next_page_token) == (3, "")


async def test_what_is_read_is_counted_no_more_and_stays_read(
    notifications: Any, wms: Wms, asha: Metadata, ravi: Metadata
) -> None:
    await wms.tell("1", "2", "3")
    ids = [one.id for one in (await listed(notifications, asha)).notifications]
    assert (await read(notifications, ravi, *ids)).unread_count == 0
    assert (await read(notifications, asha, ids[0], "nonsense", str(new_id()))).unread_count == 2
    assert await numbers(notifications, asha, unread_only=True) == ["2", "1"]
    assert (await read(notifications, asha)).unread_count == 0
    assert await numbers(notifications, asha, unread_only=True) == []
    assert await numbers(notifications, asha) == ["3", "2", "1"]


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "9" * 30, "\u0661"])
async def test_a_cursor_that_is_none_is_refused(notifications: Any, asha: Metadata, cursor: str) -> None:
    call = notifications.WatchNotifications(pb.WatchNotificationsRequest(cursor=cursor), metadata=asha)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await call.read()
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_page_token_of_ones_own_making_is_refused(notifications: Any, wms: Wms, asha: Metadata) -> None:
    import base64
    import json

    await wms.tell("1", "2")
    token = (await listed(notifications, asha, page_size=1)).next_page_token
    told, _ = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    forged = base64.urlsafe_b64encode(json.dumps([told, "9" * 40]).encode()).decode()
    refused = await refusal_of(listed(notifications, asha, page_size=1, page_token=forged))
    assert refused.fields == ("page_token",)


class Line:
    """A watch as a browser keeps it."""

    def __init__(self, notifications: Any, who: Metadata, cursor: str = "") -> None:
        self.call = notifications.WatchNotifications(pb.WatchNotificationsRequest(cursor=cursor), metadata=who)
        self.cursor = cursor

    async def next(self) -> Any:
        """The next message."""
        message = await asyncio.wait_for(self.call.read(), PATIENCE_SECONDS)
        self.cursor = message.cursor
        return message

    async def numbers(self, count: int) -> list[str]:
        """Of the next so many notifications."""
        found: list[str] = []
        while len(found) < count:
            found += [one.document_number for one in (await self.next()).notifications]
        return found


async def test_a_watch_begins_with_what_is_unread_and_goes_on_with_what_comes(
    notifications: Any, wms: Wms, asha: Metadata
) -> None:
    await wms.tell("1", "2", "3")
    ids = {one.document_number: one.id for one in (await listed(notifications, asha)).notifications}
    await read(notifications, asha, ids["2"])
    line = Line(notifications, asha)
    first = await line.next()
    assert [one.document_number for one in first.notifications] == ["1", "3"]
    assert first.unread_count == 2
    await wms.tell("4")
    assert await line.numbers(1) == ["4"]
    line.call.cancel()


async def test_a_watch_tells_that_something_was_read_elsewhere(notifications: Any, wms: Wms, asha: Metadata) -> None:
    await wms.tell("1")
    line = Line(notifications, asha)
    assert (await line.next()).unread_count == 1
    await read(notifications, asha)
    message = await line.next()
    while message.unread_count:
        message = await line.next()
    assert not message.notifications
    line.call.cancel()


async def test_who_lost_the_line_goes_on_where_it_was_lost(notifications: Any, wms: Wms, asha: Metadata) -> None:
    line = Line(notifications, asha)
    await line.next()
    await wms.tell("1")
    await line.numbers(1)
    line.call.cancel()
    await wms.tell("2")
    await read(notifications, asha)
    await wms.tell("3")
    again = Line(notifications, asha, line.cursor)
    assert await again.numbers(2) == ["2", "3"]
    again.call.cancel()


async def test_nothing_is_left_out_or_told_twice_while_many_write_at_once(
    notifications: Any, wms: Wms, asha: Metadata
) -> None:
    line = Line(notifications, asha)
    await line.next()
    told = [str(number) for number in range(40)]
    writing = asyncio.gather(*(wms.tell(number) for number in told))
    found = await line.numbers(len(told))
    await writing
    assert sorted(found) == sorted(told)
    # The order they are listed in is the order they were told in.
    assert await numbers(notifications, asha) == found[::-1]
    line.call.cancel()


async def test_a_watch_of_another_process_is_woken_too(
    migrated_databases: MigratedDatabases, wms: Wms, tenant: str, notifications: Any
) -> None:
    database = await migrated_databases.of(MODULE)
    arrivals = Arrivals(database)
    listening = asyncio.create_task(arrivals.run())
    try:
        async with aclosing(Watch(UnitOfWork(database), arrivals).of(tenant, "asha", EVERYTHING, None)) as watched:
            await anext(watched)
            await wms.tell("1")
            assert await first_number(watched) == "1"
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await database.close()


async def test_a_watch_ends_with_its_server_and_leaves_nothing_behind(
    migrated_databases: MigratedDatabases, tenant: str
) -> None:
    database = await migrated_databases.of(MODULE)
    arrivals = Arrivals(database)
    listening = asyncio.create_task(arrivals.run())
    watched = Watch(UnitOfWork(database), arrivals).of(tenant, "asha", EVERYTHING, None)
    await anext(watched)
    rest = asyncio.create_task(drained(watched))
    listening.cancel()
    await asyncio.wait_for(rest, PATIENCE_SECONDS)
    assert not arrivals._waiting
    await database.close()


async def test_a_watch_ends_by_itself_after_its_time(migrated_databases: MigratedDatabases, tenant: str) -> None:
    database = await migrated_databases.of(MODULE)
    watched = Watch(UnitOfWork(database), Arrivals(database), longest_seconds=0.1).of(tenant, "asha", EVERYTHING, None)
    await asyncio.wait_for(drained(watched), PATIENCE_SECONDS)
    await database.close()


async def test_a_connection_that_broke_is_listened_on_anew(
    migrated_databases: MigratedDatabases, wms: Wms, tenant: str, notifications: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("m_desk.store.arrivals.RETRY_SECONDS", 0.01)
    monkeypatch.setattr("m_desk.store.arrivals.ASK_EVERY_SECONDS", 0.05)
    database = await migrated_databases.of(MODULE)
    arrivals = Arrivals(database)
    listening = asyncio.create_task(arrivals.run())
    try:
        async with aclosing(Watch(UnitOfWork(database), arrivals).of(tenant, "asha", EVERYTHING, None)) as watched:
            await anext(watched)
            async with database.driver() as raw:
                await raw.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where query = 'select 1' and usename = current_user and pid <> pg_backend_pid()"
                )
            await wms.tell("1")
            assert await first_number(watched) == "1"
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await database.close()


async def first_number(watched: AsyncIterator[Any]) -> str:
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for told in watched:
            if told.notifications:
                return str(told.notifications[0].news.document_number)
    raise AssertionError("the line ended")


async def drained(watched: AsyncIterator[Any]) -> None:
    async for _ in watched:
        pass


async def test_only_a_users_latest_are_kept(
    migrated_databases: MigratedDatabases, notifications: Any, wms: Wms, asha: Metadata, tenant: str
) -> None:
    await wms.tell("old")
    database = await migrated_databases.of(MODULE)
    async with UnitOfWork(database).transaction(tenant) as transaction:
        from sqlalchemy import text

        await transaction.execute(text("update notification_count set last = :last"), {"last": MOST_KEPT - 1})
    await database.close()
    await wms.tell("kept")
    assert await numbers(notifications, asha) == ["kept", "old"]
    await wms.tell("new")
    assert await numbers(notifications, asha) == ["new", "kept"]


def test_desk_is_told_of_every_event_of_documents() -> None:
    told = {subscription.type for subscription in MODULE.subscriptions}
    assert told == set(events_of_documents())
    assert {"wms.goods_receipt.posted", "wms.stock_transfer.received", "finance.journal_entry.reversed"} <= told
    assert all(message.DESCRIPTOR.fields for message in events_of_documents().values())


def test_a_title_says_what_happened_to_what() -> None:
    assert title_of("wms.stock_count.cancelled", "SC/1") == "Stock count SC/1 cancelled"
    assert title_of("finance.journal_entry.posted", "") == "Journal entry posted"
