"""Clients of businessm.check.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    DescribeContextRequest,
    DescribeContextResponse,
    RunChecksRequest,
    RunChecksResponse,
)


class CheckServiceClient:
    """What must never break, checked by the context that owns the tables. Every context serves it for itself, so calls
    name the context in metadata `x-businessm-context`; over REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.run_checks: Unary[RunChecksRequest, RunChecksResponse] = channel.unary_unary(
            "/businessm.check.v1.CheckService/RunChecks",
            request_serializer=RunChecksRequest.SerializeToString,
            response_deserializer=RunChecksResponse.FromString,
        )
        """Checks the context's invariants over the caller's tenant and lists every violation found.
        Reasons: CONTEXT_REQUIRED.
        """
        self.describe_context: Unary[DescribeContextRequest, DescribeContextResponse] = channel.unary_unary(
            "/businessm.check.v1.CheckService/DescribeContext",
            request_serializer=DescribeContextRequest.SerializeToString,
            response_deserializer=DescribeContextResponse.FromString,
        )
        """Says where the context runs, on which database, and on which engines.
        Reasons: CONTEXT_REQUIRED.
        """
