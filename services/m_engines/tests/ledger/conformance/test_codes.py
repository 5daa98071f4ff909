"""Groups 23 to 25: imported entries, every code that an engine may answer, ids at the ends of their range."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from m_kit.clock import epoch_nanoseconds

from m_engines.ledger import (
    MOST_AMOUNT,
    MOST_ID,
    AccountFlags,
    AlreadyCommitted,
    Entry,
    Filter,
    Leg,
    LegKind,
    NewAccount,
    Rejected,
    Side,
)
from m_engines.tests.ledger.conformance.world import (
    CREDIT_LIMITED,
    OVERDRAFT_REFUSED,
    World,
    fresh_id,
    new_ledger,
    until,
)


async def last_timestamp(world: World) -> int:
    """Of the youngest transfer that there is."""
    await world.commit(world.leg(*await world.accounts(2)))
    page = await world.engine.query_transfers(world.tenant, Filter(limit=1, newest_first=True))
    return page.rows[0].timestamp


def imported(world: World, debit: int, credit: int, timestamp: int, **fields: Any) -> Leg:
    """A leg that has a time already."""
    return world.leg(debit, credit, imported=True, timestamp=timestamp, **fields)


async def test_23_what_is_imported_keeps_its_time_and_may_come_again(world: World) -> None:
    cash, sales = await world.accounts(2)
    last = await last_timestamp(world)
    entry = Entry((imported(world, cash, sales, last + 1), imported(world, cash, sales, last + 2)))
    await world.commit(*entry.legs)
    assert await world.submit(entry) == [AlreadyCommitted(last + 2)]
    assert [row.timestamp for row in await world.all_transfers([entry])] == [last + 1, last + 2]
    later = await world.commit(world.leg(cash, sales))
    assert later > last + 2


async def test_23_an_entry_is_imported_whole_or_not_at_all(world: World) -> None:
    cash, sales = await world.accounts(2)
    last = await last_timestamp(world)
    plain, old = world.leg(cash, sales), imported(world, cash, sales, last + 1)
    assert await world.refused(old, plain) == ("imported_event_expected", 1)
    assert await world.refused(plain, old) == ("imported_event_not_expected", 1)
    results = await world.submit(Entry((plain,)), Entry((old._replace(timestamp=1),)), Entry((world.leg(cash, sales),)))
    assert results[1] == Rejected("imported_event_timestamp_must_not_regress", 0)
    assert await world.posted(cash) == (200, 0)


async def test_23_an_imported_hold_is_resolved_by_an_imported_leg_too(world: World) -> None:
    cash, sales = await world.accounts(2)
    last = await last_timestamp(world)
    held = imported(world, cash, sales, last + 1, kind=LegKind.PENDING)
    post = world.resolving(LegKind.POST, held, MOST_AMOUNT, imported=True, timestamp=last + 2)
    await world.commit(held)
    assert await world.refused(post._replace(timestamp=last + 1)) == (
        "imported_event_timestamp_must_not_regress",
        0,
    )
    await world.commit(post)
    assert await world.balances(cash) == (0, 100, 0, 0)


async def test_23_an_account_is_imported_after_all_others(world: World) -> None:
    other = await world.account()
    last = (await world.state(other)).timestamp
    account = NewAccount(fresh_id(), world.ledger, 1, AccountFlags.IMPORTED, timestamp=last + 1)
    stale = account._replace(id=fresh_id(), timestamp=last)
    assert await world.open(stale) == [Rejected("imported_event_timestamp_must_not_regress")]
    (result,) = await world.open(account)
    assert (await world.state(account.id)).timestamp == last + 1
    assert await world.open(account) == [AlreadyCommitted(last + 1)], result


Scene = Callable[[World], Awaitable[tuple[Leg, ...]]]


def plain(**fields: Any) -> Scene:
    """A movement between two accounts, but for these fields."""

    async def scene(world: World) -> tuple[Leg, ...]:
        return (world.leg(*await world.accounts(2))._replace(**fields),)

    return scene


def of_hold(kind: LegKind, amount: int, **fields: Any) -> Scene:
    """What is to resolve a hold of 100, but for these fields."""

    async def scene(world: World) -> tuple[Leg, ...]:
        held = world.pending(*await world.accounts(2))
        await world.commit(held)
        return (world.resolving(kind, held, amount, **fields),)

    return scene


def again(**fields: Any) -> Scene:
    """A committed movement once more, with other content."""

    async def scene(world: World) -> tuple[Leg, ...]:
        leg = world.leg(*await world.accounts(2))
        await world.commit(leg)
        return (leg._replace(**fields),)

    return scene


def resolved_before(kind: LegKind, amount: int) -> Scene:
    """A post of a hold that has ended."""

    async def scene(world: World) -> tuple[Leg, ...]:
        held = world.pending(*await world.accounts(2))
        await world.commit(held)
        await world.commit(world.resolving(kind, held, amount))
        return (world.resolving(LegKind.POST, held, 1),)

    return scene


def old(offset: int, **fields: Any) -> Scene:
    """An imported movement, that long after the youngest transfer."""

    async def scene(world: World) -> tuple[Leg, ...]:
        cash, sales = await world.accounts(2)
        return (imported(world, cash, sales, await last_timestamp(world) + offset, **fields),)

    return scene


async def postdate_credit(world: World) -> tuple[Leg, ...]:
    """An imported movement from an older account to a younger one, at a time between the two."""
    debit = await world.account()
    last = await last_timestamp(world)
    return (imported(world, debit, await world.account(), last + 1),)


async def postdate_debit(world: World) -> tuple[Leg, ...]:
    """An imported movement from a younger account to an older one, at a time between the two."""
    credit = await world.account()
    last = await last_timestamp(world)
    return (imported(world, await world.account(), credit, last + 1),)


async def mixed(world: World) -> tuple[Leg, ...]:
    cash, sales = await world.accounts(2)
    return world.leg(cash, sales), imported(world, cash, sales, 1)


async def mixed_the_other_way(world: World) -> tuple[Leg, ...]:
    cash, sales = await world.accounts(2)
    return imported(world, cash, sales, await last_timestamp(world) + 1), world.leg(cash, sales)


async def failed_before(world: World) -> tuple[Leg, ...]:
    leg = world.leg(await world.account(), fresh_id())
    await world.refused(leg)
    return (leg,)


async def pending_again(world: World) -> tuple[Leg, ...]:
    held = world.pending(*await world.accounts(2))
    await world.commit(held)
    return (held._replace(timeout_seconds=7),)


async def resolved_again(world: World) -> tuple[Leg, ...]:
    one, other = [world.pending(*await world.accounts(2)) for _ in range(2)]
    leg = world.resolving(LegKind.POST, one, 100)
    await world.commit(one)
    await world.commit(other)
    await world.commit(leg)
    return (leg._replace(pending_id=other.id),)


async def expired(world: World) -> tuple[Leg, ...]:
    held = world.pending(*await world.accounts(2), timeout_seconds=1)
    await world.commit(held)

    async def ended() -> bool:
        return (await world.balances(held.debit))[0] == 0

    await until(ended)
    return (world.resolving(LegKind.POST, held, 1),)


async def not_held(world: World) -> tuple[Leg, ...]:
    leg = world.leg(*await world.accounts(2))
    await world.commit(leg)
    return (world.resolving(LegKind.POST, leg, 1),)


async def two_ledgers(world: World) -> tuple[Leg, ...]:
    return (world.leg(await world.account(), await world.account(ledger=new_ledger())),)


def closed(side: Side) -> Scene:
    """A movement with an account that was closed."""

    async def scene(world: World) -> tuple[Leg, ...]:
        debit, credit = await world.accounts(2)
        await world.commit(world.pending(debit, credit, 0, closing=side))
        return (world.leg(debit, credit),)

    return scene


def full(debit: int, credit: int, *, pending: bool, held: bool) -> Scene:
    """A movement that comes after one of the largest amount that there is, on one of its sides."""

    async def scene(world: World) -> tuple[Leg, ...]:
        accounts = await world.accounts(3)
        make = world.pending if held else world.leg
        await world.commit(make(accounts[0], accounts[1], MOST_AMOUNT))
        return ((world.pending if pending else world.leg)(accounts[debit], accounts[credit], 1),)

    return scene


async def overdrawn(world: World) -> tuple[Leg, ...]:
    return (world.leg(await world.account(OVERDRAFT_REFUSED), await world.account()),)


async def overpaid(world: World) -> tuple[Leg, ...]:
    return (world.leg(await world.account(), await world.account(CREDIT_LIMITED)),)


async def unknown_debit(world: World) -> tuple[Leg, ...]:
    return (world.leg(fresh_id(), await world.account()),)


async def unknown_credit(world: World) -> tuple[Leg, ...]:
    return (world.leg(await world.account(), fresh_id()),)


async def same_account(world: World) -> tuple[Leg, ...]:
    account = await world.account()
    return (world.leg(account, account),)


async def itself(world: World) -> tuple[Leg, ...]:
    (leg,) = await of_hold(LegKind.POST, 1)(world)
    return (leg._replace(pending_id=leg.id),)


CODES: dict[str, Scene] = {
    "imported_event_not_expected": mixed,
    "imported_event_expected": mixed_the_other_way,
    "timestamp_must_be_zero": plain(timestamp=5),
    "imported_event_timestamp_out_of_range": plain(imported=True, timestamp=0),
    "imported_event_timestamp_must_not_advance": plain(imported=True, timestamp=(1 << 63) - 2),
    "id_must_not_be_zero": plain(id=0),
    "id_must_not_be_int_max": plain(id=MOST_ID),
    "exists_with_different_flags": again(balancing=Side.DEBIT),
    "exists_with_different_pending_id": resolved_again,
    "exists_with_different_timeout": pending_again,
    "exists_with_different_debit_account_id": again(debit=5),
    "exists_with_different_credit_account_id": again(credit=5),
    "exists_with_different_amount": again(amount=5),
    "exists_with_different_user_data_128": again(user_data_128=5),
    "exists_with_different_user_data_64": again(user_data_64=5),
    "exists_with_different_user_data_32": again(user_data_32=5),
    "exists_with_different_ledger": again(ledger=5),
    "exists_with_different_code": again(code=5),
    "id_already_failed": failed_before,
    "flags_are_mutually_exclusive": of_hold(LegKind.POST, 1, balancing=Side.DEBIT),
    "debit_account_id_must_not_be_zero": plain(debit=0),
    "debit_account_id_must_not_be_int_max": plain(debit=MOST_ID),
    "credit_account_id_must_not_be_zero": plain(credit=0),
    "credit_account_id_must_not_be_int_max": plain(credit=MOST_ID),
    "accounts_must_be_different": same_account,
    "pending_id_must_be_zero": plain(pending_id=5),
    "pending_id_must_not_be_zero": of_hold(LegKind.POST, 1, pending_id=0),
    "pending_id_must_not_be_int_max": of_hold(LegKind.VOID, 0, pending_id=MOST_ID),
    "pending_id_must_be_different": itself,
    "timeout_reserved_for_pending_transfer": plain(timeout_seconds=5),
    "closing_transfer_must_be_pending": plain(closing=Side.CREDIT),
    "ledger_must_not_be_zero": plain(ledger=0),
    "code_must_not_be_zero": plain(code=0),
    "debit_account_not_found": unknown_debit,
    "credit_account_not_found": unknown_credit,
    "accounts_must_have_the_same_ledger": two_ledgers,
    "transfer_must_have_the_same_ledger_as_accounts": plain(ledger=5),
    "pending_transfer_not_found": of_hold(LegKind.POST, 1, pending_id=5),
    "pending_transfer_not_pending": not_held,
    "pending_transfer_has_different_debit_account_id": of_hold(LegKind.POST, 1, debit=5),
    "pending_transfer_has_different_credit_account_id": of_hold(LegKind.VOID, 0, credit=5),
    "pending_transfer_has_different_ledger": of_hold(LegKind.POST, 1, ledger=5),
    "pending_transfer_has_different_code": of_hold(LegKind.VOID, 0, code=5),
    "exceeds_pending_transfer_amount": of_hold(LegKind.POST, 101),
    "pending_transfer_has_different_amount": of_hold(LegKind.VOID, 99),
    "pending_transfer_already_posted": resolved_before(LegKind.POST, 1),
    "pending_transfer_already_voided": resolved_before(LegKind.VOID, 0),
    "pending_transfer_expired": expired,
    "imported_event_timestamp_must_not_regress": old(0),
    "imported_event_timestamp_must_postdate_debit_account": postdate_debit,
    "imported_event_timestamp_must_postdate_credit_account": postdate_credit,
    "imported_event_timeout_must_be_zero": old(1, kind=LegKind.PENDING, timeout_seconds=1),
    "debit_account_already_closed": closed(Side.DEBIT),
    "credit_account_already_closed": closed(Side.CREDIT),
    "overflows_debits_pending": full(0, 2, pending=True, held=True),
    "overflows_credits_pending": full(2, 1, pending=True, held=True),
    "overflows_debits_posted": full(0, 2, pending=False, held=False),
    "overflows_credits_posted": full(2, 1, pending=False, held=False),
    "overflows_debits": full(0, 2, pending=False, held=True),
    "overflows_credits": full(2, 1, pending=False, held=True),
    "exceeds_credits": overdrawn,
    "exceeds_debits": overpaid,
}
# What the form of an entry rules out, a plain "exists" that is another entry's (group 2), and an overflow that begins
# in the year 2125.
ELSEWHERE = {
    "created",
    "exists",
    "linked_event_failed",
    "linked_event_chain_open",
    "overflows_timeout",
    "reserved_flag",
}


@pytest.mark.parametrize("code", CODES)
async def test_24_every_code_has_its_case(world: World, code: str) -> None:
    legs = await CODES[code](world)
    assert await world.refused(*legs) == (code, len(legs) - 1)
    there = [await world.transfer(leg) for leg in legs]
    assert code.startswith("exists") or there == [None] * len(legs)


def test_24_no_code_is_forgotten() -> None:
    statuses = pytest.importorskip(
        "tigerbeetle", reason="the extra `tigerbeetle` is not installed"
    ).CreateTransferStatus
    assert {status.name.lower() for status in statuses} == set(CODES) | ELSEWHERE


ACCOUNT_CODES: dict[str, dict[str, Any]] = {
    "timestamp_must_be_zero": {"timestamp": 5},
    "imported_event_timestamp_out_of_range": {"flags": AccountFlags.IMPORTED},
    "imported_event_timestamp_must_not_advance": {"flags": AccountFlags.IMPORTED, "timestamp": (1 << 63) - 2},
    "id_must_not_be_zero": {"id": 0},
    "id_must_not_be_int_max": {"id": MOST_ID},
    "flags_are_mutually_exclusive": {"flags": OVERDRAFT_REFUSED | CREDIT_LIMITED},
    "ledger_must_not_be_zero": {"ledger": 0},
    "code_must_not_be_zero": {"code": 0},
    "imported_event_timestamp_must_not_regress": {"flags": AccountFlags.IMPORTED, "timestamp": 1},
}


@pytest.mark.parametrize("code", ACCOUNT_CODES)
async def test_24_every_code_of_accounts_has_its_case(world: World, code: str) -> None:
    await world.account()
    account = NewAccount(fresh_id(), world.ledger, 1)._replace(**ACCOUNT_CODES[code])
    assert await world.open(account) == [Rejected(code)]


async def test_24_accounts_are_opened_alone_each(world: World) -> None:
    good, bad, more = (NewAccount(fresh_id(), world.ledger, code) for code in (1, 0, 2))
    results = await world.open(good, bad, more)
    assert results[1] == Rejected("code_must_not_be_zero")
    assert [one.id for one in await world.engine.accounts(world.tenant, [good.id, bad.id, more.id])] == [
        good.id,
        more.id,
    ]


async def test_25_the_ends_of_the_range_that_are_ids(world: World) -> None:
    low, high = fresh_id() & 0xFFFF_FFFF, MOST_ID - (fresh_id() & 0xFFFF_FFFF) - 1
    for account_id in (low, high):
        await world.account(id=account_id)
    leg = world.leg(low, high, id=high - 1)
    await world.commit(leg)
    found = await world.transfer(leg)
    assert found is not None
    assert (found.debit, found.credit) == (low, high)


UNSENDABLE: list[tuple[dict[str, Any], str]] = [
    ({"id": -1}, "id"),
    ({"id": MOST_ID + 1}, "id"),
    ({"debit": "1"}, "debit"),
    ({"ledger": 1 << 32}, "ledger"),
    ({"code": 1 << 16}, "code"),
    ({"timeout_seconds": 1 << 32}, "timeout_seconds"),
    ({"user_data_128": 1 << 128}, "user_data_128"),
    ({"user_data_64": 1 << 64}, "user_data_64"),
    ({"user_data_32": 1 << 32}, "user_data_32"),
    ({"timestamp": -1}, "timestamp"),
    ({"kind": "pending"}, "kind"),
    ({"balancing": 1}, "balancing"),
    ({"closing": None}, "closing"),
    ({"imported": 1}, "imported"),
]


@pytest.mark.parametrize(("fields", "name"), UNSENDABLE)
async def test_25_a_leg_that_no_correct_caller_sends_is_an_error(
    world: World, fields: dict[str, Any], name: str
) -> None:
    legs = await plain(**fields)(world)
    with pytest.raises(ValueError, match=name):
        await world.submit(Entry(legs))


@pytest.mark.parametrize(("fields", "name"), [({"id": -1}, "id"), ({"flags": 1}, "flags"), ({"code": 1 << 16}, "code")])
async def test_25_an_account_that_no_correct_caller_sends_is_an_error(
    world: World, fields: dict[str, Any], name: str
) -> None:
    with pytest.raises(ValueError, match=name):
        await world.open(NewAccount(fresh_id(), world.ledger, 1)._replace(**fields))


async def test_25_a_hold_as_long_as_can_be_does_not_end_before_time_does(world: World) -> None:
    held = world.pending(*await world.accounts(2), timeout_seconds=(1 << 32) - 1)
    late = epoch_nanoseconds() + ((1 << 32) - 1) * 1_000_000_000 >= 1 << 63
    result = await world.post(held)
    assert isinstance(result, Rejected) == late, result
