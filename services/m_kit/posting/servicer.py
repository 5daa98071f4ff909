"""DecisionService, served by every context that posts documents."""

import grpc
from businessm.posting.v1 import decision_service_pb2 as pb
from businessm.posting.v1 import decision_service_pb2_grpc

from m_kit.caller import current_caller
from m_kit.errors import FieldInvalid
from m_kit.posting.attempt import posting_of
from m_kit.posting.decisions import DecisionStore


class DecisionServicer(decision_service_pb2_grpc.DecisionServiceServicer):
    """See decision_service.proto."""

    def __init__(self, context: str, decisions: DecisionStore) -> None:
        self._context = context
        self._decisions = decisions

    async def GetDecision(self, request: pb.GetDecisionRequest, _: grpc.aio.ServicerContext) -> pb.GetDecisionResponse:
        posting = posting_of(request.posting)
        if posting.owner_context != self._context:
            raise FieldInvalid(f"{self._context} does not decide for others", field="posting.owner_context")
        decision = await self._decisions.settle(current_caller().tenant, posting)
        return pb.GetDecisionResponse(decision=decision.message())
