"""The ledger engine over a TigerBeetle cluster. An entry is a chain of linked transfers.

A chain that was committed and comes again answers EXISTS, then LINKED_EVENT_FAILED for all after it: whether it is the
very same chain is seen by looking up every leg.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from typing import TypeVar

import tigerbeetle
from m_kit.clock import monotonic_seconds
from m_kit.errors import Unavailable

from m_engines.ledger.existing import replay_of
from m_engines.ledger.port import (
    MOST_PAGE,
    Account,
    AccountFlags,
    AlreadyCommitted,
    Balance,
    Capabilities,
    Committed,
    Entry,
    Filter,
    NewAccount,
    Page,
    Rejected,
    Result,
    Side,
    Transfer,
    Unknown,
    VoucherRow,
    after_page,
)
from m_engines.ledger.sendable import require_accounts, require_entries, require_filter
from m_engines.ledger.tigerbeetle import messages
from m_engines.ledger.tigerbeetle.address import TigerBeetleAddress
from m_engines.ledger.tigerbeetle.client import ClusterClient

READ_SECONDS = 10.0
HEALTH_SECONDS = 2.0

Item = TypeVar("Item")
Stamped = TypeVar("Stamped", Account, Balance, Transfer)


class TigerBeetleLedgerEngine:
    """See module. Ids are the cluster's, whatever the tenant: the port asks callers for ids that nobody else has."""

    def __init__(self, client: ClusterClient) -> None:
        self._client = client
        self.capabilities = Capabilities(same_transaction=False, max_legs=client.most_events)

    @classmethod
    async def connect(cls, address: TigerBeetleAddress, timeout_seconds: float) -> "TigerBeetleLedgerEngine":
        """Raises AddressMalformed, ClusterUnreachable, ClusterIncompatible."""
        client = ClusterClient(address)
        try:
            await client.greet(timeout_seconds)
        except BaseException:
            await client.close()
            raise
        return cls(client)

    async def open_accounts(self, tenant: str, accounts: Sequence[NewAccount], timeout_seconds: float) -> list[Result]:
        """As LedgerEngine.open_accounts."""
        require_accounts(accounts)
        deadline_seconds = monotonic_seconds() + timeout_seconds
        results: list[Result] = []
        imported = groupby(accounts, key=lambda account: AccountFlags.IMPORTED in account.flags)
        for run in (run for _, alike in imported for run in _chunks(alike, self._client.most_events)):
            results += await self._open(run, deadline_seconds)
        return results

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
        require_entries(entries, self.capabilities.max_legs)
        deadline_seconds = monotonic_seconds() + timeout_seconds
        results: list[Result] = []
        for request in _requests(entries, self._client.most_events):
            results += await self._send(request, deadline_seconds)
        return results

    async def accounts(self, tenant: str, ids: Sequence[int]) -> list[Account]:
        """As LedgerEngine.accounts."""
        found: dict[int, Account] = {}
        for chunk in _chunks(ids, self._client.most_events):
            rows = await self._client.call(partial(_lookup_accounts, chunk), READ_SECONDS)
            found.update({row.id: messages.account(row) for row in rows})
        return [found[one] for one in ids if one in found]

    async def transfers(self, tenant: str, ids: Sequence[int]) -> list[Transfer]:
        """As LedgerEngine.transfers."""
        found = await self._look_up(ids, monotonic_seconds() + READ_SECONDS)
        return [found[one] for one in ids if one in found]

    async def account_transfers(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Transfer]:
        """As LedgerEngine.account_transfers."""
        require_filter(filter, of_account=True)
        wanted = messages.account_filter(account_id, filter, sides)
        rows = await self._client.call(lambda client: client.get_account_transfers(wanted), READ_SECONDS)
        return self._page([messages.transfer(row) for row in rows], filter)

    async def account_history(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Balance]:
        """As LedgerEngine.account_history."""
        require_filter(filter, of_account=True)
        wanted = messages.account_filter(account_id, filter, sides)
        rows = await self._client.call(lambda client: client.get_account_balances(wanted), READ_SECONDS)
        return self._page([messages.balance(row) for row in rows], filter)

    async def query_transfers(self, tenant: str, filter: Filter) -> Page[Transfer]:
        """As LedgerEngine.query_transfers."""
        require_filter(filter)
        wanted = messages.query_filter(filter)
        rows = await self._client.call(lambda client: client.query_transfers(wanted), READ_SECONDS)
        return self._page([messages.transfer(row) for row in rows], filter)

    async def query_accounts(self, tenant: str, filter: Filter) -> Page[Account]:
        """As LedgerEngine.query_accounts."""
        require_filter(filter)
        wanted = messages.query_filter(filter)
        rows = await self._client.call(lambda client: client.query_accounts(wanted), READ_SECONDS)
        return self._page([messages.account(row) for row in rows], filter)

    async def changes(self, tenant: str, after: int, limit: int = MOST_PAGE) -> Page[Transfer]:
        """As LedgerEngine.changes."""
        return await self.query_transfers(tenant, Filter(timestamp_min=after + 1, limit=limit))

    async def health(self) -> bool:
        """Whether the cluster answers."""
        try:
            await self._client.call(partial(_lookup_accounts, [1]), HEALTH_SECONDS)
        except Unavailable:
            return False
        return True

    async def close(self) -> None:
        """Ends the session."""
        await self._client.close()

    async def _open(self, accounts: list[NewAccount], deadline_seconds: float) -> list[Result]:
        events = [messages.account_message(account) for account in accounts]
        try:
            answers = await self._client.call(
                lambda client: client.create_accounts(events), _left_seconds(deadline_seconds)
            )
        except Unavailable as error:
            return [Unknown(error.message) for _ in accounts]
        return [_account_result(answer) for answer in answers]

    async def _send(self, entries: list[Entry], deadline_seconds: float) -> list[Result]:
        events = [
            messages.transfer_message(leg, linked=i < len(entry.legs))
            for entry in entries
            for i, leg in enumerate(entry.legs, 1)
        ]
        try:
            answers = iter(
                await self._client.call(lambda client: client.create_transfers(events), _left_seconds(deadline_seconds))
            )
            results = [_entry_result(list(islice(answers, len(entry.legs)))) for entry in entries]
            return await self._with_replays(entries, results, deadline_seconds)
        except Unavailable as error:
            return [Unknown(error.message) for _ in entries]

    async def _with_replays(self, entries: list[Entry], results: list[Result], deadline_seconds: float) -> list[Result]:
        """Entries whose first leg's id is taken are compared leg by leg."""
        taken = [i for i, result in enumerate(results) if result == Rejected("exists", 0)]
        named = {one for i in taken for leg in entries[i].legs for one in (leg.id, leg.pending_id) if one}
        stored = await self._look_up(sorted(named), deadline_seconds)
        for i in taken:
            results[i] = replay_of(entries[i], stored)
        return results

    async def _look_up(self, ids: Sequence[int], deadline_seconds: float) -> dict[int, Transfer]:
        found: dict[int, Transfer] = {}
        for chunk in _chunks(ids, self._client.most_events):
            rows = await self._client.call(partial(_lookup_transfers, chunk), _left_seconds(deadline_seconds))
            found.update({row.id: messages.transfer(row) for row in rows})
        return found

    def _page(self, rows: list[Stamped], filter: Filter) -> Page[Stamped]:
        """The cluster may end a page sooner than asked: at what a message holds."""
        full = len(rows) >= min(filter.limit, self._client.most_events)
        return Page(tuple(rows), after_page(filter, rows[-1].timestamp) if full else None)


def _requests(entries: Sequence[Entry], most_events: int) -> Iterator[list[Entry]]:
    """Entries in order, as many as a request takes; imported ones never share a request with others."""
    request: list[Entry] = []
    events = 0
    for entry in entries:
        other = bool(request) and request[0].legs[0].imported != entry.legs[0].imported
        if request and (other or events + len(entry.legs) > most_events):
            yield request
            request, events = [], 0
        request.append(entry)
        events += len(entry.legs)
    if request:
        yield request


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


async def _lookup_accounts(ids: list[int], client: tigerbeetle.ClientAsync) -> list[tigerbeetle.Account]:
    return await client.lookup_accounts(ids)


async def _lookup_transfers(ids: list[int], client: tigerbeetle.ClientAsync) -> list[tigerbeetle.Transfer]:
    return await client.lookup_transfers(ids)


def _left_seconds(deadline_seconds: float) -> float:
    return max(0, deadline_seconds - monotonic_seconds())


def _entry_result(answers: list[tigerbeetle.CreateTransferResult]) -> Result:
    """An entry's: the one leg that failed by itself says why."""
    status = tigerbeetle.CreateTransferStatus
    for i, answer in enumerate(answers):
        if answer.status not in (status.CREATED, status.LINKED_EVENT_FAILED):
            return Rejected(answer.status.name.lower(), i)
    return Committed(timestamp=answers[-1].timestamp)


def _account_result(answer: tigerbeetle.CreateAccountResult) -> Result:
    status = tigerbeetle.CreateAccountStatus
    if answer.status == status.CREATED:
        return Committed(timestamp=answer.timestamp)
    if answer.status == status.EXISTS:
        return AlreadyCommitted(answer.timestamp)
    return Rejected(answer.status.name.lower())
