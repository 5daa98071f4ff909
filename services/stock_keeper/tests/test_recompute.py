"""Goods valued anew after something was dated back: layers and costs follow at once, balances with their document."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from itertools import pairwise

import grpc
import pytest
from businessm.stock.v1 import movement_pb2, stock_period_pb2
from businessm.stock.v1 import recompute_pb2 as pb
from m_kit.clock import SystemClock
from m_kit.database import Database
from m_kit.testing import MigratedDatabases, refusal_of
from m_kit.uow import UnitOfWork

from stock_keeper.domain.errors import PeriodPending
from stock_keeper.module import MODULE
from stock_keeper.tests.recomputing import Recomputing
from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.test_stock_periods import close
from stock_keeper.tests.worlds import AVERAGE, IN, OUT, REVALUE, Flow, World, rupees
from stock_keeper.usecases.close_stock_period import close_stock_period

EARLY, MIDDLE, LATE = "2026-04-03", "2026-04-10", "2026-05-20"


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """The keeper's own."""
    database = await migrated_databases.of(MODULE)
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture
async def recomputing(database: Database, channel: grpc.aio.Channel, world: World, tenant: str) -> Recomputing:
    """The job, at hand."""
    return Recomputing.of(database, channel, world, tenant)


async def test_a_receipt_dated_back_goes_first(
    world: World, channel: grpc.aio.Channel, recomputing: Recomputing
) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    ((sold,), _) = await world.moved(world.line(item, OUT, 4), day=LATE)
    assert sold == 40
    await world.moved(world.line(item, IN, 5, 100), day=EARLY)
    await recomputing.done()
    assert await world.layers(item) == [(1, 20), (10, 100)]
    (found,) = await recomputing.revaluations()
    assert [(share.document_type, share.purpose, share.value.amount) for share in found.shares] == [
        ("wms.goods_receipt", "post", "-0.40")
    ]
    assert await world.balance(item) == (11, 0, 160, -40)
    await recomputing.post(found)
    assert await world.balance(item) == (11, 0, 120, 0)
    assert (await recomputing.latest()).state == pb.Recompute.POSTED
    await require_sound(world, channel)


async def test_under_the_average_all_later_issues_cost_something_else(
    world: World, channel: grpc.aio.Channel, recomputing: Recomputing
) -> None:
    item = world.item(AVERAGE)
    await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    _, first = await world.moved(world.line(item, OUT, 5), day=MIDDLE)
    _, second = await world.moved(world.line(item, OUT, 1), day=LATE)
    await world.moved(world.line(item, IN, 10, 300), day=EARLY)
    await recomputing.done()
    assert [await recomputing.adjustments(one) for one in (first[0], second[0])] == [[50], [10]]
    # The next one costs what is known to be right, before any document says so.
    assert (await world.moved(world.line(item, OUT, 1), day=LATE))[0] == [20]
    assert len(await recomputing.revaluations()) == 2
    await recomputing.settled()
    assert await world.balance(item) == (13, 0, 260, 0)
    await require_sound(world, channel)


async def test_an_issue_that_would_have_taken_the_same_changes_nothing(world: World, recomputing: Recomputing) -> None:
    """What a cancelled one held while others were valued is replayed too (P9)."""
    item = world.item()
    await world.moved(world.line(item, IN, 3, 100), day=MIDDLE)
    given_up = world.posting()
    await world.reserve(given_up, world.line(item, OUT, 1), day=MIDDLE)
    await world.moved(world.line(item, OUT, 1), day=MIDDLE)
    await world.cancel(given_up)
    await world.moved(world.line(item, IN, 5, 333), day=MIDDLE)
    await world.moved(world.line(item, OUT, 4), day=MIDDLE)
    await world.moved(world.line(item, IN, 5, 999), day=LATE)
    await world.moved(world.line(item, OUT, 1), day=MIDDLE)
    await recomputing.done()
    found = await recomputing.latest()
    assert await recomputing.adjustments() == []
    assert (found.state, found.keys_done, found.movements_adjusted) == (pb.Recompute.POSTED, 1, 0)


async def test_what_is_held_to_go_out_is_waited_for(world: World, recomputing: Recomputing) -> None:
    item, other = world.item(), world.item()
    for one in (item, other):
        await world.moved(world.line(one, IN, 10, 100), day=MIDDLE)
        await world.moved(world.line(one, OUT, 1), day=MIDDLE)
    held = world.posting()
    await world.reserve(held, world.line(item, OUT, 1), day=LATE)
    await world.moved(world.line(item, IN, 10, 500), world.line(other, IN, 10, 500), day=EARLY)
    assert await recomputing.job.look(recomputing.tenant) == 1
    found = await recomputing.latest()
    assert (found.state, found.keys_total, found.keys_done, found.keys_waiting) == (pb.Recompute.RUNNING, 2, 1, 1)
    await world.confirm(held)
    await recomputing.done()
    assert sorted(await recomputing.adjustments()) == [40, 40, 40]


async def test_a_return_is_worth_what_its_issue_turns_out_to_have_cost(
    world: World, channel: grpc.aio.Channel, recomputing: Recomputing
) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    _, sold = await world.moved(world.line(item, OUT, 4), day=MIDDLE)
    _, back = await world.moved(world.line(item, IN, 2, source=sold[0]), day=LATE)
    await world.moved(world.line(item, IN, 10, 500), day=EARLY)
    await recomputing.settled()
    assert [await recomputing.adjustments(one) for one in (sold[0], back[0])] == [[160], [80]]
    assert await world.layers(item) == [(6, 300), (10, 100), (2, 100)]
    # One that comes later takes back what the issue is worth now.
    await world.moved(world.line(item, IN, 2, source=sold[0]), day=LATE)
    await recomputing.settled()
    assert (await world.balance(item))[:3] == (20, 0, 600)
    await require_sound(world, channel)


async def test_a_revaluation_is_held_once_given_back_and_final_once(world: World, recomputing: Recomputing) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    await world.moved(world.line(item, OUT, 1), day=MIDDLE)
    await world.moved(world.line(item, IN, 10, 500), day=EARLY)
    await recomputing.done()
    (found,) = await recomputing.revaluations()
    first, second = recomputing.posting(), recomputing.posting()
    assert await recomputing.reserve(first, found) == list(found.shares)
    assert await recomputing.reserve(first, found) == list(found.shares)
    assert (await refusal_of(recomputing.reserve(second, found))).reason == "STATE_INVALID"
    await recomputing.cancel(first)
    await recomputing.cancel(first)
    assert (await refusal_of(recomputing.reserve(first, found))).reason == "RESERVATION_CANCELLED"
    assert (await refusal_of(recomputing.confirm(first))).reason == "RESERVATION_CANCELLED"
    assert (await refusal_of(recomputing.confirm(second))).reason == "RESERVATION_UNKNOWN"
    await recomputing.reserve(second, found)
    await recomputing.confirm(second)
    await recomputing.confirm(second)
    assert (await refusal_of(recomputing.cancel(second))).reason == "STATE_INVALID"
    assert await world.balance(item) == (19, 0, 550, 0)
    never_seen = recomputing.posting()
    await recomputing.cancel(never_seen)
    assert (await refusal_of(recomputing.reserve(never_seen, found))).reason == "RESERVATION_CANCELLED"


def flow(outs: list[int], ins: list[tuple[int, str]], extra: int = 0) -> Flow:
    """Lines by number; ins with their weights."""
    to = [movement_pb2.ValueShare(line=line, weight=weight) for line, weight in ins]
    return Flow(from_lines=outs, extra_cost=rupees(extra), to=to)


async def test_a_chain_of_transfers_follows_its_first_place(
    world: World, channel: grpc.aio.Channel, recomputing: Recomputing
) -> None:
    item = world.item()
    places = [world.warehouse_id, await world.warehouse("B"), await world.warehouse("C")]
    await world.moved(world.line(item, IN, 5, 50, warehouse=places[0]), day=MIDDLE)
    for origin, goal in pairwise(places):
        lines = world.line(item, OUT, 5, warehouse=origin), world.line(item, IN, 5, warehouse=goal)
        await world.moved(*lines, day=MIDDLE, flows=[flow([1], [(2, "1")])])
    _, sold = await world.moved(world.line(item, OUT, 5, warehouse=places[2]), day=LATE)
    await world.moved(world.line(item, IN, 5, 100, warehouse=places[0]), day=EARLY)
    await recomputing.settled()
    assert (await recomputing.latest()).keys_done == 3
    assert await recomputing.adjustments(sold[0]) == [50]
    assert [(await world.balance(item, place))[2] for place in places] == [50, 0, 0]
    await require_sound(world, channel)


async def test_what_was_made_of_goods_costs_what_they_cost(
    world: World, channel: grpc.aio.Channel, recomputing: Recomputing
) -> None:
    flour, oil, bread, cake = world.item(), world.item(AVERAGE), world.item(), world.item(AVERAGE)
    await world.moved(world.line(flour, IN, 10, 100), world.line(oil, IN, 10, 100), day=MIDDLE)
    lines = [world.line(one, OUT, 10) for one in (flour, oil)] + [world.line(one, IN, 1) for one in (bread, cake)]
    await world.moved(*lines, day=MIDDLE, flows=[flow([1, 2], [(3, "2"), (4, "1")], extra=40)])
    await world.moved(world.line(flour, IN, 10, 400), day=EARLY)
    await recomputing.settled()
    assert [(await world.balance(one))[2] for one in (flour, oil, bread, cake)] == [100, 0, 360, 180]
    await require_sound(world, channel)


async def test_goods_that_were_owed_keep_their_values(world: World, recomputing: Recomputing) -> None:
    item = world.item(allow_negative_stock=True)
    await world.moved(world.line(item, OUT, 5), day=MIDDLE)
    await world.moved(world.line(item, IN, 5, 50), day=MIDDLE)
    await world.moved(world.line(item, IN, 5, 500), day=EARLY)
    await recomputing.done()
    found = await recomputing.latest()
    assert (found.state, found.keys_left_out, found.movements_adjusted) == (pb.Recompute.POSTED, 1, 0)


async def test_what_landing_cost_stays_on_the_goods(
    world: World, channel: grpc.aio.Channel, recomputing: Recomputing
) -> None:
    item = world.item()
    _, came = await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    await world.moved(world.line(item, REVALUE, 0, 50, came[0]), day=MIDDLE)
    await world.moved(world.line(item, OUT, 4), day=LATE)
    await world.moved(world.line(item, IN, 4, 100), day=EARLY)
    await recomputing.settled()
    assert await world.layers(item) == [(10, 150)]
    await require_sound(world, channel)


async def _dated_back(world: World) -> str:
    """An item that was valued in April without the receipt of its beginning: 0.40 too much for what went out."""
    item = world.item()
    await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    await world.moved(world.line(item, OUT, 1), day=MIDDLE)
    await world.moved(world.line(item, IN, 10, 500), day=EARLY)
    return str(item)


async def test_a_month_closed_for_stock_gets_no_revaluation(world: World, recomputing: Recomputing) -> None:
    item = await _dated_back(world)
    await recomputing.done()
    (found,) = await recomputing.revaluations()
    await close(world, "2026-03")
    refused = await refusal_of(recomputing.reserve(recomputing.posting(), found, day="2026-03-31"))
    assert (refused.reason, refused.fields) == ("PERIOD_CLOSED", ("posting_date",))
    later = recomputing.posting()
    await recomputing.reserve(later, found, day=LATE)
    await recomputing.confirm(later)
    assert await world.balance(item) == (19, 0, 550, 0)


async def test_a_month_closes_when_what_was_found_in_it_is_posted(world: World, recomputing: Recomputing) -> None:
    await _dated_back(world)
    closing = asyncio.create_task(close(world, "2026-04"))
    await recomputing.done()
    (found,) = await recomputing.revaluations()
    await recomputing.post(found)
    assert (await closing).state == stock_period_pb2.StockPeriod.CLOSED
    assert found.posting_date == MIDDLE


async def test_what_is_not_posted_keeps_the_month_open_and_is_named(
    world: World, recomputing: Recomputing, database: Database, tenant: str
) -> None:
    await _dated_back(world)
    with pytest.raises(PeriodPending):
        await _closed_at_once(database, tenant, world, date(2026, 4, 1))
    await recomputing.done()
    with pytest.raises(PeriodPending) as refused:
        await _closed_at_once(database, tenant, world, date(2026, 4, 1))
    (found,) = await recomputing.revaluations()
    assert (refused.value.field, found.id in refused.value.message) == ("month", True)
    await _closed_at_once(database, tenant, world, date(2026, 3, 1))
    await recomputing.post(found)
    await _closed_at_once(database, tenant, world, date(2026, 4, 1))


async def _closed_at_once(database: Database, tenant: str, world: World, month: date) -> None:
    """As closing ends, without waiting before."""
    async with UnitOfWork(database).transaction(tenant) as transaction:
        await close_stock_period(transaction, world.company_id, month, SystemClock().now())
