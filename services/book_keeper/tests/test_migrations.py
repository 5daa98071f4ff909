"""book_keeper's schema, from nothing."""

import pytest
from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.migrations import read_migrations
from m_kit.testing import PASSWORD, Address, connected, make_database, migrate_module, role_of

from book_keeper.module import MODULE
from book_keeper.store.tables import metadata

VERSIONS = [migration.version for migration in read_migrations(MODULE.migrations)]


# A voucher of two lines, and what it added to balances.
_BOOKS_BEFORE_0023 = """
insert into known_tenant values ('t');
insert into company values ('00000000-0000-4000-8000-00000000000c', 't', 'C', 'C', 'INR', 1, now(), now());
insert into company_currency (tenant, company_id, currency_code, scale)
values ('t', '00000000-0000-4000-8000-00000000000c', 'INR', 2);
insert into account (id, tenant, company_id, code, name, type, create_time, update_time)
select gen_random_uuid(), 't', '00000000-0000-4000-8000-00000000000c', code, code, 1, now(), now()
from unnest(array['Cash', 'Sales']) code;
insert into voucher values ('00000000-0000-4000-8000-00000000000d', 't', '00000000-0000-4000-8000-00000000000c',
  gen_random_uuid(), 'x', 'GJ', '2026', 1, '2026-05-10', 1, 'Asha', 'goods', '', '', '', null, false, 'ann', now());
insert into line (voucher_id, number, tenant, account_key, ledger, amount, is_credit, unit_code, units, role, narration,
  posting_date)
select '00000000-0000-4000-8000-00000000000d', n, 't', n, 1, 1500 - 1000 * n, n = 2, '', 0, '', '', '2026-05-10'
from generate_series(1, 2) n;
insert into balance_delta
select 't', '00000000-0000-4000-8000-00000000000c', account_key, ledger, '', 1, posting_date, false,
  greatest(amount, 0), greatest(-amount, 0), 0
from line;
"""


@pytest.fixture
async def empty(postgres_address: Address) -> str:
    """The name of an empty database."""
    name = f"empty_{new_id().hex}"
    await make_database(postgres_address, name)
    return name


async def test_all_at_once_and_never_again(postgres_address: Address, empty: str) -> None:
    assert await migrate_module(postgres_address, empty, MODULE) == len(VERSIONS)
    assert await migrate_module(postgres_address, empty, MODULE) == 0


async def test_one_by_one(postgres_address: Address, empty: str) -> None:
    ran = [await migrate_module(postgres_address, empty, MODULE, up_to=version) for version in VERSIONS]
    assert ran == [1] * len(VERSIONS)


async def test_every_table_is_owned_by_nobody_who_logs_in(postgres_address: Address, empty: str) -> None:
    await migrate_module(postgres_address, empty, MODULE)
    connection = await connected(postgres_address, empty)
    try:
        owners = await connection.fetch(
            "select distinct r.rolname, r.rolcanlogin from pg_class c join pg_roles r on r.oid = c.relowner"
            " where c.relnamespace = 'book_keeper'::regnamespace"
        )
    finally:
        await connection.close()
    assert [tuple(row) for row in owners] == [("m_owner", False)]


async def test_tables_are_as_the_repositories_see_them(postgres_address: Address, empty: str) -> None:
    await migrate_module(postgres_address, empty, MODULE)
    database = Database(postgres_address.url(user=role_of(MODULE), password=PASSWORD, database=empty), MODULE.name)
    for table in metadata.tables.values():
        rows = await database.call(
            "select column_name from information_schema.columns where table_schema = 'book_keeper' and table_name = $1",
            table.name,
        )
        assert set(table.columns.keys()) <= {row["column_name"] for row in rows}
        assert rows
    await database.close()


async def test_lines_that_are_there_already_keep_the_order_they_were_posted_in(
    postgres_address: Address, empty: str
) -> None:
    await migrate_module(postgres_address, empty, MODULE, up_to=14)
    connection = await connected(postgres_address, empty)
    try:
        await connection.execute("set search_path to book_keeper")
        for amount in range(5):
            await connection.execute(
                "insert into line select gen_random_uuid(), n, 't', 1, 1, $1, false, '', 0, '', '', '2026-05-10'"
                " from generate_series(1, 200) n",
                amount,
            )
        await migrate_module(postgres_address, empty, MODULE, up_to=15)
        rows = await connection.fetch("select amount, number from line order by posting_order")
    finally:
        await connection.close()
    assert [tuple(row) for row in rows] == [(amount, n) for amount in range(5) for n in range(1, 201)]


async def test_seals_and_balances_that_are_there_already_hold_afterwards(postgres_address: Address, empty: str) -> None:
    await migrate_module(postgres_address, empty, MODULE, up_to=22)
    connection = await connected(postgres_address, empty)
    try:
        await connection.execute("set search_path to book_keeper")
        await connection.execute(_BOOKS_BEFORE_0023)
        assert await connection.fetchval("select seal_vouchers('t', 10)") == 1
        await connection.fetchval("select fold_balances('t')")
        await migrate_module(postgres_address, empty, MODULE)
        verified = await connection.fetchrow(
            "select checked, broken from verify_seals('t', $1, 0, 10)", "00000000-0000-4000-8000-00000000000c"
        )
        kept = await connection.fetch("select unvalued from balance_period union all select unvalued from balance_day")
    finally:
        await connection.close()
    assert tuple(verified) == (1, "")
    assert sorted(row["unvalued"] for row in kept) == [-500, -500, 500, 500]


async def test_months_that_closed_with_their_year_are_known_afterwards(postgres_address: Address, empty: str) -> None:
    await migrate_module(postgres_address, empty, MODULE, up_to=15)
    connection = await connected(postgres_address, empty)
    try:
        await connection.execute("set search_path to book_keeper")
        for tenant in ("t1", "t2"):
            await connection.execute(
                f"""
                insert into known_tenant values ('{tenant}');
                with c as (
                  insert into company values (gen_random_uuid(), '{tenant}', 'C', 'C', 'INR', 1, now(), now())
                  returning id
                ), y as (
                  insert into fiscal_year (id, tenant, company_id, label, start_date, end_date, state, create_time,
                    update_time)
                  select gen_random_uuid(), '{tenant}', id, '2026', '2026-01-01', '2026-02-28', 2, now(), '2026-03-03'
                  from c returning key, company_id
                )
                insert into period (id, tenant, company_id, fiscal_year_key, year_label, start_date, end_date, state,
                  close_time)
                select gen_random_uuid(), '{tenant}', company_id, key, '2026', day, day + 27, 3, closed
                from y, (values (date '2026-01-01', date '2026-02-02'), ('2026-02-01', '2026-03-03')) p (day, closed)
                """
            )
        await migrate_module(postgres_address, empty, MODULE, up_to=16)
        rows = await connection.fetch("select tenant, start_date::text, closed_with_year from period order by 1, 2")
    finally:
        await connection.close()
    assert [tuple(row) for row in rows] == [
        (tenant, day, with_year)
        for tenant in ("t1", "t2")
        for day, with_year in (("2026-01-01", False), ("2026-02-01", True))
    ]
