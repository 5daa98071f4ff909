"""Values goods anew where something was dated back: a job that follows the stock ledger and survives its process.

One balance after the other, each with all that get value from it (where transfers and repacks went): their histories
are read and replayed beside the postings that go on, then written while the balances stand still. Where something was
posted in between, they are read in that moment and replayed once more; balances with goods held to go out are put off
until that is resolved (P11). What is done is noted in the same transaction, so a crash costs the balances at hand.
When all are done, others are told to post what was found.
"""

import asyncio
import logging
import uuid
from collections.abc import Mapping, Sequence

from m_kit.clock import Clock
from m_kit.errors import ConflictRetry, Unavailable
from m_kit.events import Outbox
from m_kit.failpoints import FailPoints
from m_kit.posting.reservations import HeldStore
from m_kit.uow import UnitOfWork

from stock_keeper.convert_recompute import found_event
from stock_keeper.domain.recompute import ToRecompute
from stock_keeper.domain.replay import Event, Flow, HistoryImpossible, Replayed, replay
from stock_keeper.store.recomputes import RecomputeRepository
from stock_keeper.store.replays import (
    ReplayStore,
    dependants_of,
    flows_into,
    history_of,
    hold_still,
    keys_moved,
    leave_out,
    put_off,
    write_replay,
)

LOOK_EVERY_SECONDS = 1.0
# A balance that something is held of is looked at again so soon.
PUT_OFF_SECONDS = 0.05
# A longer history is replayed in a thread of its own, so that whoever posts meanwhile is served.
MOST_AT_ONCE = 2_000

log = logging.getLogger(__name__)


class Recomputer:
    """Every tenant's recomputes."""

    def __init__(
        self, uow: UnitOfWork, store: ReplayStore, held: HeldStore, outbox: Outbox, clock: Clock, failpoints: FailPoints
    ) -> None:
        self._uow = uow
        self._store = store
        self._held = held
        self._outbox = outbox
        self._clock = clock
        self._failpoints = failpoints

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            put_off = 0
            try:
                put_off = await self.once()
            except (Unavailable, ConflictRetry) as error:
                log.warning("a recompute goes on later: %s", error.message)
            await asyncio.sleep(PUT_OFF_SECONDS if put_off else LOOK_EVERY_SECONDS)

    async def once(self) -> int:
        """One look at every tenant; how many balances are put off. Raises Unavailable, ConflictRetry."""
        return sum([await self.look(tenant) for tenant in await self._held.tenants()])

    async def look(self, tenant: str) -> int:
        """Goes on with what there is to do; how many balances are put off."""
        await self._store.follow(tenant)
        put_off = 0
        for one in await self._store.running(tenant):
            put_off += await self._go_on(tenant, one)
        return put_off

    async def _go_on(self, tenant: str, recompute: ToRecompute) -> int:
        waiting = 0
        for balance_key in recompute.balance_keys:
            waiting += not await self._valued(tenant, recompute, balance_key)
            await self._failpoints.reach("after_recompute_key")
        if not waiting:
            await self._finish(tenant, recompute.id)
        return waiting

    async def _valued(self, tenant: str, recompute: ToRecompute, balance_key: int) -> bool:
        """Whether the balance is done, with all that depend on it; else it waits."""
        try:
            return await self._replayed_and_written(tenant, recompute, balance_key)
        except HistoryImpossible as problem:
            log.error("balance %d of %s is not recomputed: %s", balance_key, tenant, problem)
            async with self._store.transaction(tenant) as raw:
                await leave_out(raw, recompute.id, balance_key, str(problem))
            return True

    async def _replayed_and_written(self, tenant: str, recompute: ToRecompute, balance_key: int) -> bool:
        async with self._store.transaction(tenant) as raw:
            methods = await dependants_of(raw, balance_key, recompute.from_day)
            events, flows = await history_of(raw, methods), await flows_into(raw, methods)
        replayed = await _replayed(methods, events, flows)
        async with self._store.transaction(tenant) as raw:
            locked = await hold_still(raw, recompute.id, methods, recompute.from_day)
            if not locked:
                return True
            if any(one.is_held for one in locked.values()):
                await put_off(raw, recompute.id, locked)
                return False
            if keys_moved(events, locked):
                if set(await dependants_of(raw, balance_key, recompute.from_day)) != set(methods):
                    return False
                events, flows = await history_of(raw, methods), await flows_into(raw, methods)
                replayed = await _replayed(methods, events, flows)
            await write_replay(raw, recompute.id, events, replayed)
            await self._failpoints.reach("before_recompute_commit")
        return True

    async def _finish(self, tenant: str, recompute_id: uuid.UUID) -> None:
        """All is valued: others are told, in the same transaction."""
        async with self._uow.transaction(tenant) as transaction:
            recomputes = RecomputeRepository(transaction)
            if await recomputes.finish(recompute_id):
                found = await recomputes.revaluations_of(recompute_id)
                now = self._clock.now()
                if found:
                    await self._outbox.add(transaction, *[found_event(one, now) for one in found])
        await self._failpoints.reach("after_recompute")


async def _replayed(methods: Mapping[int, int], events: Sequence[Event], flows: Sequence[Flow]) -> Replayed:
    if len(events) <= MOST_AT_ONCE:
        return replay(methods, events, flows)
    return await asyncio.to_thread(replay, methods, events, flows)
