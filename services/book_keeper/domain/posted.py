"""Vouchers in the books, as far as a ledger engine outside PostgreSQL is told of them."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class PostedKind(IntEnum):
    """What a voucher is to the engine: the code of its transfers."""

    VOUCHER = 1
    REVERSAL = 2
    CLOSING = 3


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line in the books. `amount` in minor units, debit positive."""

    number: int
    account_id: uuid.UUID
    account_type: int
    ledger: int
    amount: int
    is_credit: bool
    dimension_set: int = 0


@dataclass(frozen=True, slots=True)
class PostedVoucher:
    """A voucher in the books."""

    id: uuid.UUID
    company_id: uuid.UUID
    posting_date: date
    period_key: int
    kind: PostedKind
    lines: tuple[PostedLine, ...]
