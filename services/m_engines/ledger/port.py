"""The port of ledger engines: atomic entries of legs in, a result for each out.

Names, rules and the order in which rules are looked at are TigerBeetle's. A leg moves `amount` minor units from one
account to another of the same ledger (company x currency). A voucher line is one leg, whose other side is the ledger's
control account; the debits and credits of a balanced voucher leave the control account at zero.

Ids are unique over all tenants: that is the caller's duty, for an engine may know no tenants. Timestamps are the
engine's, in nanoseconds since 1970; within a tenant they are unique and grow in the order of commits.

What is made by the thousand is a NamedTuple: as fixed as a frozen dataclass, and made in a third of its time.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntFlag
from typing import Generic, NamedTuple, Protocol, TypeVar

CONTROL_ACCOUNT = 0
LEG_BITS = 24
MOST_AMOUNT = (1 << 128) - 1
MOST_ID = (1 << 128) - 1
MOST_PAGE = 8_189

Row = TypeVar("Row")


class LegKind(Enum):
    """What a leg does: moves at once, holds, or resolves a hold."""

    SINGLE = "single"
    PENDING = "pending"
    POST = "post"
    VOID = "void"


class Side(IntFlag):
    """A leg's accounts: neither, one of them or both."""

    NONE = 0
    DEBIT = 1
    CREDIT = 2
    BOTH = 3


class AccountFlags(IntFlag):
    """What an account was opened with, in TigerBeetle's bits; CLOSED is set by closing legs too."""

    NONE = 0
    DEBITS_MUST_NOT_EXCEED_CREDITS = 2
    CREDITS_MUST_NOT_EXCEED_DEBITS = 4
    HISTORY = 8
    IMPORTED = 16
    CLOSED = 32


class TransferFlags(IntFlag):
    """What a leg was sent with, in TigerBeetle's bits. LINKED: it was not the last of its entry."""

    NONE = 0
    LINKED = 1
    PENDING = 2
    POST = 4
    VOID = 8
    BALANCING_DEBIT = 16
    BALANCING_CREDIT = 32
    CLOSING_DEBIT = 64
    CLOSING_CREDIT = 128
    IMPORTED = 256


class NewAccount(NamedTuple):
    """An account to open. `timestamp` is for imported ones, all others get the engine's."""

    id: int
    ledger: int
    code: int
    flags: AccountFlags = AccountFlags.NONE
    user_data_128: int = 0
    user_data_64: int = 0
    user_data_32: int = 0
    timestamp: int = 0


class Account(NamedTuple):
    """An account as it is now. Balances are in minor units and only grow, but for what is pending."""

    id: int
    ledger: int
    code: int
    flags: AccountFlags
    user_data_128: int
    user_data_64: int
    user_data_32: int
    timestamp: int
    debits_pending: int = 0
    debits_posted: int = 0
    credits_pending: int = 0
    credits_posted: int = 0


class Balance(NamedTuple):
    """An account's balances right after the transfer of that timestamp."""

    timestamp: int
    debits_pending: int
    debits_posted: int
    credits_pending: int
    credits_posted: int


class Transfer(NamedTuple):
    """A committed leg. What a post or void leg left out is filled in from the leg that it resolved."""

    id: int
    debit: int
    credit: int
    amount: int
    ledger: int
    code: int
    flags: TransferFlags
    pending_id: int
    timeout_seconds: int
    user_data_128: int
    user_data_64: int
    user_data_32: int
    timestamp: int


class Leg(NamedTuple):
    """One movement. `amount` is in minor units, never negative; `id` is unique for ever.

    `balancing`: moves at most `amount`, and no more than leaves that side's account without overdraft. `closing` (a
    pending leg): closes that side's account until the leg is voided. A post leg of MOST_AMOUNT and a void leg of 0 mean
    all that is pending. `timestamp` is for imported legs; all others get the engine's.
    """

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
    balancing: Side = Side.NONE
    closing: Side = Side.NONE
    imported: bool = False
    timestamp: int = 0


class Entry(NamedTuple):
    """Legs that happen together or not at all, each seeing what those before it did."""

    legs: tuple[Leg, ...]


class Filter(NamedTuple):
    """Which rows to answer: those that have every field given (0: any), timestamps from `timestamp_min` up to and with
    `timestamp_max` (0: no bound), at most `limit` of them, by timestamp."""

    user_data_128: int = 0
    user_data_64: int = 0
    user_data_32: int = 0
    ledger: int = 0
    code: int = 0
    timestamp_min: int = 0
    timestamp_max: int = 0
    limit: int = 50
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order; `next` asks for those after them, None where an engine knows that there are no more."""

    rows: tuple[Row, ...]
    next: Filter | None


class LineRow(NamedTuple):
    """What a line says beside its leg. `functional_amount`: in the company's own currency, debit positive."""

    unit_code: str = ""
    units: Decimal = Decimal(0)
    role: str = ""
    narration: str = ""
    dimension_set: int = 0
    functional_amount: int | None = None


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
    domain: int = 1
    new_ledgers: tuple[NewLedger, ...] = ()


class Receipt(NamedTuple):
    """What the engine gave the voucher: its place in its series."""

    sequence: int
    year_label: str
    post_time: datetime


@dataclass(frozen=True, slots=True)
class Committed:
    """Durable. `receipt` where the engine took the voucher's rows too, else `timestamp`: that of the last leg."""

    receipt: Receipt | None = None
    timestamp: int = 0


@dataclass(frozen=True, slots=True)
class AlreadyCommitted:
    """This very entry was durable before; nothing happened now. `timestamp` as it was then, 0 with voucher rows."""

    timestamp: int = 0


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
    """What an engine can do. `same_transaction`: it takes a voucher's rows with the entry. `max_legs`: in an entry."""

    same_transaction: bool
    max_legs: int


class LedgerEngine(Protocol):
    """What holds the money. Reading methods raise Unavailable where the engine does not answer, all of them ValueError
    for what no correct caller sends (a number out of its range, an empty entry)."""

    @property
    def capabilities(self) -> Capabilities:
        """What this engine can do."""
        ...

    async def open_accounts(self, tenant: str, accounts: Sequence[NewAccount], timeout_seconds: float) -> list[Result]:
        """One result per account, in order, each standing or falling alone."""
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

        `rows` and `dry_run` (everything is checked and nothing stays) are for engines with `same_transaction`, and go
        together.
        """
        ...

    async def accounts(self, tenant: str, ids: Sequence[int]) -> list[Account]:
        """In the order asked; those that are not there are left out."""
        ...

    async def transfers(self, tenant: str, ids: Sequence[int]) -> list[Transfer]:
        """In the order asked; those that are not there are left out."""
        ...

    async def account_transfers(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Transfer]:
        """Transfers that debit or credit the account. The filter names no ledger: it is the account's."""
        ...

    async def account_history(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Balance]:
        """What the account held after each of those transfers; nothing for an account opened without HISTORY."""
        ...

    async def query_transfers(self, tenant: str, filter: Filter) -> Page[Transfer]:
        """Transfers of all accounts."""
        ...

    async def query_accounts(self, tenant: str, filter: Filter) -> Page[Account]:
        """Accounts, by the time they were opened."""
        ...

    async def changes(self, tenant: str, after: int, limit: int = MOST_PAGE) -> Page[Transfer]:
        """What was committed after that timestamp: read in turn from 0, nothing is missed and nothing comes twice."""
        ...

    async def health(self) -> bool:
        """Whether it answers."""
        ...

    async def close(self) -> None:
        """Lets what is being written end."""
        ...


def after_page(filter: Filter, last_timestamp: int) -> Filter | None:
    """The filter of what follows a page that ends with that timestamp."""
    if not filter.newest_first:
        return filter._replace(timestamp_min=last_timestamp + 1)
    return filter._replace(timestamp_max=last_timestamp - 1) if last_timestamp > 1 else None
