"""One test's own corner of an engine: a tenant, a ledger, accounts and legs made by the line."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from m_kit.ids import new_id
from m_kit.testing import new_tenant

from m_engines.ledger import (
    Account,
    AccountFlags,
    Committed,
    Entry,
    LedgerEngine,
    Leg,
    LegKind,
    NewAccount,
    Rejected,
    Result,
    Transfer,
)

TIMEOUT_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.02
OVERDRAFT_REFUSED = AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS
CREDIT_LIMITED = AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS
_ledgers = itertools.count(random.SystemRandom().randrange(1 << 20, 1 << 30))


def new_ledger() -> int:
    """A ledger that no other test of any run has."""
    return next(_ledgers)


def fresh_id() -> int:
    """An id that nobody else has."""
    return new_id().int


@dataclass
class World:
    """See module."""

    engine: LedgerEngine
    tenant: str = field(default_factory=new_tenant)
    ledger: int = field(default_factory=new_ledger)

    async def account(self, flags: AccountFlags = AccountFlags.NONE, **fields: Any) -> int:
        """The id of an account that was opened."""
        return (await self.accounts(1, flags, **fields))[0]

    async def accounts(self, count: int, flags: AccountFlags = AccountFlags.NONE, **fields: Any) -> list[int]:
        """Ids of accounts that were opened, in order."""
        plain = {"ledger": self.ledger, "code": 1, "flags": flags, **fields}
        made = [NewAccount(**{"id": fresh_id(), **plain}) for _ in range(count)]
        results = await self.open(*made)
        assert all(isinstance(result, Committed) for result in results), results
        return [one.id for one in made]

    async def open(self, *accounts: NewAccount) -> list[Result]:
        """Through the engine."""
        return await self.engine.open_accounts(self.tenant, accounts, TIMEOUT_SECONDS)

    def leg(self, debit: int, credit: int, amount: int = 100, **fields: Any) -> Leg:
        """A movement."""
        plain = Leg(fresh_id(), debit, credit, amount, self.ledger, code=7)
        return plain._replace(**fields)

    def pending(self, debit: int, credit: int, amount: int = 100, **fields: Any) -> Leg:
        """A hold."""
        return self.leg(debit, credit, amount, kind=LegKind.PENDING, **fields)

    def resolving(self, kind: LegKind, held: Leg, amount: int, **fields: Any) -> Leg:
        """What posts or voids a hold and leaves out all it may."""
        return Leg(fresh_id(), 0, 0, amount, 0, kind=kind, pending_id=held.id)._replace(**fields)

    async def submit(self, *entries: Entry, timeout: float = TIMEOUT_SECONDS) -> list[Result]:
        """Through the engine."""
        return await self.engine.submit(self.tenant, entries, timeout)

    async def post(self, *legs: Leg) -> Result:
        """One entry."""
        return (await self.submit(Entry(legs)))[0]

    async def commit(self, *legs: Leg) -> int:
        """One entry that must be committed; its timestamp."""
        result = await self.post(*legs)
        assert isinstance(result, Committed), result
        return result.timestamp

    async def refused(self, *legs: Leg) -> tuple[str, int | None]:
        """One entry that must be rejected: why, and which leg."""
        result = await self.post(*legs)
        assert isinstance(result, Rejected), result
        return result.code, result.leg

    async def state(self, account_id: int) -> Account:
        """An account as it is."""
        (found,) = await self.engine.accounts(self.tenant, [account_id])
        return found

    async def balances(self, account_id: int) -> tuple[int, int, int, int]:
        """Debits pending and posted, credits pending and posted."""
        found = await self.state(account_id)
        return found.debits_pending, found.debits_posted, found.credits_pending, found.credits_posted

    async def posted(self, account_id: int) -> tuple[int, int]:
        """Debits and credits posted."""
        found = await self.state(account_id)
        return found.debits_posted, found.credits_posted

    async def transfer(self, leg: Leg) -> Transfer | None:
        """What the engine has under a leg's id."""
        found = await self.engine.transfers(self.tenant, [leg.id])
        return found[0] if found else None

    async def fund(self, account_id: int, amount: int) -> None:
        """Credits an account."""
        await self.commit(self.leg(await self.account(), account_id, amount))

    async def all_transfers(self, entries: Sequence[Entry]) -> list[Transfer]:
        """What is there of some entries."""
        return await self.engine.transfers(self.tenant, [leg.id for entry in entries for leg in entry.legs])


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Returns as soon as it holds. Raises TimeoutError where it does not within a minute."""
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while not await condition():  # noqa: ASYNC110 - the engine tells nobody
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
