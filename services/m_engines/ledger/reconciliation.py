"""Does every account hold what its transfers say? Read through the port, so the same for every engine."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from m_engines.ledger.port import MOST_PAGE, Account, Filter, LedgerEngine, Transfer, TransferFlags

_RESOLVING = TransferFlags.POST | TransferFlags.VOID


@dataclass
class _Sums:
    """What transfers say an account holds. `may_have_expired`: a hold with a time-out is open, or was given back."""

    debits_posted: int = 0
    credits_posted: int = 0
    debits_pending: int = 0
    credits_pending: int = 0
    may_have_expired: bool = False


@dataclass
class _Ledger:
    sums: dict[int, _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    open_holds: dict[int, Transfer] = field(default_factory=dict)

    def add(self, transfer: Transfer) -> None:
        """One more transfer, in the order of timestamps."""
        if TransferFlags.PENDING in transfer.flags:
            self.open_holds[transfer.id] = transfer
            return
        if transfer.flags & _RESOLVING:
            del self.open_holds[transfer.pending_id]
        if TransferFlags.VOID not in transfer.flags:
            self.sums[transfer.debit].debits_posted += transfer.amount
            self.sums[transfer.credit].credits_posted += transfer.amount

    def close(self) -> None:
        """Adds what is still held."""
        for hold in self.open_holds.values():
            debit, credit = self.sums[hold.debit], self.sums[hold.credit]
            debit.debits_pending += hold.amount
            credit.credits_pending += hold.amount
            debit.may_have_expired |= hold.timeout_seconds > 0
            credit.may_have_expired |= hold.timeout_seconds > 0


async def mismatches(engine: LedgerEngine, tenant: str, most: int = 100) -> list[str]:
    """A sentence for each account that does not hold what its transfers say, up to `most`.

    Nobody may write meanwhile. Memory grows with accounts and open holds, not with transfers. What an account holds
    pending is not judged while a hold with a time-out of its is unresolved: an expired one leaves no transfer.
    """
    ledger = _Ledger()
    async for transfer in _all_transfers(engine, tenant):
        ledger.add(transfer)
    ledger.close()
    found: list[str] = []
    async for account in _all_accounts(engine, tenant):
        found += _differences(account, ledger.sums[account.id])
        if len(found) >= most:
            break
    return found[:most]


def _differences(account: Account, sums: _Sums) -> list[str]:
    pending = () if sums.may_have_expired else ("debits_pending", "credits_pending")
    return [
        f"account {account.id}: {name} is {getattr(account, name)}, its transfers say {getattr(sums, name)}"
        for name in ("debits_posted", "credits_posted", *pending)
        if getattr(account, name) != getattr(sums, name)
    ]


async def _all_transfers(engine: LedgerEngine, tenant: str) -> AsyncIterator[Transfer]:
    wanted: Filter | None = Filter(limit=MOST_PAGE)
    while wanted is not None:
        page = await engine.query_transfers(tenant, wanted)
        for transfer in page.rows:
            yield transfer
        wanted = page.next


async def _all_accounts(engine: LedgerEngine, tenant: str) -> AsyncIterator[Account]:
    wanted: Filter | None = Filter(limit=MOST_PAGE)
    while wanted is not None:
        page = await engine.query_accounts(tenant, wanted)
        for account in page.rows:
            yield account
        wanted = page.next
