"""What keeps a stock revaluation from being posted is told once for each reason."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from businessm.wms.v1.events_pb2 import StockRevaluationHeld
from google.protobuf import any_pb2
from m_kit.clock import FixedClock
from m_kit.events import Outbox
from m_kit.ids import new_id
from m_kit.testing import MigratedDatabases, new_tenant
from m_kit.uow import UnitOfWork

from m_wms.domain.revaluations import RevaluationLine, StockRevaluation
from m_wms.module import MODULE
from m_wms.store.revaluations import RevaluationRepository
from m_wms.usecases.revaluations import Reposter

NOW = datetime(2026, 5, 2, tzinfo=UTC)
CLOSED, UNKNOWN = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.NOT_FOUND
EVENTS = sa.text("select event_id, data from outbox where aggregate_id = :id order by place")
FORGOTTEN = sa.text("delete from outbox where aggregate_id = :id")


class FakeService:
    """Refuses what it is asked to post, with `refuses`, until that is None."""

    refuses: grpc.StatusCode | None = CLOSED

    async def PostStockRevaluation(self, _: Any) -> None:
        if self.refuses:
            nothing = grpc.aio.Metadata()
            raise grpc.aio.AioRpcError(self.refuses, nothing, nothing, f"no: {self.refuses.name}")


class FakeDecisions:
    """Of one tenant."""

    def __init__(self, tenant: str) -> None:
        self._tenant = tenant

    async def tenants(self) -> list[str]:
        return [self._tenant]


class World:
    """A draft, and reposters of several processes."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow, self.tenant, self.service, self.draft = uow, new_tenant(), FakeService(), draft()

    async def add_draft(self) -> None:
        async with self.uow.transaction(self.tenant) as transaction:
            await RevaluationRepository(transaction).add(self.draft)

    def reposter(self) -> Reposter:
        outbox = Outbox("wms", {"wms.stock_revaluation.held": ("desk",)}, {"desk": lambda _: None})
        decisions: Any = FakeDecisions(self.tenant)
        service: Any = self.service
        return Reposter("wms", self.uow, decisions, FixedClock(NOW), service, outbox)

    async def told(self) -> list[StockRevaluationHeld]:
        """Events that have yet to be taken by who subscribes to them."""
        async with self.uow.transaction(self.tenant) as transaction:
            rows = await transaction.execute(EVENTS, {"id": self.draft.id})
        found = []
        for row in rows:
            held = StockRevaluationHeld()
            assert any_pb2.Any.FromString(row.data).Unpack(held)
            found.append(held)
        return found


def draft() -> StockRevaluation:
    line = RevaluationLine(uuid.uuid4(), "wms.delivery", "post", 100)
    return StockRevaluation(new_id(), new_id(), date(2026, 5, 1), new_id(), "INR", 2, (line,), 1, NOW, NOW)


@pytest.fixture
async def world(migrated_databases: MigratedDatabases) -> AsyncIterator[World]:
    database = await migrated_databases.of(MODULE)
    made = World(UnitOfWork(database))
    await made.add_draft()
    yield made
    await database.close()


async def test_what_is_refused_is_told_with_its_reason(world: World) -> None:
    assert await world.reposter().once() == 0
    [held] = await world.told()
    assert held.stock_revaluation.id == str(world.draft.id)
    assert (held.reason, held.message) == ("FAILED_PRECONDITION", "no: FAILED_PRECONDITION")


async def test_a_reason_is_told_once_whoever_finds_it_and_another_one_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("m_wms.usecases.revaluations.REFUSED_SECONDS", 0.0)
    first, second = world.reposter(), world.reposter()
    for reposter in (first, second, first):
        await reposter.once()
    assert [held.reason for held in await world.told()] == ["FAILED_PRECONDITION"]
    world.service.refuses = UNKNOWN
    await first.once()
    assert [held.reason for held in await world.told()] == ["FAILED_PRECONDITION", "NOT_FOUND"]


async def test_the_same_reason_is_the_same_event_after_it_was_taken(world: World) -> None:
    ids = []
    for _ in range(2):
        await world.reposter().once()
        async with world.uow.transaction(world.tenant) as transaction:
            ids += [row.event_id for row in await transaction.execute(EVENTS, {"id": world.draft.id})]
            await transaction.execute(FORGOTTEN, {"id": world.draft.id})
    assert len(ids) == 2
    assert len(set(ids)) == 1


async def test_what_is_posted_is_not_told_as_held(world: World) -> None:
    world.service.refuses = None
    assert await world.reposter().once() == 1
    assert await world.told() == []
