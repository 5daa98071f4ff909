"""Announcements: what contexts do by themselves, and events that nobody could handle, to those who may do something."""

import asyncio
from typing import Any

import grpc
import pytest
from businessm.desk.v1 import notification_service_pb2 as pb
from businessm.events.v1.dead_letter_pb2 import DeadLetter
from businessm.events.v1.delivery_service_pb2 import DeliverEventsRequest, Receipt
from businessm.events.v1.event_pb2 import Event
from businessm.wms.v1.events_pb2 import StockRevaluationHeld, StockRevaluationPosted
from businessm.wms.v1.stock_revaluation_pb2 import StockRevaluation
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from m_kit.contracts import all_methods
from m_kit.events.contracts import events_of_documents
from m_kit.ids import new_id
from m_kit.testing import Metadata, MigratedDatabases, calling_as
from m_kit.tokens import TokenIssuer
from m_kit.uow import UnitOfWork

from m_desk.clients import Presenter
from m_desk.domain.notifications import MAY_REPLAY, permission_for, title_of
from m_desk.module import MODULE
from m_desk.store.arrivals import Arrivals
from m_desk.tests.fakes import FakeContext, House
from m_desk.usecases.dead_letters import DeadLetterLook

PATIENCE_SECONDS = 60.0


@pytest.fixture
def clerk(issuer: TokenIssuer, tenant: str) -> Metadata:
    """Reads everything, and does nothing."""
    return calling_as(issuer, tenant, user="clerk", roles=("reader",))


@pytest.fixture
def tell(deliveries: Any, issuer: TokenIssuer, tenant: str) -> Any:
    """Tells desk of an event of wms that nobody called for; what desk says to it."""

    async def told(event_type: str, data: Message, actor: str = "service:wms") -> Any:
        event = Event(
            id=str(new_id()),
            type=event_type,
            source_context="wms",
            tenant=tenant,
            aggregate_type="wms.stock_revaluation",
            aggregate_id=str(new_id()),
            sequence=1,
            occur_time=Timestamp(seconds=1_700_000_000),
            actor=actor,
        )
        event.data.Pack(data)
        metadata = calling_as(issuer, tenant, user="service:wms", roles=())
        answer = await deliveries.DeliverEvents(DeliverEventsRequest(events=[event]), metadata=metadata)
        return answer.receipts[0].outcome

    return told


def posted(number: str) -> StockRevaluationPosted:
    return StockRevaluationPosted(stock_revaluation=StockRevaluation(number=number))


async def titles(notifications: Any, who: Metadata) -> list[str]:
    answer = await notifications.ListNotifications(pb.ListNotificationsRequest(), metadata=who)
    return [one.title for one in answer.notifications]


async def test_what_a_context_does_by_itself_is_told_to_who_may_do_the_same(
    notifications: Any, tell: Any, asha: Metadata, ravi: Metadata, clerk: Metadata, stranger: Metadata
) -> None:
    everybody = (asha, ravi, clerk, stranger)
    assert [await titles(notifications, one) for one in everybody] == [[], [], [], []]
    assert await tell("wms.stock_revaluation.posted", posted("SRV/1")) == Receipt.HANDLED
    said = ["Stock revaluation SRV/1 posted"]
    assert [await titles(notifications, one) for one in everybody] == [said, said, [], []]


async def test_what_keeps_it_from_that_is_said(notifications: Any, tell: Any, asha: Metadata) -> None:
    await titles(notifications, asha)
    held = StockRevaluationHeld(
        stock_revaluation=StockRevaluation(), reason="PERIOD_CLOSED", message="no period is open"
    )
    await tell("wms.stock_revaluation.held", held)
    assert await titles(notifications, asha) == ["Stock revaluation held: no period is open"]


async def test_what_a_program_does_concerns_nobody(notifications: Any, tell: Any, asha: Metadata) -> None:
    await titles(notifications, asha)
    await tell("wms.stock_revaluation.posted", posted("SRV/1"), actor="service:owner")
    assert await titles(notifications, asha) == []


async def test_who_comes_later_is_not_told_of_what_was(notifications: Any, tell: Any, asha: Metadata) -> None:
    await tell("wms.stock_revaluation.posted", posted("SRV/1"))
    assert await titles(notifications, asha) == []
    await tell("wms.stock_revaluation.posted", posted("SRV/2"))
    assert await titles(notifications, asha) == ["Stock revaluation SRV/2 posted"]


async def test_many_windows_that_look_at_once_are_told_once(notifications: Any, tell: Any, asha: Metadata) -> None:
    await titles(notifications, asha)
    for number in range(5):
        await tell("wms.stock_revaluation.posted", posted(f"SRV/{number}"))
    await asyncio.gather(*(titles(notifications, asha) for _ in range(8)))
    expected = [f"Stock revaluation SRV/{number} posted" for number in reversed(range(5))]
    assert await titles(notifications, asha) == expected


async def test_an_open_line_is_told_at_once(notifications: Any, tell: Any, asha: Metadata) -> None:
    line = notifications.WatchNotifications(pb.WatchNotificationsRequest(), metadata=asha)
    await asyncio.wait_for(line.read(), PATIENCE_SECONDS)
    await tell("wms.stock_revaluation.posted", posted("SRV/1"))
    message = await asyncio.wait_for(line.read(), PATIENCE_SECONDS)
    while not message.notifications:
        message = await asyncio.wait_for(line.read(), PATIENCE_SECONDS)
    assert [one.title for one in message.notifications] == ["Stock revaluation SRV/1 posted"]
    assert message.unread_count == 1
    line.cancel()


def letter(reason: str = "NO_ROOM: full") -> DeadLetter:
    return DeadLetter(
        event_id=str(new_id()),
        type="tea.leaf.picked",
        consumer="cup",
        reason=reason,
        aggregate_type="tea.leaf",
        aggregate_id=str(new_id()),
        dead_time=Timestamp(seconds=1_700_000_000),
    )


@pytest.fixture
async def look(migrated_databases: MigratedDatabases, house: House) -> Any:
    """Looks for dead letters of the house's contexts in a tenant."""
    database = await migrated_databases.of(MODULE)

    async def looked(tenant: str) -> None:
        presenters = [Presenter.on(context, house.channel(context)) for context in house.contexts]
        await DeadLetterLook("desk", UnitOfWork(database), presenters, Arrivals(database)).look(tenant)

    yield looked
    await database.close()


async def test_an_event_that_nobody_could_handle_is_told_once_to_who_may_have_it_tried_again(
    notifications: Any, house: House, look: Any, tenant: str, asha: Metadata, clerk: Metadata, stranger: Metadata
) -> None:
    for one in (asha, clerk, stranger):
        await titles(notifications, one)
    house.contexts["tea"].letters = [letter(), letter("AGAIN: full")]
    await look(tenant)
    await look(tenant)
    said = ["cup could not be told of tea.leaf.picked: " + why for why in ("AGAIN: full", "NO_ROOM: full")]
    assert await titles(notifications, asha) == said
    assert await titles(notifications, clerk) == await titles(notifications, stranger) == []


async def test_one_that_dies_again_is_told_again(
    notifications: Any, house: House, look: Any, tenant: str, asha: Metadata
) -> None:
    await titles(notifications, asha)
    died = letter()
    house.contexts["tea"].letters = [died]
    await look(tenant)
    died.dead_time.seconds += 1
    await look(tenant)
    assert len(await titles(notifications, asha)) == 2


@pytest.mark.parametrize("status", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNIMPLEMENTED])
async def test_a_context_that_does_not_answer_keeps_no_other_from_being_asked(
    notifications: Any, house: House, look: Any, tenant: str, asha: Metadata, status: grpc.StatusCode
) -> None:
    await titles(notifications, asha)
    house.contexts = {"away": FakeContext(refuses=status), "tea": FakeContext(letters=[letter()])}
    await look(tenant)
    assert len(await titles(notifications, asha)) == 1


def test_who_is_told_of_what_a_context_did_is_said_by_a_permission_that_there_is() -> None:
    permissions = {method.permission for method in all_methods().values()}
    assert {permission_for(event_type) for event_type in events_of_documents()} | {MAY_REPLAY} <= permissions
    assert permission_for("wms.stock_revaluation.held") == "wms.stock_revaluation.post"


def test_a_title_ends_in_what_keeps_something_from_more() -> None:
    assert title_of("wms.stock_revaluation.held", "", "closed") == "Stock revaluation held: closed"
