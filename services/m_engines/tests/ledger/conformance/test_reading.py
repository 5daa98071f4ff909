"""Groups 21 and 22: what accounts held, and finding transfers and accounts page by page."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from m_engines.ledger import MOST_PAGE, AccountFlags, Balance, Entry, Filter, Leg, LegKind, Page, Side
from m_engines.tests.ledger.conformance.world import World, new_ledger


async def all_rows(ask: Callable[[Filter], Awaitable[Page[Any]]], filter: Filter) -> list[Any]:
    """Page after page until there are no more; no page is longer than asked."""
    rows: list[Any] = []
    wanted: Filter | None = filter
    while wanted is not None:
        page = await ask(wanted)
        assert len(page.rows) <= filter.limit
        rows += page.rows
        wanted = page.next
    return rows


async def history_of(world: World) -> tuple[int, list[Leg], list[Balance]]:
    """An account with a history, what moved it, and what it held after each."""
    account, other = await world.account(AccountFlags.HISTORY), await world.account()
    held = world.pending(account, other, 30)
    legs = [
        world.leg(account, other, 10, code=1),
        held,
        world.leg(other, account, 4, code=2, user_data_64=5),
        world.resolving(LegKind.POST, held, 25),
        world.leg(other, account, 6, code=2),
    ]
    stamps = [await world.commit(leg) for leg in legs]
    held_then = [(0, 10, 0, 0), (30, 10, 0, 0), (30, 10, 0, 4), (0, 35, 0, 4), (0, 35, 0, 10)]
    return account, legs, [Balance(at, *then) for at, then in zip(stamps, held_then, strict=True)]


async def test_21_history_says_what_an_account_held_after_each_transfer(world: World) -> None:
    account, _, history = await history_of(world)

    async def ask(filter: Filter) -> Page[Balance]:
        return await world.engine.account_history(world.tenant, account, filter)

    assert await all_rows(ask, Filter()) == history
    assert await all_rows(ask, Filter(limit=2)) == history
    assert await all_rows(ask, Filter(limit=2, newest_first=True)) == history[::-1]
    as_of = Filter(timestamp_max=history[2].timestamp, limit=1, newest_first=True)
    assert (await ask(as_of)).rows == (history[2],)
    assert await all_rows(ask, Filter(code=2)) == [history[2], history[4]]
    debits = await world.engine.account_history(world.tenant, account, Filter(), Side.DEBIT)
    assert debits.rows == (history[0], history[1], history[3])


async def test_21_an_account_that_keeps_no_history_has_none(world: World) -> None:
    account, other = await world.accounts(2)
    await world.commit(world.leg(account, other))
    assert (await world.engine.account_history(world.tenant, account, Filter())).rows == ()


async def test_21_an_entry_that_was_undone_is_in_no_history(world: World) -> None:
    account, other = await world.account(AccountFlags.HISTORY), await world.account()
    await world.refused(world.leg(account, other), world.leg(account, account))
    assert (await world.engine.account_history(world.tenant, account, Filter())).rows == ()


async def test_22_an_accounts_transfers_by_side_and_field(world: World) -> None:
    account, legs, history = await history_of(world)

    async def ids(filter: Filter, sides: Side = Side.BOTH) -> list[int]:
        page = await world.engine.account_transfers(world.tenant, account, filter, sides)
        return [row.id for row in page.rows]

    named = [leg.id for leg in legs]
    assert await ids(Filter()) == named
    assert await ids(Filter(newest_first=True)) == named[::-1]
    assert await ids(Filter(), Side.DEBIT) == [named[0], named[1], named[3]]
    assert await ids(Filter(), Side.CREDIT) == [named[2], named[4]]
    assert await ids(Filter(code=2)) == [named[2], named[4]]
    assert await ids(Filter(user_data_64=5)) == [named[2]]
    assert await ids(Filter(timestamp_min=history[1].timestamp, timestamp_max=history[3].timestamp)) == named[1:4]
    assert await ids(Filter(timestamp_min=history[4].timestamp + 1)) == []


async def test_22_transfers_of_all_accounts_by_every_field_together(world: World) -> None:
    cash, sales = await world.accounts(2)
    plain: dict[str, Any] = {"user_data_128": 11, "user_data_64": 12, "user_data_32": 13, "code": 14}
    legs = [world.leg(cash, sales, **plain)]
    legs += [world.leg(cash, sales, **{**plain, name: 99}) for name in plain]
    for leg in legs:
        await world.commit(leg)

    async def ids(**fields: Any) -> list[int]:
        page = await world.engine.query_transfers(world.tenant, Filter(ledger=world.ledger, **fields))
        return [row.id for row in page.rows]

    assert await ids() == [leg.id for leg in legs]
    assert await ids(**plain) == [legs[0].id]
    for i, name in enumerate(plain, 1):
        assert await ids(**{**plain, name: 99}) == [legs[i].id]
        assert await ids(**{name: plain[name]}) == [leg.id for leg in legs if leg is not legs[i]]
    assert await ids(**plain, timestamp_max=1) == []


async def test_22_transfers_come_whole(world: World) -> None:
    leg = world.pending(
        *await world.accounts(2), user_data_128=1 << 127, user_data_64=1 << 63, user_data_32=1 << 31, code=65_535
    )
    timestamp = await world.commit(leg)
    found = await world.transfer(leg)
    assert found is not None
    assert found._replace(flags=found.flags) == (
        *(leg.id, leg.debit, leg.credit, 100, world.ledger, 65_535),
        2,
        *(0, 0, 1 << 127, 1 << 63, 1 << 31, timestamp),
    )


async def test_22_pages_follow_each_other_either_way(world: World) -> None:
    cash, sales = await world.accounts(2)
    legs = tuple(world.leg(cash, sales, i + 1) for i in range(23))
    await world.submit(Entry(legs[:20]), *(Entry((leg,)) for leg in legs[20:]))

    async def ask(filter: Filter) -> Page[Any]:
        return await world.engine.query_transfers(world.tenant, filter)

    wanted = [leg.id for leg in legs]
    for limit in (1, 7, 23, 24, MOST_PAGE):
        rows = await all_rows(ask, Filter(ledger=world.ledger, limit=limit))
        assert [row.id for row in rows] == wanted
        rows = await all_rows(ask, Filter(ledger=world.ledger, limit=limit, newest_first=True))
        assert [row.id for row in rows] == wanted[::-1]


async def test_22_accounts_by_every_field(world: World) -> None:
    plain: dict[str, Any] = {"user_data_128": 11, "user_data_64": 12, "user_data_32": 13, "code": 14}
    ids = [await world.account(**plain)]
    ids += [await world.account(**{**plain, name: 99}) for name in plain]

    async def found(**fields: Any) -> list[int]:
        page = await world.engine.query_accounts(world.tenant, Filter(ledger=world.ledger, **fields))
        return [row.id for row in page.rows]

    assert await found() == ids
    assert await found(newest_first=True, limit=2) == ids[:-3:-1]
    for i, name in enumerate(plain, 1):
        assert await found(**{name: 99}) == [ids[i]]
    other = await world.engine.query_accounts(world.tenant, Filter(ledger=new_ledger()))
    assert other.rows == ()


async def test_22_changes_from_a_moment_on(world: World) -> None:
    cash, sales = await world.accounts(2)
    before = await world.commit(world.leg(cash, sales))
    legs = [world.leg(cash, sales) for _ in range(5)]
    for leg in legs:
        await world.commit(leg)
    page = await world.engine.changes(world.tenant, before, 2)
    assert [row.id for row in page.rows] == [leg.id for leg in legs[:2]]
    rest = await world.engine.changes(world.tenant, page.rows[-1].timestamp)
    assert [row.id for row in rest.rows] == [leg.id for leg in legs[2:]]


UNSENDABLE = [
    (Filter(limit=0), "limit"),
    (Filter(limit=MOST_PAGE + 1), "limit"),
    (Filter(timestamp_min=-1), "timestamp_min"),
    (Filter(timestamp_max=1 << 63), "timestamp_max"),
    (Filter(code=1 << 16), "code"),
    (Filter(ledger=1 << 32), "ledger"),
    (Filter(user_data_64=1 << 64), "user_data_64"),
]


@pytest.mark.parametrize(("filter", "field"), UNSENDABLE)
async def test_22_a_filter_that_no_correct_caller_sends_is_an_error(world: World, filter: Filter, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        await world.engine.query_transfers(world.tenant, filter)
    with pytest.raises(ValueError, match=field):
        await world.engine.query_accounts(world.tenant, filter)
    with pytest.raises(ValueError, match=field):
        await world.engine.account_transfers(world.tenant, 1, filter)
    with pytest.raises(ValueError, match=field):
        await world.engine.account_history(world.tenant, 1, filter)


async def test_22_an_accounts_ledger_is_its_own(world: World) -> None:
    with pytest.raises(ValueError, match="ledger"):
        await world.engine.account_transfers(world.tenant, await world.account(), Filter(ledger=world.ledger))
