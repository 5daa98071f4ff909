"""Group 31: reconciliation finds what was planted, and nothing where nothing was."""

from typing import Any

import pytest
from m_kit.testing import connected

from m_engines.ledger import Account, Entry, Filter, LegKind, Page, Transfer
from m_engines.ledger.reconciliation import mismatches
from m_engines.tests.ledger.conformance.world import World
from m_engines.tests.ledger.conftest import SCHEMA


class Planted:
    """An engine in whose answers something is wrong, and only what belongs to one world is seen."""

    def __init__(
        self, world: World, accounts: dict[int, dict[str, Any]] | None = None, lost: frozenset[int] = frozenset()
    ) -> None:
        self._engine = world.engine
        self._ledger = world.ledger
        self._accounts = accounts or {}
        self._lost = lost

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    async def query_accounts(self, tenant: str, filter: Filter) -> Page[Account]:
        """With the fields that were planted."""
        page = await self._engine.query_accounts(tenant, filter._replace(ledger=self._ledger))
        return Page(tuple(one._replace(**self._accounts.get(one.id, {})) for one in page.rows), page.next)

    async def query_transfers(self, tenant: str, filter: Filter) -> Page[Transfer]:
        """Without those that were lost."""
        page = await self._engine.query_transfers(tenant, filter._replace(ledger=self._ledger))
        return Page(tuple(one for one in page.rows if one.id not in self._lost), page.next)


async def lived_in(world: World) -> tuple[list[int], Transfer]:
    """Accounts that have seen movements, holds posted, voided and open; and one of the movements."""
    accounts = await world.accounts(3)
    one, two, three = accounts
    moved = world.leg(one, two, 70)
    holds = [world.pending(two, three, 10 + i) for i in range(3)]
    await world.submit(Entry((moved,)), *(Entry((hold,)) for hold in holds))
    await world.commit(world.resolving(LegKind.POST, holds[0], 4))
    await world.commit(world.resolving(LegKind.VOID, holds[1], 0))
    await world.commit(world.pending(one, three, 9, timeout_seconds=3_600))
    found = await world.transfer(moved)
    assert found is not None
    return accounts, found


async def test_31_what_is_right_is_called_right(world: World) -> None:
    await lived_in(world)
    assert await mismatches(Planted(world), world.tenant) == []


@pytest.mark.parametrize("name", ["debits_posted", "credits_posted", "debits_pending", "credits_pending"])
async def test_31_a_wrong_balance_is_found(world: World, name: str) -> None:
    (_, two, _), _ = await lived_in(world)
    held = getattr(await world.state(two), name)
    (sentence,) = await mismatches(Planted(world, {two: {name: held + 1}}), world.tenant)
    assert sentence == f"account {two}: {name} is {held + 1}, its transfers say {held}"


async def test_31_a_lost_transfer_is_found_on_both_of_its_accounts(world: World) -> None:
    (one, two, _), moved = await lived_in(world)
    found = await mismatches(Planted(world, lost=frozenset({moved.id})), world.tenant)
    assert [sentence.split(",")[0] for sentence in found] == [
        f"account {one}: debits_posted is 70",
        f"account {two}: credits_posted is 70",
    ]
    assert len(await mismatches(Planted(world, lost=frozenset({moved.id})), world.tenant, most=1)) == 1


async def test_31_what_was_changed_in_the_tables_is_found(
    world: World, engine_name: str, request: pytest.FixtureRequest
) -> None:
    if engine_name != "postgres":
        pytest.skip("only PostgreSQL has tables that somebody may change")
    (one, _, _), _ = await lived_in(world)
    owner = await connected(request.getfixturevalue("postgres_address"), f"of_{SCHEMA.name}")
    changed = await owner.execute(
        "update book_keeper.engine_account set debits_posted = debits_posted + 1"
        " where tenant = $1 and debits_posted = 70",
        world.tenant,
    )
    await owner.close()
    assert changed == "UPDATE 1"
    (sentence,) = await mismatches(world.engine, world.tenant)
    assert sentence == f"account {one}: debits_posted is 71, its transfers say 70"
