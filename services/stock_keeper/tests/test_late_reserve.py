"""P5: a reserve that comes to the database after its cancel holds nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import grpc
from m_kit.testing import refusal_of

from stock_keeper.module import MODULE
from stock_keeper.tests.worlds import IN, OUT, World

POINT = "late_reserve_after_cancel:sleep=1@2"


async def test_a_cancel_that_overtakes_its_reserve_stops_it(
    serve: Callable[..., Awaitable[grpc.aio.Channel]], world: World
) -> None:
    late = World(await serve(MODULE, failpoint=POINT), world.metadata)
    late.company_id, late.warehouse_id, late.methods = world.company_id, world.warehouse_id, world.methods
    item = late.item()
    await late.moved(late.line(item, IN, 10, 1000))
    held = late.posting()
    reserving = asyncio.create_task(refusal_of(late.reserve(held, late.line(item, OUT, 4))))
    await late.cancel(held)
    assert not reserving.done()
    refused = await reserving
    assert (refused.code, refused.reason) == ("ABORTED", "RESERVATION_CANCELLED")
    assert await late.balance(item) == (10, 0, 1000, 0)
