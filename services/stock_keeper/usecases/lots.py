"""Lots: made."""

from datetime import datetime

from businessm.stock.v1 import lot_pb2
from m_kit.dates import parse_optional_date
from m_kit.ids import given_or_new_id, parse_id
from m_kit.uow import Transaction

from stock_keeper.domain.lots import Lot
from stock_keeper.store.lots import LotRepository


async def create_lot(transaction: Transaction, message: lot_pb2.Lot, now: datetime) -> Lot:
    """A new lot. Raises Duplicate on number or id."""
    new = Lot(
        id=given_or_new_id(message.id, "lot.id"),
        company_id=parse_id(message.company_id, "lot.company_id", "company"),
        item_id=parse_id(message.item_id, "lot.item_id", "item"),
        number=message.number,
        expiry_date=parse_optional_date(message.expiry_date, "lot.expiry_date"),
        revision=1,
        create_time=now,
        update_time=now,
    )
    await LotRepository(transaction).add(new)
    return new
