"""StockRevaluationService."""

import grpc
from businessm.wms.v1 import stock_revaluation_pb2 as pb
from businessm.wms.v1 import stock_revaluation_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.posting import Procedure
from m_kit.posting.decisions import still_posting
from m_kit.sorting import sorted_page_of

from m_wms.clients import Clients
from m_wms.convert_revaluations import revaluation_message
from m_wms.store.revaluations import SORTING, RevaluationRepository
from m_wms.usecases.revaluations import revaluation_job


class StockRevaluationServicer(stock_revaluation_service_pb2_grpc.StockRevaluationServiceServicer):
    """See stock_revaluation_service.proto."""

    def __init__(self, environment: Environment, clients: Clients, procedure: Procedure) -> None:
        self._uow, self._clients, self._procedure = environment.uow, clients, procedure

    async def GetStockRevaluation(
        self, request: pb.GetStockRevaluationRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetStockRevaluationResponse:
        document_id = parse_id(request.id, "id", "stock revaluation")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await RevaluationRepository(transaction).get(document_id)
            waits = await still_posting(transaction, [found.id])
        return pb.GetStockRevaluationResponse(stock_revaluation=revaluation_message(found, confirmed=not waits))

    async def ListStockRevaluations(
        self, request: pb.ListStockRevaluationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListStockRevaluationsResponse:
        page, company_id = sorted_page_of(request, SORTING), parse_id(request.company_id, "company_id", "company")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await RevaluationRepository(transaction).page(page, company_id)
            waits = await still_posting(transaction, [one.id for one in shown])
        return pb.ListStockRevaluationsResponse(
            stock_revaluations=[revaluation_message(one, confirmed=one.id not in waits) for one in shown],
            next_page_token=token,
        )

    async def PostStockRevaluation(
        self, request: pb.PostStockRevaluationRequest, context: grpc.aio.ServicerContext
    ) -> pb.PostStockRevaluationResponse:
        return await self._procedure.run(revaluation_job(self._clients, request), request, context)
