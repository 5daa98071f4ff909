"""Carrying vouchers into a ledger engine outside PostgreSQL (posting.md D3): durable here first, there afterwards.

Whoever posts carries at once and answers only then. What was durable and did not arrive, because the engine was away or
the process ended, is carried in the order of the seals.
"""

import uuid
from collections.abc import Awaitable, Callable, Sequence

from m_engines.ledger import LedgerEngine, Rejected, Result, Unknown
from m_kit.checks import MOST_VIOLATIONS, Finding
from m_kit.errors import FieldInvalid, Unavailable
from m_kit.uow import Transaction, UnitOfWork

from book_keeper.domain.posted import PostedVoucher
from book_keeper.store.engine_vouchers import EngineVouchers
from book_keeper.usecases.engine_entries import MOST_ATTEMPTS, engine_account_id, engine_accounts, entry_of

TIMEOUT_SECONDS = 10.0
KEPT_ACCOUNTS = 100_000
# The id is used up, or another voucher's: the next attempt has another one.
_NEXT_ATTEMPT = ("id_already_failed", "exists")

Connect = Callable[[], Awaitable[LedgerEngine]]


class EngineCarrier:
    """See module. `connect` reaches the engine; it is called once, by `start`."""

    def __init__(self, uow: UnitOfWork, connect: Connect) -> None:
        self._uow = uow
        self._connect = connect
        self._engine: LedgerEngine | None = None
        self._opened: set[int] = set()

    async def start(self) -> None:
        """Raises what `connect` raises: a process does not serve without its engine."""
        self._engine = await self._connect()

    async def close(self) -> None:
        """Ends the connection, where there is one."""
        if self._engine is not None:
            await self._engine.close()

    def require_fits(self, line_count: int, field: str) -> None:
        """Raises FieldInvalid for more lines than an entry of the engine has."""
        most = self._reached().capabilities.max_legs
        if line_count > most:
            raise FieldInvalid(f"the ledger's engine takes at most {most} lines in a voucher", field=field)

    async def carry(self, tenant: str, voucher_ids: Sequence[uuid.UUID]) -> None:
        """Returns when they are in the engine; what is there already stays as it is.

        Raises Unavailable where the engine did not answer: the vouchers are in the books, send the same call again.
        """
        if not voucher_ids:
            return
        async with self._uow.transaction(tenant) as transaction:
            vouchers = await EngineVouchers(transaction).of(voucher_ids)
        await self._open_accounts(tenant, vouchers)
        waiting = vouchers
        for attempt in range(MOST_ATTEMPTS):
            waiting = await self._submit(tenant, waiting, attempt)
            if not waiting:
                return
        raise AssertionError(f"voucher {waiting[0].id} has no attempt left")

    async def carry_sealed(self, tenant: str) -> int:
        """Carries what was sealed since, of every company, and answers how many vouchers that were."""
        async with self._uow.transaction(tenant) as transaction:
            companies = await EngineVouchers(transaction).companies()
        return sum([await self._carry_company(tenant, company_id) for company_id in companies])

    async def is_healthy(self) -> bool:
        """Whether the engine answers."""
        return self._engine is not None and await self._engine.health()

    async def findings(self, transaction: Transaction) -> list[Finding]:
        """I8: what the engine's accounts hold is what lines say."""
        checked, violations = 0, []
        books = EngineVouchers(transaction)
        for company_id in await books.companies():
            sums = await books.sums(company_id)
            ids = [engine_account_id(one.account_id, one.ledger, one.period_key) for one in sums]
            held = {one.id: one for one in await self._reached().accounts(transaction.tenant, ids)}
            checked += len(sums)
            for account_id, one in zip(ids, sums, strict=True):
                found = held.get(account_id)
                posted = (found.debits_posted, found.credits_posted) if found else (0, 0)
                if posted != (one.debit, one.credit):
                    violations.append(
                        f"account {one.account_code} of company {company_id} in period {one.period_key}: the engine"
                        f" has debit {posted[0]}, credit {posted[1]}, lines say {one.debit}, {one.credit}"
                    )
        return [Finding("I8", "balances of the engine = the lines", checked, violations[:MOST_VIOLATIONS])]

    async def _carry_company(self, tenant: str, company_id: uuid.UUID) -> int:
        carried = 0
        while True:
            async with self._uow.transaction(tenant) as transaction:
                last, voucher_ids = await EngineVouchers(transaction).sealed_and_not_carried(company_id)
            if not voucher_ids:
                return carried
            await self.carry(tenant, voucher_ids)
            async with self._uow.transaction(tenant) as transaction:
                await EngineVouchers(transaction).remember(company_id, last)
            carried += len(voucher_ids)

    async def _open_accounts(self, tenant: str, vouchers: Sequence[PostedVoucher]) -> None:
        missing = [one for id, one in engine_accounts(vouchers).items() if id not in self._opened]
        if not missing:
            return
        _require_known(await self._reached().open_accounts(tenant, missing, TIMEOUT_SECONDS))
        if len(self._opened) > KEPT_ACCOUNTS:
            self._opened.clear()
        self._opened.update(one.id for one in missing)

    async def _submit(self, tenant: str, vouchers: Sequence[PostedVoucher], attempt: int) -> list[PostedVoucher]:
        """Those that need another attempt."""
        entries = [entry_of(voucher, attempt) for voucher in vouchers]
        results = await self._reached().submit(tenant, entries, TIMEOUT_SECONDS)
        refused = [
            (voucher, result) for voucher, result in zip(vouchers, results, strict=True) if isinstance(result, Rejected)
        ]
        _require_known([result for result in results if not isinstance(result, Rejected)])
        for voucher, result in refused:
            if not result.code.startswith(_NEXT_ATTEMPT):
                raise AssertionError(f"the engine refused voucher {voucher.id}: {result.code}")
        return [voucher for voucher, _ in refused]

    def _reached(self) -> LedgerEngine:
        if self._engine is None:
            raise Unavailable("the ledger's engine was not reached yet")
        return self._engine


def _require_known(results: Sequence[Result]) -> None:
    for result in results:
        if isinstance(result, Unknown):
            raise Unavailable(f"the ledger's engine gave no answer ({result.reason}): send the same call again")
        if isinstance(result, Rejected):
            raise AssertionError(f"the engine refused an account: {result.code}")
