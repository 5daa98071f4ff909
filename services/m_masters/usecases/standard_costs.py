"""Saying what an item is worth from a day on."""

from datetime import datetime
from decimal import Decimal

from businessm.masters.v1 import standard_cost_pb2
from m_kit.dates import parse_date
from m_kit.decimals import parse_decimal
from m_kit.errors import AmountScaleExceeded, FieldInvalid
from m_kit.ids import given_or_new_id
from m_kit.uow import Transaction

from m_masters.domain.items import ValuationMethod
from m_masters.domain.standard_costs import MOST_DIGITS, StandardCost
from m_masters.store.standard_costs import StandardCostRepository
from m_masters.usecases.items import require_item


async def create_standard_cost(
    transaction: Transaction, message: standard_cost_pb2.StandardCost, now: datetime
) -> StandardCost:
    """A new one. Raises NotFound or Archived on the item, Duplicate, or what a field is refused with."""
    item = await require_item(transaction, message.item_id, "standard_cost.item_id")
    if item.valuation_method is not ValuationMethod.STANDARD:
        raise FieldInvalid(f"item {item.code} is not valued at standard cost", field="standard_cost.item_id")
    costs = StandardCostRepository(transaction)
    await costs.one_writer(item.id)
    field = "standard_cost.from_date"
    from_date = parse_date(message.from_date, field)
    last = await costs.last_day(item.id, message.unit_cost.currency_code)
    if last is not None and from_date <= last:
        raise FieldInvalid(f"the last one is valid from {last}: this one from a later day", field=field)
    new = StandardCost(
        id=given_or_new_id(message.id, "standard_cost.id"),
        item_id=item.id,
        currency_code=message.unit_cost.currency_code,
        unit_cost=_unit_cost(message),
        from_date=from_date,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await costs.add(new)
    return new


def _unit_cost(message: standard_cost_pb2.StandardCost) -> Decimal:
    field = "standard_cost.unit_cost.amount"
    cost = parse_decimal(message.unit_cost.amount, field)
    if cost < 0:
        raise FieldInvalid("a cost is never negative", field=field)
    exponent = cost.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > MOST_DIGITS:
        raise AmountScaleExceeded(f"{MOST_DIGITS} digits after the point at most", field=field)
    return cost
