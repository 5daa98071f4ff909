"""UiService, served by every context that has something to show."""

import grpc
from businessm.ui.v1 import ui_service_pb2 as pb
from businessm.ui.v1 import ui_service_pb2_grpc
from businessm.ui.v1.ui_pb2 import Ui, UiRemote, UiScreen

from m_kit.errors import NotFound
from m_kit.metadata.layout import label_in
from m_kit.ui.assets import MANIFEST, AssetFolder
from m_kit.ui.navigation import NavigationLayout


class UiServicer(ui_service_pb2_grpc.UiServiceServicer):
    """See ui_service.proto. `assets` is None where the process carries no files of a user interface."""

    def __init__(self, context: str, navigation: NavigationLayout, assets: AssetFolder | None) -> None:
        self._context, self._navigation, self._assets = context, navigation, assets

    async def DescribeUi(self, request: pb.DescribeUiRequest, _: grpc.aio.ServicerContext) -> pb.DescribeUiResponse:
        layout, language = self._navigation, request.language_code
        ui = Ui(
            label=label_in(layout.labels, language, self._context),
            icon=layout.icon,
            position=layout.position,
            document_types=layout.document_types,
        )
        if self._assets is not None and MANIFEST in self._assets:
            ui.remote.CopyFrom(UiRemote(manifest=MANIFEST, version=self._assets.asset(MANIFEST).etag))
            ui.screens.extend(
                UiScreen(
                    path=one.path,
                    label=label_in(one.labels, language, one.path),
                    icon=one.icon,
                    permission=one.permission,
                )
                for one in layout.screens
            )
        return pb.DescribeUiResponse(ui=ui)

    async def GetUiAsset(self, request: pb.GetUiAssetRequest, _: grpc.aio.ServicerContext) -> pb.GetUiAssetResponse:
        if self._assets is None:
            raise NotFound(f"{self._context} carries no user interface", field="path")
        asset = self._assets.asset(request.path, request.encodings)
        is_known = request.known_etag == asset.etag
        return pb.GetUiAssetResponse(
            content=b"" if is_known else asset.content,
            content_type=asset.content_type,
            content_encoding=asset.content_encoding,
            etag=asset.etag,
            not_modified=is_known,
            is_immutable=asset.is_immutable,
        )
