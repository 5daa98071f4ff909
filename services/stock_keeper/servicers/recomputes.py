"""RecomputeService: goods valued anew, and what documents post of it."""

import uuid
from datetime import datetime

import grpc
from businessm.stock.v1 import recompute_pb2 as pb
from businessm.stock.v1 import recompute_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.dates import parse_date
from m_kit.ids import known_ids, parse_id
from m_kit.pagination import page_of
from m_kit.posting.attempt import posted_decision_of, posting_of
from m_kit.uow import UnitOfWork

from stock_keeper.convert_recompute import adjustment_message, recompute_message, revaluation_message
from stock_keeper.servicers.movements import optional_id
from stock_keeper.store.recomputes import RecomputeRepository
from stock_keeper.usecases.revalue import RevaluationHolds


class RecomputeServicer(recompute_service_pb2_grpc.RecomputeServiceServicer):
    """See recompute_service.proto."""

    def __init__(self, uow: UnitOfWork, holds: RevaluationHolds) -> None:
        self._uow, self._holds = uow, holds

    async def GetRecompute(
        self, request: pb.GetRecomputeRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetRecomputeResponse:
        recompute_id = parse_id(request.id, "id", "recompute")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await RecomputeRepository(transaction).get(recompute_id)
        return pb.GetRecomputeResponse(recompute=recompute_message(found))

    async def ListRecomputes(
        self, request: pb.ListRecomputesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListRecomputesResponse:
        page = page_of(request, datetime.fromisoformat, uuid.UUID)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            followed, last = await RecomputeRepository(transaction).followed(company_id)
            found = await RecomputeRepository(transaction).page(page, company_id)
        shown, token = page.cut(found, lambda one: (one.create_time, one.id))
        return pb.ListRecomputesResponse(
            recomputes=map(recompute_message, shown),
            next_page_token=token,
            sequence_followed=followed,
            sequence_last=last,
        )

    async def ListValueAdjustments(
        self, request: pb.ListValueAdjustmentsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListValueAdjustmentsResponse:
        page = page_of(request, int)
        company_id = parse_id(request.company_id, "company_id", "company")
        recompute_id = optional_id(request.recompute_id, "recompute_id", "recompute")
        movement_id = optional_id(request.movement_id, "movement_id", "movement")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await RecomputeRepository(transaction).adjustments(page, company_id, recompute_id, movement_id)
        shown, token = page.cut(found, lambda one: (one.place,))
        return pb.ListValueAdjustmentsResponse(value_adjustments=map(adjustment_message, shown), next_page_token=token)

    async def ListRevaluations(
        self, request: pb.ListRevaluationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListRevaluationsResponse:
        page, company_id = page_of(request, uuid.UUID), parse_id(request.company_id, "company_id", "company")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await RecomputeRepository(transaction).revaluations(page, company_id, request.state)
        shown, token = page.cut(found, lambda one: (one.id,))
        return pb.ListRevaluationsResponse(revaluations=map(revaluation_message, shown), next_page_token=token)

    async def BatchGetRevaluations(
        self, request: pb.BatchGetRevaluationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetRevaluationsResponse:
        ids = known_ids(request.posting_ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await RecomputeRepository(transaction).revaluations_by_posting(ids)
        return pb.BatchGetRevaluationsResponse(
            revaluations=[revaluation_message(found[one]) for one in ids if one in found]
        )

    async def ReserveRevaluation(
        self, request: pb.ReserveRevaluationRequest, _: grpc.aio.ServicerContext
    ) -> pb.ReserveRevaluationResponse:
        tenant, posting = current_caller().tenant, posting_of(request.posting)
        day = parse_date(request.posting_date, "posting_date")
        await self._holds.reserve(tenant, posting, uuid.UUID(request.revaluation_id), day)
        async with self._uow.transaction(tenant) as transaction:
            found = await RecomputeRepository(transaction).revaluations_by_posting([posting.id])
        held = found.get(posting.id)
        return pb.ReserveRevaluationResponse(shares=revaluation_message(held).shares if held else ())

    async def ConfirmRevaluation(
        self, request: pb.ConfirmRevaluationRequest, _: grpc.aio.ServicerContext
    ) -> pb.ConfirmRevaluationResponse:
        await self._holds.confirm(current_caller().tenant, posted_decision_of(request.decision))
        return pb.ConfirmRevaluationResponse()

    async def CancelRevaluation(
        self, request: pb.CancelRevaluationRequest, _: grpc.aio.ServicerContext
    ) -> pb.CancelRevaluationResponse:
        await self._holds.cancel(current_caller().tenant, posting_of(request.posting))
        return pb.CancelRevaluationResponse()
