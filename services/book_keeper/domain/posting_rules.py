"""Posting rules: which account plays a role."""

import uuid
from dataclasses import dataclass
from datetime import datetime

ROUNDING = "ROUNDING"
RETAINED_EARNINGS = "RETAINED_EARNINGS"
CURRENCY_EXCHANGE = "CURRENCY_EXCHANGE"
EXCHANGE_GAIN = "EXCHANGE_GAIN"
EXCHANGE_LOSS = "EXCHANGE_LOSS"


@dataclass(frozen=True, slots=True)
class PostingRule:
    """Which account plays a role in a company."""

    id: uuid.UUID
    company_id: uuid.UUID
    role: str
    account_code: str
    account_key: int
    revision: int
    create_time: datetime
    update_time: datetime
