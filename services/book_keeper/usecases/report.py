"""Reports: what the books add up to."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from m_kit.uow import Transaction, UnitOfWork

from book_keeper.domain.balances import EVERYTHING, Movement, View
from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.errors import AccountUnknown, DimensionUnknown
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.balances import BalanceReader
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.dimensions import DimensionRepository, DimensionSetReader, DimensionTypeRepository
from book_keeper.store.statement import StatementLine, StatementReader


@dataclass(frozen=True, slots=True)
class Reports:
    """Questions to the books of a tenant's company."""

    uow: UnitOfWork
    balances: BalanceReader

    async def movements(
        self,
        tenant: str,
        company_id: uuid.UUID,
        start: date | None,
        end: date,
        view: View = EVERYTHING,
        *,
        with_closing: bool = True,
    ) -> list[Movement]:
        """Movements from one day to another, both whole.

        Raises NotFound on `company_id`, DimensionUnknown on `dimensions` or `group_by`.
        """
        sets = await self._sets(tenant, company_id, view)
        moved = await self.balances.movements(
            tenant,
            company_id,
            start,
            end,
            partial(self._ledgers, tenant, company_id),
            with_closing=with_closing,
            by_dimension=bool(view.group_by),
            sets=sets,
            known_at=view.known_at,
        )
        return await self._split(tenant, moved, view) if view.group_by else moved

    async def movements_of(
        self,
        tenant: str,
        company_id: uuid.UUID,
        account_code: str,
        end: date,
        view: View = EVERYTHING,
        *,
        subtree: bool,
    ) -> list[Movement]:
        """One account's movements up to a day; with `subtree` those of all below it count as its own.

        Raises as `movements`, and AccountUnknown on `account_code`.
        """
        async with self.uow.transaction(tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            accounts = AccountRepository(transaction)
            account = (await accounts.by_codes(company_id, [account_code])).get(account_code)
            if account is None:
                raise AccountUnknown(f"no account {account_code!r}", field="account_code")
            keys = await accounts.subtree_keys(account.key) if subtree else {account.key}
        every = await self.movements(tenant, company_id, None, end, view)
        return [replace(one, account_code=account_code) for one in every if one.account_key in keys]

    async def statement(
        self,
        tenant: str,
        company_id: uuid.UUID,
        account_code: str,
        start: date | None,
        end: date | None,
        after: tuple[date, int] | None,
        size: int,
        view: View = EVERYTHING,
    ) -> tuple[dict[CurrencyLedger, int], list[StatementLine]]:
        """(balance per ledger before the first line, up to size + 1 lines). Errors as movements_of."""
        sets = await self._sets(tenant, company_id, view)
        async with self.uow.transaction(tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            account = (await AccountRepository(transaction).by_codes(company_id, [account_code])).get(account_code)
            if account is None:
                raise AccountUnknown(f"no account {account_code!r}", field="account_code")
            reader = StatementReader(transaction, sets, view.known_at)
            lines = await reader.lines(account.key, start, end, after, size + 1)
            same_day = await reader.sums_on_day(account.key, after) if after else {}
        before = after[0] if after else start
        opening = Counter(same_day)
        if before is not None:
            day = before - timedelta(days=1)
            for one in await self.movements_of(tenant, company_id, account_code, day, view, subtree=False):
                opening[one.ledger] += one.debit - one.credit
        return opening, lines

    async def own(self, tenant: str, company_id: uuid.UUID) -> CurrencyLedger:
        """The ledger of the company's own currency. Raises NotFound on `company_id`."""
        async with self.uow.transaction(tenant) as transaction:
            return (await CompanyRepository(transaction).get(company_id, "company_id")).own

    async def _sets(self, tenant: str, company_id: uuid.UUID, view: View) -> set[int] | None:
        """The sets that a view looks at; None for all."""
        if not view.dimensions and not view.group_by:
            return None
        async with self.uow.transaction(tenant) as transaction:
            types = await DimensionTypeRepository(transaction).by_codes(company_id, view.group_by)
            for i, code in enumerate(view.group_by):
                if code not in types:
                    raise DimensionUnknown(f"no type of dimension {code!r}", field=f"group_by[{i}]")
            found = [
                await _sets_below(transaction, company_id, type_code, code, f"dimensions[{i}]")
                for i, (type_code, code) in enumerate(view.dimensions)
            ]
        return set.intersection(*found) if found else None

    async def _split(self, tenant: str, moved: list[Movement], view: View) -> list[Movement]:
        async with self.uow.transaction(tenant) as transaction:
            codes = await DimensionSetReader(transaction).codes({one.dimension_set for one in moved})
        wanted = {
            key: tuple(pair for pair in pairs if pair[0] in view.group_by) for key, pairs in {0: (), **codes}.items()
        }
        return [replace(one, dimensions=wanted[one.dimension_set]) for one in moved]

    async def _ledgers(self, tenant: str, company_id: uuid.UUID) -> Mapping[int, CurrencyLedger]:
        async with self.uow.transaction(tenant) as transaction:
            company = await CompanyRepository(transaction).get(company_id, "company_id")
        return {one.ledger: one for one in company.ledgers}


async def _sets_below(
    transaction: Transaction, company_id: uuid.UUID, type_code: str, code: str, field: str
) -> set[int]:
    dimension = await DimensionRepository(transaction).by_code(company_id, type_code, code)
    if dimension is None:
        raise DimensionUnknown(f"no {type_code} {code!r}", field=field)
    return await DimensionSetReader(transaction).below(company_id, dimension.key)
