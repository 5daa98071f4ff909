"""What items are worth by decision, from a day on until another is decided."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

# After the point: stock takes six more than a company counts in the currency, which are nine at the most.
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class StandardCost:
    """Of one stock unit, in companies of one currency."""

    id: uuid.UUID
    item_id: uuid.UUID
    currency_code: str
    unit_cost: Decimal
    from_date: date
    revision: int
    create_time: datetime
    update_time: datetime
