"""What is held, made final, given back."""

import asyncio

import grpc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from businessm.stock.v1 import movement_pb2
from m_kit.testing import refusal_of

from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, OUT, World, movement_ids


async def require_sound(world: World, channel: grpc.aio.Channel) -> None:
    """No invariant is violated."""
    found = await CheckServiceStub(channel).RunChecks(check_service_pb2.RunChecksRequest(), metadata=world.metadata)
    assert {one.id for one in found.invariants} == {"I4", "I5", "I6", "I14"}
    assert [one for one in found.invariants if one.violations] == []


async def test_first_in_goes_out_first(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(FIFO)
    await world.moved(world.line(item, IN, 3, 100))
    await world.moved(world.line(item, IN, 2, 500))
    assert (await world.moved(world.line(item, OUT, 1)))[0] == [33]
    assert (await world.moved(world.line(item, OUT, 1)))[0] == [34]
    assert (await world.moved(world.line(item, OUT, 2)))[0] == [33 + 250]
    assert await world.layers(item) == [(1, 250)]
    assert await world.balance(item) == (1, 0, 250, 0)
    await require_sound(world, channel)


async def test_the_average_is_net_of_what_is_held_to_go_out(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(AVERAGE)
    await world.moved(world.line(item, IN, 3, 100))
    held = world.posting()
    assert await world.reserve(held, world.line(item, OUT, 1)) == [33]
    assert (await world.moved(world.line(item, IN, 1, 50), world.line(item, OUT, 1)))[0] == [50, 34]
    assert await world.balance(item) == (3, 1, 116, -33)
    assert (await world.moved(world.line(item, OUT, 2)))[0] == [83]
    await world.confirm(held)
    assert await world.balance(item) == (0, 0, 0, 0)
    await require_sound(world, channel)


async def test_a_pending_in_is_no_part_of_the_balance(world: World) -> None:
    item, held = world.item(), world.posting()
    await world.reserve(held, world.line(item, IN, 5, 500))
    assert await world.balance(item) == (0, 0, 0, 500)
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1)))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "INSUFFICIENT_STOCK")
    await world.cancel(held)
    assert await world.balance(item) == (0, 0, 0, 0)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_every_step_may_come_twice(world: World, method: int, channel: grpc.aio.Channel) -> None:
    item = world.item(method)
    await world.moved(world.line(item, IN, 3, 100))
    held, line = world.posting(), world.line(item, OUT, 2)
    assert await world.reserve(held, line) == await world.reserve(held, line) == [67]
    assert (await refusal_of(world.reserve(held, world.line(item, OUT, 1)))).reason == "RESERVATION_DIFFERS"
    await world.confirm(held)
    await world.confirm(held)
    assert await world.reserve(held, line) == [67]
    assert await world.balance(item) == (1, 0, 33, 0)
    assert (await refusal_of(world.cancel(held))).reason == "STATE_INVALID"
    await require_sound(world, channel)


async def test_a_cancel_gives_back_to_the_same_layers(world: World, channel: grpc.aio.Channel) -> None:
    item, held = world.item(FIFO), world.posting()
    await world.moved(world.line(item, IN, 3, 100))
    await world.moved(world.line(item, IN, 3, 200))
    before = await world.layers(item)
    assert await world.reserve(held, world.line(item, OUT, 1), world.line(item, OUT, 4)) == [33, 67 + 133]
    assert await world.layers(item) == [(1, 67)]
    await world.cancel(held)
    await world.cancel(held)
    assert await world.layers(item) == before
    assert (await refusal_of(world.confirm(held))).reason == "RESERVATION_CANCELLED"
    assert (await refusal_of(world.reserve(held, world.line(item, OUT, 1)))).reason == "RESERVATION_CANCELLED"
    await require_sound(world, channel)


async def test_a_cancel_that_comes_first_stops_the_reserve(world: World) -> None:
    item, late = world.item(), world.posting()
    assert (await refusal_of(world.confirm(late))).reason == "RESERVATION_UNKNOWN"
    await world.cancel(late)
    refused = await refusal_of(world.reserve(late, world.line(item, IN, 1, 1)))
    assert (refused.code, refused.reason) == ("ABORTED", "RESERVATION_CANCELLED")


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_a_refused_posting_leaves_nothing(world: World, method: int, channel: grpc.aio.Channel) -> None:
    item, other = world.item(method), world.item(method)
    await world.moved(world.line(item, IN, 5, 500))
    lines = [world.line(item, OUT, 3), world.line(item, OUT, 2), world.line(other, OUT, 1)]
    refused = await refusal_of(world.reserve(world.posting(), *lines))
    assert (refused.reason, refused.fields) == ("INSUFFICIENT_STOCK", ("movements[2].quantity",))
    assert await world.balance(item) == (5, 0, 500, 0)
    world.methods[other] = AVERAGE if method == FIFO else FIFO
    await world.moved(world.line(other, IN, 1, 1))
    assert (await world.moved(world.line(item, OUT, 5)))[0] == [500]
    await require_sound(world, channel)


async def test_of_a_hundred_at_once_exactly_as_many_succeed_as_there_is(
    world: World, channel: grpc.aio.Channel
) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 1005))
    tries = [world.reserve(world.posting(), world.line(item, OUT, 1)) for _ in range(100)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    taken = [answer for answer in answers if isinstance(answer, list)]
    assert len(taken) == 10
    assert sum(value for (value,) in taken) == 1005
    await require_sound(world, channel)


async def test_what_is_taken_back_has_the_cost_it_had(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(FIFO)
    await world.moved(world.line(item, IN, 1, 10))
    (_, (receipt,)) = await world.moved(world.line(item, IN, 3, 100))
    (_, (delivery,)) = await world.moved(world.line(item, OUT, 2))
    assert (await world.moved(world.line(item, IN, 1, source=delivery)))[0] == [22]
    assert (await world.moved(world.line(item, IN, 1, source=delivery)))[0] == [21]
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, IN, 1, source=delivery)))
    assert refused.reason == "SOURCE_MOVEMENT_INVALID"
    assert (await world.moved(world.line(item, OUT, 2, source=receipt)))[0] == [67]
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, source=receipt)))
    assert refused.reason == "SOURCE_MOVEMENT_INVALID"
    assert await world.balance(item) == (2, 0, 43, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_what_took_back_is_taken_back_and_the_whole_again_as_far_as_that_is_final(
    world: World, channel: grpc.aio.Channel, method: int
) -> None:
    """A delivery, a return of a part of it, the return's cancel, the delivery's cancel."""
    item = world.item(method)
    await world.moved(world.line(item, IN, 3, 100))
    ((sold,), (delivery,)) = await world.moved(world.line(item, OUT, 3))
    await world.moved(world.line(item, IN, 3, 300))
    ((back,), (returned,)) = await world.moved(world.line(item, IN, 2, source=delivery))
    assert (sold, back) == (100, 67)
    cancelling = world.posting()
    await world.reserve(cancelling, world.line(item, OUT, 2, source=returned))
    whole = world.line(item, IN, 3, source=delivery)
    refused = await refusal_of(world.reserve(world.posting(), whole))
    assert refused.reason == "SOURCE_MOVEMENT_INVALID"
    await world.confirm(cancelling)
    assert (await world.moved(whole))[0] == [100]
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, IN, 1, source=delivery)))
    assert refused.reason == "SOURCE_MOVEMENT_INVALID"
    await require_sound(world, channel)


async def test_another_tenant_sees_and_moves_nothing(world: World, stranger: World) -> None:
    item, held = world.item(), world.posting()
    await world.reserve(held, world.line(item, IN, 1, 1))
    stranger.company_id, stranger.warehouse_id, stranger.methods = world.company_id, world.warehouse_id, world.methods
    assert await stranger.balance(item) == (0, 0, 0, 0)
    assert (await refusal_of(stranger.confirm(held))).reason == "RESERVATION_UNKNOWN"
    refused = await refusal_of(stranger.reserve(stranger.posting(), stranger.line(item, IN, 1, 1)))
    assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("movements[0].warehouse_id",))


async def test_the_stock_ledger_is_dense_in_the_order_of_confirming(world: World) -> None:
    item, first, second = world.item(), world.posting(), world.posting()
    await world.reserve(first, world.line(item, IN, 1, 1), world.line(item, IN, 2, 2))
    await world.reserve(second, world.line(item, IN, 3, 3))
    await world.confirm(second)
    await world.confirm(first)
    for after in range(4):
        request = movement_pb2.StreamStockLedgerRequest(company_id=str(world.company_id), after_sequence=after)
        found = [one async for one in world.stub.StreamStockLedger(request, metadata=world.metadata)]
        expected = [*movement_ids(second, 1), *movement_ids(first, 2)][after:]
        assert [(one.sequence, one.movement.id) for one in found] == list(enumerate(expected, after + 1))


async def test_a_movement_says_which_layers_it_took_from(world: World) -> None:
    item = world.item()
    (_, (receipt,)) = await world.moved(world.line(item, IN, 2, 10))
    (_, (delivery,)) = await world.moved(world.line(item, OUT, 1))
    found = (await world.call("GetMovement", movement_pb2.GetMovementRequest(id=delivery))).movement
    assert [(one.layer_movement_id, one.quantity.value) for one in found.layers_taken] == [(receipt, "1")]
    assert (found.state, found.value_seq, found.document_number) == (2, 2, "GRN/2026/00001")
