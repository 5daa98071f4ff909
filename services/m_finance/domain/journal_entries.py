"""Journal entries being written."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One debit or credit as it was sent: a draft keeps its texts to the letter, the ledger judges them when posted.

    `unit_code` is empty where the line carries no units.
    """

    account_code: str
    role: str
    is_credit: bool
    currency_code: str
    amount: str
    unit_code: str
    units: str
    narration: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A draft. It touches no balance, and need not balance itself."""

    id: uuid.UUID
    company_id: uuid.UUID
    posting_date: date
    payee: str
    narration: str
    lines: tuple[EntryLine, ...]
    revision: int
    create_time: datetime
    update_time: datetime
