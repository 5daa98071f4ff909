"""CheckService: what somebody does to the tables behind the ledger's back is found, and named by its invariant.

Triggers are off while a violation is planted, as only the server's owner can.
"""

from typing import Any

import asyncpg
import grpc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from m_kit.testing import Metadata

from book_keeper.tests.books import Books, rent, sale

OK, VIOLATED = check_service_pb2.Invariant.OK, check_service_pb2.Invariant.VIOLATED
NOTHING = check_service_pb2.Invariant.NOT_APPLICABLE
ALL = ("I1", "I4", "I7", "I8", "I9", "I10", "I13", "I14")


class Tampering:
    """The server's owner at work on one tenant's books."""

    def __init__(self, connection: asyncpg.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    async def fold(self) -> None:
        """All deltas become balances."""
        await self._connection.fetchval("select fold_balances($1)", self._tenant)

    async def run(self, statement: str) -> None:
        """One row of this tenant is changed, unseen by triggers."""
        await self._connection.execute("set session_replication_role = replica")
        try:
            done = await self._connection.execute(statement, self._tenant)
        finally:
            await self._connection.execute("set session_replication_role = origin")
        assert done.endswith(" 1"), f"{done}: it must hit one row"


@pytest.fixture
def tampering(superuser: asyncpg.Connection, tenant: str) -> Tampering:
    """Over the tables of the test's tenant."""
    return Tampering(superuser, tenant)


@pytest.fixture
async def filled(books: Books, tampering: Tampering) -> Books:
    """Vouchers of three months, folded, with April closed."""
    await books.post_all(
        sale("100", day="2026-04-10"), rent("30", day="2026-05-10"), sale("5", day="2026-06-10"), request_id="first"
    )
    await books.posted(sale("7", day="2026-05-11", currency="USD"))
    await tampering.fold()
    await books.close_month("2026-04-01")
    return books


async def found(channel: grpc.aio.Channel, metadata: Metadata) -> dict[str, Any]:
    stub = CheckServiceStub(channel)
    answer = await stub.RunChecks(check_service_pb2.RunChecksRequest(), metadata=metadata)
    assert [one.id for one in answer.invariants] == list(ALL)
    return {one.id: one for one in answer.invariants}


async def violated(channel: grpc.aio.Channel, metadata: Metadata) -> set[str]:
    return {name for name, one in (await found(channel, metadata)).items() if one.status == VIOLATED}


async def test_sound_books_are_found_sound(filled: Books, channel: grpc.aio.Channel) -> None:
    invariants = await found(channel, filled.metadata)
    assert {name for name, one in invariants.items() if one.status != OK} == {"I7", "I13", "I14"}
    assert {name: one.checked for name, one in invariants.items()} == {
        "I1": 4,
        "I4": 4,
        "I7": 0,
        "I8": 8,
        "I9": 1,
        "I10": 1,
        "I13": 0,
        "I14": 0,
    }
    assert all(one.title and not one.violations for one in invariants.values())


async def test_sound_books_are_sound_before_the_fold_and_after_a_year_close(
    filled: Books, channel: grpc.aio.Channel
) -> None:
    await filled.posted(sale("1", day="2026-06-10"))
    assert await violated(channel, filled.metadata) == set()
    year = await filled.year()
    await filled.call("CloseFiscalYear", id=year.id, retained_earnings_account_code="Retained")
    assert await violated(channel, filled.metadata) == set()
    assert (await found(channel, filled.metadata))["I10"].checked == 12


async def test_without_books_there_is_nothing_to_check(nobody: Books, channel: grpc.aio.Channel) -> None:
    assert {one.status for one in (await found(channel, nobody.metadata)).values()} == {NOTHING}


MAY_LINE = "(select voucher_id from line where tenant = $1 and posting_date = '2026-05-10' limit 1)"
TAMPERINGS = {
    "a line's amount": (
        f"update line set amount = amount + 1 where tenant = $1 and number = 1 and voucher_id = {MAY_LINE}",
        {"I1", "I8"},
    ),
    "a line's account": (
        f"update line set account_key = account_key + 1 where tenant = $1 and number = 1 and voucher_id = {MAY_LINE}",
        {"I8"},
    ),
    "a line's units": (
        f"update line set units = 3 where tenant = $1 and number = 1 and voucher_id = {MAY_LINE}",
        {"I8"},
    ),
    "a line that is gone": (
        f"delete from line where tenant = $1 and number = 1 and voucher_id = {MAY_LINE}",
        {"I1", "I8"},
    ),
    "a currency that changed": (
        "update line set ledger = (select max(ledger) from line where tenant = $1)"
        f" where tenant = $1 and number = 1 and voucher_id = {MAY_LINE}",
        {"I1", "I8"},
    ),
    "a balance of a day": (
        "update balance_day set debit = debit + 1 where tenant = $1 and posting_date = '2026-05-10' and debit > 0",
        {"I8"},
    ),
    "a balance of a day that is gone": (
        "delete from balance_day where tenant = $1 and posting_date = '2026-05-10' and debit > 0",
        {"I8"},
    ),
    "a balance of a month": (
        "update balance_period set credit = credit + 1 where tenant = $1 and (period_key, account_key, ledger) ="
        " (select period_key, account_key, ledger from balance_period where tenant = $1 and credit > 0 limit 1)",
        {"I8"},
    ),
    "a delta from nowhere": (
        "insert into balance_delta select tenant, company_id, account_key, ledger, unit_code, period_key, posting_date,"
        " closing, 1, 0, 0, 0, 0, 0, 1 from balance_day where tenant = $1 limit 1",
        {"I8"},
    ),
    "a balance of another dimension": (
        "update balance_day set dimension_set = 99 where tenant = $1 and (period_key, account_key, ledger) ="
        " (select period_key, account_key, ledger from balance_day where tenant = $1 and credit > 0 limit 1)",
        {"I8"},
    ),
    "a functional amount in a balance": (
        "update balance_day set functional_debit = 1 where tenant = $1 and posting_date = '2026-05-10' and debit > 0",
        {"I8"},
    ),
    "a gap": ("update voucher set sequence = 9 where tenant = $1 and sequence = 4", {"I9"}),
    "a series that does not begin at 1": (
        "update voucher set journal_code = 'SJ' where tenant = $1 and sequence = 4",
        {"I9"},
    ),
    "a number given twice": ("update voucher set sequence = 3 where tenant = $1 and sequence = 4", {"I9"}),
    "a closed month's line": (
        "update line set unit_code = unit_code || 'X' where tenant = $1 and number = 1 and posting_date = '2026-04-10'",
        {"I8", "I10"},
    ),
    "a closed month's date": (
        "update voucher set posting_date = '2026-04-11' where tenant = $1 and posting_date = '2026-04-10'",
        {"I10"},
    ),
    "a voucher moved out of a closed month": (
        "update voucher set period_key = period_key + 1 where tenant = $1 and posting_date = '2026-04-10'",
        {"I10"},
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
async def test_what_was_tampered_with_is_found_by_its_invariants_alone(
    filled: Books, channel: grpc.aio.Channel, tampering: Tampering, name: str
) -> None:
    statement, invariants = TAMPERINGS[name]
    await tampering.run(statement)
    assert await violated(channel, filled.metadata) == invariants
    for one in (await found(channel, filled.metadata)).values():
        assert bool(one.violations) == (one.id in invariants), "a sentence says what is wrong"


async def test_a_voucher_that_is_gone_leaves_lines_a_gap_and_a_changed_month(
    filled: Books, channel: grpc.aio.Channel, tampering: Tampering
) -> None:
    await tampering.run("delete from voucher where tenant = $1 and posting_date = '2026-04-10'")
    assert await violated(channel, filled.metadata) == {"I1", "I8", "I9", "I10"}


async def test_a_document_step_that_stands_twice_is_found(
    filled: Books, channel: grpc.aio.Channel, superuser: asyncpg.Connection, tampering: Tampering
) -> None:
    await superuser.execute("drop index voucher_source_once")
    try:
        for day in ("2026-05-10", "2026-06-10"):
            await tampering.run(
                "update voucher set source_type = 't', source_id = '1', source_purpose = 'post'"
                f" where tenant = $1 and posting_date = '{day}'"
            )
        assert await violated(channel, filled.metadata) == {"I4"}
    finally:
        await tampering.run(
            "update voucher set source_id = '' where tenant = $1 and source_id = '1' and posting_date = '2026-05-10'"
        )
        await superuser.execute(
            "create unique index voucher_source_once on voucher (company_id, source_type, source_id, source_purpose)"
            " where source_id <> ''"
        )


async def test_each_tenant_hears_of_its_own_books_alone(
    filled: Books, channel: grpc.aio.Channel, tampering: Tampering, stranger: Metadata
) -> None:
    await tampering.run("update voucher set sequence = 9 where tenant = $1 and sequence = 4")
    assert {one.status for one in (await found(channel, stranger)).values()} == {NOTHING}


async def test_a_context_describes_itself(nobody: Books, channel: grpc.aio.Channel) -> None:
    stub = CheckServiceStub(channel)
    answer = await stub.DescribeContext(check_service_pb2.DescribeContextRequest(), metadata=nobody.metadata)
    assert (answer.context, answer.schema, answer.healthy) == ("book_keeper", "book_keeper", True)
    assert [(one.name, one.adapter, one.healthy) for one in answer.engines] == [
        ("database", "postgres", True),
        ("ledger", "postgres", True),
    ]
    assert "no secret" not in str(answer)
