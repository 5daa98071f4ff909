"""A plugin's side: its contributions as they are served, and offered to the owners of the documents they are for."""

import asyncio
import logging

import grpc
from businessm.regional.v1 import augmentation_service_pb2, augmentation_service_pb2_grpc, contribution_service_pb2_grpc
from businessm.regional.v1 import contribution_service_pb2 as pb
from businessm.regional.v1.contribution_pb2 import ContributionSet

from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import BusinessError
from m_kit.module import Environment

# Offered again and again, for that changes nothing: an owner that was restored from a backup gets its fields back.
OFFER_EVERY_SECONDS = 60.0
RETRY_SECONDS = 1.0
ANSWER_SECONDS = 30.0

log = logging.getLogger(__name__)


class ContributionServicer(contribution_service_pb2_grpc.ContributionServiceServicer):
    """See contribution_service.proto."""

    def __init__(self, contributions: ContributionSet) -> None:
        self._contributions = contributions

    async def GetContributions(
        self, _: pb.GetContributionsRequest, __: grpc.aio.ServicerContext
    ) -> pb.GetContributionsResponse:
        return pb.GetContributionsResponse(contribution_set=self._contributions)


class Offering:
    """Offers a plugin's contributions to every owner, whenever that is there."""

    def __init__(self, environment: Environment, contributions: ContributionSet) -> None:
        self._environment = environment
        self._contributions = contributions
        self._owners = sorted({one.document_type.partition(".")[0] for one in contributions.contributions})
        # Schemas are every tenant's, so any tenant's token is as good.
        self._caller = Caller("default", SERVICE_PREFIX + environment.name, environment.name)

    async def run(self) -> None:
        """For ever; an owner that is away is tried again soon."""
        with acting_as(self._caller):
            while True:
                answered = [await self.offered_to(owner) for owner in self._owners]
                await asyncio.sleep(OFFER_EVERY_SECONDS if all(answered) else RETRY_SECONDS)

    async def offered_to(self, owner: str) -> bool:
        """Whether an owner answered. What it refuses is logged: people have to look at that."""
        stub = augmentation_service_pb2_grpc.AugmentationServiceStub(self._environment.channel_to_context(owner))
        request = augmentation_service_pb2.OfferContributionsRequest(
            context=owner, contribution_set=self._contributions
        )
        try:
            answer = await stub.OfferContributions(request, timeout=ANSWER_SECONDS)
        except (grpc.aio.AioRpcError, BusinessError) as error:
            log.warning("%s does not take the fields of %s yet: %s", owner, self._contributions.plugin, error)
            return False
        for refusal in answer.refusals:
            log.error("%s refuses %s of %s: %s", owner, refusal.field, self._contributions.plugin, refusal.message)
        return True
