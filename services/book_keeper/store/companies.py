"""Companies and their currencies."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from book_keeper.domain.companies import Company, CurrencyLedger
from book_keeper.store.tables import company, company_currency, known_tenant

SORTING = Sorting(
    fields={
        "code": company.c.code,
        "name": company.c.name,
        "currency_code": company.c.currency_code,
    },
    unique=(company.c.code,),
    default="code",
)


class CompanyRepository:
    """Reads and writes companies of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Company, scales: Mapping[str, int]) -> Company:
        """Stores a new company with its scales. Raises Duplicate on its code or id."""
        tenant = self._transaction.tenant
        await self._transaction.execute(insert(known_tenant).values(name=tenant).on_conflict_do_nothing())
        values = {
            "id": new.id,
            "tenant": tenant,
            "code": new.code,
            "name": new.name,
            "currency_code": new.currency_code,
            "create_time": new.create_time,
            "update_time": new.update_time,
            "engine": new.engine,
        }
        with duplicates_refused(company_code_unique="company.code", company_pkey="company.id"):
            await self._transaction.execute(company.insert().values(values))
        await self.add_currencies(new.id, scales)
        return await self.get(new.id)

    async def add_currencies(self, company_id: uuid.UUID, scales: Mapping[str, int]) -> None:
        """Stores scales of currencies that have none yet; those that have one keep it."""
        tenant = self._transaction.tenant
        rows = [
            {"tenant": tenant, "company_id": company_id, "currency_code": code, "scale": scale}
            for code, scale in sorted(scales.items())
        ]
        if rows:
            await self._transaction.execute(insert(company_currency).values(rows).on_conflict_do_nothing())

    async def get(self, company_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> Company:
        """The company. Raises NotFound on `field`."""
        query = sa.select(company).where(company.c.id == company_id)
        row = (await self._transaction.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise NotFound(f"no company {company_id}", field=field)
        return (await self._with_ledgers([row]))[0]

    async def page(self, page: SortedPage, code: str) -> tuple[list[Company], str]:
        """A page of companies, and the next one's token."""
        query = sa.select(company)
        if code:
            query = query.where(company.c.code == code)
        rows, token = await read_page(self._transaction, query, page, lambda row: row)
        return await self._with_ledgers(rows), token

    async def update(self, changed: Company) -> None:
        """Writes the name and the next revision."""
        await self._transaction.execute(
            company.update()
            .where(company.c.id == changed.id)
            .values(name=changed.name, revision=changed.revision, update_time=changed.update_time)
        )

    async def _with_ledgers(self, rows: Sequence[sa.Row[Any]]) -> list[Company]:
        query = (
            sa.select(company_currency)
            .where(company_currency.c.company_id.in_([row.id for row in rows]))
            .order_by(company_currency.c.currency_code)
        )
        ledgers: dict[uuid.UUID, list[CurrencyLedger]] = {}
        for row in await self._transaction.execute(query):
            ledgers.setdefault(row.company_id, []).append(CurrencyLedger(row.ledger, row.currency_code, row.scale))
        return [
            Company(
                row.id,
                row.code,
                row.name,
                row.currency_code,
                tuple(ledgers.get(row.id, ())),
                row.revision,
                row.create_time,
                row.update_time,
                row.engine,
            )
            for row in rows
        ]
