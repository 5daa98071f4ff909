"""Reading vouchers. Writing them is the engine's."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.fiscal_years import FiscalYear
from book_keeper.domain.vouchers import Draft, Line, Source, Voucher
from book_keeper.store.dimensions import dimension_set_of
from book_keeper.store.tables import account, company, company_currency, dimension_set, line, seal, voucher

_lines = (
    sa.select(
        line,
        account.c.code,
        company_currency.c.currency_code,
        company_currency.c.scale,
        dimension_set.c.codes.label("dimension_codes"),
    )
    .join_from(line, account, account.c.key == line.c.account_key)
    .join(company_currency, company_currency.c.ledger == line.c.ledger)
    .outerjoin(dimension_set, dimension_set.c.key == line.c.dimension_set)
    .order_by(line.c.voucher_id, line.c.number)
)


# A ledger is too long to be sorted when it is asked for, and one more index would cost every posting.
SORTING = Sorting(
    fields={
        "posting_date": voucher.c.posting_date,
    },
    unique=(voucher.c.id,),
    default="posting_date",
)


class VoucherRepository:
    """Reads vouchers of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, voucher_id: uuid.UUID, field: str = "id") -> Voucher:
        """The voucher with its lines. Raises NotFound on `field`."""
        found = await self._read(voucher.c.id == voucher_id)
        if not found:
            raise NotFound(f"no voucher {voucher_id}", field=field)
        return found[0]

    async def by_requests(self, request_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Voucher]:
        """The vouchers posted under these requests, with their lines."""
        found = await self._read(voucher.c.request_id.in_(request_ids))
        return {one.draft.request_id: one for one in found}

    async def sealed(self, company_id: uuid.UUID, after: int, most: int) -> list[tuple[int, Voucher]]:
        """Up to `most` (place in the company's audit chain, voucher with its lines), in that order, after a place."""
        query = sa.select(seal.c.sequence, seal.c.voucher_id).where(
            seal.c.company_id == company_id, seal.c.sequence > after
        )
        rows = (await self._transaction.execute(query.order_by(seal.c.sequence).limit(most))).all()
        found = await self._read(voucher.c.id.in_([row.voucher_id for row in rows]))
        by_id = {one.draft.id: one for one in found}
        return [(row.sequence, by_id[row.voucher_id]) for row in rows]

    async def reversal_of(self, voucher_id: uuid.UUID) -> uuid.UUID | None:
        """The voucher that took this one back, None where none did."""
        query = sa.select(voucher.c.id).where(voucher.c.reverses_voucher_id == voucher_id)
        return (await self._transaction.execute(query)).scalar_one_or_none()

    async def closings_of(self, year: FiscalYear) -> list[Voucher]:
        """The vouchers that moved the year's result and were not taken back, as they were posted."""
        reversal = voucher.alias("reversal")
        taken_back = sa.select(reversal.c.id).where(reversal.c.reverses_voucher_id == voucher.c.id).exists()
        moved = sa.and_(_closing_in(year), voucher.c.reverses_voucher_id.is_(None), ~taken_back)
        return sorted(await self._read(moved), key=lambda one: one.sequence)

    async def count_closings(self, year: FiscalYear) -> int:
        """How many vouchers moved the year's result or took such a move back."""
        query = sa.select(sa.func.count()).where(_closing_in(year))
        return int((await self._transaction.execute(query)).scalar_one())

    async def page(
        self, page: SortedPage, company_id: uuid.UUID, start: date | None, end: date | None
    ) -> tuple[list[Voucher], str]:
        """A page of a company's vouchers without lines, and the next one's token."""
        columns = voucher.c
        query = sa.select(voucher).where(columns.company_id == company_id)
        if start:
            query = query.where(columns.posting_date >= start)
        if end:
            query = query.where(columns.posting_date <= end)
        return await read_page(self._transaction, query, page, lambda row: _voucher(row, ()))

    async def _read(self, condition: sa.ColumnElement[bool]) -> list[Voucher]:
        rows = (await self._transaction.execute(sa.select(voucher).where(condition))).all()
        lines: dict[uuid.UUID, list[Line]] = {row.id: [] for row in rows}
        for row in await self._transaction.execute(_lines.where(line.c.voucher_id.in_(list(lines)))):
            lines[row.voucher_id].append(_line(row))
        valued = {row.company_id for row in rows if any(one.functional is not None for one in lines[row.id])}
        own = await self._own_ledgers(valued) if valued else {}
        return [_voucher(row, tuple(lines[row.id]), own.get(row.company_id)) for row in rows]

    async def _own_ledgers(self, companies: Collection[uuid.UUID]) -> dict[uuid.UUID, CurrencyLedger]:
        currency = company_currency.c
        joined = sa.and_(currency.company_id == company.c.id, currency.currency_code == company.c.currency_code)
        query = sa.select(company_currency).join_from(company, company_currency, joined)
        rows = await self._transaction.execute(query.where(company.c.id.in_(companies)))
        return {row.company_id: CurrencyLedger(row.ledger, row.currency_code, row.scale) for row in rows}


def _closing_in(year: FiscalYear) -> sa.ColumnElement[bool]:
    columns = voucher.c
    return sa.and_(columns.company_id == year.company_id, columns.posting_date == year.end_date, columns.closing)


def _line(row: sa.Row[Any]) -> Line:
    return Line(
        account_code=row.code,
        ledger=CurrencyLedger(row.ledger, row.currency_code, row.scale),
        amount=row.amount,
        is_credit=row.is_credit,
        role=row.role,
        unit_code=row.unit_code,
        units=row.units,
        narration=row.narration,
        dimensions=dimension_set_of(row),
        functional=row.functional_amount,
    )


def _voucher(row: sa.Row[Any], lines: tuple[Line, ...], own: CurrencyLedger | None = None) -> Voucher:
    draft = Draft(
        id=row.id,
        company_id=row.company_id,
        request_id=row.request_id,
        input_hash=row.input_hash,
        journal_code=row.journal_code,
        posting_date=row.posting_date,
        lines=lines,
        actor=row.actor,
        payee=row.payee,
        narration=row.narration,
        source=Source(row.source_type, row.source_id, row.source_purpose),
        reverses_voucher_id=row.reverses_voucher_id,
        closing=row.closing,
        domain=row.domain,
        own=own,
    )
    return Voucher(draft, row.year_label, row.sequence, row.post_time, row.document_number)
