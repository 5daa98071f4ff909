"""The port of ledger engines: atomic entries of legs in, a result for each out.

Names and rules are TigerBeetle's. A leg moves `amount` minor units from one account to another of the same ledger
(company x currency). A voucher line is one leg, whose other side is the ledger's control account; the debits and
credits of a balanced voucher leave the control account at zero.

What is made by the thousand is a NamedTuple: as fixed as a frozen dataclass, and made in a third of its time.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple, Protocol

CONTROL_ACCOUNT = 0
LEG_BITS = 24


class LegKind(Enum):
    """What a leg does: moves at once, holds, or resolves a hold."""

    SINGLE = "single"
    PENDING = "pending"
    POST = "post"
    VOID = "void"


class Leg(NamedTuple):
    """One movement. `amount` is in minor units, never negative; `id` is unique for ever."""

    id: int
    debit: int
    credit: int
    amount: int
    ledger: int
    code: int = 0
    kind: LegKind = LegKind.SINGLE
    pending_id: int = 0
    timeout_seconds: int = 0
    user_data_128: int = 0
    user_data_64: int = 0
    user_data_32: int = 0


class Entry(NamedTuple):
    """Legs that happen together or not at all."""

    legs: tuple[Leg, ...]


class LineRow(NamedTuple):
    """What a line says beside its leg."""

    unit_code: str = ""
    units: Decimal = Decimal(0)
    role: str = ""
    narration: str = ""


class NewLedger(NamedTuple):
    """A ledger that a voucher is perhaps the first to use: its legs name it by `placeholder`, a negative number."""

    placeholder: int
    currency_code: str
    scale: int


class VoucherRow(NamedTuple):
    """The voucher that an entry belongs to, for engines that keep both in one transaction.

    `new_ledgers` are opened with it, or not at all where it is rejected.
    """

    id: uuid.UUID
    company_id: uuid.UUID
    request_id: uuid.UUID
    input_hash: bytes
    journal_code: str
    posting_date: date
    actor: str
    lines: tuple[LineRow, ...]
    payee: str = ""
    narration: str = ""
    source_type: str = ""
    source_id: str = ""
    source_purpose: str = ""
    reverses_voucher_id: uuid.UUID | None = None
    closing: bool = False
    new_ledgers: tuple[NewLedger, ...] = ()


class Receipt(NamedTuple):
    """What the engine gave the voucher: its place in its series."""

    sequence: int
    year_label: str
    post_time: datetime


@dataclass(frozen=True, slots=True)
class Committed:
    """Durable. `receipt` where the engine took the voucher's rows too."""

    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class AlreadyCommitted:
    """This very entry was durable before; nothing happened now."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing happened. `leg` is the index of the leg that was refused, None where the entry as a whole was."""

    code: str
    leg: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A deadline passed or the connection broke: it happened or it did not. Send the same entry again."""

    reason: str


Result = Committed | AlreadyCommitted | Rejected | Unknown


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do. `same_transaction`: it takes a voucher's rows with the entry."""

    same_transaction: bool
    max_legs: int
    kinds: frozenset[LegKind] = field(default_factory=lambda: frozenset({LegKind.SINGLE}))


class LedgerEngine(Protocol):
    """What holds the money."""

    @property
    def capabilities(self) -> Capabilities:
        """What this engine can do."""
        ...

    async def submit(
        self,
        tenant: str,
        entries: Sequence[Entry],
        timeout_seconds: float,
        rows: Sequence[VoucherRow] | None = None,
        *,
        dry_run: bool = False,
    ) -> list[Result]:
        """One result per entry, in order; entries are independent of each other.

        With `dry_run` everything is checked and nothing stays. Raises ValueError for entries no correct caller sends
        (empty, more than max_legs, a kind it cannot do, a negative amount).
        """
        ...

    async def health(self) -> bool:
        """Whether it answers."""
        ...

    async def close(self) -> None:
        """Lets what is being written end."""
        ...
