"""Goods of one item that were made together."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Lot:
    """`number` is as printed on the goods; without an expiry date they keep."""

    id: uuid.UUID
    company_id: uuid.UUID
    item_id: uuid.UUID
    number: str
    expiry_date: date | None
    revision: int
    create_time: datetime
    update_time: datetime
