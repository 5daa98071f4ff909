"""Clients of businessm.posting.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    GetDecisionRequest,
    GetDecisionResponse,
)


class DecisionServiceClient:
    """What an owner decided about its documents' postings. Every context that posts documents serves it for itself, so
    calls name the context in metadata `x-businessm-context`; over REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_decision: Unary[GetDecisionRequest, GetDecisionResponse] = channel.unary_unary(
            "/businessm.posting.v1.DecisionService/GetDecision",
            request_serializer=GetDecisionRequest.SerializeToString,
            response_deserializer=GetDecisionResponse.FromString,
        )
        """Reads what became of an attempt. One that nobody has decided yet is decided by this: it gets a tombstone and never
        posts. So a keeper that asks always learns which of the two it is.
        Reasons: CONTEXT_REQUIRED.
        """
