"""Entries that come with their voucher's rows, in book_keeper's own schema: both in one transaction.

The work is one call of the function `post_vouchers` (book_keeper's migrations): a result per entry, never an error for
a refusal.
"""

import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

import asyncpg
from m_kit.database import Database
from m_kit.errors import ConflictRetry

from m_engines.ledger.array_text import array_text
from m_engines.ledger.port import (
    CONTROL_ACCOUNT,
    AlreadyCommitted,
    Committed,
    Entry,
    Leg,
    LegKind,
    LineRow,
    Receipt,
    Rejected,
    Result,
    VoucherRow,
)
from m_engines.ledger.postgres.retries import retried
from m_engines.ledger.record_text import bytes_field, records_text, text_field, truth_field

MAX_LEGS = 10_000

_POST = (
    "select * from post_vouchers($1, $2::text::posting_group[], $3::text::int[], $4::text::posting_voucher[],"
    " $5::text::posting_line[], $6)"
)
_OPEN = "select * from open_ledgers($1, $2, $3, $4)"

_Answer = TypeVar("_Answer")
# Numbers of ledgers by company and currency.
_Opened = dict[tuple[uuid.UUID, str], int]
# Company, date and journal.
_Group = tuple[uuid.UUID, date, str]


@dataclass(frozen=True, slots=True)
class VoucherPosting:
    """An entry and its voucher."""

    entry: Entry
    row: VoucherRow


class _TakenBack(Exception):
    """Ends a transaction without effect."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


class VoucherWriter:
    """Writes batches of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, tenant: str, postings: Sequence[VoucherPosting]) -> list[Result]:
        """One result per posting. Raises Unavailable, ConflictRetry."""
        if any(posting.row.new_ledgers for posting in postings):
            return await self._write_in_turn(tenant, postings)
        return await _in_rounds(tenant, postings, self._post)

    async def _post(self, given: list[str]) -> Sequence[asyncpg.Record]:
        """Hopes that every voucher is a new one, and looks where one is not."""
        try:
            return await self._database.call(_POST, *given, False)
        except (asyncpg.UniqueViolationError, ConflictRetry):
            return await retried(lambda: self._database.call(_POST, *given, True))

    async def _write_in_turn(self, tenant: str, postings: Sequence[VoucherPosting]) -> list[Result]:
        """In order: a posting that may open ledgers goes alone, those between two such go together."""
        results: list[Result] = []
        opened: _Opened = {}
        run: list[VoucherPosting] = []
        for posting in (_in_opened(posting, opened) for posting in postings):
            if not posting.row.new_ledgers:
                run.append(posting)
                continue
            results += await self.write(tenant, run) if run else []
            run.clear()
            result, more = await retried(partial(self._open_and_write, tenant, posting))
            results.append(result)
            opened.update(more)
        return [*results, *(await self.write(tenant, run) if run else [])]

    async def _open_and_write(self, tenant: str, posting: VoucherPosting) -> tuple[Result, _Opened]:
        """(its result, the ledgers that are there now): new ledgers and voucher come together, or neither does."""
        row = posting.row
        scales = {new.currency_code: new.scale for new in row.new_ledgers}
        async with self._database.driver() as connection:
            try:
                async with connection.transaction():
                    found = await connection.fetch(_OPEN, tenant, row.company_id, list(scales), list(scales.values()))
                    if any(one["scale"] != scales[one["currency_code"]] for one in found):
                        raise _TakenBack(Rejected("ledger_changed"))
                    opened = {(row.company_id, one["currency_code"]): one["ledger"] for one in found}
                    numbered = _in_opened(posting, opened)
                    (result,) = await _in_rounds(
                        tenant, [numbered], lambda given: connection.fetch(_POST, *given, True)
                    )
                    if not isinstance(result, Committed):
                        raise _TakenBack(result)
            except _TakenBack as taken_back:
                return taken_back.result, {}
        return result, opened

    async def rehearse(self, tenant: str, postings: list[VoucherPosting]) -> list[Result]:
        """As write, and nothing stays."""
        return await retried(lambda: self._rehearse_once(tenant, postings))

    async def _rehearse_once(self, tenant: str, postings: list[VoucherPosting]) -> list[Result]:
        """Every round inside one transaction that is taken back."""
        async with self._database.driver() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                return await _in_rounds(tenant, postings, lambda given: connection.fetch(_POST, *given, True))
            finally:
                await transaction.rollback()


async def _in_rounds(
    tenant: str, postings: Sequence[VoucherPosting], post: Callable[[list[str]], Awaitable[Sequence[asyncpg.Record]]]
) -> list[Result]:
    """Postings that name the same request, voucher or source never share a round."""
    results: list[Result | None] = [None] * len(postings)
    waiting = list(range(len(postings)))
    while waiting:
        chosen, waiting = _without_rivals(postings, waiting)
        answered = await post(_arguments(tenant, [postings[i] for i in chosen]))
        for i, row in zip(chosen, answered, strict=True):
            results[i] = _result(row)
    return [result for result in results if result is not None]


def require_sendable(posting: VoucherPosting) -> None:
    """Raises ValueError for what no correct caller sends."""
    legs = posting.entry.legs
    if not 1 <= len(legs) <= MAX_LEGS or len(posting.row.lines) != len(legs):
        raise ValueError(f"an entry has 1 to {MAX_LEGS} legs, and a line's row for each")
    for leg in legs:
        if leg.kind is not LegKind.SINGLE or leg.amount < 0 or CONTROL_ACCOUNT not in (leg.debit, leg.credit):
            raise ValueError(f"leg {leg.id} is none that this engine takes")


def _in_opened(posting: VoucherPosting, opened: _Opened) -> VoucherPosting:
    """The posting with the numbers of ledgers that are open by now."""
    row = posting.row
    keys = {new: (row.company_id, new.currency_code) for new in row.new_ledgers}
    numbers = {new.placeholder: opened[key] for new, key in keys.items() if key in opened}
    if not numbers:
        return posting
    legs = tuple(leg._replace(ledger=numbers.get(leg.ledger, leg.ledger)) for leg in posting.entry.legs)
    still_new = tuple(new for new in row.new_ledgers if new.placeholder not in numbers)
    return VoucherPosting(Entry(legs), row._replace(new_ledgers=still_new))


def _without_rivals(postings: Sequence[VoucherPosting], waiting: list[int]) -> tuple[list[int], list[int]]:
    seen: set[Any] = set()
    chosen: list[int] = []
    later: list[int] = []
    for i in waiting:
        row = postings[i].row
        claims: set[Any] = {row.request_id, row.id, row.reverses_voucher_id or row.id}
        if row.source_id:
            claims.add((row.company_id, row.source_type, row.source_id, row.source_purpose))
        (later if claims & seen else chosen).append(i)
        seen |= claims
    return chosen, later


def _arguments(tenant: str, postings: Sequence[VoucherPosting]) -> list[str]:
    """post_vouchers' parameters.

    Arrays go as PostgreSQL's own text: the driver's array codec looks at every element twice and took a third of the
    processor's time of a posting. Records, for an array per column (27 of them) took longer to write and to read.
    """
    keys = [_group_key(posting.row) for posting in postings]
    counts = Counter(keys)
    groups = sorted(counts)
    number_of = {key: number for number, key in enumerate(groups, 1)}
    return [
        tenant,
        records_text(
            f"{company_id},{day},{text_field(journal_code)},{counts[company_id, day, journal_code]}"
            for company_id, day, journal_code in groups
        ),
        array_text("int", [number_of[key] for key in sorted(groups, key=_by_journal)]),
        records_text(_voucher_record(number_of[key], posting.row) for key, posting in zip(keys, postings, strict=True)),
        records_text(
            _line_record(place, number, leg, line)
            for place, posting in enumerate(postings, 1)
            for number, (leg, line) in enumerate(zip(posting.entry.legs, posting.row.lines, strict=True), 1)
        ),
    ]


def _group_key(row: VoucherRow) -> _Group:
    """Vouchers of one company, date and journal share a period and a series."""
    return row.company_id, row.posting_date, row.journal_code


def _by_journal(group: _Group) -> tuple[uuid.UUID, str, date]:
    company_id, day, journal_code = group
    return company_id, journal_code, day


def _voucher_record(group_number: int, row: VoucherRow) -> str:
    """The fields of posting_voucher."""
    return (
        f"{group_number},{row.id},{row.request_id},{bytes_field(row.input_hash)},{text_field(row.payee)},"
        f"{text_field(row.narration)},{text_field(row.source_type)},{text_field(row.source_id)},"
        f"{text_field(row.source_purpose)},{row.reverses_voucher_id or ''},{truth_field(row.closing)},"
        f"{text_field(row.actor)},{row.domain}"
    )


def _line_record(voucher_number: int, number: int, leg: Leg, line: LineRow) -> str:
    """The fields of posting_line."""
    is_credit = leg.debit == CONTROL_ACCOUNT
    account_key, amount = (leg.credit, -leg.amount) if is_credit else (leg.debit, leg.amount)
    functional = "" if line.functional_amount is None else line.functional_amount
    return (
        f"{voucher_number},{number},{account_key},{leg.ledger},{amount},{truth_field(is_credit)},"
        f"{text_field(line.unit_code)},{line.units},{text_field(line.role)},{text_field(line.narration)},"
        f"{line.dimension_set},{functional}"
    )


def _result(row: asyncpg.Record) -> Result:
    outcome: str = row["outcome"]
    if outcome == "committed":
        return Committed(Receipt(row["sequence"], row["year_label"], row["post_time"]))
    if outcome == "replayed":
        return AlreadyCommitted()
    return Rejected(outcome, row["leg"] - 1 if row["leg"] else None)
