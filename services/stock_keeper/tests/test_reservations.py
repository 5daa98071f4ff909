"""What is held, listed, and asked for by posting."""

from typing import Any

from businessm.posting.v1 import reservation_state_pb2 as states
from businessm.stock.v1 import reservation_pb2 as pb
from m_kit.testing import refusal_of

from stock_keeper.store.stock import RESERVATIONS
from stock_keeper.tests.worlds import IN, OUT, World


async def listed(world: World, **fields: Any) -> list[pb.Reservation]:
    """Every page of ListReservations."""
    found: list[pb.Reservation] = []
    token = ""
    while True:
        request = pb.ListReservationsRequest(company_id=str(world.company_id), page_token=token, **fields)
        page = await world.call("ListReservations", request)
        found += page.reservations
        token = page.next_page_token
        if not token:
            return found


async def states_of(world: World, *ids: str) -> list[tuple[str, int]]:
    request = pb.BatchGetReservationsRequest(posting_ids=ids)
    found = (await world.call("BatchGetReservations", request)).reservations
    assert not any(one.movements for one in found)
    return [(one.posting.id, one.state) for one in found]


async def test_what_is_held_is_listed_with_its_movements_until_its_owner_has_spoken(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 1000))
    held, dropped = world.posting(), world.posting()
    await world.reserve(held, world.line(item, OUT, 3), world.line(item, IN, 1, 77))
    await world.reserve(dropped, world.line(item, OUT, 1))
    await world.cancel(dropped)
    (pending,) = await listed(world)
    assert pending.posting == held.message()
    assert pending.state == states.PENDING
    assert [
        (one.line, one.direction, one.warehouse_id, one.quantity.value, one.value.amount, one.state)
        for one in pending.movements
    ] == [(1, OUT, world.warehouse_id, "3", "3.00", 1), (2, IN, world.warehouse_id, "1", "0.77", 1)]
    assert pending.HasField("reserve_time")
    assert not pending.HasField("end_time")
    await world.confirm(held)
    assert await listed(world) == []
    assert str(held.id) in [one.posting.id for one in await listed(world, state=states.CONFIRMED)]
    (gone,) = await listed(world, state=states.CANCELLED)
    assert (gone.posting.id, gone.state, len(gone.movements)) == (str(dropped.id), states.CANCELLED, 1)
    assert gone.HasField("end_time")


async def test_pages_go_on_where_they_ended(world: World) -> None:
    held = [world.posting() for _ in range(5)]
    for one in held:
        await world.reserve(one, world.line(world.item(), IN, 1, 1))
    assert [one.posting.id for one in await listed(world, page_size=2)] == sorted(str(one.id) for one in held)
    request = pb.ListReservationsRequest(company_id=str(world.company_id), page_token="nonsense")
    refused = await refusal_of(world.call("ListReservations", request))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("page_token",))


async def test_many_movements_make_pages_short_and_none_is_left_out(world: World) -> None:
    item = world.item()
    for _ in range(3):
        lines = [world.line(item, IN, 1, 1)] * RESERVATIONS.most_weight
        await world.reserve(world.posting(), *lines)
    first = pb.ListReservationsRequest(company_id=str(world.company_id), page_size=250)
    assert len((await world.call("ListReservations", first)).reservations) == 1
    assert [len(one.movements) for one in await listed(world)] == [RESERVATIONS.most_weight] * 3


async def test_states_are_asked_for_by_posting(world: World) -> None:
    held, final, unseen = world.posting(), world.posting(), world.posting()
    await world.reserve(held, world.line(world.item(), IN, 1, 1))
    await world.reserve(final, world.line(world.item(), IN, 1, 1))
    await world.confirm(final)
    assert await states_of(world, str(final.id), str(unseen.id), "no id", str(held.id)) == [
        (str(final.id), states.CONFIRMED),
        (str(held.id), states.PENDING),
    ]


async def test_another_tenant_sees_nothing(world: World, stranger: World) -> None:
    held = world.posting()
    await world.reserve(held, world.line(world.item(), IN, 1, 1))
    stranger.company_id = world.company_id
    assert await listed(stranger) == []
    assert await states_of(stranger, str(held.id)) == []
