"""The repositories' own promises, where two transactions meet."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from m_kit.database import Database
from m_kit.errors import EtagMismatch
from m_kit.ids import new_id
from m_kit.testing import MigratedDatabases, new_tenant
from m_kit.uow import UnitOfWork

from m_masters.domain.currencies import Currency
from m_masters.domain.items import Item, ValuationMethod
from m_masters.domain.parties import Party, PartyKind
from m_masters.domain.uoms import Uom, UomDimension
from m_masters.module import MODULE
from m_masters.store.currencies import CurrencyRepository
from m_masters.store.items import ItemRepository
from m_masters.store.parties import PartyRepository
from m_masters.store.uoms import UomRepository

NOW = datetime(2026, 4, 1, tzinfo=UTC)
END = {"archived": False, "revision": 1, "create_time": NOW, "update_time": NOW}
TEXTS = {"code": "KIRANA", "name": "Kirana", "email": "", "phone": "", "language_code": ""}
NEW: list[tuple[Any, Any]] = [
    (PartyRepository, Party(id=new_id(), kind=PartyKind.PERSON, **TEXTS, **END)),  # type: ignore[arg-type]
    (CurrencyRepository, Currency(new_id(), "POINTS", "Points", 3, "p", False, False, 1, NOW, NOW)),
    (UomRepository, Uom(new_id(), "KARTON", "Karton", "k", True, UomDimension.COUNT, False, False, 1, NOW, NOW)),
    (
        ItemRepository,
        Item(new_id(), "TEA", "Tea", "", "KGM", 3, ValuationMethod.FIFO, True, False, ("96385074",), **END),  # type: ignore[arg-type]
    ),
]


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """masters' database."""
    opened = await migrated_databases.of(MODULE)
    yield opened
    await opened.close()


@pytest.mark.parametrize(("repository", "new"), NEW, ids=lambda value: getattr(value, "__name__", ""))
async def test_what_another_changed_in_between_is_not_written_over(
    database: Database, repository: Any, new: Any
) -> None:
    uow, tenant, new = UnitOfWork(database), new_tenant(), replace(new, id=new_id())
    async with uow.transaction(tenant) as transaction:
        await repository(transaction).add(new)
    async with uow.transaction(tenant) as slow:
        read = await repository(slow).get(new.id)
        assert read == new
        async with uow.transaction(tenant) as fast:
            await repository(fast).update(replace(read, name="First", revision=2), "etag")
        with pytest.raises(EtagMismatch) as refused:
            await repository(slow).update(replace(read, name="Second", revision=2), "etag")
    assert refused.value.field == "etag"
    async with uow.transaction(tenant) as transaction:
        assert (await repository(transaction).get(new.id)).name == "First"
