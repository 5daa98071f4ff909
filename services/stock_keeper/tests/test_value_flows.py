"""Value that goes from outs of a posting to its ins: transfers and repacks."""

import grpc
import pytest
from businessm.stock.v1.movement_pb2 import ValueShare
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, OUT, Flow, World, movement_ids, rupees


def flow(sources: list[int], to: dict[int, str], extra: int | None = None) -> Flow:
    """From lines to lines by weight."""
    made = Flow(from_lines=sources, to=[ValueShare(line=line, weight=weight) for line, weight in to.items()])
    if extra is not None:
        made.extra_cost.CopyFrom(rupees(extra))
    return made


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_a_transfer_arrives_at_what_left(world: World, channel: grpc.aio.Channel, method: int) -> None:
    item, home = world.item(method), world.warehouse_id
    shop = await world.warehouse("SHOP")
    await world.moved(world.line(item, IN, 3, 100, warehouse=home))
    await world.moved(world.line(item, IN, 3, 200, warehouse=home))
    posting = world.posting()
    # The in stands first: what it brings is known all the same.
    lines = [world.line(item, IN, 4, warehouse=shop), world.line(item, OUT, 4, warehouse=home)]
    values = await world.reserve(posting, *lines, flows=[flow([2], {1: ""})])
    assert values == ([167, 167] if method == FIFO else [200, 200])
    assert await world.balance(item, home) == (6, 4, 300, -values[0])
    assert await world.balance(item, shop) == (0, 0, 0, values[0])
    await world.confirm(posting)
    assert await world.balance(item, home) == (2, 0, 300 - values[0], 0)
    assert await world.balance(item, shop) == (4, 0, values[0], 0)
    await require_sound(world, channel)


async def test_a_repack_shares_all_it_consumed_and_what_it_cost_by_weight(
    world: World, channel: grpc.aio.Channel
) -> None:
    flour, sugar, cake, crumbs = world.item(), world.item(AVERAGE), world.item(), world.item(AVERAGE)
    await world.moved(world.line(flour, IN, 10, 1000), world.line(sugar, IN, 4, 401))
    lines = [
        world.line(flour, OUT, 4),
        world.line(sugar, OUT, 4),
        world.line(cake, IN, 3),
        world.line(crumbs, IN, 1),
        world.line(cake, IN, 1),
    ]
    shared = flow([1, 2], {3: "2.5", 4: "0.5", 5: "1"}, extra=99)
    (values, ids) = await world.moved(*lines, flows=[shared])
    # 400 + 401 + 99 = 900 by 2.5 : 0.5 : 1.
    assert values == [400, 401, 563, 112, 225]
    assert sum(values[2:]) == 900
    assert await world.layers(cake) == [(3, 563), (1, 225)]
    assert len(ids) == 5
    await require_sound(world, channel)


async def test_the_oracle_of_four_layers_repacked_into_one_product(world: World) -> None:
    material, product = world.item(), world.item()
    await world.moved(*[world.line(material, IN, 10, rate * 1000) for rate in (1, 2, 3, 4)])
    lines = [world.line(material, OUT, 10) for _ in range(4)] + [world.line(product, IN, 1)]
    (values, _) = await world.moved(*lines, flows=[flow([1, 2, 3, 4], {5: "1"})])
    assert values == [1000, 2000, 3000, 4000, 10_000]
    assert await world.balance(material) == (0, 0, 0, 0)


async def test_cents_that_many_share_are_never_below_zero(world: World) -> None:
    item, part = world.item(), world.item()
    await world.moved(world.line(item, IN, 1, 2))
    lines = [world.line(item, OUT, 1)] + [world.line(part, IN, 1) for _ in range(5)]
    (values, _) = await world.moved(*lines, flows=[flow([1], dict.fromkeys(range(2, 7), ""))])
    assert (sum(values[1:]), min(values)) == (2, 0)


async def test_three_hundred_lines_have_a_flow_each(world: World, channel: grpc.aio.Channel) -> None:
    home, items = world.warehouse_id, [world.item() for _ in range(150)]
    shop = await world.warehouse("SHOP")
    await world.moved(*[world.line(item, IN, 2, 10 + n, warehouse=home) for n, item in enumerate(items)])
    outs = [world.line(item, OUT, 2, warehouse=home) for item in items]
    ins = [world.line(item, IN, 2, warehouse=shop) for item in items]
    flows = [flow([n], {n + 150: ""}) for n in range(1, 151)]
    (values, _) = await world.moved(*outs, *ins, flows=flows)
    assert values[:150] == values[150:] == [10 + n for n in range(150)]
    await require_sound(world, channel)


async def test_a_transfer_that_is_given_up_leaves_both_as_they_were(world: World, channel: grpc.aio.Channel) -> None:
    item, home, posting = world.item(), world.warehouse_id, world.posting()
    shop = await world.warehouse("SHOP")
    await world.moved(world.line(item, IN, 3, 100, warehouse=home))
    lines = [world.line(item, OUT, 2, warehouse=home), world.line(item, IN, 2, warehouse=shop)]
    await world.reserve(posting, *lines, flows=[flow([1], {2: ""})])
    await world.cancel(posting)
    assert await world.balance(item, home) == (3, 0, 100, 0)
    assert await world.balance(item, shop) == (0, 0, 0, 0)
    await require_sound(world, channel)


async def test_what_came_by_a_transfer_is_taken_back_at_its_cost(world: World) -> None:
    item, home = world.item(), world.warehouse_id
    shop = await world.warehouse("SHOP")
    await world.moved(world.line(item, IN, 3, 100, warehouse=home))
    lines = [world.line(item, OUT, 3, warehouse=home), world.line(item, IN, 3, warehouse=shop)]
    posting = world.posting()
    await world.reserve(posting, *lines, flows=[flow([1], {2: ""})])
    await world.confirm(posting)
    (out, brought) = movement_ids(posting, 2)
    back = [
        world.line(item, OUT, 1, source=brought, warehouse=shop),
        world.line(item, IN, 1, source=out, warehouse=home),
    ]
    assert (await world.moved(*back))[0] == [33, 33]


@pytest.mark.parametrize(
    ("flows", "field"),
    [
        ([flow([2], {2: ""})], "value_flows[0].from_lines[0]"),
        ([flow([1], {1: ""})], "value_flows[0].to[0].line"),
        ([flow([1], {3: ""})], "value_flows[0].to[0].line"),
        ([flow([1], {2: "0"})], "value_flows[0].to[0].weight"),
        ([flow([1], {2: "a"})], "value_flows[0].to[0].weight"),
        ([flow([1], {2: ""}, extra=-1)], "value_flows[0].extra_cost.amount"),
        ([flow([1], {2: ""}), flow([1], {2: ""})], "value_flows[1].from_lines[0]"),
    ],
)
async def test_a_flow_that_is_none_names_its_field(world: World, flows: list[Flow], field: str) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 3, 100))
    lines = [world.line(item, OUT, 1), world.line(item, IN, 1)]
    refused = await refusal_of(world.reserve(world.posting(), *lines, flows=flows))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", (field,))


async def test_an_in_of_a_flow_names_no_value_of_its_own(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 3, 100))
    lines = [world.line(item, OUT, 1), world.line(item, IN, 1, 5)]
    refused = await refusal_of(world.reserve(world.posting(), *lines, flows=[flow([1], {2: ""})]))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("movements[1].value",))
