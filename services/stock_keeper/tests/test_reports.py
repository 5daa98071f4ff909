"""What was there on a day, and how long it has been there."""

from typing import Any

import pytest
from businessm.stock.v1 import balance_pb2, movement_pb2
from businessm.stock.v1 import stock_report_pb2 as pb
from m_kit.testing import refusal_of

from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, LIFO, OUT, REVALUE, STANDARD, World, paise, rupees

JANUARY, MARCH, APRIL = "2026-01-15", "2026-03-20", "2026-04-01"


async def balance_on(world: World, item: str, day: str) -> tuple[int, int]:
    """(on hand, value) at the end of a day."""
    request = balance_pb2.ListBalancesRequest(company_id=str(world.company_id), item_id=item, as_of=day)
    (found,) = (await world.call("ListBalances", request)).balances
    assert (found.reserved.value, found.pending_value.amount) == ("0", "0.00")
    return int(found.on_hand.value), paise(found.value)


async def value_on(world: World, day: str) -> list[int]:
    """Of each warehouse."""
    request = balance_pb2.GetStockValueRequest(company_id=str(world.company_id), as_of=day)
    return [paise(one.value) for one in (await world.call("GetStockValue", request)).warehouses]


async def ages(world: World, item: str, as_of: str, *days: int) -> list[tuple[int, int, int, int]]:
    """(first day, last day, quantity, value) of each bucket."""
    request = pb.ListStockAgesRequest(company_id=str(world.company_id), item_id=item, as_of=as_of, bucket_days=days)
    (found,) = (await world.call("ListStockAges", request)).ages
    return [(one.first_day, one.last_day, int(one.quantity.value), paise(one.value)) for one in found.buckets]


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_a_day_is_what_confirmed_movements_up_to_it_come_to(world: World, method: int) -> None:
    item, held = world.item(method), world.posting()
    (_, (receipt,)) = await world.moved(world.line(item, IN, 10, 1000), day=JANUARY)
    await world.moved(world.line(item, OUT, 4), day=MARCH)
    await world.moved(world.line(item, REVALUE, 0, 50, receipt), day=APRIL)
    await world.reserve(held, world.line(item, OUT, 1), day=JANUARY)
    assert await balance_on(world, item, "2026-01-14") == (0, 0)
    assert await balance_on(world, item, JANUARY) == (10, 1000)
    assert await balance_on(world, item, MARCH) == (6, 600)
    assert await balance_on(world, item, APRIL) == (6, 630 if method == FIFO else 650 - 20)
    assert await value_on(world, MARCH) == [600]
    # A movement that is dated back is in it as soon as it is confirmed.
    await world.confirm(held)
    assert (await balance_on(world, item, JANUARY))[0] == 9


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (FIFO, [(0, 30, 5, 1000), (31, 60, 0, 0), (61, 0, 2, 200)]),
        (LIFO, [(0, 30, 1, 200), (31, 60, 0, 0), (61, 0, 6, 600)]),
        (AVERAGE, [(0, 30, 5, 727), (31, 60, 0, 0), (61, 0, 2, 291)]),
    ],
)
async def test_goods_are_as_old_as_what_is_left(
    world: World, method: int, expected: list[tuple[int, int, int, int]]
) -> None:
    item = world.item(method)
    await world.moved(world.line(item, IN, 6, 600), day=JANUARY)
    await world.moved(world.line(item, IN, 5, 1000), day=MARCH)
    await world.moved(world.line(item, OUT, 4), day=APRIL)
    assert await ages(world, item, APRIL, 30, 60) == expected


async def test_ages_are_counted_to_the_day_asked_for(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 6, 600), day=JANUARY)
    assert [one[2] for one in await ages(world, item, JANUARY)] == [6, 0, 0, 0]
    assert [one[2] for one in await ages(world, item, "2026-02-14")] == [6, 0, 0, 0]
    assert [one[2] for one in await ages(world, item, "2026-02-15")] == [0, 6, 0, 0]
    assert [one[2] for one in await ages(world, item, "2027-01-01")] == [0, 0, 0, 6]
    assert [one[:2] for one in await ages(world, item, JANUARY)] == [(0, 30), (31, 60), (61, 90), (91, 0)]
    request = pb.ListStockAgesRequest(company_id=str(world.company_id), as_of=JANUARY, bucket_days=[30, 30])
    assert (await refusal_of(world.call("ListStockAges", request))).fields == ("bucket_days[1]",)
    request = pb.ListStockAgesRequest(company_id=str(world.company_id), as_of="2026-02-30")
    assert (await refusal_of(world.call("ListStockAges", request))).fields == ("as_of",)


async def test_ages_come_in_pages(world: World) -> None:
    items = sorted(world.item() for _ in range(3))
    await world.moved(*[world.line(item, IN, 1, 100) for item in items])
    request = pb.ListStockAgesRequest(company_id=str(world.company_id), as_of=APRIL, page_size=2)
    seen: list[str] = []
    while True:
        answer = await world.call("ListStockAges", request)
        seen += [one.item_id for one in answer.ages]
        request.page_token = answer.next_page_token
        if not request.page_token:
            break
    assert seen == items


async def test_a_movement_tells_what_it_was_told(world: World) -> None:
    item = world.item(STANDARD, standard_cost=rupees(500))
    (_, (receipt,)) = await world.moved(world.line(item, IN, 2, 900))
    found: Any = (await world.call("GetMovement", movement_pb2.GetMovementRequest(id=receipt))).movement
    assert (found.value.amount, found.variance.amount, found.correction.amount) == ("10.00", "-1.00", "0.00")


async def test_a_layer_says_of_which_day_it_is(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 2, 900), day=MARCH)
    request = balance_pb2.ListLayersRequest(
        company_id=str(world.company_id), item_id=item, warehouse_id=world.warehouse_id
    )
    assert [one.posting_date for one in (await world.call("ListLayers", request)).layers] == [MARCH]
