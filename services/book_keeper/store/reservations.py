"""Reserve, confirm and cancel of vouchers: one call of a set-based function for each batch."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

import asyncpg
import sqlalchemy as sa
from m_engines.ledger.array_text import array_text
from m_kit.database import Database
from m_kit.errors import ConflictRetry
from m_kit.failpoints import FailPoints
from m_kit.posting import Posting
from m_kit.posting.keeper_steps import CONFIRM_KINDS, KeeperSteps, ToConfirm, confirm_columns, step_sql
from m_kit.posting.reservation_pages import ReservationColumns
from m_kit.posting.reservations import MOST, POSTING_KINDS, HeldStore, columns, posting_in, posting_row
from m_kit.uow import Transaction

from book_keeper.domain.vouchers import Draft, Line

# A page of what is held ends where its vouchers come to a mebibyte: answers stay well below what a message may have.
COLUMNS = ReservationColumns(
    weight="coalesce(octet_length(r.content), 0)",
    most_weight=1 << 20,
    heavy="r.content",
    more=", r.voucher_id, (select array_agg(l.account_key order by l.number) from unnest(r.lines) l) as accounts",
)
RETRIES = 5

_VOUCHER = ("bytea", "uuid", "uuid", "text", "uuid", "text", "text", "text", "bytea", "int", "int")
_GROUP = ("uuid", "date", "uuid")
_LINE = ("int", "int", "bigint", "bigint", "bigint", "boolean", "text", "numeric", "text", "text", "int", "bigint")
_RESERVED = (*POSTING_KINDS, *_VOUCHER, *_GROUP, *_LINE)
_RESERVE = (
    "select * from reserve_vouchers($1, $2, "
    + ", ".join(f"${i}::text::{kind}[]" for i, kind in enumerate(_RESERVED, 3))
    + ")"
)
_CONFIRM = step_sql("confirm_vouchers", *CONFIRM_KINDS)
_OPEN = "select * from open_ledgers($1, $2, $3, $4)"

_PENDING = sa.text(
    "select * from reservation where state = 1 and company_id = :company and posting_date between :start and :end"
    " order by reserve_time limit :most"
)

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Reserve:
    """A voucher to hold. `account_keys` by code; lines that name a role have no account code yet.

    `content` is what its answer is made of. `deferred`: the commit need not wait for the disk (posting.md D1).
    """

    posting: Posting
    draft: Draft
    account_keys: dict[str, int]
    content: bytes
    deferred: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """`outcome` as reserve_vouchers answers it; `line` is the index of the line concerned, None where none is."""

    outcome: str
    line: int | None
    account_keys: tuple[int, ...]
    voucher_id: uuid.UUID
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`outcome` as confirm_vouchers answers it; the rest is there for what this call confirmed."""

    outcome: str
    voucher_id: uuid.UUID | None
    sequence: int | None
    year_label: str | None
    post_time: datetime
    account_keys: tuple[int, ...]
    content: bytes | None


class _TakenBack(Exception):
    """Ends a transaction without effect."""

    def __init__(self, result: Reserved) -> None:
        super().__init__()
        self.result = result


class ReservationSteps(KeeperSteps[Reserve, Reserved, Confirmed]):
    """The three steps of posting."""

    def __init__(self, database: Database, held: HeldStore, failpoints: FailPoints) -> None:
        super().__init__(
            database, held, failpoints, cancel_function="cancel_vouchers", lines_of=lambda one: len(one.draft.lines)
        )

    async def reserve_round(self, tenant: str, batch: Sequence[Reserve]) -> list[Reserved]:
        """See KeeperSteps. A voucher that may be the first in a currency goes alone, the others together."""
        opening = {i for i, one in enumerate(batch) if any(line.ledger.ledger < 0 for line in one.draft.lines)}
        results: dict[int, Reserved] = {}
        known = [i for i in range(len(batch)) if i not in opening]
        if known:
            together = [batch[i] for i in known]
            results.update(zip(known, await _retried(partial(self._hold, tenant, together)), strict=True))
        for i in opening:
            results[i] = await _retried(partial(self._open_and_hold, tenant, batch[i]))
        return [results[i] for i in range(len(batch))]

    async def confirm_round(self, tenant: str, batch: Sequence[ToConfirm]) -> list[Confirmed]:
        """See KeeperSteps."""
        deferred = all(one.deferred for one in batch)
        rows = await self._database.call(_CONFIRM, tenant, deferred, *confirm_columns(batch))
        return [_confirmed(row) for row in rows]

    async def _hold(self, tenant: str, batch: Sequence[Reserve]) -> list[Reserved]:
        deferred = all(one.deferred for one in batch)
        rows = await self._database.call(_RESERVE, tenant, deferred, *_arguments(batch, {}))
        return [_reserved(row) for row in rows]

    async def _open_and_hold(self, tenant: str, one: Reserve) -> Reserved:
        """New ledgers and the hold come together, or neither does."""
        scales = {line.ledger.currency_code: line.ledger.scale for line in one.draft.lines if line.ledger.ledger < 0}
        async with self._database.driver() as connection:
            try:
                async with connection.transaction():
                    found = await connection.fetch(
                        _OPEN, tenant, one.posting.company_id, list(scales), list(scales.values())
                    )
                    if any(row["scale"] != scales[row["currency_code"]] for row in found):
                        raise ConflictRetry("a currency's scale was declared meanwhile: send the same call again")
                    opened = {row["currency_code"]: row["ledger"] for row in found}
                    rows = await connection.fetch(_RESERVE, tenant, one.deferred, *_arguments([one], opened))
                    result = _reserved(rows[0])
                    if result.outcome != "reserved":
                        raise _TakenBack(result)
            except _TakenBack as taken_back:
                return taken_back.result
        return result


async def pending_postings(transaction: Transaction, company_id: uuid.UUID, start: date, end: date) -> list[Posting]:
    """What the company holds for these days, the oldest first, at most MOST."""
    given = {"company": company_id, "start": start, "end": end, "most": MOST}
    return [posting_in(row._mapping) for row in await transaction.execute(_PENDING, given)]


async def _retried(work: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """Another process may have taken the same place between our look and our insert: look again then."""
    for _ in range(RETRIES):
        try:
            return await work()
        except (asyncpg.UniqueViolationError, ConflictRetry):
            continue
    raise ConflictRetry("concurrent work got in the way: send the same call again")


def _arguments(batch: Sequence[Reserve], opened: dict[str, int]) -> list[str]:
    """reserve_vouchers' arrays, as PostgreSQL's own array text (see m_engines.ledger.postgres.vouchers).

    `opened` are ledgers by currency that were made for this call.
    """
    keys = [(one.draft.company_id, one.draft.posting_date) for one in batch]
    groups = sorted(set(keys))
    number_of = {key: number for number, key in enumerate(groups, 1)}
    taken_back = sorted({one.draft.reverses_voucher_id for one in batch if one.draft.reverses_voucher_id})
    vouchers = [
        (*posting_row(one.posting), *_voucher_row(one), number_of[key]) for one, key in zip(batch, keys, strict=True)
    ]
    lines = [
        (place, number, *_line_row(one, line, opened))
        for place, one in enumerate(batch, 1)
        for number, line in enumerate(one.draft.lines, 1)
    ]
    arrays = [*columns(vouchers), *columns(groups), taken_back, *columns(lines)]
    return [array_text(kind, values) for kind, values in zip(_RESERVED, arrays, strict=True)]


def _voucher_row(one: Reserve) -> tuple[Any, ...]:
    draft = one.draft
    return (
        draft.input_hash,
        draft.id,
        draft.request_id,
        draft.journal_code,
        draft.reverses_voucher_id,
        draft.actor,
        draft.payee,
        draft.narration,
        one.content,
        draft.domain,
    )


def _line_row(one: Reserve, line: Line, opened: dict[str, int]) -> tuple[Any, ...]:
    return (
        one.account_keys[line.account_code] if line.account_code else None,
        opened.get(line.ledger.currency_code, line.ledger.ledger),
        line.amount,
        line.is_credit,
        line.unit_code,
        line.units,
        line.role,
        line.narration,
        line.dimensions.key,
        line.functional,
    )


def _reserved(row: asyncpg.Record) -> Reserved:
    leg = row["leg"]
    return Reserved(
        row["outcome"], leg - 1 if leg else None, tuple(row["accounts"] or ()), row["voucher_id"], row["content"]
    )


def _confirmed(row: asyncpg.Record) -> Confirmed:
    return Confirmed(
        row["outcome"],
        row["voucher_id"],
        row["sequence"],
        row["year_label"],
        row["post_time"],
        tuple(row["accounts"] or ()),
        row["content"],
    )
