"""A random history of one ledger, run on an engine and on the model, compared after every step.

Rules run in a thread of hypothesis; the engine lives in the test's event loop.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule
from m_kit.clock import epoch_nanoseconds

from m_engines.ledger import (
    MOST_AMOUNT,
    AccountFlags,
    AlreadyCommitted,
    Committed,
    Entry,
    LedgerEngine,
    Leg,
    LegKind,
    NewAccount,
    Result,
    Side,
)
from m_engines.ledger.machine import LedgerMachine
from m_engines.tests.ledger.conformance.world import CREDIT_LIMITED, OVERDRAFT_REFUSED, TIMEOUT_SECONDS, World, fresh_id

AMOUNTS = st.one_of(st.integers(0, 60), st.sampled_from([MOST_AMOUNT, MOST_AMOUNT - 3]))
SIDES = st.sampled_from([Side.NONE] * 5 + [Side.DEBIT, Side.CREDIT, Side.BOTH])
FLAGS = st.sampled_from(
    [
        AccountFlags.NONE,
        AccountFlags.HISTORY,
        OVERDRAFT_REFUSED,
        CREDIT_LIMITED,
        CREDIT_LIMITED | AccountFlags.HISTORY,
    ]
)

Answer = TypeVar("Answer")


class RandomHistory(RuleBasedStateMachine):
    """Made for each example by `history_on`."""

    accounts = Bundle("accounts")
    legs = Bundle("legs")
    entries = Bundle("entries")
    loop: asyncio.AbstractEventLoop
    engine: LedgerEngine

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.engine)
        self.model = LedgerMachine()
        self.opened: list[int] = []

    def run_in_loop(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """What the engine answers."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(TIMEOUT_SECONDS)

    @rule(target=accounts, flags=FLAGS, other_ledger=st.integers(0, 9).map(lambda one: one == 9))
    def open(self, flags: AccountFlags, other_ledger: bool) -> int:
        """One more account, now and then in another ledger."""
        account = NewAccount(fresh_id(), self.world.ledger + (1 << 30 if other_ledger else 0), 1, flags)
        answered = self.run_in_loop(self.world.open(account))
        assert kinds(answered) == kinds(self.model.open_accounts([account], epoch_nanoseconds()))
        self.opened.append(account.id)
        return account.id

    @rule(target=legs, debit=accounts, credit=accounts, amount=AMOUNTS, balancing=SIDES)
    def move(self, debit: int, credit: int, amount: int, balancing: Side) -> Leg:
        """A movement, not sent yet."""
        return self.world.leg(debit, credit, amount, balancing=balancing)

    @rule(target=legs, debit=accounts, credit=accounts, amount=AMOUNTS, balancing=SIDES, closing=SIDES)
    def hold(self, debit: int, credit: int, amount: int, balancing: Side, closing: Side) -> Leg:
        """A hold, not sent yet."""
        return self.world.pending(debit, credit, amount, balancing=balancing, closing=closing)

    @rule(
        target=legs,
        held=legs,
        kind=st.sampled_from([LegKind.POST, LegKind.VOID]),
        amount=st.one_of(st.sampled_from([0, MOST_AMOUNT]), st.integers(0, 60)),
    )
    def resolve(self, held: Leg, kind: LegKind, amount: int) -> Leg:
        """What posts or voids, perhaps something that was never held."""
        return self.world.resolving(kind, held, amount)

    @rule(target=entries, chosen=st.lists(st.lists(legs, min_size=1, max_size=4), min_size=1, max_size=3))
    def submit(self, chosen: list[list[Leg]]) -> Any:
        """Some of the legs, in entries; some of them have been sent before."""
        entries = [Entry(tuple(some)) for some in chosen]
        self.send(entries)
        return multiple(*entries)

    @rule(entry=entries)
    def submit_again(self, entry: Entry) -> None:
        """An entry that was sent before."""
        self.send([entry])

    @rule(entry=entries, amount=AMOUNTS)
    def submit_changed(self, entry: Entry, amount: int) -> None:
        """An entry that was sent before, with another amount in its last leg."""
        self.send([Entry((*entry.legs[:-1], entry.legs[-1]._replace(amount=amount)))])

    @invariant()
    def accounts_are_the_models(self) -> None:
        """Every balance and flag; and in each ledger as much was debited as credited."""
        found = self.run_in_loop(self.engine.accounts(self.world.tenant, self.opened))
        assert [one._replace(timestamp=0) for one in found] == [
            self.model.accounts[one]._replace(timestamp=0) for one in self.opened
        ]
        for ledger in {one.ledger for one in found}:
            of_ledger = [one for one in found if one.ledger == ledger]
            assert sum(one.debits_posted - one.credits_posted for one in of_ledger) == 0
            assert sum(one.debits_pending - one.credits_pending for one in of_ledger) == 0

    def teardown(self) -> None:
        """Every transfer too, and every history."""
        ids = list(self.model.transfers)
        found = self.run_in_loop(self.engine.transfers(self.world.tenant, ids))
        assert [one._replace(timestamp=0) for one in found] == [
            one._replace(timestamp=0) for one in self.model.transfers.values()
        ]
        stamps = [one.timestamp for one in found]
        assert stamps == sorted(set(stamps))

    def send(self, entries: list[Entry]) -> None:
        """To both."""
        answered = self.run_in_loop(self.world.submit(*entries))
        assert kinds(answered) == kinds(self.model.submit(entries, epoch_nanoseconds()))


def history_on(engine: LedgerEngine, loop: asyncio.AbstractEventLoop) -> type[RandomHistory]:
    """The machine for one engine."""
    return type("RandomHistoryOnEngine", (RandomHistory,), {"engine": engine, "loop": loop})


def kinds(results: list[Result]) -> list[Any]:
    """Results without their timestamps."""
    return [type(one) if isinstance(one, Committed | AlreadyCommitted) else one for one in results]
