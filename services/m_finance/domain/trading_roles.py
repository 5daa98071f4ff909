"""Suppliers and customers: what a party is to the business, under the party's own id."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RoleKind(StrEnum):
    """Which role, by the contract's word for it."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class TradingRole:
    """A party as supplier or as customer. `currency_code` and `tax_class` are empty where nothing was said."""

    id: uuid.UUID
    payment_terms_days: int
    currency_code: str
    tax_class: str
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime
