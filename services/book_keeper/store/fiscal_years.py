"""Fiscal years and periods."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from book_keeper.domain.accounts import AccountType
from book_keeper.domain.fiscal_years import FiscalYear, Period, PeriodState, YearState
from book_keeper.store.tables import fiscal_year, period

# What a period holds: every voucher with its lines, in an order of its own, as one hash (I10).
_CONTENT_HASH = sa.text(
    "select sha256(convert_to(coalesce(string_agg(v.id || '|' || v.number || '|' || v.posting_date || '|' || v.lines,"
    " E'\\n' order by v.id), ''), 'UTF8'))"
    " from (select v.id, v.journal_code || '/' || v.year_label || '/' || v.sequence as number, v.posting_date,"
    "  (select string_agg(l.number || ':' || l.account_key || ':' || l.ledger || ':' || l.amount || ':'"
    "    || l.unit_code || ':' || l.units"
    # What lines came to say later, said only where they do: what was closed before has the hash that it had.
    "    || case when l.dimension_set = 0 and l.functional_amount is null then ''"
    "      else ':' || l.dimension_set || ':' || coalesce(l.functional_amount::text, '') end"
    "    , ',' order by l.number) from line l where l.voucher_id = v.id) as lines"
    "  from voucher v where v.company_id = :company and v.period_key = :period) v"
)
_HAS_RESULT = sa.text(
    "select exists (select from movements(:tenant, :company, :start, :end, true, true) moved"
    f" where moved.type in ({int(AccountType.INCOME)}, {int(AccountType.EXPENSE)})"
    " group by moved.account_key, moved.ledger, moved.dimension_set having sum(moved.debit) <> sum(moved.credit)"
    " or sum(moved.functional_debit) <> sum(moved.functional_credit))"
)
_period_columns = sa.select(period, fiscal_year.c.id.label("fiscal_year_id")).join_from(
    period, fiscal_year, fiscal_year.c.key == period.c.fiscal_year_key
)


SORTING = Sorting(
    fields={
        "start_date": fiscal_year.c.start_date,
        "end_date": fiscal_year.c.end_date,
        "state": fiscal_year.c.state,
    },
    unique=(fiscal_year.c.start_date,),
    default="start_date",
)
PERIOD_SORTING = Sorting(
    fields={
        "start_date": period.c.start_date,
        "end_date": period.c.end_date,
        "state": period.c.state,
    },
    unique=(period.c.start_date,),
    default="start_date",
)


class FiscalYearRepository:
    """Reads and writes fiscal years and periods of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(
        self, new: FiscalYear, label: str, months: Sequence[tuple[date, date]], ids: Sequence[uuid.UUID]
    ) -> None:
        """Stores a year and its periods. Raises Duplicate."""
        tenant = self._transaction.tenant
        year = {
            "id": new.id,
            "tenant": tenant,
            "company_id": new.company_id,
            "label": label,
            "start_date": new.start_date,
            "end_date": new.end_date,
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(fiscal_year_id_key="fiscal_year.id"):
            added = await self._transaction.execute(fiscal_year.insert().returning(fiscal_year.c.key), year)
        key = added.scalar_one()
        rows = [
            {
                "id": period_id,
                "tenant": tenant,
                "company_id": new.company_id,
                "fiscal_year_key": key,
                "year_label": label,
                "start_date": start,
                "end_date": end,
            }
            for period_id, (start, end) in zip(ids, months, strict=True)
        ]
        await self._transaction.execute(period.insert(), rows)

    async def overlaps(self, company_id: uuid.UUID, start: date, end: date) -> bool:
        """Whether a year of the company shares a day with this span."""
        query = sa.select(sa.literal(1)).where(
            fiscal_year.c.company_id == company_id,
            fiscal_year.c.start_date <= end,
            fiscal_year.c.end_date >= start,
        )
        return (await self._transaction.execute(query.limit(1))).first() is not None

    async def labels(self, company_id: uuid.UUID) -> set[str]:
        """What the company's years are called in numbers."""
        query = sa.select(fiscal_year.c.label).where(fiscal_year.c.company_id == company_id)
        return set((await self._transaction.execute(query)).scalars())

    async def get(self, year_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> FiscalYear:
        """The year. Raises NotFound on `field`."""
        query = sa.select(fiscal_year).where(fiscal_year.c.id == year_id)
        row = (await self._transaction.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise NotFound(f"no fiscal year {year_id}", field=field)
        return _year(row)

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[FiscalYear], str]:
        """A page of a company's years, and the next one's token."""
        query = sa.select(fiscal_year).where(fiscal_year.c.company_id == company_id)
        return await read_page(self._transaction, query, page, _year)

    async def update(self, changed: FiscalYear) -> None:
        """Writes state, closing voucher and the next revision."""
        await self._transaction.execute(
            fiscal_year.update()
            .where(fiscal_year.c.key == changed.key)
            .values(
                state=int(changed.state),
                closing_voucher_id=changed.closing_voucher_id,
                revision=changed.revision,
                update_time=changed.update_time,
            )
        )

    async def closed_after(self, year: FiscalYear) -> FiscalYear | None:
        """The first closed year of the company after this one, None where there is none."""
        columns = fiscal_year.c
        query = sa.select(fiscal_year).where(
            columns.company_id == year.company_id,
            columns.start_date > year.start_date,
            columns.state == int(YearState.CLOSED),
        )
        row = (await self._transaction.execute(query.order_by(columns.start_date).limit(1))).one_or_none()
        return _year(row) if row else None

    async def has_result(self, year: FiscalYear) -> bool:
        """Whether an account of income or expense is not empty over the year, closing vouchers counted."""
        given = {
            "tenant": self._transaction.tenant,
            "company": year.company_id,
            "start": year.start_date,
            "end": year.end_date,
        }
        return bool((await self._transaction.execute(_HAS_RESULT, given)).scalar_one())

    async def period(self, period_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> Period:
        """The period. With `lock`, alone: postings into it wait (posting.md P8). Raises NotFound on `field`."""
        query = _period_columns.where(period.c.id == period_id)
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise NotFound(f"no period {period_id}", field=field)
        if lock:
            await self._lock_alone([row])
            row = (await self._transaction.execute(query)).one()
        return _period(row)

    async def periods_of_year(self, year: FiscalYear, *, lock: bool = False) -> list[Period]:
        """The year's periods by start; with `lock` as `period`."""
        query = _period_columns.where(period.c.fiscal_year_key == year.key).order_by(period.c.start_date)
        rows = (await self._transaction.execute(query)).all()
        if lock:
            await self._lock_alone(rows)
            rows = (await self._transaction.execute(query)).all()
        return [_period(row) for row in rows]

    async def page_of_periods(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[Period], str]:
        """A page of a company's periods, and the next one's token."""
        query = _period_columns.where(period.c.company_id == company_id)
        return await read_page(self._transaction, query, page, _period)

    async def closed_periods(self) -> list[Period]:
        """Every closed period of the tenant."""
        query = _period_columns.where(period.c.state == int(PeriodState.CLOSED)).order_by(period.c.key)
        return [_period(row) for row in await self._transaction.execute(query)]

    async def content_hash(self, of: Period) -> bytes:
        """sha256 of all that the period holds."""
        found = await self._transaction.execute(_CONTENT_HASH, {"company": of.company_id, "period": of.key})
        return bytes(found.scalar_one())

    async def update_period(self, changed: Period) -> None:
        """Writes state, closing time, hash, what closed it, locks, and the next revision."""
        await self._transaction.execute(
            period.update()
            .where(period.c.key == changed.key)
            .values(
                state=int(changed.state),
                close_time=changed.close_time,
                content_hash=changed.content_hash,
                closed_with_year=changed.closed_with_year,
                locked_domains=sum(1 << domain for domain in changed.locked_domains),
                revision=changed.revision,
            )
        )

    async def _lock_alone(self, rows: Sequence[sa.Row[Any]]) -> None:
        """The lock that post_vouchers shares: company and calendar month."""
        for row in rows:
            company = sa.func.hashtext(str(row.company_id))
            month = row.start_date.year * 100 + row.start_date.month
            await self._transaction.execute(sa.select(sa.func.pg_advisory_xact_lock(company, month)))


def _year(row: sa.Row[Any]) -> FiscalYear:
    return FiscalYear(
        row.key,
        row.id,
        row.company_id,
        row.start_date,
        row.end_date,
        YearState(row.state),
        row.closing_voucher_id,
        row.revision,
        row.create_time,
        row.update_time,
    )


def _period(row: sa.Row[Any]) -> Period:
    return Period(
        row.key,
        row.id,
        row.company_id,
        row.fiscal_year_id,
        row.fiscal_year_key,
        row.start_date,
        row.end_date,
        PeriodState(row.state),
        row.close_time,
        row.content_hash,
        row.closed_with_year,
        row.revision,
        frozenset(bit for bit in range(row.locked_domains.bit_length()) if row.locked_domains >> bit & 1),
    )
