"""Goods kept back: nobody else's out or promise takes them."""

import asyncio
from datetime import timedelta
from typing import Any

import grpc
import pytest
from businessm.stock.v1 import balance_pb2
from businessm.stock.v1 import promise_pb2 as pb
from businessm.type.v1 import quantity_pb2
from m_kit.clock import SystemClock
from m_kit.ids import new_id
from m_kit.testing import refusal_of

from stock_keeper.tests.tampering import Tampering
from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import IN, OUT, World

OPEN, KEPT, RELEASED, EXPIRED = pb.Promise.OPEN, pb.Promise.KEPT, pb.Promise.RELEASED, pb.Promise.EXPIRED


def pieces(number: int) -> quantity_pb2.Quantity:
    """As the wire has it."""
    return quantity_pb2.Quantity(uom_code="C62", value=str(number))


def asked(world: World, item: str, quantity: int, *, partial: bool = False, **fields: Any) -> pb.CreatePromiseRequest:
    """Of an order."""
    promise = pb.Promise(
        company_id=str(world.company_id),
        item_id=item,
        warehouse_id=world.warehouse_id,
        quantity=pieces(quantity),
        owner_type="wms.stock_reservation",
        owner_id="ORDER-1",
        **fields,
    )
    return pb.CreatePromiseRequest(request_id=str(new_id()), promise=promise, allow_partial=partial)


async def promised(world: World, item: str, quantity: int, **fields: Any) -> pb.Promise:
    """What is kept back."""
    promise: pb.Promise = (await world.call("CreatePromise", asked(world, item, quantity, **fields))).promise
    return promise


async def available(world: World, item: str) -> tuple[str, str]:
    """(promised, available) of the item."""
    request = balance_pb2.ListBalancesRequest(company_id=str(world.company_id), item_id=item)
    (found,) = (await world.call("ListBalances", request)).balances
    return found.promised.value, found.available.value


async def reread(world: World, promise: pb.Promise) -> tuple[int, str]:
    """(state, what is open)."""
    found = (await world.call("GetPromise", pb.GetPromiseRequest(id=promise.id))).promise
    return found.state, found.quantity_open.value


async def test_what_is_promised_goes_to_nobody_else(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 1000))
    promise = await promised(world, item, 7)
    assert (promise.state, promise.quantity_open.value, await available(world, item)) == (OPEN, "7", ("7", "3"))
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 4)))
    assert (refused.reason, refused.message) == ("INSUFFICIENT_STOCK", "3 available, 4 asked for")
    refused = await refusal_of(promised(world, item, 4))
    assert (refused.reason, refused.fields) == ("INSUFFICIENT_STOCK", ("promise.quantity",))
    # Its owner takes a part of it, and more than it.
    await world.moved(world.line(item, OUT, 2, promise_id=promise.id))
    assert (await reread(world, promise), await available(world, item)) == ((OPEN, "5"), ("5", "3"))
    await world.moved(world.line(item, OUT, 6, promise_id=promise.id))
    assert (await reread(world, promise), await available(world, item)) == ((KEPT, "0"), ("0", "2"))
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, promise_id=promise.id)))
    assert (refused.reason, refused.fields) == ("PROMISE_INVALID", ("movements[0].promise_id",))
    await require_sound(world, channel)


async def test_a_delivery_that_is_given_up_gives_the_promise_back(world: World, channel: grpc.aio.Channel) -> None:
    item, held = world.item(), world.posting()
    await world.moved(world.line(item, IN, 10, 1000))
    promise = await promised(world, item, 7)
    lines = [world.line(item, OUT, 3, promise_id=promise.id), world.line(item, OUT, 5, promise_id=promise.id)]
    await world.reserve(held, *lines)
    assert (await reread(world, promise), await available(world, item)) == ((OPEN, "0"), ("0", "2"))
    await require_sound(world, channel)
    await world.cancel(held)
    assert (await reread(world, promise), await available(world, item)) == ((OPEN, "7"), ("7", "3"))
    lines.append(world.line(item, OUT, 3))
    refused = await refusal_of(world.reserve(world.posting(), *lines))
    assert (refused.reason, refused.fields) == ("INSUFFICIENT_STOCK", ("movements[2].quantity",))
    assert await available(world, item) == ("7", "3")
    await require_sound(world, channel)


async def test_a_promise_may_be_partial_and_never_of_nothing(world: World, channel: grpc.aio.Channel) -> None:
    item, never = world.item(), world.item()
    await world.moved(world.line(item, IN, 3, 300))
    assert (await promised(world, item, 5, partial=True)).quantity.value == "3"
    for one in (item, never):
        refused = await refusal_of(promised(world, one, 1, partial=True))
        assert refused.reason == "INSUFFICIENT_STOCK"
    await require_sound(world, channel)


async def test_a_promise_is_given_up_in_parts(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 500))
    promise = await promised(world, item, 5)

    async def release(quantity: int | None) -> pb.Promise:
        request = pb.ReleasePromiseRequest(request_id=str(new_id()), id=promise.id)
        if quantity is not None:
            request.quantity.CopyFrom(pieces(quantity))
        released: pb.Promise = (await world.call("ReleasePromise", request)).promise
        return released

    assert (await release(2)).quantity_open.value == "3"
    refused = await refusal_of(release(4))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("quantity.value",))
    assert (await release(None)).state == RELEASED
    assert (await release(None)).state == RELEASED
    assert await available(world, item) == ("0", "5")
    await require_sound(world, channel)


async def test_a_promise_whose_time_is_over_keeps_nothing(
    world: World, channel: grpc.aio.Channel, tampering: Tampering
) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 500))
    request = asked(world, item, 4)
    request.promise.expire_time.FromDatetime(SystemClock().now())
    refused = await refusal_of(world.call("CreatePromise", request))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("promise.expire_time",))
    request.promise.expire_time.FromDatetime(SystemClock().now() + timedelta(hours=1))
    promise = (await world.call("CreatePromise", request)).promise
    assert promise.state == OPEN
    await tampering.run("update promise set expire_time = now() - interval '1 second' where tenant = $1")
    assert await reread(world, promise) == (EXPIRED, "0")
    assert await available(world, item) == ("0", "5")
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, promise_id=promise.id)))
    assert refused.reason == "PROMISE_INVALID"
    await world.moved(world.line(item, OUT, 2))
    assert (await promised(world, item, 3)).state == OPEN
    assert await reread(world, promise) == (EXPIRED, "0")
    await require_sound(world, channel)


async def test_of_a_hundred_promises_of_ten_pieces_ten_are_made(
    world: World, second_world: World, channel: grpc.aio.Channel
) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 1000))
    worlds = (world, second_world)
    answers = await asyncio.gather(*[promised(worlds[n % 2], item, 1) for n in range(100)], return_exceptions=True)
    assert len([one for one in answers if isinstance(one, pb.Promise)]) == 10
    assert await available(world, item) == ("10", "0")
    await require_sound(world, channel)


async def test_promises_and_issues_race_for_the_same_goods(
    world: World, second_world: World, channel: grpc.aio.Channel
) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 1000))
    issues = [second_world.reserve(second_world.posting(), second_world.line(item, OUT, 1)) for _ in range(40)]
    promises = [promised(world, item, 1) for _ in range(40)]
    answers = await asyncio.gather(*issues, *promises, return_exceptions=True)
    assert len([one for one in answers if not isinstance(one, BaseException)]) == 10
    await require_sound(world, channel)


async def test_the_same_request_promises_once(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 500))
    request = asked(world, item, 2)
    first, again = [(await world.call("CreatePromise", request)).promise for _ in range(2)]
    assert first == again
    assert await available(world, item) == ("2", "3")


async def test_promises_are_listed_by_owner_and_whether_they_are_open(world: World, stranger: World) -> None:
    item, other = world.item(), world.item()
    await world.moved(world.line(item, IN, 5, 500), world.line(other, IN, 5, 500))
    first, second = await promised(world, item, 2), await promised(world, other, 2)
    third = asked(world, item, 1)
    third.promise.owner_id = "ORDER-2"
    await world.call("CreatePromise", third)
    await world.moved(world.line(item, OUT, 2, promise_id=first.id))

    async def listed(**filters: Any) -> list[str]:
        request = pb.ListPromisesRequest(company_id=str(world.company_id), page_size=1, **filters)
        found: list[str] = []
        while True:
            answer = await world.call("ListPromises", request)
            found += [one.owner_id for one in answer.promises]
            request.page_token = answer.next_page_token
            if not request.page_token:
                return found

    assert await listed() == ["ORDER-1", "ORDER-2"]
    assert await listed(show_ended=True) == ["ORDER-1", "ORDER-1", "ORDER-2"]
    assert await listed(owner_id="ORDER-2") == ["ORDER-2"]
    assert await listed(item_id=other, warehouse_id=world.warehouse_id) == ["ORDER-1"]
    refused = await refusal_of(stranger.call("GetPromise", pb.GetPromiseRequest(id=second.id)))
    assert refused.reason == "RESOURCE_NOT_FOUND"
    many = pb.BatchGetPromisesRequest(ids=[second.id, str(new_id()), first.id])
    found = (await world.call("BatchGetPromises", many)).promises
    assert [(one.id, one.state) for one in found] == [(second.id, OPEN), (first.id, KEPT)]
    assert not (await stranger.call("BatchGetPromises", many)).promises


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"quantity": quantity_pb2.Quantity(uom_code="C62", value="0")}, "FIELD_INVALID", "quantity.value"),
        ({"quantity": quantity_pb2.Quantity(uom_code="KGM", value="1")}, "FIELD_INVALID", "quantity.uom_code"),
        ({"warehouse_id": "00000000-0000-4000-8000-000000000000"}, "RESOURCE_NOT_FOUND", "warehouse_id"),
        ({"lot_id": "x"}, "FIELD_INVALID", "lot_id"),
        ({"owner_id": ""}, "FIELD_REQUIRED", "owner_id"),
    ],
)
async def test_a_bad_field_is_named(world: World, fields: dict[str, Any], reason: str, field: str) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 500))
    request = asked(world, item, 1)
    for name, value in fields.items():
        if isinstance(value, str):
            setattr(request.promise, name, value)
        else:
            getattr(request.promise, name).CopyFrom(value)
    refused = await refusal_of(world.call("CreatePromise", request))
    assert (refused.reason, refused.fields) == (reason, (f"promise.{field}",))
