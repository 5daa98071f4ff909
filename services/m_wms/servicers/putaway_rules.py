"""PutawayRuleService."""

import grpc
from businessm.wms.v1 import putaway_rule_service_pb2 as pb
from businessm.wms.v1 import putaway_rule_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.errors import ConflictRetry
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_wms.clients import Clients
from m_wms.convert.putaway_rules import putaway_rule_message, suggestion_message
from m_wms.store.putaway_rules import SORTING, PutawayRuleRepository
from m_wms.usecases.putaway_rules import changed_rule, delete_rule, new_rule, require_convertible
from m_wms.usecases.putaways import suggested


class PutawayRuleServicer(putaway_rule_service_pb2_grpc.PutawayRuleServiceServicer):
    """See putaway_rule_service.proto. What others know is asked for between two transactions."""

    def __init__(self, environment: Environment, clients: Clients) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._clients = clients

    async def CreatePutawayRule(
        self, request: pb.CreatePutawayRuleRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreatePutawayRuleResponse:
        new = None
        if not await self._write.answered(request):
            new = await new_rule(self._clients, request.putaway_rule, self._clock.now())

        async def create(transaction: Transaction) -> pb.CreatePutawayRuleResponse:
            if new is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            await PutawayRuleRepository(transaction).add(new)
            return pb.CreatePutawayRuleResponse(putaway_rule=putaway_rule_message(new))

        return await self._write(request, context, pb.CreatePutawayRuleResponse, create)

    async def GetPutawayRule(
        self, request: pb.GetPutawayRuleRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetPutawayRuleResponse:
        rule_id = parse_id(request.id, "id", "putaway rule")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await PutawayRuleRepository(transaction).get(rule_id)
        return pb.GetPutawayRuleResponse(putaway_rule=putaway_rule_message(found))

    async def ListPutawayRules(
        self, request: pb.ListPutawayRulesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListPutawayRulesResponse:
        page, company_id = sorted_page_of(request, SORTING), parse_id(request.company_id, "company_id", "company")
        warehouse_id = parse_id(request.warehouse_id, "warehouse_id", "warehouse") if request.warehouse_id else None
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await PutawayRuleRepository(transaction).page(page, company_id, warehouse_id)
        return pb.ListPutawayRulesResponse(putaway_rules=map(putaway_rule_message, shown), next_page_token=token)

    async def UpdatePutawayRule(
        self, request: pb.UpdatePutawayRuleRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdatePutawayRuleResponse:
        changed = None
        if not await self._write.answered(request):
            async with self._uow.transaction(current_caller().tenant) as transaction:
                changed, merged = await changed_rule(
                    transaction, request.putaway_rule, request.update_mask, self._clock.now()
                )
            await require_convertible(self._clients, merged)

        async def update(transaction: Transaction) -> pb.UpdatePutawayRuleResponse:
            if changed is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            await PutawayRuleRepository(transaction).update(changed)
            return pb.UpdatePutawayRuleResponse(putaway_rule=putaway_rule_message(changed))

        return await self._write(request, context, pb.UpdatePutawayRuleResponse, update)

    async def DeletePutawayRule(
        self, request: pb.DeletePutawayRuleRequest, context: grpc.aio.ServicerContext
    ) -> pb.DeletePutawayRuleResponse:
        async def delete(transaction: Transaction) -> pb.DeletePutawayRuleResponse:
            await delete_rule(transaction, request.id, request.etag)
            return pb.DeletePutawayRuleResponse()

        return await self._write(request, context, pb.DeletePutawayRuleResponse, delete)

    async def SuggestPutaway(
        self, request: pb.SuggestPutawayRequest, _: grpc.aio.ServicerContext
    ) -> pb.SuggestPutawayResponse:
        found = await suggested(self._clients, self._uow, request)
        return pb.SuggestPutawayResponse(suggestions=[suggestion_message(*one) for one in found])
