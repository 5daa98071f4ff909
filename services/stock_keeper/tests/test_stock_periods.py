"""P8 of docs/posting.md for stock: nothing is dated into a closed month, and none closes over what is held."""

import asyncio
import itertools
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import grpc
import grpc_inproc
import pytest
from businessm.posting.v1 import decision_service_pb2, decision_service_pb2_grpc
from businessm.stock.v1 import stock_period_pb2 as pb
from m_kit.clock import SystemClock
from m_kit.ids import new_id
from m_kit.posting import CANCELLED, POSTED, Decision
from m_kit.testing import refusal_of

from stock_keeper.module import MODULE
from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import IN, OUT, World

APRIL, MAY = "2026-04-10", "2026-05-01"
CLOSED, OPEN, CLOSING = pb.StockPeriod.CLOSED, pb.StockPeriod.OPEN, pb.StockPeriod.CLOSING


class Deciding(decision_service_pb2_grpc.DecisionServiceServicer):
    """wms, which posted what a test says, has a tombstone for what it does not know, or is away."""

    def __init__(self) -> None:
        self.posted: set[uuid.UUID] = set()
        self.away = False

    async def GetDecision(
        self, request: decision_service_pb2.GetDecisionRequest, context: grpc.aio.ServicerContext
    ) -> decision_service_pb2.GetDecisionResponse:
        if self.away:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "away")
        posting_id = uuid.UUID(request.posting.id)
        outcome = POSTED if posting_id in self.posted else CANCELLED
        number = "GRN/1" if outcome == POSTED else ""
        decision = Decision(posting_id, outcome, number, SystemClock().now())
        return decision_service_pb2.GetDecisionResponse(decision=decision.message())


@pytest.fixture
def deciding() -> Deciding:
    """The owner of what is held."""
    return Deciding()


@pytest.fixture
async def channel(
    serve: Callable[..., Awaitable[grpc.aio.Channel]], deciding: Deciding
) -> AsyncIterator[grpc.aio.Channel]:
    """A channel to stock_keeper, which reaches that wms."""
    server = grpc_inproc.make_server()
    decision_service_pb2_grpc.add_DecisionServiceServicer_to_server(deciding, server)
    await server.start()
    async with grpc_inproc.connect(server) as to_wms:
        yield await serve(MODULE, channel_to_context={"wms": to_wms}.__getitem__)
    await server.stop(None)


async def close(world: World, month: str, request_id: str = "") -> pb.StockPeriod:
    """Closes a month."""
    request = pb.CloseStockPeriodRequest(
        request_id=request_id or str(new_id()), company_id=str(world.company_id), month=month
    )
    period: pb.StockPeriod = (await world.call("CloseStockPeriod", request)).period
    return period


async def reopen(world: World, month: str) -> pb.StockPeriod:
    """Opens a month again."""
    request = pb.ReopenStockPeriodRequest(request_id=str(new_id()), company_id=str(world.company_id), month=month)
    period: pb.StockPeriod = (await world.call("ReopenStockPeriod", request)).period
    return period


async def states(world: World) -> list[tuple[str, int]]:
    """(month, state) of all that were ever closed."""
    request = pb.ListStockPeriodsRequest(company_id=str(world.company_id))
    return [(one.month, one.state) for one in (await world.call("ListStockPeriods", request)).periods]


async def until_closing(world: World) -> None:
    async with asyncio.timeout(60):
        for _ in itertools.count():
            if {CLOSING, CLOSED} & set(dict(await states(world)).values()):
                return


async def test_nothing_is_dated_into_a_closed_month_or_before_it(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 500), day=APRIL)
    closed = await close(world, "2026-04")
    assert (closed.month, closed.state, closed.HasField("close_time")) == ("2026-04", CLOSED, True)
    for day in (APRIL, "2026-04-30", "2026-03-31"):
        for line in (world.line(item, OUT, 1), world.line(item, IN, 1, 1)):
            refused = await refusal_of(world.reserve(world.posting(), line, day=day))
            assert (refused.code, refused.reason, refused.fields) == (
                "FAILED_PRECONDITION",
                "PERIOD_CLOSED",
                ("posting_date",),
            )
    await world.moved(world.line(item, OUT, 1), day=MAY)
    assert (await close(world, "2026-04")).etag == closed.etag
    await require_sound(world, channel)


async def test_the_last_closed_month_opens_first(world: World) -> None:
    item = world.item()
    for month in ("2026-03", "2026-04"):
        await close(world, month)
    refused = await refusal_of(reopen(world, "2026-03"))
    assert (refused.reason, refused.fields) == ("STATE_INVALID", ("month",))
    assert (await reopen(world, "2026-04")).state == OPEN
    assert (await reopen(world, "2026-04")).state == OPEN
    await world.moved(world.line(item, IN, 1, 1), day=APRIL)
    assert await states(world) == [("2026-03", CLOSED), ("2026-04", OPEN)]
    assert (await refusal_of(reopen(world, "2026-01"))).reason == "RESOURCE_NOT_FOUND"


async def test_a_close_waits_for_what_is_being_posted(
    world: World, channel: grpc.aio.Channel, deciding: Deciding
) -> None:
    item, held, late = world.item(), world.posting(), world.posting()
    # Where this takes long stock asks wms, and hears the same.
    deciding.posted.add(held.id)
    await world.reserve(held, world.line(item, IN, 5, 500), day=APRIL)
    closing = asyncio.create_task(close(world, "2026-04"))
    await until_closing(world)
    refused = await refusal_of(world.reserve(late, world.line(item, IN, 1, 1), day=APRIL))
    assert refused.reason == "PERIOD_CLOSED"
    await world.reserve(late, world.line(item, IN, 1, 1), day=MAY)
    await world.confirm(held)
    assert (await closing).state == CLOSED
    await require_sound(world, channel)


@pytest.mark.parametrize("posted", [True, pytest.param(False, marks=pytest.mark.campaign)])
async def test_what_nobody_comes_back_for_is_asked_about(world: World, deciding: Deciding, posted: bool) -> None:
    item, held = world.item(), world.posting()
    await world.reserve(held, world.line(item, IN, 5, 500), day=APRIL)
    if posted:
        deciding.posted.add(held.id)
    assert (await close(world, "2026-04")).state == CLOSED
    assert (await world.balance(item))[0] == (5 if posted else 0)


@pytest.mark.campaign
async def test_an_owner_that_is_away_keeps_the_month_open(world: World, deciding: Deciding) -> None:
    item, held = world.item(), world.posting()
    await world.reserve(held, world.line(item, IN, 5, 500), day=APRIL)
    deciding.away = True
    refused = await refusal_of(close(world, "2026-04"))
    assert (refused.reason, refused.fields) == ("PERIOD_PENDING", ("month",))
    assert await states(world) == [("2026-04", OPEN)]
    await world.reserve(world.posting(), world.line(item, IN, 5, 500), day=APRIL)


@pytest.mark.parametrize("month", ["2026-13", "26-04", "1800-01"])
async def test_a_month_that_is_none_is_refused(world: World, month: str) -> None:
    assert (await refusal_of(close(world, month))).fields == ("month",)


async def test_another_tenant_closes_only_its_own(world: World, stranger: World) -> None:
    stranger.company_id = world.company_id
    item = world.item()
    await close(world, "2026-04")
    assert await states(stranger) == []
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, IN, 1, 1), day=APRIL))
    assert refused.reason == "PERIOD_CLOSED"
