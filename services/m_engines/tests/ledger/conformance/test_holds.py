"""Groups 15 to 19: holds and what ends them, balancing legs, accounts that are closed and opened again."""

from typing import Any

import pytest

from m_engines.ledger import MOST_AMOUNT, AccountFlags, Filter, LegKind, Side
from m_engines.tests.ledger.conformance.world import CREDIT_LIMITED, OVERDRAFT_REFUSED, World, until


@pytest.mark.parametrize(("amount", "posted"), [(MOST_AMOUNT, 100), (100, 100), (60, 60), (0, 0)])
async def test_15_a_hold_is_posted_whole_in_part_or_with_nothing(world: World, amount: int, posted: int) -> None:
    debit, credit = await world.accounts(2)
    held = world.pending(debit, credit, 100)
    await world.commit(held)
    assert await world.balances(debit) == (100, 0, 0, 0)
    leg = world.resolving(LegKind.POST, held, amount)
    await world.commit(leg)
    assert await world.balances(debit) == (0, posted, 0, 0)
    assert await world.balances(credit) == (0, 0, 0, posted)
    found = await world.transfer(leg)
    assert found is not None
    assert (found.amount, found.debit, found.credit, found.ledger, found.code, found.pending_id) == (
        posted,
        debit,
        credit,
        world.ledger,
        held.code,
        held.id,
    )


async def test_15_more_than_is_held_cannot_be_posted_and_a_part_cannot_be_voided(world: World) -> None:
    held = world.pending(*await world.accounts(2))
    await world.commit(held)
    assert await world.refused(world.resolving(LegKind.POST, held, 101)) == ("exceeds_pending_transfer_amount", 0)
    assert await world.refused(world.resolving(LegKind.VOID, held, 101)) == ("exceeds_pending_transfer_amount", 0)
    assert await world.refused(world.resolving(LegKind.VOID, held, 99)) == (
        "pending_transfer_has_different_amount",
        0,
    )


@pytest.mark.parametrize("amount", [0, 100])
async def test_15_a_hold_is_voided(world: World, amount: int) -> None:
    debit, credit = await world.accounts(2)
    held = world.pending(debit, credit, 100)
    await world.commit(held)
    leg = world.resolving(LegKind.VOID, held, amount)
    await world.commit(leg)
    assert await world.balances(debit) == await world.balances(credit) == (0, 0, 0, 0)
    found = await world.transfer(leg)
    assert found is not None
    assert found.amount == 100


@pytest.mark.parametrize(
    ("kind", "amount", "code"),
    [
        (LegKind.POST, MOST_AMOUNT, "pending_transfer_already_posted"),
        (LegKind.VOID, 0, "pending_transfer_already_voided"),
    ],
)
async def test_15_a_hold_is_resolved_once(world: World, kind: LegKind, amount: int, code: str) -> None:
    held = world.pending(*await world.accounts(2))
    await world.commit(held)
    await world.commit(world.resolving(kind, held, amount))
    assert await world.refused(world.resolving(LegKind.POST, held, MOST_AMOUNT)) == (code, 0)
    assert await world.refused(world.resolving(LegKind.VOID, held, 0)) == (code, 0)


async def test_15_what_resolves_says_nothing_else_than_what_it_resolves(world: World) -> None:
    debit, credit = await world.accounts(2)
    held = world.pending(debit, credit, 100, user_data_128=1, user_data_64=2, user_data_32=3)
    await world.commit(held)
    post = world.resolving(LegKind.POST, held, 100)
    other: list[tuple[dict[str, Any], str]] = [
        ({"debit": credit}, "debit_account_id"),
        ({"credit": debit}, "credit_account_id"),
        ({"ledger": 5}, "ledger"),
        ({"code": 5}, "code"),
    ]
    for fields, code in other:
        assert await world.refused(post._replace(**fields)) == (f"pending_transfer_has_different_{code}", 0)
    spelled_out = post._replace(debit=debit, credit=credit, ledger=world.ledger, code=7, user_data_64=8)
    await world.commit(spelled_out)
    found = await world.transfer(spelled_out)
    assert found is not None
    assert (found.user_data_128, found.user_data_64, found.user_data_32) == (1, 8, 3)


async def test_16_a_hold_ends_with_its_time_and_leaves_no_trace_in_history(world: World) -> None:
    debit, credit = await world.account(AccountFlags.HISTORY), await world.account()
    held = world.pending(debit, credit, 42, timeout_seconds=1)
    lasting = world.pending(debit, credit, 8)
    await world.commit(held, lasting)

    async def ended() -> bool:
        return (await world.balances(debit))[0] == 8

    await until(ended)
    for kind in (LegKind.POST, LegKind.VOID):
        amount = 42 if kind is LegKind.POST else 0
        assert await world.refused(world.resolving(kind, held, amount)) == ("pending_transfer_expired", 0)
    rows = (await world.engine.account_history(world.tenant, debit, Filter())).rows
    assert [row.debits_pending for row in rows] == [42, 50]
    await world.commit(world.resolving(LegKind.POST, lasting, MOST_AMOUNT))


async def test_16_an_account_that_a_hold_closed_is_open_again_when_its_time_is_over(world: World) -> None:
    closed, other = await world.accounts(2)
    await world.commit(world.pending(closed, other, 0, timeout_seconds=1, closing=Side.DEBIT))

    async def opened() -> bool:
        return AccountFlags.CLOSED not in (await world.state(closed)).flags

    await until(opened)
    await world.commit(world.leg(closed, other))


async def test_16_a_hold_that_was_resolved_in_time_does_not_end(world: World) -> None:
    debit, credit = await world.accounts(2)
    watched = world.pending(debit, credit, 1, timeout_seconds=1)
    held = world.pending(debit, credit, 42, timeout_seconds=1)
    await world.commit(held, world.resolving(LegKind.POST, held, 40))
    await world.commit(watched)

    async def ended() -> bool:
        return (await world.balances(debit))[0] == 0

    await until(ended)
    assert await world.balances(debit) == (0, 40, 0, 0)


async def test_17_a_hold_and_what_ends_it_go_in_one_entry(world: World) -> None:
    debit, credit = await world.accounts(2)
    posted, voided = world.pending(debit, credit, 3), world.pending(debit, credit, 4)
    await world.commit(
        posted,
        world.resolving(LegKind.POST, posted, MOST_AMOUNT),
        voided,
        world.resolving(LegKind.VOID, voided, 0),
    )
    assert await world.balances(debit) == (0, 3, 0, 0)
    again = world.pending(debit, credit, 5)
    twice = (again, world.resolving(LegKind.POST, again, 5), world.resolving(LegKind.POST, again, 5))
    assert await world.refused(*twice) == ("pending_transfer_already_posted", 2)
    assert await world.balances(debit) == (0, 3, 0, 0)
    await world.commit(*twice[:1], twice[1])


async def test_18_a_balancing_leg_moves_what_there_is(world: World) -> None:
    purse, sink = await world.account(OVERDRAFT_REFUSED), await world.account()
    await world.fund(purse, 70)
    await world.commit(world.pending(purse, sink, 20))
    some, rest, nothing = (world.leg(purse, sink, amount, balancing=Side.DEBIT) for amount in (30, MOST_AMOUNT, 5))
    for leg, moved in ((some, 30), (rest, 20), (nothing, 0)):
        await world.commit(leg)
        found = await world.transfer(leg)
        assert found is not None
        assert found.amount == moved
    assert await world.balances(purse) == (20, 50, 0, 70)


async def test_18_both_sides_may_balance_and_the_smaller_wins(world: World) -> None:
    purse, debts = await world.account(), await world.account(CREDIT_LIMITED)
    other = await world.account()
    await world.fund(purse, 70)
    await world.commit(world.leg(debts, other, 40))
    leg = world.leg(purse, debts, MOST_AMOUNT, balancing=Side.BOTH)
    held = world.pending(purse, debts, 10, balancing=Side.CREDIT)
    await world.commit(leg)
    await world.commit(held)
    for one, moved in ((leg, 40), (held, 0)):
        found = await world.transfer(one)
        assert found is not None
        assert found.amount == moved


async def test_18_an_overdrawn_account_has_nothing_to_balance(world: World) -> None:
    purse, sink = await world.accounts(2)
    await world.commit(world.leg(purse, sink, 10))
    leg = world.leg(purse, sink, 5, balancing=Side.DEBIT)
    await world.commit(leg)
    found = await world.transfer(leg)
    assert found is not None
    assert found.amount == 0


async def test_19_a_closed_account_takes_nothing_until_it_is_opened_again(world: World) -> None:
    account, other = await world.accounts(2)
    held = world.pending(account, other, 10)
    await world.commit(held)
    closing = world.pending(account, other, 0, closing=Side.DEBIT)
    await world.commit(closing)
    assert AccountFlags.CLOSED in (await world.state(account)).flags
    assert await world.refused(world.leg(account, other)) == ("debit_account_already_closed", 0)
    assert await world.refused(world.leg(other, account)) == ("credit_account_already_closed", 0)
    assert await world.refused(world.resolving(LegKind.POST, held, 10)) == ("debit_account_already_closed", 0)
    await world.commit(world.resolving(LegKind.VOID, held, 0))
    await world.commit(world.resolving(LegKind.VOID, closing, 0))
    assert AccountFlags.CLOSED not in (await world.state(account)).flags
    await world.commit(world.leg(account, other))


async def test_19_both_accounts_are_closed_at_once_with_what_is_left(world: World) -> None:
    purse, sink = await world.accounts(2)
    await world.fund(purse, 70)
    closing = world.pending(purse, sink, 0, closing=Side.BOTH)
    await world.commit(world.leg(purse, sink, MOST_AMOUNT, balancing=Side.DEBIT), closing)
    assert await world.posted(purse) == (70, 70)
    assert await world.refused(world.leg(sink, purse)) == ("debit_account_already_closed", 0)
    assert await world.refused(world.resolving(LegKind.POST, closing, 0)) == ("debit_account_already_closed", 0)


async def test_19_an_account_may_be_opened_closed(world: World) -> None:
    account, other = await world.account(AccountFlags.CLOSED), await world.account()
    assert await world.refused(world.leg(other, account)) == ("credit_account_already_closed", 0)


async def test_19_closing_that_is_undone_with_its_entry_never_was(world: World) -> None:
    account, other = await world.accounts(2)
    closing = world.pending(account, other, 0, closing=Side.DEBIT)
    assert await world.refused(closing, world.leg(account, other)) == ("debit_account_already_closed", 1)
    await world.commit(world.leg(account, other))
