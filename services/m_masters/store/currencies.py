"""Currencies: the tenant's own, and those that come with the product."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from m_masters.domain.currencies import Currency, StandardCurrency
from m_masters.store.tables import EVERYONE, currency

SORTING = Sorting(
    fields={
        "code": currency.c.code,
        "name": currency.c.name,
        "symbol": currency.c.symbol,
        "minor_unit_digits": currency.c.minor_unit_digits,
        "archived": currency.c.archived,
    },
    unique=(currency.c.id,),
    default="code",
)


class CurrencyRepository:
    """Reads currencies of the transaction's tenant and standard ones; writes the tenant's alone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Currency) -> None:
        """Stores a currency. Raises Duplicate on code or id."""
        values = {"id": new.id, "tenant": self._transaction.tenant, "create_time": new.create_time, **_values(new)}
        with duplicates_refused(currency_code_unique="currency.code", currency_pkey="currency.id"):
            await self._transaction.execute(currency.insert().values(values))

    async def get(self, currency_id: uuid.UUID, field: str = "id") -> Currency:
        """The currency. Raises NotFound on `field`."""
        row = (await self._transaction.execute(sa.select(currency).where(currency.c.id == currency_id))).one_or_none()
        if row is None:
            raise NotFound(f"no currency {currency_id}", field=field)
        return _currency(row)

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Currency]:
        """Currencies by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(currency).where(currency.c.id.in_(ids)))
        return {row.id: _currency(row) for row in rows}

    async def page(self, page: SortedPage, code: str, include_archived: bool) -> tuple[list[Currency], str]:
        """A page of currencies, and the next one's token."""
        query = sa.select(currency)
        if code:
            query = query.where(currency.c.code == code)
        if not include_archived:
            query = query.where(~currency.c.archived)
        return await read_page(self._transaction, query, page, _currency)

    async def update(self, changed: Currency, etag_field: str) -> None:
        """Writes the next revision. Raises EtagMismatch on `etag_field` where another came first."""
        mine = (currency.c.id == changed.id) & (currency.c.revision == changed.revision - 1)
        done = await self._transaction.execute(currency.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)

    async def standards(self) -> list[StandardCurrency]:
        """What came with the product, as it is stored."""
        rows = await self._transaction.execute(sa.select(currency).where(currency.c.tenant == EVERYONE))
        return [StandardCurrency(row.id, row.code, row.name, row.minor_unit_digits, row.symbol) for row in rows]

    async def put_standards(self, standards: Iterable[StandardCurrency], now: datetime) -> None:
        """Stores what comes with the product, or what it says now. The transaction must be the tenant's of everyone."""
        rows = [
            {
                "id": one.id,
                "tenant": EVERYONE,
                "code": one.code,
                "name": one.name,
                "minor_unit_digits": one.minor_unit_digits,
                "symbol": one.symbol,
                "create_time": now,
                "update_time": now,
            }
            for one in standards
        ]
        new = insert(currency)
        said = {name: new.excluded[name] for name in ("name", "minor_unit_digits", "symbol", "update_time")}
        changed = new.on_conflict_do_update(index_elements=["id"], set_={**said, "revision": currency.c.revision + 1})
        if rows:
            await self._transaction.execute(changed, rows)


def _values(one: Currency) -> dict[str, object]:
    return {
        "code": one.code,
        "name": one.name,
        "minor_unit_digits": one.minor_unit_digits,
        "symbol": one.symbol,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _currency(row: sa.Row[Any]) -> Currency:
    return Currency(
        row.id,
        row.code,
        row.name,
        row.minor_unit_digits,
        row.symbol,
        row.tenant == EVERYONE,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
