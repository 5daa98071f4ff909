"""DocumentTypeService, served by every context that owns document types."""

from collections.abc import Collection, Mapping

import grpc
from businessm.metadata.v1 import document_type_service_pb2 as pb
from businessm.metadata.v1 import document_type_service_pb2_grpc
from businessm.metadata.v1.document_type_pb2 import DocumentType

from m_kit.caller import current_caller
from m_kit.contributions.registry import ContributionRegistry
from m_kit.contributions.schema import Schema
from m_kit.errors import NotFound
from m_kit.metadata.describe import describe
from m_kit.metadata.layout import Layout
from m_kit.sorting import Sorting
from m_kit.uow import Transaction, UnitOfWork

MOST_KEPT = 512


class DocumentTypes:
    """A context's document types, as they are described in this moment.

    `sortings`: what the lists of some can be ordered by. `registry`: where plugins may add to some.
    """

    def __init__(
        self,
        context: str,
        layouts: Mapping[str, Layout],
        sortings: Mapping[str, Sorting],
        registry: ContributionRegistry | None,
    ) -> None:
        self._context, self._layouts, self._sortings, self._registry = context, layouts, sortings, registry
        self._kept: dict[tuple[str, str], tuple[Schema, DocumentType]] = {}

    @property
    def names(self) -> list[str]:
        """In order."""
        return sorted(self._layouts)

    async def described(self, transaction: Transaction, name: str, language: str) -> DocumentType:
        """One of them. Raises NotFound on `type`."""
        if name not in self._layouts:
            raise NotFound(f"{self._context} has no document type {name!r}", field="type")
        schema = await self._schema(transaction, name)
        kept = self._kept.get((name, language))
        if kept is not None and kept[0] == schema:
            return kept[1]
        made = describe(self._context, self._layouts[name], schema, language, self._sort_columns(name))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[name, language] = (schema, made)
        return made

    def _sort_columns(self, name: str) -> Collection[str]:
        return self._sortings[name].fields if name in self._sortings else ()

    async def _schema(self, transaction: Transaction, name: str) -> Schema:
        if self._registry is None or name not in self._registry.cores:
            return Schema(name)
        return await self._registry.schema(transaction, name)


class DocumentTypeServicer(document_type_service_pb2_grpc.DocumentTypeServiceServicer):
    """See document_type_service.proto."""

    def __init__(self, uow: UnitOfWork, types: DocumentTypes) -> None:
        self._uow, self._types = uow, types

    async def GetDocumentType(
        self, request: pb.GetDocumentTypeRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetDocumentTypeResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await self._types.described(transaction, request.type, request.language_code)
        if found.version == request.known_version:
            return pb.GetDocumentTypeResponse(not_modified=True)
        return pb.GetDocumentTypeResponse(document_type=found)

    async def ListDocumentTypes(
        self, request: pb.ListDocumentTypesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListDocumentTypesResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = [
                await self._types.described(transaction, name, request.language_code) for name in self._types.names
            ]
        return pb.ListDocumentTypesResponse(document_types=map(_outline, found))


def _outline(whole: DocumentType) -> DocumentType:
    return DocumentType(
        type=whole.type,
        context=whole.context,
        version=whole.version,
        label=whole.label,
        plural_label=whole.plural_label,
        service=whole.service,
        list_rpc=whole.list_rpc,
        get_rpc=whole.get_rpc,
        read_permission=whole.read_permission,
    )
