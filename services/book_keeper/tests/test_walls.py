"""What the database itself refuses, whatever code runs above it."""

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import posting_rule_pb2
from m_kit.database import Database
from m_kit.testing import calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import Books, sale
from book_keeper.tests.postings import Owner, posting

APPEND_ONLY = ("voucher", "line", "audit_event")
CHANGES = {
    "update": "update {table} set tenant = tenant",
    "delete": "delete from {table}",
    "truncate": "truncate {table}",
}
TENANT_TABLES = {
    "account",
    "audit_event",
    "balance_day",
    "balance_delta",
    "balance_period",
    "company",
    "company_currency",
    "fiscal_year",
    "idempotency",
    "line",
    "period",
    "posting_rule",
    "reservation",
    "series",
    "voucher",
}


@pytest.fixture
async def filled(
    channel: grpc.aio.Channel, books: Books, superuser: asyncpg.Connection, issuer: TokenIssuer, tenant: str
) -> Books:
    """A row in every table."""
    rule = posting_rule_pb2.PostingRule(company_id=books.company_id, role="TILL", account_code="Cash")
    await books.call("CreatePostingRule", posting_rule=rule)
    await books.posted(sale())
    await superuser.fetchval("select fold_balances($1)", tenant)
    await books.posted(sale())
    await books.close_month("2026-05-01")
    await Owner(channel, books, calling_as(issuer, tenant, user="service:wms", roles=())).reserve(
        posting(books), sale(day="2026-06-01")
    )
    return books


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", CHANGES)
async def test_the_contexts_role_may_not_change_what_is_posted(database: Database, table: str, change: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.call(CHANGES[change].format(table=table))


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("role", ["m_owner", "the superuser"])
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", CHANGES)
async def test_nobody_at_all_may_change_what_is_posted(
    superuser: asyncpg.Connection, tenant: str, role: str, table: str, change: str
) -> None:
    async with superuser.transaction():
        await superuser.execute("select set_config('m.tenant', $1, true)", tenant)
        if role == "m_owner":
            await superuser.execute("set local role m_owner")
        assert await superuser.fetchval(f"select count(*) from {table}") > 0
        with pytest.raises(asyncpg.RestrictViolationError, match="append only"):
            async with superuser.transaction():
                await superuser.execute(CHANGES[change].format(table=table))


async def test_an_upsert_is_no_way_around(filled: Books, superuser: asyncpg.Connection, tenant: str) -> None:
    with pytest.raises(asyncpg.RestrictViolationError):
        await superuser.execute(
            "insert into line overriding system value select * from line where tenant = $1"
            " on conflict (voucher_id, number) do update set amount = 0",
            tenant,
        )


async def test_every_table_with_a_tenant_is_under_forced_row_security(superuser: asyncpg.Connection) -> None:
    rows = await superuser.fetch(
        "select c.relname, c.relrowsecurity and c.relforcerowsecurity as secured,"
        "  exists (select from pg_policies p where p.schemaname = 'book_keeper' and p.tablename = c.relname) as policy"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'"
        " where c.relnamespace = 'book_keeper'::regnamespace and c.relkind in ('r', 'p')"
    )
    # And the kit's own, which every context's schema has.
    assert {row["relname"] for row in rows} > TENANT_TABLES
    assert all(row["secured"] and row["policy"] for row in rows)


async def test_the_contexts_role_owns_nothing_and_rises_above_nothing(
    database: Database, superuser: asyncpg.Connection
) -> None:
    (role,) = await database.call("select current_user as name")
    row = await superuser.fetchrow("select * from pg_roles where rolname = $1", role["name"])
    assert row is not None
    abilities = ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication")
    assert [name for name in abilities if row[name]] == []
    owned = "select count(*) from pg_class where relowner = $1::regrole"
    assert await superuser.fetchval(owned, role["name"]) == 0
    assert await superuser.fetchval("select count(*) from pg_proc where proowner = $1::regrole", role["name"]) == 0
    member = "select count(*) from pg_auth_members where member = $1::regrole"
    assert await superuser.fetchval(member, role["name"]) == 0
    for forbidden in (
        "set role m_owner",
        "set session_replication_role = replica",
        "alter table line disable trigger all",
        "alter table line no force row level security",
        "create table mine (x int)",
        "drop table line",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.call(forbidden)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", sorted(TENANT_TABLES))
async def test_without_a_tenant_there_is_no_row(
    database: Database, superuser: asyncpg.Connection, tenant: str, table: str
) -> None:
    assert await superuser.fetchval(f"select count(*) from {table} where tenant = $1", tenant) > 0
    assert (await database.call(f"select count(*) as count from {table}"))[0]["count"] == 0


async def _as(database: Database, tenant: str | None, statement: str) -> str:
    async with database.driver() as connection, connection.transaction():
        if tenant is not None:
            await connection.execute("select set_config('m.tenant', $1, true)", tenant)
        done: str = await connection.execute(statement)
        return done


COPY = {
    "company": "insert into company select gen_random_uuid(), '{tenant}', 'X', 'X', 'INR', 1, now(), now()",
    "audit_event": (
        "insert into audit_event select gen_random_uuid(), '{tenant}', gen_random_uuid(), 'x', gen_random_uuid(),"
        " 'x', now()"
    ),
    "series": "insert into series select '{tenant}', gen_random_uuid(), 'GJ', 1, 0",
}


@pytest.mark.parametrize("table", COPY)
async def test_a_row_is_written_for_ones_own_tenant_alone(database: Database, table: str) -> None:
    ours, theirs = new_tenant(), new_tenant()
    await _as(database, ours, COPY[table].format(tenant=ours))
    for caller in (None, ours):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await _as(database, caller, COPY[table].format(tenant=theirs))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await _as(database, None, COPY[table].format(tenant=ours))


@pytest.mark.usefixtures("filled")
async def test_another_tenants_rows_can_neither_be_seen_nor_changed_nor_given_away(
    database: Database, tenant: str
) -> None:
    theirs = new_tenant()
    assert await _as(database, theirs, "update company set name = 'theirs'") == "UPDATE 0"
    assert await _as(database, theirs, "delete from balance_delta") == "DELETE 0"
    assert await _as(database, tenant, "update company set name = 'ours'") == "UPDATE 1"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await _as(database, tenant, f"update company set tenant = '{theirs}'")


async def test_a_tenant_does_not_outlive_its_transaction(database: Database, tenant: str, filled: Books) -> None:
    async with database.driver() as connection:
        async with connection.transaction():
            await connection.execute("select set_config('m.tenant', $1, true)", tenant)
            assert await connection.fetchval("select count(*) from company") == 1
        assert await connection.fetchval("select count(*) from company") == 0
    assert filled.company_id
