"""Clients of businessm.metadata.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    GetDocumentTypeRequest,
    GetDocumentTypeResponse,
    ListDocumentTypesRequest,
    ListDocumentTypesResponse,
)


class DocumentTypeServiceClient:
    """Document types as their owner describes them. Every context that owns some serves it for itself, so calls name the
    context in metadata `x-businessm-context`; over REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_document_type: Unary[GetDocumentTypeRequest, GetDocumentTypeResponse] = channel.unary_unary(
            "/businessm.metadata.v1.DocumentTypeService/GetDocumentType",
            request_serializer=GetDocumentTypeRequest.SerializeToString,
            response_deserializer=GetDocumentTypeResponse.FromString,
        )
        """Describes one document type, with the fields that plugins added to it.
        Reasons: CONTEXT_REQUIRED; RESOURCE_NOT_FOUND on type.
        """
        self.list_document_types: Unary[ListDocumentTypesRequest, ListDocumentTypesResponse] = channel.unary_unary(
            "/businessm.metadata.v1.DocumentTypeService/ListDocumentTypes",
            request_serializer=ListDocumentTypesRequest.SerializeToString,
            response_deserializer=ListDocumentTypesResponse.FromString,
        )
        """Names the context's document types, without fields.
        Reasons: CONTEXT_REQUIRED.
        """
