"""Journal entries being written."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import Any

DOCUMENT_TYPE = "finance.journal_entry"


class State(IntEnum):
    """Numbers of the contract and of the table."""

    DRAFT = 1
    POSTED = 2
    REVERSED = 3


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One debit or credit as it was sent: a draft keeps its texts to the letter, the ledger judges them when posted.

    `unit_code` is empty where the line carries no units; `dimensions` are (type, code) by type.
    """

    account_code: str
    role: str
    is_credit: bool
    currency_code: str
    amount: str
    unit_code: str
    units: str
    narration: str
    dimensions: tuple[tuple[str, str], ...] = ()
    functional_amount: str = ""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A draft touches no balance, and need not balance itself; a posted one is a voucher of the ledger.

    `exchange_rates` are (currency, rate) as sent.
    """

    id: uuid.UUID
    company_id: uuid.UUID
    posting_date: date
    payee: str
    narration: str
    lines: tuple[EntryLine, ...]
    revision: int
    create_time: datetime
    update_time: datetime
    state: State = State.DRAFT
    number: str = ""
    post_time: datetime | None = None
    reverse_date: date | None = None
    voucher_id: str = ""
    reversing_voucher_id: str = ""
    exchange_rates: tuple[tuple[str, str], ...] = ()
    settle_exchange: bool = False


def posted_facts(voucher_id: str) -> dict[str, Any]:
    """What is kept of a posting: JSON, read back for ever."""
    return {"voucher_id": voucher_id}


def reversed_facts(voucher_id: str, day: date) -> dict[str, Any]:
    """What is kept of a reversing."""
    return {"reversing_voucher_id": voucher_id, "reverse_date": day.isoformat()}


def with_facts(entry: JournalEntry, facts: Mapping[str, Any]) -> JournalEntry:
    """The entry with what is known of it."""
    day = facts.get("reverse_date")
    return replace(
        entry,
        voucher_id=facts.get("voucher_id", entry.voucher_id),
        reversing_voucher_id=facts.get("reversing_voucher_id", entry.reversing_voucher_id),
        reverse_date=date.fromisoformat(day) if day else entry.reverse_date,
    )
