"""One transaction per rpc, and what becomes of it when something breaks."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa

from m_kit.database import Database, driver_connection, duplicates_refused, translated_errors, violated_constraint
from m_kit.errors import BusinessError, ConflictRetry, Duplicate, NotFound, Unavailable
from m_kit.ids import new_id
from m_kit.uow import Transaction, UnitOfWork

ADD = sa.text("insert into note (id, tenant, text) values (:id, :tenant, :text)")
TEXTS = sa.text("select text from note order by text")


async def add(transaction: Transaction, text: str) -> None:
    await transaction.execute(ADD, {"id": new_id(), "tenant": transaction.tenant, "text": text})


async def texts(uow: UnitOfWork, tenant: str) -> list[str]:
    async with uow.transaction(tenant) as transaction:
        return [row.text for row in await transaction.execute(TEXTS)]


async def test_what_was_done_is_there_when_the_block_ends_and_not_before(uow: UnitOfWork, tenant: str) -> None:
    async with uow.transaction(tenant) as transaction:
        await add(transaction, "one")
        assert await texts(uow, tenant) == []
    assert await texts(uow, tenant) == ["one"]


@pytest.mark.parametrize("error", [ValueError, NotFound, asyncio.CancelledError, KeyboardInterrupt])
async def test_nothing_is_there_when_the_block_raises(
    uow: UnitOfWork, tenant: str, error: Callable[[str], BaseException]
) -> None:
    raised = error("no")

    async def work() -> None:
        async with uow.transaction(tenant) as transaction:
            await add(transaction, "one")
            raise raised

    with pytest.raises(type(raised)) as caught:
        await work()
    assert caught.value is raised
    assert await texts(uow, tenant) == []


async def test_it_ends_without_effect_when_told_so(uow: UnitOfWork, tenant: str) -> None:
    async with uow.transaction(tenant) as transaction:
        await add(transaction, "one")
        transaction.roll_back()
        await add(transaction, "two")
    assert await texts(uow, tenant) == []


async def test_each_transaction_sees_its_tenant_alone(uow: UnitOfWork, tenant: str) -> None:
    async with uow.transaction(tenant) as transaction:
        await add(transaction, "one")
    assert await texts(uow, "t-other") == []
    for _ in range(20):
        assert await texts(uow, tenant) == ["one"]
        assert await texts(uow, "") == []


async def test_a_tenant_does_not_stay_on_the_connection(database: Database, uow: UnitOfWork, tenant: str) -> None:
    async with uow.transaction(tenant) as transaction:
        pid = (await transaction.execute(sa.text("select pg_backend_pid()"))).scalar_one()
    async with database.engine.connect() as connection:
        query = sa.text("select pg_backend_pid(), coalesce(current_setting('m.tenant', true), '')")
        assert tuple((await connection.execute(query)).one()) == (pid, "")


async def test_a_tenants_name_is_a_value_and_no_sql(uow: UnitOfWork) -> None:
    name = "x'; drop table note; --"
    async with uow.transaction(name) as transaction:
        await add(transaction, "one")
    assert await texts(uow, name) == ["one"]


async def test_a_row_of_another_tenant_is_not_written(uow: UnitOfWork, tenant: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="row-level security"):
        async with uow.transaction(tenant) as transaction:
            await transaction.execute(ADD, {"id": new_id(), "tenant": "t-other", "text": "one"})


async def test_a_taken_place_is_a_duplicate_on_the_field_that_was_named(uow: UnitOfWork, tenant: str) -> None:
    async with uow.transaction(tenant) as transaction:
        await add(transaction, "one")

    async def add_again(**fields: str) -> None:
        async with uow.transaction(tenant) as transaction:
            with duplicates_refused(**fields):
                await add(transaction, "one")

    with pytest.raises(Duplicate) as refused:
        await add_again(note_text_unique="note.text")
    assert refused.value.field == "note.text"
    assert "note_text_unique" not in refused.value.message
    with pytest.raises(sa.exc.IntegrityError) as raised:
        await add_again(another="note.text")
    assert violated_constraint(raised.value) == "note_text_unique"


class Breaking:
    """A driver's errors, made by the server itself."""

    def __init__(self, database: Database, superuser: asyncpg.Connection) -> None:
        self._database, self._superuser = database, superuser

    async def end(self, connection: asyncpg.Connection) -> None:
        """The server ends that connection."""
        await self._superuser.execute("select pg_terminate_backend($1)", connection.get_server_pid())

    async def end_all(self) -> int:
        """Every connection of the pool ends, as when the server restarts; how many there were."""
        rows = await self._superuser.fetch(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'business-m notes'"
            " and datname = current_database()"
        )
        return len(rows)


@pytest.fixture
def breaking(database: Database, superuser: asyncpg.Connection) -> Breaking:
    """Breaks connections of the database."""
    return Breaking(database, superuser)


RAISED = {
    "40001": ConflictRetry,
    "40P01": ConflictRetry,
    "55P03": ConflictRetry,
    "57P01": Unavailable,
    "57P02": Unavailable,
    "57P03": Unavailable,
    "53300": Unavailable,
    "08006": Unavailable,
}


@pytest.mark.parametrize("code", RAISED)
@pytest.mark.parametrize("way", ["transaction", "call", "driver"])
async def test_a_drivers_error_becomes_ours_and_its_words_stay_inside(
    database: Database, uow: UnitOfWork, tenant: str, code: str, way: str
) -> None:
    statement = f"do $$ begin raise 'words of the driver' using errcode = '{code}'; end $$"

    async def in_transaction() -> None:
        async with uow.transaction(tenant) as transaction:
            await transaction.execute(sa.text(statement))

    async def on_the_driver() -> None:
        async with database.driver() as connection:
            await connection.execute(statement)

    ways: dict[str, Callable[[], Awaitable[Any]]] = {
        "transaction": in_transaction,
        "call": lambda: database.call(statement),
        "driver": on_the_driver,
    }
    with pytest.raises(BusinessError) as raised:
        await ways[way]()
    assert type(raised.value) is RAISED[code]
    assert "words of the driver" not in raised.value.message
    assert await texts(uow, tenant) == []
    assert (await database.call("select 1 as one"))[0]["one"] == 1


async def test_a_defect_in_a_statement_stays_a_defect(database: Database, uow: UnitOfWork, tenant: str) -> None:
    with pytest.raises(asyncpg.UndefinedTableError):
        await database.call("select * from nowhere")
    with pytest.raises(sa.exc.ProgrammingError):
        async with uow.transaction(tenant) as transaction:
            await transaction.execute(sa.text("select * from nowhere"))


async def test_a_transaction_whose_connection_is_lost_is_unavailable_and_left_nothing(
    uow: UnitOfWork, tenant: str, breaking: Breaking
) -> None:
    async def work() -> None:
        async with uow.transaction(tenant) as transaction:
            await add(transaction, "one")
            raw = (await transaction.connection.get_raw_connection()).driver_connection
            assert raw is not None
            await breaking.end(raw)
            await add(transaction, "two")

    with pytest.raises(Unavailable) as raised:
        await work()
    assert "terminat" not in raised.value.message
    assert await texts(uow, tenant) == []


async def test_the_pool_recovers_after_every_connection_was_lost(
    database: Database, uow: UnitOfWork, tenant: str, breaking: Breaking
) -> None:
    async def work(i: int) -> None:
        async with uow.transaction(tenant) as transaction:
            await add(transaction, f"{i}")

    await asyncio.gather(*(work(i) for i in range(8)), *(database.call("select 1") for _ in range(8)))
    assert await breaking.end_all() > 2
    failures = 0
    while True:
        try:
            await database.call("select 1")
            assert len(await texts(uow, tenant)) == 8
        except Unavailable:
            failures += 1
            assert failures < 40, "it never recovers"
        else:
            break
    await asyncio.gather(*(work(i) for i in range(8, 16)), *(database.call("select 1") for _ in range(8)))
    assert len(await texts(uow, tenant)) == 16


async def test_a_server_that_is_not_there_is_unavailable_and_its_address_stays_inside(tenant: str) -> None:
    nowhere = Database("postgresql+asyncpg://someone:canary@127.0.0.1:1/nothing", "notes")
    for work in (lambda: nowhere.call("select 1"), lambda: texts(UnitOfWork(nowhere), tenant)):
        with pytest.raises(Unavailable) as raised:
            await work()
        assert "127.0.0.1" not in raised.value.message
    assert nowhere.address == "127.0.0.1:1/nothing"
    await nowhere.close()


async def test_the_drivers_connection_is_never_handed_out_of_an_open_transaction(database: Database) -> None:
    async with database.engine.connect() as connection:
        await connection.execute(sa.text("select 1"))
        with pytest.raises(RuntimeError, match="never mix"):
            await driver_connection(connection)


async def test_a_call_is_a_transaction_of_its_own(database: Database, uow: UnitOfWork, tenant: str) -> None:
    await database.call(
        "with t as (select set_config('m.tenant', $2, true)) insert into note select $1::uuid, $2, 'one' from t",
        new_id(),
        tenant,
    )
    assert await texts(uow, tenant) == ["one"]
    assert (await database.call("select coalesce(current_setting('m.tenant', true), '') as now"))[0]["now"] == ""


async def test_timeouts_of_the_driver_are_unavailable() -> None:
    with pytest.raises(Unavailable):
        async with translated_errors():
            raise TimeoutError
