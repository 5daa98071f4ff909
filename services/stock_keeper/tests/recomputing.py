"""The recompute job beside a world, and whoever posts what it finds."""

import uuid
from dataclasses import dataclass
from typing import Any

import grpc
from businessm.stock.v1 import recompute_pb2 as pb
from businessm.stock.v1.recompute_service_pb2_grpc import RecomputeServiceStub
from m_kit.clock import SystemClock
from m_kit.database import Database
from m_kit.events import Outbox
from m_kit.events.outbox import NOBODY
from m_kit.failpoints import FailPoints
from m_kit.ids import new_id
from m_kit.posting import POSTED, Decision, Posting
from m_kit.posting.reservations import HeldStore
from m_kit.uow import UnitOfWork

from stock_keeper.store.replays import ReplayStore
from stock_keeper.tests.worlds import World
from stock_keeper.usecases.recompute import Recomputer


@dataclass
class Recomputing:
    """Of one tenant. Without the background: a test says when it looks."""

    world: World
    tenant: str
    job: Recomputer
    stub: RecomputeServiceStub

    @classmethod
    def of(cls, database: Database, channel: grpc.aio.Channel, world: World, tenant: str) -> "Recomputing":
        """On the keeper's own database."""
        outbox = Outbox("stock_keeper", {}, {NOBODY: lambda _: None})
        held, store = HeldStore(database), ReplayStore(database)
        job = Recomputer(UnitOfWork(database), store, held, outbox, SystemClock(), FailPoints())
        return cls(world, tenant, job, RecomputeServiceStub(channel))

    async def done(self) -> None:
        """Everything is valued; nothing is put off."""
        assert await self.job.look(self.tenant) == 0

    async def latest(self) -> pb.Recompute:
        """The last one."""
        request = pb.ListRecomputesRequest(company_id=str(self.world.company_id), page_size=1)
        answer: pb.ListRecomputesResponse = await self.call("ListRecomputes", request)
        return answer.recomputes[0]

    async def revaluations(self) -> list[pb.Revaluation]:
        """Those that are not final."""
        request = pb.ListRevaluationsRequest(company_id=str(self.world.company_id), page_size=250)
        return list((await self.call("ListRevaluations", request)).revaluations)

    def posting(self, attempt: int = 0) -> Posting:
        """Of a document nobody has seen."""
        return Posting("wms", self.world.company_id, "wms.stock_revaluation", new_id(), "post", 1, attempt)

    async def reserve(self, posting: Posting, found: pb.Revaluation, day: str = "") -> list[pb.RevaluationShare]:
        """What the voucher must say; on its own day where none is said."""
        request = pb.ReserveRevaluationRequest(
            posting=posting.message(), revaluation_id=found.id, posting_date=day or found.posting_date
        )
        return list((await self.call("ReserveRevaluation", request)).shares)

    async def confirm(self, posting: Posting) -> None:
        """As posted."""
        decision = Decision(posting.id, POSTED, "SRV/2026/00001", SystemClock().now())
        await self.call("ConfirmRevaluation", pb.ConfirmRevaluationRequest(decision=decision.message()))

    async def cancel(self, posting: Posting) -> None:
        """As given up."""
        await self.call("CancelRevaluation", pb.CancelRevaluationRequest(posting=posting.message()))

    async def post(self, found: pb.Revaluation) -> None:
        """By a document of its own."""
        posting = self.posting()
        await self.reserve(posting, found)
        await self.confirm(posting)

    async def settled(self) -> None:
        """Everything is valued and posted."""
        await self.done()
        for found in await self.revaluations():
            await self.post(found)

    async def adjustments(self, movement_id: uuid.UUID | str = "") -> list[int]:
        """What movements are worth more, in paise."""
        request = pb.ListValueAdjustmentsRequest(
            company_id=str(self.world.company_id), movement_id=str(movement_id), page_size=250
        )
        found = (await self.call("ListValueAdjustments", request)).value_adjustments
        return [int(one.amount.amount.replace(".", "")) for one in found]

    async def call(self, rpc: str, request: Any) -> Any:
        """One call of RecomputeService as the world's caller."""
        return await getattr(self.stub, rpc)(request, metadata=self.world.metadata)
