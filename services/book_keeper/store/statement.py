"""Lines of one account, in order."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from m_kit.uow import Transaction

from book_keeper.domain.balances import Dimensions
from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.vouchers import voucher_number
from book_keeper.store.dimensions import set_codes
from book_keeper.store.tables import company_currency, dimension_set, line, voucher


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of an account with what its voucher says. `amount` and `functional` in minor units, debit positive."""

    voucher_id: uuid.UUID
    voucher_number: str
    posting_date: date
    posting_order: int
    payee: str
    narration: str
    ledger: CurrencyLedger
    amount: int
    is_credit: bool
    unit_code: str
    units: Decimal
    dimensions: Dimensions
    functional: int | None


_joined = sa.select(
    line,
    voucher.c.journal_code,
    voucher.c.year_label,
    voucher.c.sequence,
    voucher.c.payee,
    voucher.c.narration.label("voucher_narration"),
    company_currency.c.currency_code,
    company_currency.c.scale,
    dimension_set.c.codes.label("dimension_codes"),
)
_joined = _joined.join_from(line, voucher, voucher.c.id == line.c.voucher_id)
_joined = _joined.join(company_currency, company_currency.c.ledger == line.c.ledger)
_joined = _joined.outerjoin(dimension_set, dimension_set.c.key == line.c.dimension_set)
_key = sa.tuple_(line.c.posting_date, line.c.posting_order)


class StatementReader:
    """Reads lines of the transaction's tenant: those of these sets of dimensions, posted up to a moment; else all."""

    def __init__(
        self, transaction: Transaction, sets: Collection[int] | None = None, known_at: datetime | None = None
    ) -> None:
        self._transaction = transaction
        self._seen: list[sa.ColumnElement[bool]] = []
        if sets is not None:
            self._seen.append(line.c.dimension_set.in_(sets))
        if known_at is not None:
            self._seen.append(voucher.c.post_time <= known_at)

    async def lines(
        self,
        account_key: int,
        start: date | None,
        end: date | None,
        after: tuple[date, int] | None,
        most: int,
    ) -> list[StatementLine]:
        """Up to `most` lines from one day to another, after a key, by posting date, then as they were posted."""
        query = _joined.where(line.c.account_key == account_key, *self._seen)
        if start:
            query = query.where(line.c.posting_date >= start)
        if end:
            query = query.where(line.c.posting_date <= end)
        if after:
            query = query.where(_key > after)
        query = query.order_by(line.c.posting_date, line.c.posting_order).limit(most)
        return [_line(row) for row in await self._transaction.execute(query)]

    async def sums_on_day(self, account_key: int, up_to: tuple[date, int]) -> dict[CurrencyLedger, int]:
        """Sums of that day's lines up to and with the key, per ledger."""
        query = (
            sa.select(company_currency, sa.func.sum(line.c.amount).label("sum"))
            .join_from(line, company_currency, company_currency.c.ledger == line.c.ledger)
            .join(voucher, voucher.c.id == line.c.voucher_id)
            .where(line.c.account_key == account_key, line.c.posting_date == up_to[0], _key <= up_to, *self._seen)
            .group_by(company_currency.c.ledger)
        )
        return {_ledger(row): int(row.sum) for row in await self._transaction.execute(query)}


def _line(row: sa.Row[Any]) -> StatementLine:
    return StatementLine(
        voucher_id=row.voucher_id,
        voucher_number=voucher_number(row.journal_code, row.year_label, row.sequence),
        posting_date=row.posting_date,
        posting_order=row.posting_order,
        payee=row.payee,
        narration=row.narration or row.voucher_narration,
        ledger=_ledger(row),
        amount=row.amount,
        is_credit=row.is_credit,
        unit_code=row.unit_code,
        units=row.units,
        dimensions=set_codes(row.dimension_codes),
        functional=row.functional_amount,
    )


def _ledger(row: sa.Row[Any]) -> CurrencyLedger:
    return CurrencyLedger(row.ledger, row.currency_code, row.scale)
