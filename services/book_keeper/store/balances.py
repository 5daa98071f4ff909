"""Reading balances, and folding what postings added to them."""

import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import date, datetime

from m_kit.database import Database

from book_keeper.domain.accounts import AccountType
from book_keeper.domain.balances import Movement
from book_keeper.domain.companies import CurrencyLedger

_MOVEMENTS = "select * from movements($1, $2, $3, $4, $5, $6, $7, $8)"


class BalanceReader:
    """One statement per question, exact at once (migrations/0012_balances.sql)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def movements(
        self,
        tenant: str,
        company_id: uuid.UUID,
        start: date | None,
        end: date,
        ledgers: Callable[[], Awaitable[Mapping[int, CurrencyLedger]]],
        *,
        with_closing: bool = True,
        by_dimension: bool = False,
        sets: Collection[int] | None = None,
        known_at: datetime | None = None,
    ) -> list[Movement]:
        """Movements from the start of one day (None: from the beginning) to the end of another, by account.

        With `by_dimension` also by set of dimensions. `sets`: only what belongs to one of these. `known_at`: without
        what was posted after it.

        `ledgers` reads the company's, by number, and is called when the movements are known: a ledger that was opened a
        moment ago is among them then.
        """
        wanted = None if sets is None else sorted(sets)
        rows = await self._database.call(
            _MOVEMENTS, tenant, company_id, start, end, with_closing, by_dimension, wanted, known_at
        )
        by_number = await ledgers()
        return [
            Movement(
                account_key=row["account_key"],
                account_code=row["code"],
                account_type=AccountType(row["type"]),
                ledger=by_number[row["ledger"]],
                unit_code=row["unit_code"],
                debit=int(row["debit"]),
                credit=int(row["credit"]),
                units=row["units"],
                functional_debit=int(row["functional_debit"]),
                functional_credit=int(row["functional_credit"]),
                unvalued=int(row["unvalued"]),
                dimension_set=row["dimension_set"],
            )
            for row in rows
        ]

    async def fold(self) -> int:
        """Folds every tenant's deltas and answers how many they were."""
        folded = 0
        for row in await self._database.call("select name from known_tenant"):
            folded += (await self._database.call("select fold_balances($1) as count", row["name"]))[0]["count"]
        return folded
