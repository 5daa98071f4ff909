"""AugmentationService, served by every context whose document types can be added to."""

import uuid
from collections.abc import Mapping

import grpc
from businessm.regional.v1 import augmentation_pb2, augmentation_service_pb2_grpc
from businessm.regional.v1 import augmentation_service_pb2 as pb

from m_kit.caller import current_caller
from m_kit.contributions.extended import Augmentable, ExtendedDocuments
from m_kit.contributions.registry import ContributionRegistry
from m_kit.contributions.store import Kept
from m_kit.document import fill_timestamp
from m_kit.errors import NotFound
from m_kit.pagination import page_of
from m_kit.uow import Transaction, UnitOfWork


class AugmentationServicer(augmentation_service_pb2_grpc.AugmentationServiceServicer):
    """See augmentation_service.proto."""

    def __init__(self, uow: UnitOfWork, registry: ContributionRegistry, types: Mapping[str, Augmentable]) -> None:
        self._uow, self._registry, self._types = uow, registry, types

    async def OfferContributions(
        self, request: pb.OfferContributionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.OfferContributionsResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            refused = await self._registry.offer(transaction, request.contribution_set)
            augmentations = await self._augmentations(transaction, request.contribution_set.plugin)
        await self._registry.failpoints.reach("after_bake")
        return pb.OfferContributionsResponse(
            refusals=[
                augmentation_pb2.ContributionRefusal(field=one.field, reason=one.reason, message=one.message)
                for one in refused
            ],
            augmentations=augmentations,
        )

    async def WithdrawContributions(
        self, request: pb.WithdrawContributionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.WithdrawContributionsResponse:
        return pb.WithdrawContributionsResponse(augmentations=await self._set_withdrawn(request.plugin, True))

    async def RestoreContributions(
        self, request: pb.RestoreContributionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.RestoreContributionsResponse:
        return pb.RestoreContributionsResponse(augmentations=await self._set_withdrawn(request.plugin, False))

    async def ListAugmentations(
        self, _: pb.ListAugmentationsRequest, __: grpc.aio.ServicerContext
    ) -> pb.ListAugmentationsResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            return pb.ListAugmentationsResponse(augmentations=await self._augmentations(transaction))

    async def ListViolatingDocuments(
        self, request: pb.ListViolatingDocumentsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListViolatingDocumentsResponse:
        augmentable = self._types.get(request.type)
        if augmentable is None:
            raise NotFound(f"no document type {request.type[:64]!r} that can be added to", field="type")
        page = page_of(request, uuid.UUID)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            documents, token = page.cut(await augmentable.documents(transaction, page), _keys)
            extended = ExtendedDocuments(self._registry, request.type)
            found = await extended.violations(transaction, documents)
        return pb.ListViolatingDocumentsResponse(
            violating_documents=[
                augmentation_pb2.ViolatingDocument(id=id_, field=one.field, reason=one.reason, message=one.message)
                for id_, violations in found.items()
                for one in violations
            ],
            next_page_token=token,
        )

    async def _set_withdrawn(self, plugin: str, withdrawn: bool) -> list[augmentation_pb2.Augmentation]:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            await self._registry.set_withdrawn(transaction, plugin, withdrawn)
            return await self._augmentations(transaction, plugin)

    async def _augmentations(self, transaction: Transaction, plugin: str = "") -> list[augmentation_pb2.Augmentation]:
        kept = await self._registry.kept(transaction)
        return [_augmentation(self._registry.context, one) for one in kept if plugin in ("", one.plugin)]


def _keys(document: object) -> tuple[str]:
    return (document.id,)  # type: ignore[attr-defined]


def _augmentation(context: str, kept: Kept) -> augmentation_pb2.Augmentation:
    message = augmentation_pb2.Augmentation(
        plugin=kept.plugin,
        document_type=f"{context}.{kept.document_type}",
        version=kept.version,
        state=augmentation_pb2.Augmentation.WITHDRAWN if kept.withdrawn else augmentation_pb2.Augmentation.ACTIVE,
        keys=[field.key for field in kept.contribution.fields],
    )
    fill_timestamp(message.update_time, kept.update_time)
    return message
