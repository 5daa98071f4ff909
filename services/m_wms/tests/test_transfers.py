"""Goods that change their place, or become others: what leaves, what comes in, and whose value is whose."""

from typing import Any

import pytest
from businessm.stock.v1 import movement_pb2
from businessm.wms.v1 import repack_pb2, stock_transfer_pb2
from m_kit.errors import NotFound
from m_kit.testing import refusal_of

from m_wms.tests.documents import Documents, Repack, Transfer, money, quantity
from m_wms.tests.fakes import Shop
from m_wms.tests.test_posting import amounts

IN, OUT = movement_pb2.IN, movement_pb2.OUT


def moved_line(item_id: str, value: str) -> Any:
    """A line of a transfer."""
    return stock_transfer_pb2.StockTransferLine(item_id=item_id, quantity=quantity(value))


def used(item_id: str, value: str, **fields: Any) -> Any:
    """An input."""
    return repack_pb2.RepackInput(item_id=item_id, quantity=quantity(value), **fields)


def made(item_id: str, value: str, **fields: Any) -> Any:
    """An output."""
    return repack_pb2.RepackOutput(item_id=item_id, quantity=quantity(value), **fields)


def shown(request: Any) -> list[tuple[int, str, str]]:
    """(direction, warehouse, source) of what stock was asked to move."""
    return [(one.direction, one.warehouse_id, one.source_movement_id) for one in request.movements]


def flows(request: Any) -> list[tuple[list[int], list[tuple[int, str]]]]:
    """(outs, (in, weight)...) of the value flows asked for."""
    return [(list(one.from_lines), [(to.line, to.weight) for to in one.to]) for one in request.value_flows]


async def test_a_transfer_brings_in_what_it_takes(documents: Documents, shop: Shop) -> None:
    cold = shop.location(code="COLD")
    lines = [moved_line(shop.item(), "2"), moved_line(shop.item(), "4")]
    posted = await documents.posted(documents.transfer(cold, *lines))
    assert (posted.state, posted.number, posted.value.amount) == (Transfer.POSTED, "STN/2026/00001", "15.00")
    (moved,), (voucher,) = shop.asked("ReserveMovements"), shop.asked("ReserveVoucher")
    main = documents.warehouse_id
    assert shown(moved) == [(OUT, main, ""), (IN, cold, ""), (OUT, main, ""), (IN, cold, "")]
    assert flows(moved) == [([1], [(2, "")]), ([3], [(4, "")])]
    assert not any(one.HasField("value") or one.at_last_cost for one in moved.movements)
    assert amounts(voucher) == [("INVENTORY.COLD", "15.00", ""), ("INVENTORY.MAIN", "", "15.00")]
    first = posted.lines[0]
    assert first.movement_id != first.target_movement_id != ""
    assert await documents.get(posted) == posted


async def test_a_transfer_is_taken_back_from_where_it_went(documents: Documents, shop: Shop) -> None:
    cold = shop.location(code="COLD")
    posted = await documents.posted(documents.transfer(cold, moved_line(shop.item(), "2")))
    answer = (await documents.step("Cancel", posted)).stock_transfer
    assert answer.state == Transfer.CANCELLED
    (line,) = posted.lines
    assert shown(shop.asked("ReserveMovements")[1]) == [
        (IN, documents.warehouse_id, line.movement_id),
        (OUT, cold, line.target_movement_id),
    ]


async def test_goods_in_transit_are_in_neither_warehouse_until_they_are_received(
    documents: Documents, shop: Shop
) -> None:
    cold, lorry = shop.location(code="COLD"), shop.location(code="LORRY")
    posted = await documents.posted(documents.transfer(cold, moved_line(shop.item(), "2"), transit_warehouse_id=lorry))
    assert (posted.state, posted.receive_date) == (Transfer.POSTED, "")
    assert (posted.lines[0].movement_id != "", posted.lines[0].target_movement_id) == (True, "")
    assert shown(shop.asked("ReserveMovements")[0]) == [(OUT, documents.warehouse_id, ""), (IN, lorry, "")]
    early = await refusal_of(documents.step("Receive", posted, posting_date="2026-03-31"))
    assert early.fields == ("posting_date",)
    received = (await documents.step("Receive", posted, posting_date="2026-04-03")).stock_transfer
    assert (received.state, received.number) == (Transfer.RECEIVED, posted.number)
    assert (received.receive_date, received.value.amount) == ("2026-04-03", "5.00")
    moved = shop.asked("ReserveMovements")[1]
    ((_, _, source), _) = shown(moved)
    assert shown(moved) == [(OUT, lorry, source), (IN, cold, "")]
    assert source not in ("", posted.lines[0].movement_id)
    assert (moved.posting.purpose, moved.posting_date, flows(moved)) == ("receive", "2026-04-03", [([1], [(2, "")])])
    assert amounts(shop.asked("ReserveVoucher")[1]) == [("INVENTORY.COLD", "5.00", ""), ("INVENTORY.LORRY", "", "5.00")]
    assert await documents.get(received) == received
    again = await refusal_of(documents.step("Receive", received))
    assert (again.code, again.reason) == ("FAILED_PRECONDITION", "STATE_INVALID")
    early = await refusal_of(documents.step("Cancel", received, posting_date="2026-04-02"))
    assert early.fields == ("posting_date",)
    answer = (await documents.step("Cancel", received)).stock_transfer
    assert (answer.state, answer.cancel_date) == (Transfer.CANCELLED, "2026-04-03")
    (line,) = received.lines
    assert shown(shop.asked("ReserveMovements")[2]) == [
        (IN, documents.warehouse_id, line.movement_id),
        (OUT, cold, line.target_movement_id),
    ]


async def test_what_is_not_in_transit_is_not_received(documents: Documents, shop: Shop) -> None:
    cold = shop.location(code="COLD")
    posted = await documents.posted(documents.transfer(cold, moved_line(shop.item(), "2")))
    refused = await refusal_of(documents.step("Receive", posted))
    assert (refused.reason, refused.fields) == ("STATE_INVALID", ("id",))


async def test_a_transfer_goes_somewhere_else(documents: Documents, shop: Shop) -> None:
    main, cold = documents.warehouse_id, shop.location(code="COLD")
    line = moved_line(shop.item(), "2")
    for target, fields, field in (
        (main, {}, "target_warehouse_id"),
        (cold, {"transit_warehouse_id": main}, "transit_warehouse_id"),
        (cold, {"transit_warehouse_id": cold}, "transit_warehouse_id"),
        (shop.location(archived=True), {}, "target_warehouse_id"),
    ):
        refused = await refusal_of(documents.create(documents.transfer(target, line, **fields)))
        assert refused.fields == (f"stock_transfer.{field}",)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("movements[1].warehouse_id", "target_warehouse_id"),
        ("movements[2].warehouse_id", "warehouse_id"),
        ("movements[2].quantity", "lines[1].quantity"),
    ],
)
async def test_what_stock_refuses_is_told_of_the_transfers_line(
    documents: Documents, shop: Shop, theirs: str, ours: str
) -> None:
    lines = [moved_line(shop.item(), "2"), moved_line(shop.item(), "2")]
    draft = await documents.created(documents.transfer(shop.location(code="COLD"), *lines))
    shop.refusals["ReserveMovements"] = NotFound("no", field=theirs)
    assert (await refusal_of(documents.step("Post", draft))).fields == (f"stock_transfer.{ours}",)


async def test_outputs_share_what_inputs_and_the_work_cost_by_weight(documents: Documents, shop: Shop) -> None:
    cold = shop.location(code="COLD")
    leaf, sugar, box, tin = (shop.item() for _ in range(4))
    repack = documents.repack(
        [used(leaf, "4"), used(sugar, "2", warehouse_id=cold)],
        [made(box, "1", weight="3"), made(tin, "2")],
        extra_cost=money("5"),
    )
    posted = await documents.posted(repack)
    assert (posted.state, posted.number, posted.value.amount) == (Repack.POSTED, "RPK/2026/00001", "20.00")
    assert [one.value.amount for one in posted.inputs] == ["10.00", "5.00"]
    assert [(one.value.amount, one.weight) for one in posted.outputs] == [("12.00", "3"), ("8.00", "2")]
    (moved,) = shop.asked("ReserveMovements")
    assert [one.direction for one in moved.movements] == [OUT, OUT, IN, IN]
    assert flows(moved) == [([1, 2], [(3, "3"), (4, "2")])]
    assert moved.value_flows[0].extra_cost.amount == "5.00"
    assert amounts(shop.asked("ReserveVoucher")[0]) == [
        ("INVENTORY.MAIN", "20.00", ""),
        ("INVENTORY.MAIN", "", "10.00"),
        ("INVENTORY.COLD", "", "5.00"),
        ("REPACK_COST", "", "5.00"),
    ]
    assert await documents.get(posted) == posted


async def test_a_repack_is_undone_piece_by_piece(documents: Documents, shop: Shop) -> None:
    leaf, box = shop.item(), shop.item()
    posted = await documents.posted(documents.repack([used(leaf, "4")], [made(box, "4")]))
    await documents.step("Cancel", posted)
    assert shown(shop.asked("ReserveMovements")[1]) == [
        (IN, documents.warehouse_id, posted.inputs[0].movement_id),
        (OUT, documents.warehouse_id, posted.outputs[0].movement_id),
    ]
    assert amounts(shop.asked("ReserveVoucher")[1]) == [
        ("INVENTORY.MAIN", "10.00", ""),
        ("INVENTORY.MAIN", "", "10.00"),
    ]


@pytest.mark.parametrize(
    ("weight", "cost", "field"),
    [
        ("0", "1", "outputs[0].weight"),
        ("-1", "1", "outputs[0].weight"),
        ("x", "1", "outputs[0].weight"),
        ("0.1234567", "1", "outputs[0].weight"),
        ("1", "-1", "extra_cost.amount"),
        ("1", "0.001", "extra_cost.amount"),
    ],
)
async def test_a_repack_that_cannot_be_shared_is_refused(
    documents: Documents, shop: Shop, weight: str, cost: str, field: str
) -> None:
    leaf, box = shop.item(), shop.item()
    repack = documents.repack([used(leaf, "4")], [made(box, "4", weight=weight)], extra_cost=money(cost))
    refused = await refusal_of(documents.create(repack))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", (f"repack.{field}",))
