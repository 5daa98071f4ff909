"""The state machine itself as an engine: what the others are compared with. Nothing of it outlives the process."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from m_kit.clock import epoch_nanoseconds

from m_engines.ledger.machine import LedgerMachine
from m_engines.ledger.port import (
    MOST_PAGE,
    Account,
    Balance,
    Capabilities,
    Entry,
    Filter,
    NewAccount,
    Page,
    Result,
    Side,
    Transfer,
    VoucherRow,
    after_page,
)
from m_engines.ledger.sendable import require_accounts, require_entries, require_filter

MAX_LEGS = 8_189

Stamped = TypeVar("Stamped", Account, Balance, Transfer)


class MemoryLedgerEngine:
    """See module. `now` tells the time in nanoseconds since 1970."""

    capabilities = Capabilities(same_transaction=False, max_legs=MAX_LEGS)

    def __init__(self, now: Callable[[], int] = epoch_nanoseconds) -> None:
        self._now = now
        self._machines: dict[str, LedgerMachine] = {}

    async def open_accounts(self, tenant: str, accounts: Sequence[NewAccount], timeout_seconds: float) -> list[Result]:
        """As LedgerEngine.open_accounts."""
        require_accounts(accounts)
        return self._machine(tenant).open_accounts(accounts, self._now())

    async def submit(
        self,
        tenant: str,
        entries: Sequence[Entry],
        timeout_seconds: float,
        rows: Sequence[VoucherRow] | None = None,
        *,
        dry_run: bool = False,
    ) -> list[Result]:
        """As LedgerEngine.submit; it takes no rows."""
        if rows is not None or dry_run:
            raise ValueError("this engine keeps no vouchers")
        require_entries(entries, MAX_LEGS)
        return self._machine(tenant).submit(entries, self._now())

    async def accounts(self, tenant: str, ids: Sequence[int]) -> list[Account]:
        """As LedgerEngine.accounts."""
        found = self._machine(tenant).accounts
        return [found[one] for one in ids if one in found]

    async def transfers(self, tenant: str, ids: Sequence[int]) -> list[Transfer]:
        """As LedgerEngine.transfers."""
        found = self._machine(tenant).transfers
        return [found[one] for one in ids if one in found]

    async def account_transfers(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Transfer]:
        """As LedgerEngine.account_transfers."""
        require_filter(filter, of_account=True)
        return _page(self._of_account(tenant, account_id, filter, sides), filter)

    async def account_history(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Balance]:
        """As LedgerEngine.account_history."""
        require_filter(filter, of_account=True)
        history = self._machine(tenant).history
        transfers = self._of_account(tenant, account_id, filter, sides)
        keys = ((account_id, transfer.timestamp) for transfer in transfers)
        return _page((history[key] for key in keys if key in history), filter)

    async def query_transfers(self, tenant: str, filter: Filter) -> Page[Transfer]:
        """As LedgerEngine.query_transfers."""
        require_filter(filter)
        return _page((one for one in self._machine(tenant).transfers.values() if _matches(one, filter)), filter)

    async def query_accounts(self, tenant: str, filter: Filter) -> Page[Account]:
        """As LedgerEngine.query_accounts."""
        require_filter(filter)
        return _page((one for one in self._machine(tenant).accounts.values() if _matches(one, filter)), filter)

    async def changes(self, tenant: str, after: int, limit: int = MOST_PAGE) -> Page[Transfer]:
        """As LedgerEngine.changes."""
        return await self.query_transfers(tenant, Filter(timestamp_min=after + 1, limit=limit))

    async def health(self) -> bool:
        """It always answers."""
        return True

    async def close(self) -> None:
        """Nothing is ever being written."""

    def _machine(self, tenant: str) -> LedgerMachine:
        machine = self._machines.setdefault(tenant, LedgerMachine())
        machine.expire(self._now())
        return machine

    def _of_account(self, tenant: str, account_id: int, filter: Filter, sides: Side) -> list[Transfer]:
        return [
            one
            for one in self._machine(tenant).transfers.values()
            if (
                (Side.DEBIT in sides and one.debit == account_id) or (Side.CREDIT in sides and one.credit == account_id)
            )
            and _matches(one, filter)
        ]


def _matches(one: Account | Transfer, filter: Filter) -> bool:
    wanted: dict[str, Any] = {name: getattr(filter, name) for name in _FIELDS}
    return all(not value or getattr(one, name) == value for name, value in wanted.items())


_FIELDS = ("user_data_128", "user_data_64", "user_data_32", "ledger", "code")


def _page(rows: Iterable[Stamped], filter: Filter) -> Page[Stamped]:
    found = [
        row
        for row in rows
        if filter.timestamp_min <= row.timestamp and (not filter.timestamp_max or row.timestamp <= filter.timestamp_max)
    ]
    found.sort(key=lambda row: row.timestamp, reverse=filter.newest_first)
    chosen = tuple(found[: filter.limit])
    return Page(chosen, after_page(filter, chosen[-1].timestamp) if len(found) > filter.limit else None)
