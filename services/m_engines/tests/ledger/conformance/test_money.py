"""Groups 12 to 14 and 20: ledgers never mix, limits are exact, amounts have bounds, recipes."""

import asyncio
from typing import Any

import pytest

from m_engines.ledger import MOST_AMOUNT, AccountFlags, Committed, Entry, LegKind, Rejected
from m_engines.tests.ledger.conformance.world import (
    CREDIT_LIMITED,
    OVERDRAFT_REFUSED,
    World,
    fresh_id,
    new_ledger,
)


async def test_12_ledgers_never_mix(world: World) -> None:
    rupees, more, dollars = await world.account(), await world.account(), await world.account(ledger=new_ledger())
    assert await world.refused(world.leg(rupees, dollars)) == ("accounts_must_have_the_same_ledger", 0)
    elsewhere = world.leg(rupees, more, ledger=new_ledger())
    assert await world.refused(elsewhere) == ("transfer_must_have_the_same_ledger_as_accounts", 0)


async def test_12_an_exchange_of_currencies_is_one_entry(world: World) -> None:
    dollar_ledger = new_ledger()
    rupees, rupee_desk = await world.account(), await world.account(OVERDRAFT_REFUSED)
    dollars, dollar_desk = await world.account(ledger=dollar_ledger), await world.account(ledger=dollar_ledger)
    legs = (
        world.leg(dollars, dollar_desk, 100, ledger=dollar_ledger),
        world.leg(rupee_desk, rupees, 8_300),
        world.leg(dollars, dollar_desk, 1, ledger=dollar_ledger),
        world.leg(rupee_desk, rupees, 83),
    )
    assert await world.refused(*legs) == ("exceeds_credits", 1)
    assert await world.posted(dollars) == (0, 0)
    await world.fund(rupee_desk, 10_000)
    await world.commit(*(leg._replace(id=fresh_id()) for leg in legs))
    assert (await world.posted(dollars), await world.posted(rupees)) == ((101, 0), (0, 8_383))


async def test_13_limits_are_exact_on_either_side(world: World) -> None:
    other = await world.account()
    credit_normal, debit_normal = await world.account(OVERDRAFT_REFUSED), await world.account(CREDIT_LIMITED)
    await world.commit(world.leg(other, credit_normal, 50))
    await world.commit(world.leg(debit_normal, other, 50))
    assert await world.refused(world.leg(credit_normal, other, 51)) == ("exceeds_credits", 0)
    assert await world.refused(world.leg(other, debit_normal, 51)) == ("exceeds_debits", 0)
    await world.commit(world.leg(credit_normal, other, 50), world.leg(other, debit_normal, 50))
    assert await world.refused(world.leg(credit_normal, other, 1)) == ("exceeds_credits", 0)
    await world.commit(world.leg(credit_normal, other, 0))


async def test_13_what_is_held_counts_against_the_limit_and_what_may_come_does_not(world: World) -> None:
    other, purse = await world.account(), await world.account(OVERDRAFT_REFUSED)
    await world.fund(purse, 50)
    await world.commit(world.pending(other, purse, 1_000))
    held = world.pending(purse, other, 30)
    await world.commit(held)
    assert await world.refused(world.leg(purse, other, 21)) == ("exceeds_credits", 0)
    await world.commit(world.leg(purse, other, 20))
    await world.commit(world.resolving(LegKind.VOID, held, 0))
    await world.commit(world.leg(purse, other, 30))
    assert await world.balances(purse) == (0, 50, 1_000, 50)


async def test_13_thirty_two_writers_of_one_account_never_overdraw_it(world: World) -> None:
    purse, sink = await world.account(OVERDRAFT_REFUSED), await world.account()
    await world.fund(purse, 1_000)

    async def spend() -> list[Any]:
        return [await world.post(world.leg(purse, sink, 13)) for _ in range(4)]

    results = [result for many in await asyncio.gather(*(spend() for _ in range(32))) for result in many]
    committed = sum(isinstance(result, Committed) for result in results)
    assert committed == 1_000 // 13
    assert sum(result == Rejected("exceeds_credits", 0) for result in results) == 128 - committed
    assert await world.posted(purse) == (committed * 13, 1_000)


async def test_14_limits_of_an_account_are_for_good(world: World) -> None:
    assert isinstance((await world.open())[:], list)
    account = await world.account(OVERDRAFT_REFUSED | AccountFlags.HISTORY)
    found = await world.state(account)
    assert found.flags == OVERDRAFT_REFUSED | AccountFlags.HISTORY


async def test_14_nothing_may_be_moved(world: World) -> None:
    cash, sales = await world.accounts(2)
    leg = world.leg(cash, sales, 0)
    await world.commit(leg)
    found = await world.transfer(leg)
    assert found is not None
    assert found.amount == 0


@pytest.mark.parametrize("amount", [-1, 1 << 128, 1.0, True, None, "1"])
async def test_14_an_amount_that_is_no_whole_number_of_128_bits_is_an_error(world: World, amount: Any) -> None:
    cash, sales = await world.accounts(2)
    with pytest.raises(ValueError, match="amount"):
        await world.submit(Entry((world.leg(cash, sales),)), Entry((world.leg(cash, sales, amount),)))
    assert await world.posted(cash) == (0, 0)


async def test_14_sums_stay_within_128_bits(world: World) -> None:
    one, two, three = await world.accounts(3)
    await world.commit(world.leg(one, two, MOST_AMOUNT - 1))
    await world.commit(world.leg(one, two, 1))
    assert await world.refused(world.leg(one, three, 1)) == ("overflows_debits_posted", 0)
    assert await world.refused(world.leg(three, two, 1)) == ("overflows_credits_posted", 0)
    assert await world.refused(world.pending(one, three, 1)) == ("overflows_debits_posted", 0)
    await world.commit(world.leg(one, two, 0))
    assert await world.posted(one) == (MOST_AMOUNT, 0)


async def test_20_a_transfer_on_condition_that_there_is_enough(world: World) -> None:
    purse, control, sink = await world.account(OVERDRAFT_REFUSED), await world.account(), await world.account()
    await world.fund(purse, 100)

    async def spend_if_there_are(threshold: int, amount: int) -> Any:
        held = world.pending(purse, control, threshold)
        return await world.post(held, world.resolving(LegKind.VOID, held, 0), world.leg(purse, sink, amount))

    assert isinstance(await spend_if_there_are(100, 10), Committed)
    assert await spend_if_there_are(100, 10) == Rejected("exceeds_credits", 0)
    assert await world.balances(purse) == (0, 10, 0, 100)


async def test_20_many_debits_and_credits_leave_the_control_account_at_zero_and_a_reversal_restores_all(
    world: World,
) -> None:
    control, *accounts = await world.accounts(7)
    debits = [world.leg(account, control, 10 + i) for i, account in enumerate(accounts[:3])]
    total = sum(leg.amount for leg in debits)
    credits = [world.leg(control, account, total // 3) for account in accounts[3:]]
    voucher = [*debits, *credits]
    await world.commit(*voucher)
    assert await world.posted(control) == (total, total)
    await world.commit(*(leg._replace(id=fresh_id(), debit=leg.credit, credit=leg.debit) for leg in voucher))
    for account in [control, *accounts]:
        debit, credit = await world.posted(account)
        assert debit == credit
