"""Groups 1 to 5: the same entry again, other content under a known id, ids that failed, ids named twice."""

from typing import Any

import pytest

from m_engines.ledger import MOST_AMOUNT, AlreadyCommitted, Committed, Entry, Leg, LegKind, NewAccount, Rejected, Side
from m_engines.tests.ledger.conformance.world import OVERDRAFT_REFUSED, World, fresh_id


async def test_01_the_same_entry_again_is_already_committed_with_its_timestamp_and_nothing_happens(
    world: World,
) -> None:
    cash, sales, tax = await world.accounts(3)
    entry = Entry((world.leg(cash, sales, 70), world.leg(cash, tax, 30)))
    (first,) = await world.submit(entry)
    assert isinstance(first, Committed)
    assert await world.submit(entry, entry) == [AlreadyCommitted(first.timestamp)] * 2
    assert await world.posted(cash) == (100, 0)


async def test_01_the_same_account_again_is_already_there(world: World) -> None:
    account = NewAccount(fresh_id(), world.ledger, 3, user_data_128=5, user_data_64=6, user_data_32=7)
    (first,) = await world.open(account)
    assert isinstance(first, Committed)
    assert await world.open(account) == [AlreadyCommitted(first.timestamp)]


# In the order of precedence: each case changes its own field and all that come after it.
CHANGES: dict[str, dict[str, Any]] = {
    "exists_with_different_flags": {"imported": True, "timestamp": 1},
    "exists_with_different_pending_id": {"pending_id": 5},
    "exists_with_different_timeout": {"timeout_seconds": 9},
    "exists_with_different_debit_account_id": {"debit": 5},
    "exists_with_different_credit_account_id": {"credit": 5},
    "exists_with_different_amount": {"amount": 5},
    "exists_with_different_user_data_128": {"user_data_128": 5},
    "exists_with_different_user_data_64": {"user_data_64": 5},
    "exists_with_different_user_data_32": {"user_data_32": 5},
    "exists_with_different_ledger": {"ledger": 5},
    "exists_with_different_code": {"code": 5},
}


@pytest.mark.parametrize("code", CHANGES)
async def test_02_other_content_is_refused_with_the_first_difference(world: World, code: str) -> None:
    leg = world.leg(*await world.accounts(2), user_data_128=1, user_data_64=2, user_data_32=3)
    await world.commit(leg)
    names = list(CHANGES)
    after = {k: v for name in names[names.index(code) + 1 :] for k, v in CHANGES[name].items()}
    assert await world.refused(leg._replace(**CHANGES[code])) == (code, 0)
    if code != "exists_with_different_flags":
        assert await world.refused(leg._replace(**after, **CHANGES[code])) == (code, 0)
    assert isinstance(await world.post(leg), AlreadyCommitted)


async def test_02_a_difference_in_the_last_leg_alone_is_found(world: World) -> None:
    cash, sales, tax = await world.accounts(3)
    legs = (world.leg(cash, sales), world.leg(cash, tax), world.leg(cash, tax, 5))
    await world.commit(*legs)
    changed = legs[2]._replace(amount=6)
    assert await world.refused(*legs[:2], changed) == ("exists_with_different_amount", 2)


async def test_02_legs_of_two_entries_are_none_of_one(world: World) -> None:
    cash, sales = await world.accounts(2)
    one, other = world.leg(cash, sales), world.leg(cash, sales)
    await world.commit(one)
    await world.commit(other)
    assert await world.refused(one, other) == ("exists_with_different_flags", 0)
    assert await world.refused(world.leg(cash, sales), other) == ("exists", 1)
    longer = (world.leg(cash, sales), world.leg(cash, sales))
    await world.commit(*longer)
    assert await world.refused(longer[0], world.leg(cash, sales)) == ("exists", 0)
    assert await world.posted(cash) == (400, 0)


ACCOUNT_CHANGES: dict[str, dict[str, Any]] = {
    "exists_with_different_flags": {"flags": OVERDRAFT_REFUSED},
    "exists_with_different_user_data_128": {"user_data_128": 5},
    "exists_with_different_user_data_64": {"user_data_64": 5},
    "exists_with_different_user_data_32": {"user_data_32": 5},
    "exists_with_different_ledger": {"ledger": 5},
    "exists_with_different_code": {"code": 5},
}


@pytest.mark.parametrize("code", ACCOUNT_CHANGES)
async def test_02_another_account_under_a_known_id_is_refused(world: World, code: str) -> None:
    account = NewAccount(fresh_id(), world.ledger, 3)
    await world.open(account)
    names = list(ACCOUNT_CHANGES)
    changed = {k: v for name in names[names.index(code) :] for k, v in ACCOUNT_CHANGES[name].items()}
    assert await world.open(account._replace(**changed)) == [Rejected(code)]


async def test_03_an_id_that_failed_for_the_moment_stays_failed_and_a_new_one_goes(world: World) -> None:
    poor, rich = await world.account(OVERDRAFT_REFUSED), await world.account()
    leg = world.leg(poor, rich)
    assert await world.refused(leg) == ("exceeds_credits", 0)
    await world.fund(poor, 100)
    assert await world.refused(leg) == ("id_already_failed", 0)
    await world.commit(leg._replace(id=fresh_id()))


async def test_03_in_an_entry_only_the_failing_legs_id_is_used_up(world: World) -> None:
    poor, rich = await world.account(OVERDRAFT_REFUSED), await world.account()
    legs = [world.leg(rich, await world.account()), world.leg(poor, rich), world.leg(rich, await world.account())]
    assert await world.refused(*legs) == ("exceeds_credits", 1)
    await world.fund(poor, 100)
    assert await world.refused(*legs) == ("id_already_failed", 1)
    await world.commit(legs[0], legs[1]._replace(id=fresh_id()), legs[2])


async def test_03_an_id_refused_for_its_form_can_be_mended(world: World) -> None:
    leg = world.leg(*await world.accounts(2))
    assert await world.refused(leg._replace(code=0)) == ("code_must_not_be_zero", 0)
    await world.commit(leg)


async def test_04_an_id_twice_in_one_entry_undoes_the_entry(world: World) -> None:
    cash, sales = await world.accounts(2)
    leg = world.leg(cash, sales)
    assert await world.refused(leg, leg) == ("exists_with_different_flags", 1)
    assert await world.refused(leg, leg, world.leg(cash, sales)) == ("exists", 1)
    assert await world.posted(cash) == (0, 0)
    await world.commit(leg)


async def test_04_an_id_twice_in_one_submit_is_judged_in_order(world: World) -> None:
    cash, sales = await world.accounts(2)
    entry = Entry((world.leg(cash, sales), world.leg(cash, sales)))
    changed = Entry((entry.legs[0]._replace(amount=1), entry.legs[1]))
    first, *rest = await world.submit(entry, entry, changed)
    assert isinstance(first, Committed)
    assert rest == [AlreadyCommitted(first.timestamp), Rejected("exists_with_different_amount", 0)]


async def test_05_a_balancing_leg_again_is_the_same_up_to_what_it_moved(world: World) -> None:
    purse, sink = await world.accounts(2)
    await world.fund(purse, 40)
    leg = world.leg(purse, sink, 100, balancing=Side.DEBIT)
    await world.commit(leg)
    assert isinstance(await world.post(leg._replace(amount=40)), AlreadyCommitted)
    assert isinstance(await world.post(leg._replace(amount=MOST_AMOUNT)), AlreadyCommitted)
    assert await world.refused(leg._replace(amount=39)) == ("exists_with_different_amount", 0)
    assert await world.posted(purse) == (40, 40)


async def resolved(world: World, kind: LegKind, amount: int) -> tuple[Leg, Leg]:
    """A hold of 100 and what resolved it."""
    held = world.pending(*await world.accounts(2), user_data_64=9)
    leg = world.resolving(kind, held, amount)
    await world.commit(held)
    await world.commit(leg)
    return held, leg


async def test_05_a_post_again_is_the_same_where_it_comes_to_the_same(world: World) -> None:
    held, leg = await resolved(world, LegKind.POST, MOST_AMOUNT)
    spelled_out = leg._replace(
        amount=100, debit=held.debit, credit=held.credit, ledger=held.ledger, code=held.code, user_data_64=9
    )
    assert isinstance(await world.post(leg), AlreadyCommitted)
    assert isinstance(await world.post(spelled_out), AlreadyCommitted)
    assert await world.refused(leg._replace(amount=99)) == ("exists_with_different_amount", 0)
    assert await world.refused(leg._replace(user_data_64=8)) == ("exists_with_different_user_data_64", 0)
    assert await world.refused(leg._replace(debit=5)) == ("exists_with_different_debit_account_id", 0)


async def test_05_a_partial_post_again_is_the_same_with_the_same_amount_only(world: World) -> None:
    _, leg = await resolved(world, LegKind.POST, 60)
    assert isinstance(await world.post(leg), AlreadyCommitted)
    assert await world.refused(leg._replace(amount=MOST_AMOUNT)) == ("exists_with_different_amount", 0)


async def test_05_a_void_again_is_the_same_with_all_or_nothing_named(world: World) -> None:
    _, leg = await resolved(world, LegKind.VOID, 0)
    assert isinstance(await world.post(leg._replace(amount=100)), AlreadyCommitted)
    assert await world.refused(leg._replace(amount=99)) == ("exists_with_different_amount", 0)
