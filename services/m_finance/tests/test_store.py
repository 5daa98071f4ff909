"""The repository's own promises, where two transactions and two tenants meet."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from m_kit.database import Database
from m_kit.errors import Duplicate, EtagMismatch, NotFound
from m_kit.ids import new_id
from m_kit.testing import MigratedDatabases, new_tenant
from m_kit.uow import UnitOfWork
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from m_finance.domain.trading_roles import RoleKind, TradingRole
from m_finance.module import MODULE
from m_finance.store.trading_roles import TradingRoleRepository

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """finance's database."""
    opened = await migrated_databases.of(MODULE)
    yield opened
    await opened.close()


def new_role() -> TradingRole:
    return TradingRole(new_id(), 30, "INR", "registered", False, 1, NOW, NOW)


@pytest.mark.parametrize("kind", RoleKind)
async def test_what_another_changed_in_between_is_not_written_over(database: Database, kind: RoleKind) -> None:
    uow, tenant, new = UnitOfWork(database), new_tenant(), new_role()
    async with uow.transaction(tenant) as transaction:
        await TradingRoleRepository(transaction, kind).add(new, "party_id")
    async with uow.transaction(tenant) as slow:
        read = await TradingRoleRepository(slow, kind).get(new.id)
        assert read == new
        async with uow.transaction(tenant) as fast:
            await TradingRoleRepository(fast, kind).update(replace(read, tax_class="first", revision=2), "etag")
        with pytest.raises(EtagMismatch) as refused:
            await TradingRoleRepository(slow, kind).update(replace(read, tax_class="second", revision=2), "etag")
    assert refused.value.field == "etag"
    async with uow.transaction(tenant) as transaction:
        assert (await TradingRoleRepository(transaction, kind).get(new.id)).tax_class == "first"


@pytest.mark.parametrize("kind", RoleKind)
async def test_a_role_is_of_its_tenant_and_its_kind(database: Database, kind: RoleKind) -> None:
    uow, tenant, new = UnitOfWork(database), new_tenant(), new_role()
    async with uow.transaction(tenant) as transaction:
        await TradingRoleRepository(transaction, kind).add(new, "party_id")
        for other in set(RoleKind) - {kind}:
            assert await TradingRoleRepository(transaction, other).by_ids([new.id]) == {}
    with pytest.raises(Duplicate) as refused:
        async with uow.transaction(tenant) as transaction:
            await TradingRoleRepository(transaction, kind).add(new, "party_id")
    assert refused.value.field == "party_id"
    async with uow.transaction(new_tenant()) as transaction:
        with pytest.raises(NotFound) as missing:
            await TradingRoleRepository(transaction, kind).get(new.id, f"{kind}.id")
    assert missing.value.field == f"{kind}.id"


@pytest.mark.parametrize("kind", RoleKind)
async def test_nobody_may_delete_and_no_tenant_writes_for_another(database: Database, kind: RoleKind) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with UnitOfWork(database).transaction(new_tenant()) as transaction:
            await transaction.execute(text(f"delete from {kind}"))
    insert = (
        f"insert into {kind} (id, tenant, payment_terms_days, currency_code, tax_class, create_time, update_time)"
        " values (gen_random_uuid(), 'theirs', 0, '', '', now(), now())"
    )
    with pytest.raises(DBAPIError, match="row-level security"):
        async with UnitOfWork(database).transaction(new_tenant()) as transaction:
            await transaction.execute(text(insert))
