"""StandardCostService."""

import grpc
from businessm.masters.v1 import standard_cost_service_pb2 as pb
from businessm.masters.v1 import standard_cost_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.dates import parse_date
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import standard_cost_message
from m_masters.store.standard_costs import SORTING, StandardCostRepository
from m_masters.usecases.standard_costs import create_standard_cost


class StandardCostServicer(standard_cost_service_pb2_grpc.StandardCostServiceServicer):
    """See standard_cost_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateStandardCost(
        self, request: pb.CreateStandardCostRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateStandardCostResponse:
        async def create(transaction: Transaction) -> pb.CreateStandardCostResponse:
            cost = await create_standard_cost(transaction, request.standard_cost, self._clock.now())
            return pb.CreateStandardCostResponse(standard_cost=standard_cost_message(cost))

        return await self._write(request, context, pb.CreateStandardCostResponse, create)

    async def GetStandardCost(
        self, request: pb.GetStandardCostRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetStandardCostResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            cost = await StandardCostRepository(transaction).get(parse_id(request.id, "id", "standard cost"))
        return pb.GetStandardCostResponse(standard_cost=standard_cost_message(cost))

    async def ListStandardCosts(
        self, request: pb.ListStandardCostsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListStandardCostsResponse:
        page = sorted_page_of(request, SORTING)
        item_id = parse_id(request.item_id, "item_id", "item") if request.item_id else None
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await StandardCostRepository(transaction).page(page, item_id)
        return pb.ListStandardCostsResponse(standard_costs=map(standard_cost_message, shown), next_page_token=token)

    async def ResolveStandardCosts(
        self, request: pb.ResolveStandardCostsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ResolveStandardCostsResponse:
        ids, day = known_ids(request.item_ids), parse_date(request.on_date, "on_date")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await StandardCostRepository(transaction).valid_on(ids, request.currency_code, day)
        return pb.ResolveStandardCostsResponse(
            standard_costs=[standard_cost_message(found[one]) for one in ids if one in found]
        )
