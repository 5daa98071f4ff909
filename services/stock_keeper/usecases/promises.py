"""Promises: made and given up."""

import uuid
from datetime import UTC, datetime

from businessm.stock.v1 import promise_pb2
from businessm.type.v1 import quantity_pb2
from m_kit.decimals import format_minor, parse_minor
from m_kit.errors import Archived, FieldInvalid, NotFound
from m_kit.ids import given_or_new_id, parse_id
from m_kit.uow import Transaction

from stock_keeper.domain.errors import InsufficientStock, LotRequired
from stock_keeper.domain.locations import LocationKind
from stock_keeper.domain.promises import Promise
from stock_keeper.domain.reservations import Method
from stock_keeper.domain.stock import Measure
from stock_keeper.store.locations import LocationRepository
from stock_keeper.store.promises import PromiseRepository


async def create_promise(
    transaction: Transaction, message: promise_pb2.Promise, partial: bool, now: datetime
) -> Promise:
    """Keeps goods back. Raises NotFound, Archived, InsufficientStock, Duplicate, or what a field is refused with."""
    promises = PromiseRepository(transaction)
    company_id, item_id = uuid.UUID(message.company_id), uuid.UUID(message.item_id)
    warehouse_id = await _warehouse(transaction, company_id, message.warehouse_id)
    known = await promises.measure(company_id, item_id)
    if known is None:
        raise _insufficient(message, "0")
    measure, method = known
    new = Promise(
        id=given_or_new_id(message.id, "promise.id"),
        company_id=company_id,
        item_id=item_id,
        warehouse_id=warehouse_id,
        lot_id=_lot(message, method),
        measure=measure,
        quantity=_quantity(message.quantity, measure, "promise.quantity"),
        open=0,
        held=0,
        kept=0,
        released=0,
        expire_time=message.expire_time.ToDatetime(tzinfo=UTC) if message.HasField("expire_time") else None,
        owner_type=message.owner_type,
        owner_id=message.owner_id,
        create_time=now,
    )
    outcome, available = await promises.make(new, partial)
    if outcome == "expired":
        raise FieldInvalid("its time is over", field="promise.expire_time")
    if outcome != "promised":
        raise _insufficient(message, format_minor(available, measure.quantity_scale, 0))
    return await promises.get(new.id)


async def release_promise(
    transaction: Transaction, promise_id: uuid.UUID, quantity: quantity_pb2.Quantity | None
) -> Promise:
    """Gives up a part, or all that is open. Raises NotFound, FieldInvalid."""
    promises = PromiseRepository(transaction)
    found = await promises.get(promise_id)
    asked = None if quantity is None else _quantity(quantity, found.measure, "quantity")
    if not await promises.release(promise_id, asked):
        raise FieldInvalid("less is open", field="quantity.value")
    return await promises.get(promise_id)


async def _warehouse(transaction: Transaction, company_id: uuid.UUID, text: str) -> uuid.UUID:
    field = "promise.warehouse_id"
    found = await LocationRepository(transaction).get(parse_id(text, field, "warehouse"), field)
    if found.company_id != company_id or found.kind is not LocationKind.WAREHOUSE:
        raise NotFound(f"no warehouse {text}", field=field)
    if found.archived:
        raise Archived(f"warehouse {text} is archived", field=field)
    return found.id


def _lot(message: promise_pb2.Promise, method: Method) -> uuid.UUID | None:
    field = "promise.lot_id"
    if method is not Method.PER_LOT:
        if message.lot_id:
            raise FieldInvalid("only what is valued by lot is promised by lot", field=field)
        return None
    if not message.lot_id:
        raise LotRequired("the item is valued by lot: say which", field=field)
    return parse_id(message.lot_id, field, "lot")


def _quantity(quantity: quantity_pb2.Quantity, measure: Measure, field: str) -> int:
    if quantity.uom_code != measure.uom_code:
        raise FieldInvalid(f"its stock unit is {measure.uom_code}", field=f"{field}.uom_code")
    minor = parse_minor(quantity.value, measure.quantity_scale, f"{field}.value")
    if minor <= 0:
        raise FieldInvalid("a quantity is positive", field=f"{field}.value")
    return minor


def _insufficient(message: promise_pb2.Promise, available: str) -> InsufficientStock:
    return InsufficientStock(
        f"{available} available, {message.quantity.value} asked for",
        field="promise.quantity",
        metadata={
            "item_id": message.item_id,
            "warehouse_id": message.warehouse_id,
            "available": available,
            "requested": message.quantity.value,
        },
    )
