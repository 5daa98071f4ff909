"""Groups 6 to 10: an entry happens whole or not at all, alone and in order; readers see no half; timestamps."""

import asyncio

import pytest

from m_engines.ledger import AlreadyCommitted, Committed, Entry, Filter, LedgerEngine, Rejected, Result
from m_engines.tests.ledger.conformance.conftest import Connect
from m_engines.tests.ledger.conformance.world import OVERDRAFT_REFUSED, TIMEOUT_SECONDS, World, fresh_id


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_06_any_leg_that_fails_undoes_all_and_is_named(world: World, place: int) -> None:
    cash, sales, poor = await world.account(), await world.account(), await world.account(OVERDRAFT_REFUSED)
    legs = [world.leg(cash, sales) for _ in range(3)]
    legs[place] = world.leg(poor, sales)
    before = await world.engine.accounts(world.tenant, [cash, sales, poor])
    assert await world.refused(*legs) == ("exceeds_credits", place)
    assert await world.engine.accounts(world.tenant, [cash, sales, poor]) == before
    assert await world.all_transfers([Entry(tuple(legs))]) == []


async def test_06_the_first_of_two_faults_is_the_one_named(world: World) -> None:
    cash, sales = await world.accounts(2)
    faulty = world.leg(cash, cash), world.leg(cash, sales, code=0)
    assert await world.refused(world.leg(cash, sales), *faulty) == ("accounts_must_be_different", 1)


async def test_07_entries_stand_or_fall_alone_and_see_those_before_them(world: World) -> None:
    purse, sink = await world.account(OVERDRAFT_REFUSED), await world.account()
    results = await world.submit(
        Entry((world.leg(purse, sink, 10),)),
        Entry((world.leg(sink, purse, 10),)),
        Entry((world.leg(purse, sink, 10),)),
        Entry((world.leg(purse, sink, 1), world.leg(sink, purse, 1))),
        Entry((world.leg(sink, purse, 1), world.leg(purse, sink, 1))),
    )
    kinds = [type(result) for result in results]
    assert kinds == [Rejected, Committed, Committed, Rejected, Committed]
    assert results[3] == Rejected("exceeds_credits", 0)
    assert await world.posted(purse) == (11, 11)


async def test_08_a_reader_never_sees_half_an_entry(world: World, connect: Connect) -> None:
    accounts = await world.accounts(4)
    reader = await connect()
    pairs = [(accounts[i], accounts[(i + 1) % 4]) for i in range(4)]
    writing = asyncio.gather(*(world.post(*(world.leg(*pair) for pair in pairs)) for _ in range(40)))
    looks = 0
    while not writing.done() or not looks:
        found = await reader.accounts(world.tenant, accounts)
        assert len({(one.debits_posted, one.credits_posted) for one in found}) == 1
        looks += 1
        await asyncio.sleep(0)
    assert {type(result) for result in await writing} == {Committed}


async def test_09_timestamps_grow_in_the_order_of_commits_and_paging_misses_nothing(
    world: World, connect: Connect
) -> None:
    cash, sales = await world.accounts(2)
    writers = [world.engine, await connect()]
    tasks = [asyncio.create_task(written(world, writer, cash, sales)) for writer in writers for _ in range(4)]
    seen: list[int] = []
    after = 0
    while True:
        ended = all(task.done() for task in tasks)
        page = await world.engine.query_transfers(
            world.tenant, Filter(ledger=world.ledger, timestamp_min=after + 1, limit=7)
        )
        seen += [row.timestamp for row in page.rows]
        after = seen[-1] if seen else 0
        if ended and not page.rows:
            break
        await asyncio.sleep(0)
    committed = [result.timestamp for task in tasks for result in await task if isinstance(result, Committed)]
    assert seen == sorted(set(committed))
    assert len(committed) == 8 * 10


async def written(world: World, writer: LedgerEngine, debit: int, credit: int) -> list[Result]:
    """Ten entries, each sent when the one before was answered: each is after it."""
    results: list[Result] = []
    for _ in range(10):
        results += await writer.submit(world.tenant, [Entry((world.leg(debit, credit),))], TIMEOUT_SECONDS)
    timestamps = [result.timestamp for result in results if isinstance(result, Committed)]
    assert timestamps == sorted(set(timestamps))
    return results


async def test_09_an_entrys_legs_have_timestamps_of_their_own_and_the_answer_names_the_last(world: World) -> None:
    legs = [world.leg(*await world.accounts(2)) for _ in range(3)]
    timestamp = await world.commit(*legs)
    stamps = [row.timestamp for row in await world.all_transfers([Entry(tuple(legs))])]
    assert stamps == sorted(set(stamps))
    assert stamps[-1] == timestamp


async def test_10_what_was_written_is_read_at_once_by_everyone(world: World, connect: Connect) -> None:
    other = await connect()
    cash, sales = await world.accounts(2)
    for amount in range(1, 6):
        leg = world.leg(cash, sales, amount)
        await world.commit(leg)
        (found,) = await other.transfers(world.tenant, [leg.id])
        assert (found.debit, found.credit, found.amount) == (cash, sales, amount)
    (account,) = await other.accounts(world.tenant, [cash])
    assert account.debits_posted == 15


async def test_10_an_entry_may_have_as_many_legs_as_the_engine_says_and_no_more(world: World) -> None:
    cash, sales = await world.accounts(2)
    most = world.engine.capabilities.max_legs
    legs = tuple(world.leg(cash, sales, 1) for _ in range(most))
    (result,) = await world.submit(Entry(legs))
    assert isinstance(result, Committed)
    assert await world.posted(cash) == (most, 0)
    assert isinstance(await world.post(*legs), AlreadyCommitted)
    with pytest.raises(ValueError, match="legs"):
        await world.submit(Entry((*legs, world.leg(cash, sales))))


async def test_10_an_entry_without_legs_is_none_and_nothing_is_no_work(world: World) -> None:
    with pytest.raises(ValueError, match="legs"):
        await world.submit(Entry(()))
    assert await world.submit() == []
    assert await world.open() == []


async def test_10_what_is_not_there_is_left_out(world: World) -> None:
    cash, sales = await world.accounts(2)
    assert [one.id for one in await world.engine.accounts(world.tenant, [sales, fresh_id(), cash])] == [sales, cash]
    assert await world.engine.accounts(world.tenant, []) == []
    assert await world.engine.transfers(world.tenant, [fresh_id()]) == []
