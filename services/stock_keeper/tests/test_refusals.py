"""What stock refuses to hold, and what it says then."""

import pytest
from businessm.posting.v1 import posting_pb2
from businessm.stock.v1 import balance_pb2, movement_pb2
from m_kit.posting import Posting
from m_kit.testing import refusal_of

from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, OUT, Line, World, movement_ids


def changed(line: Line, **fields: str) -> Line:
    """The line, with texts of its quantity, value or own put otherwise."""
    for path, text in fields.items():
        *parents, name = path.split("__")
        message = line
        for parent in parents:
            message = getattr(message, parent)
        setattr(message, name, text)
    return line


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"quantity__value": "0"}, "FIELD_INVALID", "quantity.value"),
        ({"quantity__value": "-1"}, "FIELD_INVALID", "quantity.value"),
        ({"quantity__value": "1.5"}, "AMOUNT_SCALE_EXCEEDED", "quantity.value"),
        ({"quantity__uom_code": "KGM"}, "FIELD_INVALID", "quantity.uom_code"),
        ({"value__amount": "-1"}, "FIELD_INVALID", "value.amount"),
        ({"value__amount": "1.005"}, "AMOUNT_SCALE_EXCEEDED", "value.amount"),
        ({"value__currency_code": "USD"}, "FIELD_INVALID", "value.currency_code"),
        ({"source_movement_id": "none"}, "FIELD_INVALID", "value"),
    ],
)
async def test_a_bad_field_is_named(world: World, fields: dict[str, str], reason: str, field: str) -> None:
    line = changed(world.line(world.item(), IN, 1, 100), **fields)
    refused = await refusal_of(world.reserve(world.posting(), line))
    assert (refused.reason, refused.fields) == (reason, (f"movements[0].{field}",))


async def test_an_in_says_what_it_brings(world: World) -> None:
    refused = await refusal_of(world.reserve(world.posting(), world.line(world.item(), IN, 1)))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("movements[0].value",))


async def test_an_item_that_moved_stays_what_it_is(world: World) -> None:
    item = world.item(FIFO)
    await world.moved(world.line(item, IN, 1, 1))
    world.methods[item] = AVERAGE
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, IN, 1, 1)))
    assert (refused.reason, refused.fields) == ("ITEM_DIFFERS", ("movements[0].item_id",))


@pytest.mark.parametrize("source", ["none", "00000000-0000-0000-0000-000000000000"])
async def test_a_source_that_is_none_is_refused(world: World, source: str) -> None:
    refused = await refusal_of(world.reserve(world.posting(), world.line(world.item(), IN, 1, source=source)))
    assert (refused.reason, refused.fields) == ("SOURCE_MOVEMENT_INVALID", ("movements[0].source_movement_id",))


async def test_a_source_must_be_confirmed(world: World) -> None:
    item, held = world.item(), world.posting()
    await world.moved(world.line(item, IN, 1, 1))
    await world.reserve(held, world.line(item, OUT, 1))
    line = world.line(item, IN, 1, source=movement_ids(held, 1)[0])
    assert (await refusal_of(world.reserve(world.posting(), line))).reason == "SOURCE_MOVEMENT_INVALID"


async def test_lists_come_in_pages(world: World) -> None:
    items = sorted(world.item() for _ in range(5))
    await world.moved(*[world.line(item, IN, 1, 1) for item in items])
    balances = balance_pb2.ListBalancesRequest(company_id=str(world.company_id), page_size=2)
    movements = movement_pb2.ListMovementsRequest(company_id=str(world.company_id), page_size=2)
    for name, request, field in (("ListBalances", balances, "balances"), ("ListMovements", movements, "movements")):
        seen: list[str] = []
        while True:
            answer = await world.call(name, request)
            seen += [one.item_id for one in getattr(answer, field)]
            request.page_token = answer.next_page_token
            if not request.page_token:
                break
        assert seen == items
    value = await world.call("GetStockValue", balance_pb2.GetStockValueRequest(company_id=str(world.company_id)))
    assert [(one.warehouse_id, one.value.amount) for one in value.warehouses] == [(world.warehouse_id, "0.05")]


async def test_a_tombstone_confirms_nothing(world: World) -> None:
    posting = world.posting()
    await world.reserve(posting, world.line(world.item(), IN, 1, 100))
    decision = posting_pb2.Decision(posting_id=str(posting.id), outcome=posting_pb2.Decision.CANCELLED)
    decision.decided_time.GetCurrentTime()
    for wrong, field in ((decision, "outcome"), (_undated(posting), "decided_time")):
        call = world.call("ConfirmMovements", movement_pb2.ConfirmMovementsRequest(decision=wrong))
        assert (await refusal_of(call)).fields == (f"decision.{field}",)


def _undated(posting: Posting) -> posting_pb2.Decision:
    return posting_pb2.Decision(posting_id=str(posting.id), outcome=posting_pb2.Decision.POSTED)
