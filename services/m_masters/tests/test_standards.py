"""Standard currencies and units: everyone's to read, nobody's to change."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import grpc
import pytest
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.testing import Metadata, MigratedDatabases, new_tenant, refusal_of
from m_kit.uow import UnitOfWork
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from m_masters.domain.currencies import standard_currencies
from m_masters.domain.uoms import standard_uoms
from m_masters.module import MODULE
from m_masters.store.currencies import CurrencyRepository
from m_masters.store.tables import EVERYONE
from m_masters.tests.nouns import CURRENCY, UOM, Client, Noun
from m_masters.usecases.standards import put_standards

NOW = datetime(2026, 4, 1, tzinfo=UTC)
CODE = {CURRENCY.name: "INR", UOM.name: "KGM"}


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """masters' database with what comes with the product in it."""
    opened = await migrated_databases.of(MODULE)
    await put_standards(UnitOfWork(opened), FixedClock(NOW))
    yield opened
    await opened.close()


async def test_every_tenant_has_them_under_the_same_id(
    coded: Noun, channel: grpc.aio.Channel, acme: Metadata, stranger: Metadata
) -> None:
    ours, theirs = Client(coded, channel, acme), Client(coded, channel, stranger)
    found = (await ours.page(code=CODE[coded.name]))[0]
    assert [one.standard for one in found] == [True]
    assert await theirs.get(found[0].id) == found[0]
    assert await theirs.batch([found[0].id]) == [found[0].id]


async def test_all_of_them_are_listed(channel: grpc.aio.Channel, acme: Metadata) -> None:
    assert {one.code for one in await Client(CURRENCY, channel, acme).walk()} == standard_currencies().keys()
    assert {one.code for one in await Client(UOM, channel, acme).walk()} == standard_uoms().keys()


async def test_none_can_be_changed_or_archived(coded: Noun, channel: grpc.aio.Channel, acme: Metadata) -> None:
    client = Client(coded, channel, acme)
    standard = (await client.page(code=CODE[coded.name]))[0][0]
    refused = await refusal_of(client.update(standard, name="Mine"))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "STATE_INVALID")
    refused = await refusal_of(client.archive(standard))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "STATE_INVALID")
    assert await client.get(standard.id) == standard


async def test_a_tenants_own_code_may_not_repeat_one(coded: Noun, channel: grpc.aio.Channel, acme: Metadata) -> None:
    refused = await refusal_of(Client(coded, channel, acme).create(code=CODE[coded.name], name="Mine"))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == (f"{coded}.code",)


async def test_a_tenant_cannot_call_its_own_standard(coded: Noun, channel: grpc.aio.Channel, acme: Metadata) -> None:
    made = await Client(coded, channel, acme).created(code="LOYALTY", name="Points", standard=True, archived=True)
    assert (made.standard, made.archived) == (False, False)


async def test_putting_them_in_again_changes_nothing(database: Database, clock: FixedClock) -> None:
    assert await put_standards(UnitOfWork(database), clock) == 0


async def test_what_a_newer_version_says_otherwise_is_taken_over(database: Database, clock: FixedClock) -> None:
    uow = UnitOfWork(database)
    euro = standard_currencies()["EUR"]
    async with uow.transaction(EVERYONE) as transaction:
        await CurrencyRepository(transaction).put_standards([replace(euro, name="Ecu")], clock.now())
    async with uow.transaction(new_tenant()) as transaction:
        before = await CurrencyRepository(transaction).get(euro.id)
    assert await put_standards(uow, clock) == 1
    async with uow.transaction(new_tenant()) as transaction:
        after = await CurrencyRepository(transaction).get(euro.id)
    assert (before.name, after.name, after.revision) == ("Ecu", euro.name, before.revision + 1)


@pytest.mark.parametrize("table", ["currency", "uom"])
@pytest.mark.parametrize(
    "statement",
    [
        "update {table} set name = 'Mine' where tenant = ''",
        "update {table} set tenant = :mine where tenant = ''",
        "select * from {table} where tenant = '' for update",
    ],
)
async def test_row_security_hides_them_from_writing(database: Database, table: str, statement: str) -> None:
    tenant = new_tenant()
    parameters = {"mine": tenant} if ":mine" in statement else {}
    async with UnitOfWork(database).transaction(tenant) as transaction:
        done = await transaction.execute(text(statement.format(table=table)), parameters)
    assert max(done.rowcount, 0) == 0


@pytest.mark.parametrize("table", ["currency", "uom", "party", "item", "uom_conversion", "address"])
async def test_nobody_may_delete(database: Database, table: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with UnitOfWork(database).transaction(new_tenant()) as transaction:
            await transaction.execute(text(f"delete from {table}"))


async def test_no_tenant_writes_for_everyone(database: Database) -> None:
    insert = (
        "insert into currency (id, tenant, code, name, minor_unit_digits, symbol, create_time, update_time)"
        " values (gen_random_uuid(), '', 'MINE', 'Mine', 2, '', now(), now())"
    )
    with pytest.raises(DBAPIError, match="row-level security"):
        async with UnitOfWork(database).transaction(new_tenant()) as transaction:
            await transaction.execute(text(insert))
