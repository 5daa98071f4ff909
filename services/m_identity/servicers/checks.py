"""CheckService of identity."""

import grpc
from businessm.check.v1 import check_service_pb2 as pb
from businessm.check.v1 import check_service_pb2_grpc
from m_kit.checks import checks_response


class CheckServicer(check_service_pb2_grpc.CheckServiceServicer):
    """See check_service.proto. None of the invariants speaks of what identity keeps."""

    async def RunChecks(self, _: pb.RunChecksRequest, __: grpc.aio.ServicerContext) -> pb.RunChecksResponse:
        return checks_response([])
