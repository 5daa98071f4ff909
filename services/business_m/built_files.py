"""Built files of contexts' user interfaces, asked of each context itself: so one on another machine brings its own."""

from collections.abc import Sequence

import grpc
from businessm.ui.v1 import ui_service_pb2, ui_service_pb2_grpc
from m_gateway.http.built_files import BuiltFile, BuiltFileOf
from m_gateway.http.calls import translated
from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import NotFound

from business_m.first_admin import TENANT
from business_m.keys import GATEWAY
from business_m.topology import Application

_CALLER = Caller(tenant=TENANT, subject=SERVICE_PREFIX + GATEWAY, actor=GATEWAY)
# As the contract bounds them.
MOST_ENCODINGS, MOST_ETAG = 16, 64
# What a context says, whichever way it is reached, that has no such file or no user interface at all.
_NONE = {grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.INVALID_ARGUMENT}


def built_files(application: Application) -> BuiltFileOf:
    """Of every context there is."""

    async def built_file(context: str, path: str, encodings: Sequence[str], known_etag: str) -> BuiltFile | None:
        request = ui_service_pb2.GetUiAssetRequest(
            context=context, path=path, encodings=encodings[:MOST_ENCODINGS], known_etag=known_etag[:MOST_ETAG]
        )
        try:
            stub = ui_service_pb2_grpc.UiServiceStub(application.calling(GATEWAY, context))
            with acting_as(_CALLER), translated():
                found = await _answered(stub, request)
        except NotFound:
            return None
        if found is None:
            return None
        return BuiltFile(
            content=found.content,
            content_type=found.content_type,
            content_encoding=found.content_encoding,
            etag=found.etag,
            is_not_modified=found.not_modified,
            is_immutable=found.is_immutable,
        )

    return built_file


async def _answered(
    stub: ui_service_pb2_grpc.UiServiceStub, request: ui_service_pb2.GetUiAssetRequest
) -> ui_service_pb2.GetUiAssetResponse | None:
    """None where there is no such file. Raises AioRpcError where the context does not answer."""
    try:
        found: ui_service_pb2.GetUiAssetResponse = await stub.GetUiAsset(request)
    except grpc.aio.AioRpcError as error:
        if error.code() in _NONE:
            return None
        raise
    return found
