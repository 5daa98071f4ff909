"""ContributionService."""

import grpc
from businessm.regional.v1 import contribution_service_pb2 as pb
from businessm.regional.v1 import contribution_service_pb2_grpc

from m_india.convert import contribution_set


class ContributionServicer(contribution_service_pb2_grpc.ContributionServiceServicer):
    """See contribution_service.proto."""

    def __init__(self) -> None:
        self._contributions = contribution_set()

    async def GetContributions(
        self, _: pb.GetContributionsRequest, __: grpc.aio.ServicerContext
    ) -> pb.GetContributionsResponse:
        return pb.GetContributionsResponse(contribution_set=self._contributions)
