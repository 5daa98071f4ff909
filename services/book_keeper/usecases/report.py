"""Reports: what the books add up to."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from m_kit.uow import UnitOfWork

from book_keeper.domain.balances import Movement
from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.errors import AccountUnknown
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.balances import BalanceReader
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.statement import StatementLine, StatementReader


@dataclass(frozen=True, slots=True)
class Reports:
    """Questions to the books of a tenant's company."""

    uow: UnitOfWork
    balances: BalanceReader

    async def movements(
        self, tenant: str, company_id: uuid.UUID, start: date | None, end: date, *, with_closing: bool = True
    ) -> list[Movement]:
        """Movements from one day to another, both whole. Raises NotFound on `company_id`."""
        return await self.balances.movements(
            tenant, company_id, start, end, partial(self._ledgers, tenant, company_id), with_closing=with_closing
        )

    async def movements_of(
        self, tenant: str, company_id: uuid.UUID, account_code: str, end: date, *, subtree: bool
    ) -> list[Movement]:
        """One account's movements up to a day; with `subtree` those of all below it count as its own.

        Raises NotFound on `company_id`, AccountUnknown on `account_code`.
        """
        async with self.uow.transaction(tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            accounts = AccountRepository(transaction)
            account = (await accounts.by_codes(company_id, [account_code])).get(account_code)
            if account is None:
                raise AccountUnknown(f"no account {account_code!r}", field="account_code")
            keys = await accounts.subtree_keys(account.key) if subtree else {account.key}
        every = await self.movements(tenant, company_id, None, end)
        return [_counted_as(one, account_code) for one in every if one.account_key in keys]

    async def statement(
        self,
        tenant: str,
        company_id: uuid.UUID,
        account_code: str,
        start: date | None,
        end: date | None,
        after: tuple[date, int] | None,
        size: int,
    ) -> tuple[dict[CurrencyLedger, int], list[StatementLine]]:
        """(balance per ledger before the first line, up to size + 1 lines). Errors as movements_of."""
        async with self.uow.transaction(tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            account = (await AccountRepository(transaction).by_codes(company_id, [account_code])).get(account_code)
            if account is None:
                raise AccountUnknown(f"no account {account_code!r}", field="account_code")
            reader = StatementReader(transaction)
            lines = await reader.lines(account.key, start, end, after, size + 1)
            same_day = await reader.sums_on_day(account.key, after) if after else {}
        before = after[0] if after else start
        opening = Counter(same_day)
        if before is not None:
            day = before - timedelta(days=1)
            for one in await self.movements_of(tenant, company_id, account_code, day, subtree=False):
                opening[one.ledger] += one.debit - one.credit
        return opening, lines

    async def _ledgers(self, tenant: str, company_id: uuid.UUID) -> Mapping[int, CurrencyLedger]:
        async with self.uow.transaction(tenant) as transaction:
            company = await CompanyRepository(transaction).get(company_id, "company_id")
        return {one.ledger: one for one in company.ledgers}


def _counted_as(movement: Movement, account_code: str) -> Movement:
    return Movement(
        movement.account_key,
        account_code,
        movement.account_type,
        movement.ledger,
        movement.unit_code,
        movement.debit,
        movement.credit,
        movement.units,
    )
