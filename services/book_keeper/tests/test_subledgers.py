"""I7: sub-ledgers are what control accounts say, and what somebody planted is found."""

import asyncpg
import grpc
import pytest

from book_keeper.tests.books import Books, rent, sale
from book_keeper.tests.test_checks import OK, Tampering, found, tampering, violated
from book_keeper.tests.test_dimensions import of, requires, shops

__all__ = ["shops", "tampering"]


@pytest.fixture
async def control(shops: Books, tampering: Tampering) -> Books:
    """Sales is a control account by cost centre; what was there before is in no sub-ledger."""
    before = await shops.posted(sale("1"))
    await requires(shops, "Sales", "COST_CENTRE")
    await shops.post_all(of("2", "NORTH"), of("4", "SOUTH", "ALPHA"), of("8", "NORTH", day="2026-06-10"), rent("1"))
    await shops.reverse(before)
    await tampering.fold()
    return shops


async def test_sound_sub_ledgers_are_found_sound(control: Books, channel: grpc.aio.Channel) -> None:
    one = (await found(channel, control.metadata))["I7"]
    assert (one.status, one.checked, list(one.violations)) == (OK, 1, [])
    await control.posted(of("1", "OFFICE"))
    year = await control.year()
    await control.call("CloseFiscalYear", id=year.id, retained_earnings_account_code="Retained")
    assert await violated(channel, control.metadata) == set()


@pytest.mark.parametrize(
    ("statement", "invariants", "said"),
    [
        (
            "update balance_day set dimension_set = 0 where tenant = $1 and credit = 800",
            {"I7", "I8"},
            "the sub-ledger comes to -600, the account to -1400",
        ),
        (
            "update balance_day set credit = credit + 5 where tenant = $1 and credit = 200 and dimension_set <> 0",
            {"I7", "I8"},
            "the sub-ledger comes to -1405, the account to -1400",
        ),
        (
            "update line set dimension_set = 0 where tenant = $1 and amount = -800",
            {"I7", "I8"},
            "the sub-ledger comes to -1400, the account to -600",
        ),
        (
            "update dimension set code = 'WEST' where tenant = $1 and code = 'NORTH'",
            {"I7"},
            'is not what it is called: {"COST_CENTRE": "NORTH"}',
        ),
        (
            "update dimension_set set company_id = gen_random_uuid() where tenant = $1 and codes ? 'PROJECT'",
            {"I7"},
            "has a set of dimensions that is not its company's",
        ),
    ],
)
async def test_a_planted_mismatch_is_found(
    control: Books, channel: grpc.aio.Channel, tampering: Tampering, statement: str, invariants: set[str], said: str
) -> None:
    await tampering.run(statement)
    assert await violated(channel, control.metadata) == invariants
    assert any(said in text for text in (await found(channel, control.metadata))["I7"].violations)


async def test_a_line_in_no_sub_ledger_is_found_though_balances_say_the_same(
    control: Books, channel: grpc.aio.Channel, superuser: asyncpg.Connection, tampering: Tampering, tenant: str
) -> None:
    for table, where in (("line", "amount = -800"), ("balance_day", "credit = 800")):
        await tampering.run(f"update {table} set dimension_set = 0 where tenant = $1 and {where}")
    await tampering.run("update balance_period set dimension_set = 0 where tenant = $1 and credit = 800")
    assert await violated(channel, control.metadata) == set(), "within the first minute it may have been on its way"
    await tampering.run(
        "update account set required_since = required_since - interval '1 hour' where tenant = $1 and"
        " required_dimensions is not null"
    )
    assert await violated(channel, control.metadata) == {"I7"}
    (text, *_) = (await found(channel, control.metadata))["I7"].violations
    assert "on control account Sales" in text
